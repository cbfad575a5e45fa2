// Which hooks were called how often, by kind, by site and by file: of the facts that the counting mode leaves.
import type { Spool } from '../facts/read.ts';
import type { HooksFact, ModuleFact } from '../facts/types.ts';
import { shownFile, type Places } from '../report/places.ts';

/** What a hook is called for, as it is printed. */
const KINDS: readonly (readonly [kind: string, hooks: string])[] = [
  ['property read', 'gp gd fp'],
  ['property write', 'sp wp up dp'],
  ['element read', 'ge gi hk rk rh'],
  ['element write', 'se we ue de rd'],
  ['iteration', 'it st ib is'],
  ['Map or Set read', 'mget mhas'],
  ['Map or Set write', 'mset madd mdel'],
  ['method call', 'm0 m1 m2 m3 mn ms'],
  ['variable read', 'gv'],
  ['variable write', 'sv uv'],
  ['scope', 'sc'],
  ['async call', 'ent ret lv me mf'],
  ['await', 'aw fa fr'],
  ['new store', 'nw'],
  ['new Date', 'nt'],
  ['Atomics', 'at'],
  ['eval', 'ev'],
];
const KIND_OF = new Map(
  KINDS.flatMap(([kind, hooks]) => hooks.split(' ').map((hook) => [hook, kind] as const)),
);

export interface SiteCount {
  readonly kind: string;
  /** As reports name it. */
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The expression. */
  readonly text: string;
  readonly calls: number;
}

export interface HookCounts {
  readonly calls: number;
  /** Most calls first, as the two others. */
  readonly kinds: readonly { readonly kind: string; readonly calls: number }[];
  readonly sites: readonly SiteCount[];
  /** `path` is absolute, or a URL, as the transformer was told. */
  readonly files: readonly { readonly file: string; readonly path: string; readonly calls: number }[];
}

/** @param cwd - files are named relative to it */
export function hookCounts(spools: readonly Spool[], places: Places, cwd: string): HookCounts {
  const kinds = new Map<string, number>();
  const sites = new Map<string, SiteCount>();
  const files = new Map<string, { file: string; path: string; calls: number }>();
  let total = 0;
  for (const { facts } of spools) {
    const modules = facts.filter((fact): fact is ModuleFact => fact.fact === 'module');
    const last = facts.findLast((fact): fact is HooksFact => fact.fact === 'hooks');
    for (const [hook, list] of Object.entries(last?.calls ?? {})) {
      const kind = KIND_OF.get(hook) ?? hook;
      for (let i = 0; i < list.length; i += 2) {
        const calls = list[i + 1]!;
        total += calls;
        kinds.set(kind, (kinds.get(kind) ?? 0) + calls);
        const at = placeOf(list[i]!, modules, places);
        if (at === undefined) continue;
        const file = shownFile(at.path, cwd);
        const known = files.get(at.path) ?? { file, path: at.path, calls: 0 };
        known.calls += calls;
        files.set(at.path, known);
        const key = `${kind} ${file}:${at.line}:${at.column}`;
        const earlier = sites.get(key)?.calls ?? 0;
        sites.set(key, {
          kind,
          file,
          line: at.line,
          column: at.column,
          text: at.text,
          calls: earlier + calls,
        });
      }
    }
  }
  const most = (a: { calls: number }, b: { calls: number }): number => b.calls - a.calls;
  return {
    calls: total,
    kinds: [...kinds].map(([kind, calls]) => ({ kind, calls })).sort(most),
    sites: [...sites.values()].sort(most),
    files: [...files.values()].sort(most),
  };
}

function placeOf(
  site: number,
  modules: readonly ModuleFact[],
  places: Places,
): { path: string; line: number; column: number; text: string } | undefined {
  const module = modules.find(({ base, count }) => site >= base && site < base + count);
  const table = module && places.table(module.key);
  const record = table?.sites[site - module!.base];
  if (record === undefined) return undefined;
  const [line, column, , text] = record;
  const at = places.ofText(module!.key, line, column);
  return { path: at?.file ?? table!.file, line: at?.line ?? line, column: at?.column ?? column, text };
}
