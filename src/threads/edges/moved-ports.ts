// [postMessage → delivery] at a port that moveMessagePortToContext has moved to a context of node:vm. Node gives its messages to
// `onmessage` alone, past the point where all others are delivered, and its `postMessage` is that context's own.
import workerThreads from 'node:worker_threads';
import { ReflectApply, getOwnPropertyDescriptor, getPrototypeOf } from '../builtins.ts';
import { isEnvelope, isTrusted, open, trustPort } from '../envelope.ts';
import { registerNative } from '../../hooks/natives.ts';
import { channelOf } from './port-close.ts';

type Method = (this: object, ...values: unknown[]) => unknown;
type Deliver = (extra: unknown, original: Method, port: object, values: unknown[]) => unknown;

// Its listener is asked for at each message: that one takes off the envelope.
function openAt(port: object, deliver: Deliver): void {
  let listener: unknown;
  let given: unknown;
  Reflect.defineProperty(port, 'onmessage', {
    configurable: true,
    enumerable: true,
    get: () => given,
    set(value: unknown) {
      listener = value;
      given = typeof value === 'function' ? registerNative(hear, value) : value;
    },
  });
  function hear(this: object, event: { data: unknown }): unknown {
    const data = event.data;
    if (!isEnvelope(data)) return ReflectApply(listener as Method, this, [event]);
    event.data = open(data);
    return deliver(data.extra, listener as Method, this, [event]);
  }
}

/** Has moved ports send and receive as others do; `posting` makes another postMessage of one. */
export function passMovedPorts(posting: (original: Method) => Method, deliver: Deliver): void {
  const original = workerThreads.moveMessagePortToContext as unknown as Method;
  const prototypes = new WeakSet<object>();
  const patched = {
    move(this: unknown, ...values: unknown[]): unknown {
      const [port] = values;
      const moved = ReflectApply(original, this, values) as object;
      if (typeof port !== 'object' || port === null || !isTrusted(port)) return moved;
      trustPort(moved, channelOf(port));
      openAt(moved, deliver);
      const prototype = getPrototypeOf(moved);
      const own = prototype === null ? undefined : getOwnPropertyDescriptor(prototype, 'postMessage');
      if (prototype !== null && typeof own?.value === 'function' && !prototypes.has(prototype)) {
        prototypes.add(prototype);
        const value = registerNative(posting(own.value as Method), own.value as Method);
        Reflect.defineProperty(prototype, 'postMessage', { ...own, value });
      }
      return moved;
    },
  }.move;
  workerThreads.moveMessagePortToContext = registerNative(patched, original) as never;
}
