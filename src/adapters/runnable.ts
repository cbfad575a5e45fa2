// A test's function as runners take it: synchronous, a promise, or with a callback. Made into one that runs on behalf of
// the test and fails with its races.
import { raceError, turnsEnd, type Attribution } from './attribution.ts';
import type { TestFact } from '../facts/types.ts';

export type TestFunction = (this: unknown, ...values: unknown[]) => unknown;
type Done = (error?: unknown) => void;

/**
 * @param given - the test's function
 * @param test - the test that runs now
 * @param takesDone - whether a first parameter is a callback
 * @param fails - whether it fails with the test's races; otherwise the caller looks for them
 */
export function attributed(
  attribution: Attribution,
  given: TestFunction,
  test: (self: unknown) => TestFact,
  takesDone: boolean,
  fails = true,
): TestFunction {
  const failing = async (fact: TestFact): Promise<void> => {
    try {
      if (!fails) return;
      await turnsEnd();
      const text = await attribution.failureOf(fact);
      if (text !== undefined) throw raceError(text);
    } finally {
      attribution.end(fact);
    }
  };
  if (takesDone) {
    return function (this: unknown, ...values) {
      const fact = test(this);
      const done = values[0] as Done;
      const own = Object.assign((error?: unknown): void => {
        if (error !== undefined && error !== null) {
          attribution.end(fact);
          done(error);
        } else failing(fact).then(() => done(), done);
      }, done);
      return attribution.run(fact, () => given.call(this, own));
    };
  }
  return function (this: unknown, ...values) {
    const fact = test(this);
    let result: unknown;
    try {
      result = attribution.run(fact, () => given.apply(this, values));
    } catch (error) {
      attribution.end(fact);
      throw error;
    }
    if (typeof (result as { then?: unknown } | undefined)?.then !== 'function') {
      // A data race may be known by now.
      if (fails && attribution.hasRaces(fact)) return failing(fact);
      attribution.end(fact);
      return result;
    }
    return (result as Promise<unknown>).then(
      (value) => failing(fact).then(() => value),
      (error: unknown) => {
        attribution.end(fact);
        throw error;
      },
    );
  };
}

/** A function of a hook, which runs on behalf of a test and does not fail by itself. */
export function onBehalf(
  attribution: Attribution,
  given: TestFunction,
  test: (self: unknown) => TestFact,
): TestFunction {
  const wrapper: TestFunction = function (this: unknown, ...values) {
    return attribution.run(test(this), () => given.apply(this, values));
  };
  // Runners tell by the number of parameters whether a callback is wanted.
  Object.defineProperty(wrapper, 'length', { value: given.length });
  return wrapper;
}
