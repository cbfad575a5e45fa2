// What a run could have seen, in words: without it a green run would look clean where it only did not look.
import type { Report } from '../report/model.ts';
import { plural } from './numbers.ts';

/** What this run could have shown, in words; at zero, what would make it able to. */
export function seen(report: Report): string[] {
  const { coverage, engines } = report;
  const texts = [
    `Watched ${plural(coverage.files, 'file')}, ${plural(coverage.storesWatched, 'store')} with ${plural(coverage.keysWatched, 'key')}, ${plural(coverage.tasks, 'task')} in ${plural(coverage.threads, 'thread')} of ${plural(coverage.processes, 'process', 'processes')}.`,
  ];
  if (coverage.processes === 0) {
    texts.push(
      'No Node.js process was watched: this run could not find any race. Does the command start Node.js, pass `NODE_OPTIONS` on to it, and let it write files (beside `--permission` that takes `--allow-fs-write`)?',
    );
    return texts;
  }
  if (coverage.files === 0) {
    texts.push(
      'No file was instrumented: this run could not find any race. Is the program below the project’s directory? `--include` names files elsewhere, `--deps` adds node_modules.',
    );
    return texts;
  }
  if (engines.includes('tasks')) {
    const some = coverage.overlappingTaskPairs > 0 || report.races.some((race) => race.kind !== 'data-race');
    texts.push(
      !some
        ? coverage.threadsSharingMemory > 0
          ? 'No two tasks overlapped on one key: of races across await this run says nothing.'
          : 'No two tasks overlapped on one key: this run could not find a race across await. Start calls together, as production does: `await Promise.all([f(1), f(2)])`.'
        : `${plural(Math.max(1, coverage.overlappingTaskPairs), 'pair')} of tasks overlapped on one key.`,
    );
  }
  if (engines.includes('threads') && coverage.threadsSharingMemory > 0) {
    texts.push(`${plural(coverage.threadsSharingMemory, 'thread')} shared memory.`);
  } else if (engines.includes('threads') && !engines.includes('tasks')) {
    texts.push(
      'No two threads shared memory: this run could not find a data race. Pass a SharedArrayBuffer to a worker.',
    );
  }
  if (coverage.unknownSharedBuffers > 0) {
    texts.push(
      `${plural(coverage.unknownSharedBuffers, 'shared buffer')} came from code that is not watched: accesses to them were not ordered or compared.`,
    );
  }
  for (const { what, why, count } of coverage.lost) texts.push(`Lost ${times(count)}: ${what} (${why}).`);
  return texts;
}

const times = (count: number): string => (count === 1 ? 'once' : `${count} times`);
