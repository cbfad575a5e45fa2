// Limits of --fail-on: how many races a run may have and still pass. A race is charged to every named limit it fits
// (its kind, its certainty, its severity); one that fits none is charged to the total.
import type { Race } from '../report/model.ts';

/** `total` and the named limits; a name is a kind, a certainty or a severity. */
export interface FailOn {
  readonly total: number;
  readonly [name: string]: number;
}

const NAMES: readonly string[] = [
  'data-race',
  'lost-update',
  'clobbered-write',
  'stale-iteration',
  'order-race',
  'diverged-copy',
  'observed',
  'predicted',
  'error',
  'warning',
];

/** Limits of `3`, `lost-update=2,observed=0` or an object of the same names; undefined where it is none of these. */
export function parseFailOn(given: unknown): FailOn | undefined {
  if (typeof given === 'number') return isCount(given) ? { total: given } : undefined;
  const entries =
    typeof given === 'string'
      ? given.split(',').map((part) => part.trim().split('='))
      : Object.entries(given as Record<string, unknown>);
  const limits: Record<string, number> & { total: number } = { total: 0 };
  for (const [name, value] of entries as [string, unknown][]) {
    if (typeof value === 'undefined') {
      if (!/^\d+$/.test(name)) return undefined;
      limits.total = Number(name);
      continue;
    }
    const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if ((name !== 'total' && !NAMES.includes(name)) || !isCount(count)) return undefined;
    limits[name] = count;
  }
  return limits;
}

const isCount = (value: unknown): value is number =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0;

/** Whether these races exceed a limit. */
export function exceeds(
  limits: FailOn,
  races: readonly Pick<Race, 'kind' | 'certainty' | 'severity'>[],
): boolean {
  const left: Record<string, number> = { ...limits };
  let over = false;
  for (const race of races) {
    const named = [race.kind, race.certainty, race.severity].filter((name) => limits[name] !== undefined);
    for (const name of named.length > 0 ? named : ['total']) {
      left[name] = left[name]! - 1;
      if (left[name] < 0) over = true;
    }
  }
  return over;
}
