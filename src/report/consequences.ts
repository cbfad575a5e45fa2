// One mistake, one entry: where a value is shared by mistake, or updated from a stale read, the order of its writes is
// nobody's decision, either. An order-race between two calls is only seen where one overtook the other, so it would come and
// go beside the race that is its cause.
import type { Race } from './model.ts';

/** The races without those order-races whose write is part of another race on the same store. */
export function withoutConsequences(races: readonly Race[]): Race[] {
  const explained = new Set<string>();
  for (const race of races)
    if (race.kind !== 'order-race' && race.severity !== 'benign')
      for (const access of race.accesses) explained.add(placeOf(race, access));
  return races.filter(
    (race) =>
      race.kind !== 'order-race' || !race.accesses.every((access) => explained.has(placeOf(race, access))),
  );
}

function placeOf({ store }: Race, { file, line, column }: Race['accesses'][number]): string {
  return `${store.type} ${store.label} ${file}:${line}:${column}`;
}
