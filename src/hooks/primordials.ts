// Built-ins, taken once before user code can patch them, so that no hook runs code of the program.
// `uncurry(f)(receiver, …args)` is f.call(receiver, …args) whatever the program does to Function.prototype.
import process from 'node:process';
import { types } from 'node:util';

const { bind, call } = Function.prototype;

/** A method as a function whose first argument is the receiver. V8 inlines the bound `call`. */
type Uncurried<F> = F extends (this: infer T, ...args: infer A) => infer R
  ? (self: any, ...args: A) => R
  : never;

export const uncurry: <F extends (...args: any[]) => unknown>(method: F) => Uncurried<F> = bind.bind(
  call,
) as never;

const getter = (prototype: object, name: PropertyKey): ((self: unknown) => unknown) =>
  uncurry(Object.getOwnPropertyDescriptor(prototype, name)!.get as () => unknown) as never;

export const MapPrototypeGet: (map: unknown, key: unknown) => unknown = uncurry(Map.prototype.get);
export const MapPrototypeHas: (map: unknown, key: unknown) => boolean = uncurry(Map.prototype.has);
export const MapPrototypeSize = getter(Map.prototype, 'size') as (map: unknown) => number;
export const SetPrototypeHas: (set: unknown, value: unknown) => boolean = uncurry(Set.prototype.has);
export const SetPrototypeSize = getter(Set.prototype, 'size') as (set: unknown) => number;
export const MapPrototypeForEach: (map: unknown, each: (value: unknown, key: unknown) => unknown) => void =
  uncurry(Map.prototype.forEach) as never;
export const SetPrototypeForEach: (set: unknown, each: (value: unknown) => unknown) => void = uncurry(
  Set.prototype.forEach,
) as never;
export const WeakMapPrototypeGet: (map: unknown, key: unknown) => unknown = uncurry(
  WeakMap.prototype.get,
) as never;
export const WeakMapPrototypeHas: (map: unknown, key: unknown) => boolean = uncurry(
  WeakMap.prototype.has,
) as never;
export const WeakSetPrototypeHas: (set: unknown, value: unknown) => boolean = uncurry(
  WeakSet.prototype.has,
) as never;

export const ObjectIs: typeof Object.is = Object.is;
const { isArray } = Array;
/** As `Array.isArray`, but for a proxy that was revoked, for which that throws. */
export function ArrayIsArray(value: unknown): value is unknown[] {
  try {
    return isArray(value);
  } catch {
    return false;
  }
}
export const ArrayBufferIsView: typeof ArrayBuffer.isView = ArrayBuffer.isView;
export const ReflectApply: typeof Reflect.apply = Reflect.apply;
export const ReflectGetOwnPropertyDescriptor: typeof Reflect.getOwnPropertyDescriptor =
  Reflect.getOwnPropertyDescriptor;
export const ReflectGetPrototypeOf: typeof Reflect.getPrototypeOf = Reflect.getPrototypeOf;
export const ReflectOwnKeys: typeof Reflect.ownKeys = Reflect.ownKeys;
export const ObjectPrototype: object = Object.prototype;
export const ObjectDefineProperty: typeof Object.defineProperty = Object.defineProperty;
export const ObjectHasOwn: typeof Object.hasOwn = Object.hasOwn;
export const StringFromCharCode: typeof String.fromCharCode = String.fromCharCode;
export const NumberIsInteger: typeof Number.isInteger = Number.isInteger;
export const isMap: typeof types.isMap = types.isMap;
export const isSet: typeof types.isSet = types.isSet;
export const isWeakMap: typeof types.isWeakMap = types.isWeakMap;
export const isWeakSet: typeof types.isWeakSet = types.isWeakSet;
export const isPromise: typeof types.isPromise = types.isPromise;
export const isProxy: typeof types.isProxy = types.isProxy;
export const ProxyConstructor: ProxyConstructor = Proxy;
export const isModuleNamespaceObject: typeof types.isModuleNamespaceObject = types.isModuleNamespaceObject;

const { hrtime } = process;

/** A clock that only goes forward. To ask for `performance` would load node:perf_hooks: a millisecond in each process. */
export function milliseconds(): number {
  const [seconds, nanoseconds] = hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
}
