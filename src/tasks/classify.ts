// Which objects are stores, and of what type. Asked once an object: the answer is the shadow it gets.
import process from 'node:process';
import {
  ArrayBufferIsView,
  ArrayIsArray,
  isMap,
  isModuleNamespaceObject,
  isProxy,
  isSet,
  isWeakMap,
  isWeakSet,
  ReflectGetPrototypeOf,
} from '../hooks/primordials.ts';
import { getShadow, setShadow, stampShadow } from '../hooks/shadow-field.ts';
import { copyOf } from './copy-stamps.ts';
import { listType, mayBeCollections } from './prototypes.ts';
import { coverage, StoreShadow } from './store.ts';

/** The shadow of everything that is not to be watched: proxies, namespaces, views, the environment. */
export const IGNORED: StoreShadow = new StoreShadow('');

/** The shadow of `value` as a store, IGNORED where it is none; `null` for primitives. */
export function storeShadow(value: unknown): StoreShadow | null {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return null;
  return getShadow<StoreShadow>(value) ?? classify(value, false);
}

/** Notes where a store was made: `value` is new. */
export function noteCreation(value: unknown, site: number): void {
  if ((typeof value !== 'object' || value === null) && typeof value !== 'function') return;
  const shadow = getShadow<StoreShadow>(value) ?? classify(value, true);
  if (shadow !== IGNORED) shadow.createdSite = site;
}

function classify(value: object, stamp: boolean): StoreShadow {
  const type = typeOf(value);
  if (type === '') {
    // A proxy is not stamped: the stamp would be the proxy's own, and asking is quick enough.
    if (!isProxy(value)) give(value, IGNORED, stamp);
    return IGNORED;
  }
  const shadow = new StoreShadow(type);
  shadow.copy = copyOf(value);
  coverage.stores++;
  give(value, shadow, stamp);
  return shadow;
}

function give(value: object, shadow: StoreShadow, stamp: boolean): void {
  if (stamp) stampShadow(value, shadow);
  else setShadow(value, shadow);
}

// Each question to V8 what an object is costs a call out of JavaScript: most objects are told by their prototype.
function typeOf(value: object): string {
  if (isProxy(value) || value === process.env) return '';
  if (ArrayIsArray(value)) return 'array';
  if (typeof value === 'function') return 'function';
  if (ArrayBufferIsView(value)) return '';
  const prototype = ReflectGetPrototypeOf(value);
  if (prototype === null) return isModuleNamespaceObject(value) ? '' : 'object';
  if (mayBeCollections(prototype)) {
    if (isMap(value)) return 'Map';
    if (isSet(value)) return 'Set';
    if (isWeakMap(value)) return 'WeakMap';
    if (isWeakSet(value)) return 'WeakSet';
  }
  return listType(prototype) ?? 'object';
}
