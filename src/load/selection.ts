// Which files get hooks: the project's own (below `own`, outside node_modules), dependencies on request, what the
// user's globs say. racewire itself never: a detector that watches its own Maps would only see itself.
import { isAbsolute, relative, sep } from 'node:path';
import type { RunOptions } from '../facts/options.ts';

/** Whether the file at this absolute path is to be instrumented. */
export type Selection = (file: string) => boolean;

const DEPENDENCY = /[\\/]node_modules[\\/]/;

/**
 * Makes the rule of a run.
 * @param home - directory of racewire's own files, never instrumented
 */
export function makeSelection(
  options: Pick<RunOptions, 'root' | 'own' | 'deps' | 'tools' | 'include' | 'exclude'>,
  home: string,
): Selection {
  const include = options.include.map((source) => new RegExp(source));
  const exclude = options.exclude.map((source) => new RegExp(source));
  const tools = new RegExp(options.tools);
  return (file) => {
    if (file.startsWith(home + sep)) return false;
    const inside = relative(options.root, file);
    if (include.length > 0 || exclude.length > 0) {
      const name = (isOutside(inside) ? file : inside).replaceAll('\\', '/');
      if (exclude.some((pattern) => pattern.test(name))) return false;
      if (include.some((pattern) => pattern.test(name))) return true;
    }
    const at = DEPENDENCY.exec(file)?.index;
    if (at === undefined) return !isOutside(relative(options.own, file));
    return options.deps && isNear(file.slice(0, at), options.root) && !tools.test(file);
  };
}

const isOutside = (path: string): boolean => path.startsWith('..') || isAbsolute(path);

// The project's dependencies lie in node_modules below it, or beside its ancestors; npm's own, for one, lie elsewhere.
function isNear(home: string, root: string): boolean {
  return (
    home === root || home.startsWith(root + sep) || root.startsWith(home.endsWith(sep) ? home : home + sep)
  );
}
