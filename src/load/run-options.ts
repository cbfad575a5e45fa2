// What the wrapping process told this one. Absent or broken text means: not our run, do nothing.
import { DEFAULT_RUN_OPTIONS, RUN_VARIABLE, type RunOptions } from '../facts/options.ts';

/** The options of the run this process belongs to; undefined outside a run. Never throws. */
export function readRunOptions(environment: NodeJS.ProcessEnv): RunOptions | undefined {
  const text = environment[RUN_VARIABLE];
  if (text === undefined || text === '') return undefined;
  try {
    const given = JSON.parse(text) as Partial<RunOptions>;
    if (typeof given.spool !== 'string' || typeof given.root !== 'string') return undefined;
    return { ...DEFAULT_RUN_OPTIONS, ...given };
  } catch {
    return undefined;
  }
}
