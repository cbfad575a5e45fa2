// Budget row "general compute with all hooks": objects, arrays, strings, Maps in synchronous code, where nothing can race
// and every hook is overhead. Twice: as a plain script, which has no second task, and in the turns of a program that has,
// as computing in a server's handlers is.
import { programsRow } from './programs.ts';
import type { Row } from '../row.ts';

const files = ['scheduler', 'constraints', 'n-body', 'json', 'words', 'sieve-and-sort'].map(
  (file) => `compute/${file}`,
);
const budget = { budget: 5, aim: 2.5 };

export const compute: Row = programsRow({
  name: 'compute',
  about: 'general compute as a plain script: objects, arrays, texts, no concurrency',
  files,
  budget,
  harness: 'rounds-sync',
});

export const computeAmongTasks: Row = programsRow({
  name: 'compute-async',
  about: 'the same in turns of a program that has other tasks',
  files,
  budget,
});

export const floor: Row = programsRow({
  name: 'floor',
  about: 'the same with the tasks engine off: the hooks are called and return at once',
  files,
  options: ['--engine', 'threads'],
});
