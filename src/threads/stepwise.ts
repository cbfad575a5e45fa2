// Methods of typed arrays that read elements one by one while code of the program runs between: find and its like stop
// when the callback has its answer, an iterator when nobody asks it again, and a callback may wait for another thread
// before the next element is read. So these methods are replaced: a call that instrumented code announced, or that no hook
// could stand before, gets a callback, or an iterator, that records each element when it is read.
import { ReflectApply, isTypedArray } from './builtins.ts';
import { takeCall } from './announced-call.ts';
import { viewInfo } from './buffers.ts';
import { ge } from '../hooks/elements.ts';
import { flags } from '../hooks/flags.ts';
import { registerNative } from '../hooks/natives.ts';
import { dynamicSite } from './sites.ts';

type Callback = (this: unknown, ...values: unknown[]) => unknown;
type Method = (this: object, ...values: unknown[]) => unknown;

/** By the place of the index among the callback's arguments. */
const CALLBACKS: Readonly<Record<string, number>> = {
  find: 1,
  findIndex: 1,
  findLast: 1,
  findLastIndex: 1,
  some: 1,
  every: 1,
  forEach: 1,
  map: 1,
  filter: 1,
  reduce: 2,
  reduceRight: 2,
};
const ITERATORS = ['values', 'entries'] as const;

let announced: object | undefined;
let announcedSite = 0;
/** The site that stands for: all elements are recorded already. */
const WHOLE = -1;

/** Says that instrumented code calls one of these methods on `view` next, at `site`. */
export function announceWalk(view: object, site: number): void {
  if (!isTypedArray(view) || viewInfo(view) === undefined) return;
  announced = view;
  announcedSite = site;
}

/** Says that the language, or a built-in, walks `view` next, which is recorded as a whole. */
export function announceWhole(view: object): void {
  announced = view;
  announcedSite = WHOLE;
}

function watched(callback: Callback, view: object, site: number, place: number): Callback {
  return function (this: unknown, ...values) {
    ge(view, values[place], site);
    return ReflectApply(callback, this, values);
  };
}

function patchCallback(prototype: object, name: string, place: number): void {
  replace(prototype, name, (original) => {
    return {
      walk(this: object, ...values: unknown[]): unknown {
        const known = announced === this && announcedSite !== WHOLE;
        announced = undefined;
        // Neither announced as a walk nor recorded as a whole by a hook: taken out of its object, or bound.
        const detached = flags.shared !== 0 && !takeCall(this) && !known && isTypedArray(this);
        if ((known || (detached && viewInfo(this) !== undefined)) && typeof values[0] === 'function') {
          const view = this;
          const site = known ? announcedSite : dynamicSite(name);
          // Without a first value a reduction begins with the first element, which no callback is given as its own.
          if (place === 2 && values.length < 2) ge(view, name === 'reduce' ? 0 : lastOf(view), site);
          values[0] = watched(values[0] as Callback, view, site, place);
        }
        return ReflectApply(original, this, values);
      },
    }.walk;
  });
}

function lastOf(view: object): number {
  return (view as Int8Array).length - 1;
}

// The iterator is a real one, with a `next` of its own that nobody lists.
function patchIterator(prototype: object, name: string): Method | undefined {
  const next = (
    Reflect.getPrototypeOf(ReflectApply(Array.prototype.values, [], []) as object) as { next: Method }
  ).next;
  return replace(prototype, name, (original) => {
    return {
      walk(this: object): unknown {
        const view = this;
        let site = announced === view ? announcedSite : 0;
        announced = undefined;
        const iterator = ReflectApply(original, view, []) as object;
        if (site === WHOLE || flags.shared === 0) return iterator;
        // Not announced: taken out of its object, or bound, or walked by code that is not instrumented.
        if (site === 0) {
          if (!isTypedArray(view) || viewInfo(view) === undefined) return iterator;
          site = dynamicSite(name);
        }
        let index = 0;
        const step = {
          next(this: object): unknown {
            if (this === iterator) ge(view, index++, site);
            return ReflectApply(next, this, []);
          },
        }.next;
        Reflect.defineProperty(iterator, 'next', {
          value: registerNative(step, next),
          writable: true,
          configurable: true,
          enumerable: false,
        });
        return iterator;
      },
    }.walk;
  });
}

function replace(prototype: object, name: string, make: (original: Method) => Method): Method | undefined {
  const descriptor = Reflect.getOwnPropertyDescriptor(prototype, name);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || typeof original !== 'function') return undefined;
  const value = registerNative(make(original), original);
  Reflect.defineProperty(prototype, name, { ...descriptor, value });
  return value;
}

/** Replaces the methods of the realm's typed arrays. */
export function patchStepwise(prototype: object): void {
  for (const [name, place] of Object.entries(CALLBACKS)) patchCallback(prototype, name, place);
  for (const name of ITERATORS) {
    const replaced = patchIterator(prototype, name);
    const iterator = Reflect.getOwnPropertyDescriptor(prototype, Symbol.iterator);
    // One function under two names.
    if (name === 'values' && replaced !== undefined && iterator !== undefined)
      Reflect.defineProperty(prototype, Symbol.iterator, { ...iterator, value: replaced });
  }
}
