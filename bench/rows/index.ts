// The rows of the table, in its order. A new one is a file of this directory and a line here.
import type { Row } from '../row.ts';
import { compute, computeAmongTasks } from './compute.ts';
import { kernels, ring } from './kernels.ts';
import { loops } from './loops.ts';
import { noStore } from './no-store.ts';

export const ROWS: readonly Row[] = [kernels, ring, loops, noStore, compute, computeAmongTasks];
