// Clearing an interval, which puts an end to its ticks (stops.ts). A timer that runs once is another matter: who clears it, for a
// call of its own in its place, may as well have come first.
import timers from 'node:timers';
import { registerNative } from '../../hooks/natives.ts';
import { ReflectApply } from '../../hooks/primordials.ts';
import { watching } from '../watching.ts';

type Method = (this: unknown, ...args: unknown[]) => unknown;
type Ends = (timer: object) => void;

/** What `original` does, of which `ends` is told the timer. */
function clearing(
  original: Method,
  timerOf: (receiver: unknown, given: unknown) => unknown,
  ends: Ends,
): Method {
  const wrapper = function (this: unknown, ...args: unknown[]): unknown {
    const timer = timerOf(this, args[0]);
    if (watching.begun && typeof timer === 'object' && timer !== null) ends(timer);
    return ReflectApply(original, this, args);
  };
  return registerNative(wrapper, original);
}

/** Starts to follow what clears timers; trackAsyncHooks() brings Node's ES modules up to date. */
export function trackClearing(ends: Ends): void {
  for (const name of ['clearInterval', 'clearTimeout'] as const) {
    const original = timers[name] as Method;
    const wrapper = clearing(original, (_, given) => given, ends) as never;
    timers[name] = wrapper;
    if (globalThis[name] === original) globalThis[name] = wrapper;
  }
}

/** Follows `timer.close()`, too; called when the first interval is made. */
export function trackTimerMethods(prototype: object, ends: Ends): void {
  const methods = prototype as Record<PropertyKey, unknown>;
  for (const key of ['close', Symbol.dispose ?? 'close']) {
    const original = methods[key];
    if (typeof original !== 'function') continue;
    const value = clearing(original as Method, (receiver) => receiver, ends);
    Object.defineProperty(prototype, key, { ...Object.getOwnPropertyDescriptor(prototype, key), value });
  }
}
