// One file on its way through Vite: hooks, the map of the change, and the table that reports need, left where the
// runtime's own loader would have left it.
import { createHash } from 'node:crypto';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { SiteTable } from '../../instrument/protocol.ts';
import type { Session } from '../adapters/session.ts';
import { makeSelection } from '../load/selection.ts';
import { openSourceCache, sourceKey } from '../load/source-cache.ts';

/** Instruments the text of a module; undefined where it stays as it is. */
export type FileTransform = (
  code: string,
  id: string,
  inputMap: () => string,
) => { code: string; map: string } | undefined;

interface Transformer {
  transform(
    code: string,
    options: { file: string; key: string; goal: 'module'; map: true; inputMap: string },
  ): { code: string; map?: string; table: SiteTable; unchanged: boolean };
}

export function makeFileTransform({ run, home }: Session): FileTransform {
  const selected = makeSelection(run, home);
  const cache = openSourceCache(run.cache, run.spool);
  const transformer = createRequire(`${home}/`)(join(home, 'instrument.cjs')) as Transformer;
  return (code, id, inputMap) => {
    const file = id.replace(/[?#].*$/s, '');
    if (id.startsWith('\0') || !/^(\/|[A-Za-z]:[\\/])/.test(file) || !selected(file)) return undefined;
    if (/\.(css|s[ac]ss|less|styl|json|svg|html|wasm)$/.test(file)) return undefined;
    try {
      const map = inputMap();
      const hash = createHash('sha256').update(map).digest('hex');
      const key = sourceKey(`${hash}\0${code}`, file, 'module');
      const made = transformer.transform(code, { file, key, goal: 'module', map: true, inputMap: map });
      if (made.unchanged || made.map === undefined) return undefined;
      // What runs is a text that Vite makes of this one, with a map of its own: columns are not put back through edits.
      const { edits: _, ...table } = made.table;
      if (!cache.write(key, made.code, { ...table, goal: 'module' }, code)) return undefined;
      return { code: made.code, map: made.map };
    } catch {
      return undefined; // It does not parse: Vite says so itself.
    }
  };
}
