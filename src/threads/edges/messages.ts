// [postMessage → delivery of that very message] on Worker, MessagePort and BroadcastChannel, postMessageToThread: to a listener, onmessage,
// once(), async iteration (all of them behind kHybridDispatch, tested on Node 20, 22, 24 and 26) or receiveMessageOnPort.
// A message orders nothing for its sender.
import workerThreads from 'node:worker_threads';
import { builtinsReplaced } from '../../hooks/builtin-exports.ts';
import { ReflectApply } from '../builtins.ts';
import { type Envelope, isEnvelope, isTrusted, open, retract, trustPort, wrap } from '../envelope.ts';
import { deliver, hasMessageListener } from '../../hooks/messages.ts';
import { registerNative } from '../../hooks/natives.ts';
import { inherited } from '../hand-over.ts';
import { passMovedPorts } from './moved-ports.ts';
import { newChannel, portClosed, portCloses } from './port-close.ts';
import { ownPortDelivers, ownPortPosts } from './transferred-channels.ts';
import { launching } from './worker-start.ts';
import { streamDelivers, streamPosts } from './worker-streams.ts';

type Method = (this: object, ...values: unknown[]) => unknown;

// Set while a method of the program's own objects posts through a port that only Node holds.
let postsForProgram = false;
let broadcasts = false;

function method(host: object, key: PropertyKey, make: (original: Method) => Method): void {
  const descriptor = Reflect.getOwnPropertyDescriptor(host, key);
  const original = descriptor?.value as Method | undefined;
  if (descriptor === undefined || typeof original !== 'function') return;
  Reflect.defineProperty(host, key, { ...descriptor, value: registerNative(make(original), original) });
}

const posting = (original: Method): Method =>
  ({
    call(this: object, ...values: unknown[]): unknown {
      if (values.length > 0) {
        const first = values[0];
        if (launching.now !== undefined && launching.isLaunch(first)) {
          values[0] = launching.addHandOver(this, first);
        } else if (postsForProgram || isTrusted(this)) {
          if (postsForProgram) trustPort(this);
          const counted = !broadcasts;
          postsForProgram = broadcasts = false;
          const wrapped = wrap(first, values[1], counted);
          if (wrapped !== first) {
            values[0] = wrapped;
            let sent = false;
            try {
              const result = ReflectApply(original, this, values);
              sent = true;
              return result;
            } finally {
              // Not caught: Node shows the line that an error was thrown from, or thrown again.
              if (!sent) retract(wrapped);
            }
          }
        } else if (!streamPosts(this, first)) ownPortPosts();
      }
      return ReflectApply(original, this, values);
    },
  }).call;

function patchPosting(): void {
  method(
    workerThreads.MessagePort.prototype,
    'close',
    (original) =>
      ({
        call(this: object, ...values: unknown[]): unknown {
          portCloses(this);
          return ReflectApply(original, this, values);
        },
      }).call,
  );
  method(workerThreads.MessagePort.prototype, 'postMessage', posting);
  for (const host of [workerThreads.Worker.prototype, workerThreads.BroadcastChannel.prototype]) {
    method(
      host,
      'postMessage',
      (original) =>
        ({
          call(this: object, ...values: unknown[]): unknown {
            broadcasts = host !== workerThreads.Worker.prototype;
            postsForProgram = broadcasts || launching.hasRuntime(this);
            try {
              return ReflectApply(original, this, values);
            } finally {
              postsForProgram = broadcasts = false;
            }
          },
        }).call,
    );
  }
}

// postMessageToThread goes through ports of Node's own, by way of the main thread: the envelope is the `value` of Node's
// message, and only its destination may open it.
function isForThisThread(data: unknown): data is { value: Envelope } {
  if (typeof data !== 'object' || data === null || !Object.hasOwn(data, 'value')) return false;
  const { value, destination } = data as { value: unknown; destination?: unknown };
  return isEnvelope(value) && (destination === undefined || destination === workerThreads.threadId);
}

function deliverTo(extra: unknown, original: Method, port: object, values: unknown[]): unknown {
  let result: unknown;
  deliver(extra, () => {
    result = ReflectApply(original, port, values);
  });
  return result;
}

function patchPostToThread(): void {
  method(
    workerThreads,
    'postMessageToThread',
    (original) =>
      ({
        call(this: object, ...values: unknown[]): unknown {
          if (values.length > 1) values[1] = wrap(values[1], values[2], true);
          return ReflectApply(original, this, values);
        },
      }).call,
  );
}

function patchDelivery(): void {
  const key = Symbol.for('nodejs.internal.kHybridDispatch');
  let host: object | null = workerThreads.MessagePort.prototype;
  while (host !== null && !Object.hasOwn(host, key)) host = Reflect.getPrototypeOf(host);
  if (host === null) return;
  const descriptor = Reflect.getOwnPropertyDescriptor(host, key)!;
  const original = descriptor.value as Method;
  const patched = registerNative(
    {
      dispatch(this: object, ...values: unknown[]): unknown {
        const data = values[0];
        if (values[1] === 'close') portClosed(this);
        if (isForThisThread(data)) {
          const { value } = data;
          (data as { value: unknown }).value = open(value);
          return deliverTo(value.extra, original, this, values);
        }
        if (!isEnvelope(data)) {
          if (!isTrusted(this) && values[1] === 'message' && !streamDelivers(this, data)) ownPortDelivers();
          if (!hasMessageListener() || !isTrusted(this)) return ReflectApply(original, this, values);
          let plain: unknown;
          deliver(undefined, () => {
            plain = ReflectApply(original, this, values);
          });
          return plain;
        }
        values[0] = open(data);
        return deliverTo(data.extra, original, this, values);
      },
    }.dispatch,
    original,
  );
  // A property of MessagePort's own prototype: other event targets keep Node's function.
  Reflect.defineProperty(workerThreads.MessagePort.prototype, key, {
    value: patched,
    writable: true,
    configurable: true,
    enumerable: false,
  });
}

function patchReceive(): void {
  method(
    workerThreads,
    'receiveMessageOnPort',
    (original) =>
      ({
        call(this: object, ...values: unknown[]): unknown {
          const received = ReflectApply(original, this, values) as { message: unknown } | undefined;
          if (received === undefined || !isEnvelope(received.message)) return received;
          const { extra } = received.message;
          received.message = open(received.message);
          deliver(extra, () => undefined);
          return received;
        },
      }).call,
  );
}

// new MessageChannel(): both ends are in this thread, which has the runtime, and so has every thread that a trusted port
// can be handed to in an envelope.
function patchMessageChannel(): void {
  const Original = workerThreads.MessageChannel;
  const Patched = new Proxy(Original, {
    construct(target, values: unknown[], newTarget): object {
      const channel = Reflect.construct(target, values, newTarget) as InstanceType<typeof Original>;
      const number = newChannel();
      trustPort(channel.port1, number);
      trustPort(channel.port2, number);
      return channel;
    },
  });
  registerNative(Patched, Original);
  for (const host of [workerThreads, globalThis] as object[]) {
    const descriptor = Reflect.getOwnPropertyDescriptor(host, 'MessageChannel');
    if (descriptor === undefined) continue;
    Reflect.defineProperty(host, 'MessageChannel', {
      value: Patched,
      writable: true,
      configurable: true,
      enumerable: descriptor.enumerable ?? false,
    });
  }
  const own = Reflect.getOwnPropertyDescriptor(Original.prototype, 'constructor');
  if (own !== undefined)
    Reflect.defineProperty(Original.prototype, 'constructor', { ...own, value: Patched });
}

/** Installs the edge in this thread. */
export function patchMessages(): void {
  patchPosting();
  patchDelivery();
  patchReceive();
  patchPostToThread();
  patchMessageChannel();
  passMovedPorts(posting, deliverTo);
  // A creator that is not watched (the main thread of a test runner) could not open an envelope.
  if (workerThreads.parentPort !== null && inherited !== undefined) trustPort(workerThreads.parentPort);
  builtinsReplaced();
}
