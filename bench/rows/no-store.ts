// Budget row "code without any shared store": what a user pays for nothing.
import { programsRow } from './programs.ts';
import type { Row } from '../row.ts';

export const noStore: Row = programsRow({
  name: 'no-store',
  about: 'a program that shares nothing: what a user pays for nothing',
  files: ['no-store'],
  budget: { budget: 1.15, aim: 1.05 },
});
