// Hooks that throw what V8 would throw one step later: cf, c0, cv, cn, ci and co. They stand where V8's message would name a hook or a
// temporary ("__racewire.it is not a function or its return value is not iterable") in place of what was written.
//
// Invariant: such a hook throws only where the program's own next step throws the same TypeError in any case: the method is
// absent, or is an own value that is no function; what is iterated has no iterator. Accessors and proxies are not
// asked, so what they hide is left to V8, in its words.
import {
  ArrayIsArray,
  isProxy,
  ObjectHasOwn,
  ProxyConstructor,
  ReflectGetOwnPropertyDescriptor,
  ReflectGetPrototypeOf,
} from './primordials.ts';

/** What cannot be done. */
export type FailingOperation = 'call' | 'iterate' | 'destructure';

/** An error in V8's words, and the place it gives it. */
export interface NativeFailure {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/** A realm's own, taken before the program could replace them. */
export interface ErrorMakers {
  readonly TypeError: TypeErrorConstructor;
  readonly captureStackTrace: (error: object, above: unknown) => void;
}

interface Told extends NativeFailure, ErrorMakers {
  /** Throws it from a short text: Node may show the line that an error was thrown from. */
  readonly raise: (error: object) => never;
}

type Describe = (module: number, what: FailingOperation, offset: number, value: unknown) => Told | undefined;

/** Says what V8 would say; set by the loader, which has the texts. */
export const words: { describe: Describe } = { describe: () => undefined };

const places = new WeakMap<object, NativeFailure>();

/** The place of an error that was thrown here. */
export const placeOfError: (error: object) => NativeFailure | undefined = places.get.bind(places);
const keepPlace = places.set.bind(places);

const ArrayPrototype: object = Array.prototype;
const PROTOTYPES: Readonly<Record<string, object>> = {
  string: String.prototype,
  number: Number.prototype,
  boolean: Boolean.prototype,
  bigint: BigInt.prototype,
  symbol: Symbol.prototype,
};
const ITERATOR: symbol = Symbol.iterator;
const ASYNC_ITERATOR: symbol = Symbol.asyncIterator;
/**
 * How often each place was looked at: a method that was there so often is not looked for any more, which would cost more than
 * many a call. Places share an entry where their numbers say so, and are looked at less often then.
 */
const looked = new Uint8Array(1 << 17);
const PLACES = looked.length - 1;
const ENOUGH = 250;

/** Longer chains of prototypes are not looked at. */
const DEPTH = 32;
/** Names of methods remembered of one prototype. */
const MAX_NAMES = 256;

/**
 * The methods that were found at a prototype or above it: they are not looked for again. Should one be gone since, V8 says so
 * in its own words.
 */
interface Names {
  readonly methods: Record<PropertyKey, boolean>;
  count: number;
}
const found = new WeakMap<object, Names>();
const getFound = found.get.bind(found);
const setFound = found.set.bind(found);

/** A method call whose arguments have been evaluated; `value` is the last of them. */
export function cf(target: unknown, key: unknown, module: number, offset: number, value: unknown): unknown {
  const place = (module + offset) & PLACES;
  if (looked[place]! < ENOUGH) {
    looked[place]!++;
    if (lacks(target, key)) fail(cf, module, 'call', offset, held(target, key));
  }
  return value;
}

/** A method call without arguments; its receiver is returned. */
export function c0(target: unknown, key: unknown, module: number, offset: number): unknown {
  const place = (module + offset) & PLACES;
  if (looked[place]! < ENOUGH) {
    looked[place]!++;
    if (lacks(target, key)) fail(c0, module, 'call', offset, held(target, key));
  }
  return target;
}

/** A call of what a variable holds, whose result is iterated; `value` is its last argument. */
export function cv(callee: unknown, module: number, offset: number, value?: unknown): unknown {
  const place = (module + offset) & PLACES;
  if (looked[place]! < ENOUGH) {
    looked[place]!++;
    if (typeof callee !== 'function') fail(cv, module, 'call', offset, callee);
  }
  return value;
}

/** The same for a construction. */
export function cn(callee: unknown, module: number, offset: number, value?: unknown): unknown {
  const place = (module + offset) & PLACES;
  if (looked[place]! < ENOUGH) {
    looked[place]!++;
    if (typeof callee !== 'function' || !isConstructor(callee)) fail(cn, module, 'call', offset, callee);
  }
  return value;
}

const CONSTRUCTS: ProxyHandler<object> = { construct: () => ({}) };

/** Whether `new callee` is possible: asked of a proxy, which can be constructed if its target can, and runs nothing of it. */
function isConstructor(callee: object): boolean {
  try {
    void new (new ProxyConstructor(callee, CONSTRUCTS) as new () => object)();
    return true;
  } catch {
    return false;
  }
}

/** What is iterated by the step that follows. */
export function ci(target: unknown, module: number, offset: number): unknown {
  const place = (module + offset) & PLACES;
  if (looked[place]! < ENOUGH) {
    looked[place]!++;
    if (target == null || lacks(target, ITERATOR)) fail(ci, module, 'iterate', offset, target);
  }
  return target;
}

/** What `for await` iterates. */
export function ca(target: unknown, module: number, offset: number): unknown {
  const place = (module + offset) & PLACES;
  if (looked[place]! < ENOUGH) {
    looked[place]!++;
    if (target == null || (lacks(target, ASYNC_ITERATOR) && lacks(target, ITERATOR)))
      fail(ca, module, 'iterate', offset, target);
  }
  return target;
}

/** What an object pattern takes apart. */
export function co(target: unknown, module: number, offset: number): unknown {
  if (target == null) fail(co, module, 'destructure', offset, target);
  return target;
}

/** Returns what it is given: a call in a chain, because V8 places the members of `f().a` otherwise than those of `(f()).a`. */
export function id(value: unknown): unknown {
  return value;
}

/** Whether calling `target[key]()` fails for sure; null and undefined fail before the call. */
function lacks(target: unknown, key: unknown): boolean {
  if (target === null || target === undefined || typeof key === 'object' || typeof key === 'function')
    return false;
  try {
    return typeof target === 'object' || typeof target === 'function'
      ? lacksMethod(target, key as PropertyKey)
      : lacksMethod(PROTOTYPES[typeof target]!, key as PropertyKey);
  } catch {
    return false; // A namespace whose module has not run yet, a revoked proxy, no stack left.
  }
}

function lacksMethod(target: object, key: PropertyKey): boolean {
  if (ArrayIsArray(target) && ObjectHasOwn(ArrayPrototype, key)) return false;
  if (isProxy(target)) return false;
  if (ObjectHasOwn(target, key)) {
    const own = ReflectGetOwnPropertyDescriptor(target, key);
    return own !== undefined && 'value' in own && typeof own.value !== 'function';
  }
  const prototype = ReflectGetPrototypeOf(target);
  if (prototype === null) return true;
  const names = getFound(prototype);
  if (names !== undefined && names.methods[key] === true) return false;
  let at: object | null = prototype;
  for (let depth = 0; at !== null; depth++) {
    if (depth > DEPTH || isProxy(at)) return false;
    if (ObjectHasOwn(at, key)) {
      noteMethod(prototype, names, key);
      return false;
    }
    at = ReflectGetPrototypeOf(at);
  }
  return true;
}

/** What stands where a method is lacking: an own value that is no function, or nothing. */
function held(target: unknown, key: unknown): unknown {
  const own =
    typeof target === 'object' || typeof target === 'function'
      ? ReflectGetOwnPropertyDescriptor(target as object, key as PropertyKey)
      : undefined;
  return own?.value;
}

function noteMethod(prototype: object, known: Names | undefined, key: PropertyKey): void {
  // Without a prototype of its own: no setter of the program's is there to be called.
  const names = known ?? { methods: { __proto__: null } as unknown as Names['methods'], count: 0 };
  if (known === undefined) setFound(prototype, names);
  if (names.count++ < MAX_NAMES) names.methods[key] = true;
}

function fail(hook: unknown, module: number, what: FailingOperation, offset: number, value: unknown): void {
  let error: object;
  let raise: Told['raise'];
  try {
    const failure = words.describe(module, what, offset, value);
    if (failure === undefined) return;
    error = new failure.TypeError(failure.message);
    keepPlace(error, failure);
    failure.captureStackTrace(error, hook);
    raise = failure.raise;
  } catch {
    return; // V8 will say it in its words.
  }
  raise(error);
}
