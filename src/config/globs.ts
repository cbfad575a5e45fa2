// The user's globs, by picomatch.
import picomatch from 'picomatch';

/** Sources of regular expressions that match what the globs match; `/` separates, `**` crosses it, dot files count. */
export function globSources(globs: readonly string[]): string[] {
  const make = picomatch.makeRe as (glob: string, options: picomatch.PicomatchOptions) => RegExp;
  return globs.map((glob) => make(glob.replace(/^\.\//, ''), { dot: true }).source);
}
