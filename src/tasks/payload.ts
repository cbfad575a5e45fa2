// Walks over the payload of a message, without running code of the program: no getters, no proxies. Both are bounded:
// what lies deeper is not looked at.
import {
  ArrayBufferIsView,
  ArrayIsArray,
  isMap,
  isProxy,
  isSet,
  MapPrototypeForEach,
  ObjectPrototype,
  ReflectGetOwnPropertyDescriptor,
  ReflectGetPrototypeOf,
  ReflectOwnKeys,
  SetPrototypeForEach,
} from '../hooks/primordials.ts';

/** Objects looked at for stores, and how deep. */
const MAX_OBJECTS = 48;
const MAX_DEPTH = 3;
/** Most properties or elements of one object that are looked at. */
const MAX_PROPERTIES = 32;
/** Values looked at for what a message says. */
const MAX_VALUES = 2000;

/**
 * The Maps, Sets and plain objects that `payload` has near its top. Left out are instances of classes, which arrive as
 * something else, objects with accessors, and objects that hold memory or anything else that is no plain data: parcels.
 */
export function storesIn(payload: unknown): object[] {
  const found: object[] = [];
  if (typeof payload !== 'object' || payload === null) return found;
  let level: object[] = [payload];
  const seen = new Set<object>(level);
  for (let depth = 0; depth <= MAX_DEPTH && level.length > 0; depth++) {
    const next: object[] = [];
    for (const object of level) {
      if (isProxy(object)) continue;
      if (isMap(object) || isSet(object)) found.push(object);
      else if (ArrayIsArray(object) || isPlain(object)) {
        const values = plainValues(object);
        if (values === null) continue;
        if (!ArrayIsArray(object)) found.push(object);
        for (const value of values) {
          if (typeof value !== 'object' || value === null || seen.has(value)) continue;
          if (seen.size >= MAX_OBJECTS) return found;
          seen.add(value);
          next.push(value);
        }
      }
    }
    level = next;
  }
  return found.filter((object) => isMap(object) || isSet(object) || !isParcel(object));
}

function isPlain(object: object): boolean {
  const prototype = ReflectGetPrototypeOf(object);
  return prototype === ObjectPrototype || prototype === null;
}

/** The values of an object's first properties; null where one of them is an accessor. */
function plainValues(object: object): unknown[] | null {
  const values: unknown[] = [];
  const keys = ReflectOwnKeys(object);
  for (let i = 0; i < keys.length && i < MAX_PROPERTIES; i++) {
    const property = ReflectGetOwnPropertyDescriptor(object, keys[i]!);
    if (property === undefined) continue;
    if (!('value' in property)) return null;
    values[values.length] = property.value;
  }
  return values;
}

/** Whether an object carries something that is no data of its own: memory, ports, instances. */
function isParcel(object: object): boolean {
  return (plainValues(object) ?? []).some(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !isProxy(value) &&
      (ArrayBufferIsView(value) || !(ArrayIsArray(value) || isMap(value) || isSet(value) || isPlain(value))),
  );
}

/** The strings, numbers and names of properties in `payload`, as text. */
export function wordsIn(payload: unknown): Set<string> {
  const words = new Set<string>();
  const seen = new Set<object>();
  const pending: unknown[] = [payload];
  const add = (value: unknown): void => void pending.push(value);
  for (let i = 0; i < pending.length && i < MAX_VALUES; i++) {
    const value = pending[i];
    if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint')
      words.add(`${value}`);
    if (typeof value !== 'object' || value === null || seen.has(value) || isProxy(value)) continue;
    seen.add(value);
    if (isMap(value)) MapPrototypeForEach(value, (item, key) => (add(key), add(item)));
    else if (isSet(value)) SetPrototypeForEach(value, add);
    else if (!ArrayBufferIsView(value)) {
      const keys = ReflectOwnKeys(value);
      for (let k = 0; k < keys.length && k < MAX_VALUES; k++) {
        if (typeof keys[k] === 'string') words.add(keys[k] as string);
        add(ReflectGetOwnPropertyDescriptor(value, keys[k]!)?.value);
      }
    }
  }
  return words;
}
