// What the shadow keeps of values: primitives as they are, of an object its kind and a number that tells it from others, so that two
// writes of one object are known as equal.
import {
  ArrayIsArray,
  isProxy,
  ObjectIs,
  ObjectPrototype,
  ReflectGetOwnPropertyDescriptor,
  ReflectGetPrototypeOf,
  ReflectOwnKeys,
} from '../hooks/primordials.ts';
import { getShadow } from '../hooks/shadow-field.ts';
import { PromiseStamps } from './stamp-field.ts';
import { type StoreShadow, UNKNOWN } from './store.ts';
import { madeOfClock } from './times.ts';

export function isPrimitive(value: unknown): boolean {
  return value !== UNKNOWN && (value === null || (typeof value !== 'object' && typeof value !== 'function'));
}

/** What the shadow keeps of an object: its shape in words, and a number that tells it from others. */
export class Shape {
  readonly text: string;
  /** 0 where the object was not numbered (a value that was read). */
  readonly identity: number;
  /** The number of the one it was stored in place of, if that is another record of equal values; else 0. */
  readonly alike: number;
  /** When it was made of nothing but the clock (times.ts); 0: it was not. */
  readonly made: number;

  constructor(text: string, identity: number, alike = 0, made = 0) {
    this.text = text;
    this.identity = identity;
    this.alike = alike;
    this.made = made;
  }
}

const READ_SHAPES = {
  array: new Shape('Array', 0),
  object: new Shape('Object', 0),
  function: new Shape('function', 0),
};
/** What a read of all that an object holds is given as its value: a spread, `Object.assign` from it. */
export const CONTENTS: Shape = new Shape('Object', 0);
/** The numbers of objects that had no shadow when they were numbered. */
const identities = new WeakMap<object, number>();
const identitiesGet = identities.get.bind(identities);
const identitiesSet = identities.set.bind(identities);
let nextIdentity = 1;

/** The shadow that numbers `value`. One that stands for all that is not watched has no type. */
function numbering(value: object): StoreShadow | null {
  const shadow = getShadow<StoreShadow>(value);
  return shadow === undefined || shadow.type === '' ? null : shadow;
}

/** The number of `value`; 0: it has none. */
function getIdentity(value: object, shadow: StoreShadow | null): number {
  if (shadow !== null && shadow.identity !== 0) return shadow.identity;
  const identity = identitiesGet(value);
  if (identity !== undefined) return identity;
  // A promise is numbered already, when it is made.
  const stamp = PromiseStamps.get<{ readonly time: number }>(value);
  return stamp === undefined ? 0 : -stamp.time;
}

function setIdentity(value: object, shadow: StoreShadow | null, identity: number): void {
  if (shadow === null) identitiesSet(value, identity);
  else shadow.identity = identity;
}

/** The shape of a value that was read: primitives as they are (long strings cut). */
export function shapeOf(value: unknown): unknown {
  switch (typeof value) {
    case 'object':
      return value === null ? null : ArrayIsArray(value) ? READ_SHAPES.array : READ_SHAPES.object;
    case 'function':
      return READ_SHAPES.function;
    case 'string':
      return value.length > LONGEST ? value.slice(0, LONGEST) : value;
    default:
      return value;
  }
}
const LONGEST = 256;

/**
 * The shape of a value that is stored in place of `before`: objects are numbered, so that two writes of one object are
 * known as equal. A record made anew around the same object is that object again (see `likenessOf`).
 */
export function storedShapeOf(value: unknown, before: unknown): unknown {
  if (!isObject(value)) return shapeOf(value);
  const shadow = numbering(value);
  let identity = getIdentity(value, shadow);
  let alike = 0;
  if (identity === 0) {
    const likeness = isObject(before) ? likenessOf(before, value) : Likeness.NONE;
    identity = likeness === Likeness.SHARED ? identityOf(before as object) : nextIdentity++;
    if (likeness === Likeness.EQUAL) alike = identityOf(before as object);
    setIdentity(value, shadow, identity);
  }
  return new Shape((shapeOf(value) as Shape).text, identity, alike, madeOfClock(value));
}

function isObject(value: unknown): value is object {
  return (typeof value === 'object' && value !== null) || typeof value === 'function';
}

function identityOf(value: object): number {
  const shadow = numbering(value);
  let identity = getIdentity(value, shadow);
  if (identity === 0) setIdentity(value, shadow, (identity = nextIdentity++));
  return identity;
}

/** Most properties of a record that is compared. */
const MAX_RECORD = 8;

const Likeness = {
  NONE: 0,
  /** Both are arrays, or plain records, with equal values under the same keys. */
  EQUAL: 1,
  /** So are two plain records, and one of the values at least is one and the same object. */
  SHARED: 2,
} as const;

function likenessOf(before: object, value: object): 0 | 1 | 2 {
  if (isProxy(before) || isProxy(value)) return Likeness.NONE;
  const areArrays = ArrayIsArray(before) && ArrayIsArray(value);
  if (areArrays ? value.length > MAX_RECORD || value.length !== before.length : !areRecords(before, value))
    return Likeness.NONE;
  const keys = ReflectOwnKeys(value);
  // An array's length is one of its own.
  if (keys.length > MAX_RECORD + (areArrays ? 1 : 0) || keys.length !== ReflectOwnKeys(before).length)
    return Likeness.NONE;
  let shares = false;
  for (const key of keys) {
    const a = ReflectGetOwnPropertyDescriptor(before, key);
    const b = ReflectGetOwnPropertyDescriptor(value, key);
    if (
      a === undefined ||
      b === undefined ||
      !('value' in a) ||
      !('value' in b) ||
      !ObjectIs(a.value, b.value)
    )
      return Likeness.NONE;
    shares ||= isObject(b.value);
  }
  return shares && !areArrays ? Likeness.SHARED : Likeness.EQUAL;
}

function areRecords(a: object, b: object): boolean {
  return ReflectGetPrototypeOf(a) === ObjectPrototype && ReflectGetPrototypeOf(b) === ObjectPrototype;
}

/** Whether storing `value` in place of `before` changes anything. */
export function isChange(before: unknown, value: unknown): boolean {
  if (before === UNKNOWN || value === UNKNOWN) return true;
  if (ObjectIs(before, value)) return false;
  return !(isObject(before) && isObject(value) && likenessOf(before, value) === Likeness.SHARED);
}

/** Whether one of the two was stored in place of the other, with equal values in it. */
export function areAlike(a: unknown, b: unknown): boolean {
  if (!(a instanceof Shape && b instanceof Shape)) return false;
  return (a.alike !== 0 && a.alike === b.identity) || (b.alike !== 0 && b.alike === a.identity);
}
