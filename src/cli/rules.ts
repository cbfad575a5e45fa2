// What the user said about known races. Most projects have no such files: what reads them is loaded where there is one.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Config } from '../config/keys.ts';
import type { Suppression } from '../report/suppressions.ts';

/** File of suppressions that is read without being named, in the project's directory. */
export const SUPPRESSIONS_FILE = '.racewire-suppressions';

/** Read before the command starts: a mistake in it must not cost a run. */
export interface Rules {
  readonly suppressions: readonly Suppression[];
  readonly baseline: ReadonlySet<string>;
}

export async function readRules(config: Config, cwd: string, root: string): Promise<Rules> {
  const own = join(root, SUPPRESSIONS_FILE);
  const files = config.suppressions.length > 0 || !existsSync(own) ? config.suppressions : [own];
  return {
    suppressions: files.length === 0 ? [] : await suppressionsOf(files, cwd),
    baseline: config.baseline === undefined ? new Set() : await baselineOf(resolve(cwd, config.baseline)),
  };
}

async function suppressionsOf(files: readonly string[], cwd: string): Promise<readonly Suppression[]> {
  const { readSuppressions } = await import('../report/suppressions.ts');
  return readSuppressions(
    files.map((file) => resolve(cwd, file)),
    cwd,
  );
}

async function baselineOf(file: string): Promise<ReadonlySet<string>> {
  const { readBaseline } = await import('../report/baseline.ts');
  return readBaseline(file);
}
