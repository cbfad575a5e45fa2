// [Atomics.notify → return of the Atomics.wait, or settling of the waitAsync, that it woke]
// A wait is first of all a load: it acquires what the value it read was stored with, also when it returns 'not-equal'.
// 'ok' acquires the clock that notify released into the location's wake variable; 'timed-out' adds nothing.
// No lock is held while a thread waits.
import { ReflectApply, NativeAtomics } from '../builtins.ts';
import { locate, replace, type Location } from './atomics.ts';
import { record } from '../record.ts';
import { dropSite, takeSite } from '../sites.ts';
import { VALUE, WAKE, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { SLOTS } from '../../clock/epoch.ts';
import { acquireFrom, clockWidth, releaseJoin } from '../thread.ts';
import { copy } from '../../clock/vector-clock.ts';
import { sync } from '../memory.ts';

function variable(place: Location, purpose: number): number {
  return variableOf(place.view.buffer.id, placeOf(place.offset, place.shift, purpose));
}

// Whether the location holds `expected` now; acquires and records the load. The result only decides what to acquire.
function load(place: Location, values: unknown[], site: number): void {
  const at = variable(place, VALUE);
  lockVariable(at);
  try {
    ReflectApply(NativeAtomics.load, undefined, [values[0], values[1]]);
    acquireFrom(sync, clockAt(at));
    record(place.view.buffer, place.offset, 1 << place.shift, 0, site, undefined);
  } finally {
    unlockVariable(at);
  }
}

function acquireWake(place: Location): void {
  for (const purpose of [WAKE, VALUE]) {
    const at = variable(place, purpose);
    lockVariable(at);
    acquireFrom(sync, clockAt(at));
    unlockVariable(at);
  }
}

function acquireValue(place: Location): void {
  const at = variable(place, VALUE);
  lockVariable(at);
  acquireFrom(sync, clockAt(at));
  unlockVariable(at);
}

function canWait(place: Location, expected: unknown): boolean {
  return typeof expected === (place.big ? 'bigint' : 'number');
}

interface AsyncWait {
  readonly async: boolean;
  readonly value: unknown;
}
const { then } = Promise.prototype;

/** Replaces wait, waitAsync and notify of the realm's Atomics object. */
export function patchAtomicsWait(target: typeof Atomics): void {
  replace(target, 'wait', (original) => ({
    call(...values: unknown[]): unknown {
      const place = locate(values[0], values[1]);
      if (place === undefined || !canWait(place, values[2])) {
        dropSite();
        return ReflectApply(original, undefined, values);
      }
      const site = takeSite(values[1], 'wait');
      load(place, values, site);
      const outcome = ReflectApply(original, undefined, values);
      if (outcome === 'ok') acquireWake(place);
      else if (outcome === 'not-equal') acquireValue(place);
      return outcome;
    },
  }).call);
  replace(target, 'waitAsync', (original) => ({
    call(...values: unknown[]): unknown {
      const place = locate(values[0], values[1]);
      if (place === undefined || !canWait(place, values[2])) {
        dropSite();
        return ReflectApply(original, undefined, values);
      }
      const site = takeSite(values[1], 'waitAsync');
      load(place, values, site);
      const outcome = ReflectApply(original, undefined, values) as AsyncWait;
      if (!outcome.async) {
        if (outcome.value === 'not-equal') acquireValue(place);
        return outcome;
      }
      // The first reaction of the promise: it runs before any of the program's.
      const settled = (how: unknown): void => {
        if (how === 'ok') acquireWake(place);
      };
      void ReflectApply(then, outcome.value, [settled]);
      return outcome;
    },
  }).call);
  replace(target, 'notify', (original) => ({
    call(...values: unknown[]): unknown {
      const place = locate(values[0], values[1]);
      const count = values[2];
      if (place === undefined || !(count === undefined || typeof count === 'number')) {
        dropSite();
        return ReflectApply(original, undefined, values);
      }
      dropSite();
      const at = variable(place, WAKE);
      lockVariable(at);
      try {
        const clock = clockAt(at);
        const before = new Int32Array(SLOTS);
        const width = clockWidth();
        copy(before, 0, sync, clock, width);
        releaseJoin(sync, clock); // Before the wake-up: who is woken must find it.
        const woken = ReflectApply(original, undefined, values);
        if (woken === 0) copy(sync, clock, before, 0, width); // Nobody was told anything.
        return woken;
      } finally {
        unlockVariable(at);
      }
    },
  }).call);
}
