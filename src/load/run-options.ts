// What the wrapping process told this one. Absent or broken text means: not our run, do nothing.
import { DEFAULT_RUN_OPTIONS, type RunOptions } from '../facts/options.ts';

/** The options in the text of RACEWIRE_RUN; undefined outside a run. Never throws. */
export function readRunOptions(text: string | undefined): RunOptions | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const given = JSON.parse(text) as Partial<RunOptions>;
    if (typeof given.spool !== 'string' || typeof given.root !== 'string') return undefined;
    return { ...DEFAULT_RUN_OPTIONS, ...given };
  } catch {
    return undefined;
  }
}
