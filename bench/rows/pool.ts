// A thread pool as users have one, over a shared buffer. Budgeted as kernels over shared memory are.
import { programsRow } from './programs.ts';
import type { Row } from '../row.ts';

export const pool: Row = programsRow({
  name: 'pool',
  about: 'a piscina pool of two threads over a shared picture',
  files: ['pool/pool'],
  budget: { budget: 6, aim: 3 },
});
