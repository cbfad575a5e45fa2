// Which races are shown: full-text search by minisearch, and one choice each of kind, store, file and test.
import MiniSearch from 'minisearch';
import { storeName } from '../formats/words.ts';
import type { Race } from '../report/model.ts';

export const FACETS = ['kind', 'store', 'file', 'test', 'state'] as const;
export type Facet = (typeof FACETS)[number];

export type Wanted = { readonly [F in Facet]: string } & { readonly text: string };
export const EVERYTHING: Wanted = { text: '', kind: '', store: '', file: '', test: '', state: '' };

/** What a race is under each facet. */
export const FACET_VALUES: { readonly [F in Facet]: (race: Race) => readonly string[] } = {
  kind: (race) => [race.kind],
  store: (race) => [`${race.store.type} ${race.store.label}`.trim()],
  file: (race) => [...new Set(race.accesses.map((access) => access.file))],
  test: (race) => (race.test === undefined ? [] : [race.test]),
  state: (race) => [stateOf(race)],
};

/** `open`, or why a race does not fail the run. */
export function stateOf(race: Race): string {
  if (race.known === true) return 'known';
  if (race.severity === 'benign') return 'benign';
  return race.scope === 'dependency' ? 'in dependencies' : 'open';
}

export interface Finder {
  readonly count: number;
  find(wanted: Wanted): readonly Race[];
  /** Values of a facet with how many races have them, the most first. */
  values(facet: Facet): readonly (readonly [value: string, count: number])[];
}

/** Indexes the races once. */
export function makeFinder(races: readonly Race[]): Finder {
  const index = new MiniSearch({
    fields: ['text'],
    // Parts of names count as words: `sessions` finds `src/sessions.ts` and `userSessions`.
    tokenize: (text) => text.split(/[^\p{L}\p{N}_$#]+|(?<=\p{Ll})(?=\p{Lu})/u).filter((word) => word !== ''),
    searchOptions: { prefix: true, fuzzy: false, combineWith: 'AND' },
  });
  index.addAll(races.map((race, id) => ({ id, text: textOf(race) })));
  return {
    count: races.length,
    find(wanted) {
      const found =
        wanted.text.trim() === ''
          ? undefined
          : new Set(index.search(wanted.text).map(({ id }) => id as number));
      return races.filter(
        (race, id) =>
          (found === undefined || found.has(id)) &&
          FACETS.every((facet) => wanted[facet] === '' || FACET_VALUES[facet](race).includes(wanted[facet])),
      );
    },
    values(facet) {
      const counts = new Map<string, number>();
      for (const race of races)
        for (const value of FACET_VALUES[facet](race)) counts.set(value, (counts.get(value) ?? 0) + 1);
      return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1));
    },
  };
}

function textOf(race: Race): string {
  const sides = race.accesses.map(
    (access) =>
      `${access.file} ${access.line} ${access.function} ${access.code} ${access.task ?? ''} ${access.thread}`,
  );
  return [race.id, race.kind, race.certainty, storeName(race.store), race.test ?? '', ...sides].join(' ');
}
