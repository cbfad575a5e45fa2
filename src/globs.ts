// The user's globs, by picomatch, which is loaded where there are any. `/` separates, `**` crosses it, dot files count.
import { createRequire } from 'node:module';
import type Picomatch from 'picomatch';

const require = createRequire(import.meta.url);
const picomatch = (): typeof Picomatch => require('picomatch') as typeof Picomatch;
const OPTIONS: Picomatch.PicomatchOptions = { dot: true };

/** Whether the glob matches a whole text. */
export function matcherOf(glob: string): (text: string) => boolean {
  return picomatch()(glob, OPTIONS);
}

/** Sources of regular expressions that match what the globs match. */
export function globSources(globs: readonly string[]): string[] {
  if (globs.length === 0) return [];
  const make = picomatch().makeRe as (glob: string, options: Picomatch.PicomatchOptions) => RegExp;
  return globs.map((glob) => make(glob.replace(/^\.\//, ''), OPTIONS).source);
}
