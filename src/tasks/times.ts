// Dates that the program has made of the clock alone (`new Date()`): of nothing that it had read before. Whoever stores one in place of what was
// read earlier has not made it of that, however long it was kept.
import { makeStampField } from './stamp-field.ts';
import { clockwork } from './task.ts';
import { watching } from './watching.ts';

const times = makeStampField<number>();
/** Most programs have none: what they store is not looked at. */
let any = false;

/** Hook `nt`: `date` was made of the clock, now. */
export function noteTime(date: unknown): void {
  if (!watching.begun || typeof date !== 'object' || date === null) return;
  any = true;
  times.set(date, clockwork.time);
}

/** When a Date was made of the clock; 0: it was not, or long ago. */
export function madeOfClock(value: object): number {
  return any ? (times.get(value) ?? 0) : 0;
}
