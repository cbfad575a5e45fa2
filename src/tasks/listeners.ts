// The listener lists of EventEmitters as stores, an entry an event: `on` and `off` write, `listenerCount` and `listeners` read.
// A look at an empty list is a check whether somebody listens already, which a listener added in a later turn relies on. A
// look at others, and `emit`, which calls whoever is there, decide nothing about the list.
import { EventEmitter } from 'node:events';
import { isProxy, ReflectGetOwnPropertyDescriptor, ReflectGetPrototypeOf } from '../hooks/primordials.ts';
import { recordRead, recordWrite } from './accesses.ts';
import { emitted, noteEmission, noteListener } from './emissions.ts';
import { noteRemoval } from './stops.ts';
import { coverage, StoreShadow, UNKNOWN } from './store.ts';
import { MEMBERSHIP } from './write-traits.ts';

const known = new WeakMap<object, StoreShadow | null>();
const knownGet = known.get.bind(known);
const knownSet = known.set.bind(known);
const emitterPrototype: object = EventEmitter.prototype;
/** Prototypes looked at. */
const MAX_DEPTH = 16;

/** A call of a method of that name on `target`, which may be an emitter. */
export function callOnEmitter(target: object, method: string, event: unknown, site: number): void {
  const isEvent = typeof event === 'string' || typeof event === 'symbol';
  if (!isEvent) return;
  switch (method) {
    case 'on':
    case 'once':
    case 'addListener':
    case 'prependListener':
    case 'prependOnceListener':
      noteListener(target, event, method === 'once' || method === 'prependOnceListener');
      change(target, event, site, 'update');
      break;
    case 'off':
    case 'removeListener':
    case 'removeAllListeners':
      noteRemoval(emitted(target, event));
      change(target, event, site, 'delete');
      break;
    case 'emit':
      noteEmission(target, event);
      break;
    case 'listenerCount':
    case 'listeners': {
      const shadow = shadowOf(target);
      if (shadow !== null && isFree(target, event)) recordRead(shadow, shadow.entry(event), site, true, 0);
      break;
    }
    default:
  }
}

function change(target: object, event: string | symbol, site: number, op: 'update' | 'delete'): void {
  const shadow = knownGet(target);
  // Lists that nobody has looked at take part in nothing.
  if (shadow === undefined || shadow === null || shadow.find(event) === undefined) return;
  recordWrite(shadow, shadow.entry(event), site, op, UNKNOWN, UNKNOWN, true, MEMBERSHIP);
}

function isFree(target: object, event: string | symbol): boolean {
  const events: unknown = ReflectGetOwnPropertyDescriptor(target, '_events')?.value;
  if (typeof events !== 'object' || events === null || isProxy(events)) return events === undefined;
  return ReflectGetOwnPropertyDescriptor(events, event)?.value === undefined;
}

function shadowOf(target: object): StoreShadow | null {
  let shadow = knownGet(target);
  if (shadow === undefined) {
    shadow = isEmitter(target) ? new StoreShadow('EventEmitter') : null;
    if (shadow !== null) coverage.stores++;
    knownSet(target, shadow);
  }
  return shadow;
}

function isEmitter(target: object): boolean {
  let at: object | null = target;
  for (let depth = 0; at !== null && depth < MAX_DEPTH; depth++) {
    if (isProxy(at)) return false;
    if (at === emitterPrototype) return true;
    at = ReflectGetPrototypeOf(at);
  }
  return false;
}
