// One run: directories made, the command started, what watches it loaded.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from '../config/keys.ts';
import type { RacewireError } from '../errors.ts';
import { RUN_VARIABLE } from '../facts/options.ts';
import { readRunOptions } from '../load/run-options.ts';
import { cacheDirectory, makeSpoolDirectory, removeSpoolDirectory } from './directories.ts';
import { homeDirectory } from './home.ts';
import { readRules } from './rules.ts';
import { runOptions } from './run-options.ts';
import { startCommand } from './run.ts';
import type { Inspect } from './watch.ts';

/** Runs `command` under the detector; returns the exit code of the command line. */
export async function wrap(
  command: readonly string[],
  config: Config,
  root: string,
  inspect?: Inspect,
): Promise<number> {
  const cwd = process.cwd();
  const home = homeDirectory();
  const preload = join(home, 'preload.cjs');
  // Under a racewire that is already watching, this one is transparent: the outer one's settings hold, and it reports.
  const outer = readRunOptions(process.env[RUN_VARIABLE]);
  if (outer !== undefined && existsSync(outer.spool)) {
    process.stderr.write('racewire: already under racewire, whose settings hold and which reports\n');
    return startCommand(command, outer, preload).ended;
  }
  const rules = await readRules(config, cwd, root);
  let spool: string;
  try {
    spool = makeSpoolDirectory();
  } catch (error) {
    // Never make it worse: the command runs, and the user is told that nobody watched.
    process.stderr.write(
      `racewire: ${(error as RacewireError).message} (${(error as RacewireError).code})\n`,
    );
    return startCommand(command, undefined, preload).ended;
  }
  try {
    const cache = cacheDirectory(root);
    const started = startCommand(command, runOptions(config, { spool, cache, root }), preload);
    const { watch } = await import('./watch.ts');
    return await watch({ command, started, config, rules, root, cwd, home, spool, cache, inspect });
  } finally {
    removeSpoolDirectory(spool);
  }
}
