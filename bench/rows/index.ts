// The rows of the table, in its order. A new one is a file of this directory and a line here.
import type { Row } from '../row.ts';
import { awaits } from './awaits.ts';
import { compute, computeAmongTasks, floor } from './compute.ts';
import { growth } from './growth.ts';
import { heap } from './heap.ts';
import { kernels, ring } from './kernels.ts';
import { loops } from './loops.ts';
import { memory } from './memory.ts';
import { noStore } from './no-store.ts';
import { pool } from './pool.ts';
import { server } from './server.ts';
import { startup } from './startup.ts';
import { suites, unitTests } from './suites.ts';
import { transform } from './transform.ts';
import { tsan } from './tsan.ts';

export const ROWS: readonly Row[] = [
  kernels,
  ring,
  pool,
  server,
  loops,
  awaits,
  unitTests,
  suites,
  noStore,
  compute,
  computeAmongTasks,
  floor,
  startup,
  transform,
  memory,
  heap,
  growth,
  tsan,
];
