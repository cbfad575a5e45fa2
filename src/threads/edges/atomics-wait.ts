// [Atomics.notify → return of the Atomics.wait, or settling of the waitAsync, that it woke]
// A wait is first of all a load: it acquires what the value it read was stored with, also when it returns 'not-equal'.
// 'ok' acquires the clock that notify released into the location's wake variable; 'timed-out' adds nothing.
// No lock is held while a thread waits.
import { NativeAtomics, ReflectApply } from '../builtins.ts';
import { copy } from '../../clock/vector-clock.ts';
import { SLOTS } from '../../clock/epoch.ts';
import { isHarmless, keepAtomicStack, recordAtomic, replace } from './atomics.ts';
import { locate, wakeOf, type Location } from '../location.ts';
import { dropSite, pendingSite, takeSite } from '../sites.ts';
import { clockAt, lockVariable, raiseVersion, unlockVariable, versionOf } from '../sync-variables.ts';
import { acquireFrom, clockWidth, Means, releaseJoin } from '../thread.ts';
import { sync } from '../memory.ts';

const load = NativeAtomics.load as (view: unknown, index: unknown) => unknown;

function acquire(variable: number): void {
  lockVariable(variable);
  acquireFrom(sync, clockAt(variable), Means.WAKE);
  unlockVariable(variable);
}

// The load that a wait begins with.
function look(place: Location, site: number): void {
  keepAtomicStack(place, site);
  lockVariable(place.variable);
  load(place.view, place.index);
  acquireFrom(sync, clockAt(place.variable), Means.ATOMICS, site);
  recordAtomic(place, 0, site, undefined);
  unlockVariable(place.variable);
}

function woken(place: Location, how: unknown): void {
  if (how === 'ok') acquire(wakeOf(place));
  if (how === 'ok' || how === 'not-equal') acquire(place.variable);
}

interface AsyncWait {
  readonly async: boolean;
  readonly value: unknown;
}
const { then } = Promise.prototype;
const before = new Int32Array(SLOTS);

// Nobody was told anything by the notify that released `version`: the clock is again what it was, unless there were others.
function takeBack(variable: number, version: number, width: number): void {
  lockVariable(variable);
  if (versionOf(variable) === version) copy(sync, clockAt(variable), before, 0, width);
  unlockVariable(variable);
}

/** Replaces wait, waitAsync and notify of a realm's Atomics object. */
export function patchAtomicsWait(target: typeof Atomics): void {
  replace(
    target,
    'wait',
    (original) =>
      ({
        wait(view: unknown, index: unknown, expected?: unknown, timeout?: unknown): unknown {
          const place = locate(view, index, pendingSite());
          if (place === undefined || !isHarmless(expected, place.valueType)) {
            dropSite();
            return original(view, index, expected, timeout);
          }
          look(place, takeSite('wait', index, expected, timeout));
          const how = original(view, index, expected, timeout);
          woken(place, how);
          return how;
        },
      }).wait,
  );
  replace(
    target,
    'waitAsync',
    (original) =>
      ({
        waitAsync(view: unknown, index: unknown, expected?: unknown, timeout?: unknown): unknown {
          const place = locate(view, index, pendingSite());
          const tracked = place !== undefined && isHarmless(expected, place.valueType);
          if (tracked) look(place, takeSite('waitAsync', index, expected, timeout));
          else dropSite();
          const outcome = original(view, index, expected, timeout) as AsyncWait;
          if (outcome.async) {
            // The first reaction of the promise: it runs before any of the program's. By then the memory may have been
            // handed to the thread that notifies.
            const settled = (how: unknown): void => {
              const now = locate(view, index, 0);
              if (now !== undefined) woken(now, how);
            };
            void ReflectApply(then, outcome.value, [settled]);
          } else if (tracked) {
            woken(place, outcome.value);
          }
          return outcome;
        },
      }).waitAsync,
  );
  replace(
    target,
    'notify',
    (original) =>
      ({
        notify(view: unknown, index: unknown, count?: unknown): unknown {
          const place = locate(view, index, pendingSite());
          dropSite();
          if (place === undefined) return original(view, index, count);
          const variable = wakeOf(place);
          const clock = clockAt(variable);
          const width = clockWidth();
          lockVariable(variable);
          copy(before, 0, sync, clock, width);
          releaseJoin(sync, clock); // Before the wake-up: who is woken must find it.
          const version = raiseVersion(variable);
          // Not held any longer: who is woken takes it at once, perhaps on this very core.
          unlockVariable(variable);
          const number = original(view, index, count);
          if (number === 0) takeBack(variable, version, width);
          return number;
        },
      }).notify,
  );
}
