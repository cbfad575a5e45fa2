// Loops that do nothing but what the tasks engine watches: a cache under load, promises. Budgeted as general compute is.
import { programsRow } from './programs.ts';
import type { Row } from '../row.ts';

export const loops: Row = programsRow({
  name: 'loops',
  about: 'a cache in bursts of requests, and nothing but promises',
  files: ['loops/cache', 'loops/promises'],
  budget: { budget: 5, aim: 2.5 },
});
