// The envelope of a message between threads: the program's payload with the sender's clock and the identities of the
// shared memory in it. Only ports that the program can hold, whose other end has the runtime, get envelopes; the
// receiving side takes them off before anybody sees the message.
import type { MessagePort } from 'node:worker_threads';
import { extraToSend } from '../hooks/messages.ts';
import { adopt } from './buffers.ts';
import type { BufferEntry, PassedPort } from './hand-over.ts';
import { channelOf, holdChannel, passChannel } from './edges/port-close.ts';
import { transfersChannel } from './edges/transferred-channels.ts';
import { C_SHARED, C_TOKEN, control } from './memory.ts';
import { retractRegion } from './shadow-regions.ts';
import { sharedMemoryIn } from './payload.ts';
import { acquireCopy, releaseCopy, type SentClock } from './thread.ts';
import { isArrayBuffer, isProxy } from './builtins.ts';

/** A message of the program with what the runtime sends along. */
export interface Envelope {
  /** The process' random number: no payload of the program has it. */
  readonly racewire: number;
  readonly payload: unknown;
  readonly clock: SentClock | undefined;
  readonly buffers: readonly BufferEntry[] | undefined;
  readonly ports: readonly PassedPort[] | undefined;
  readonly extra: unknown;
  /** It has exactly one receiver. */
  readonly counted: boolean;
}

const { isArray } = Array;

// Ports that the program can hold and whose other end has the runtime.
const ports = new WeakSet<object>();
const hasPort = ports.has.bind(ports);
const addPort = ports.add.bind(ports);

/** Says that messages of `port` may travel in envelopes. `channel` is 0 where its number is not known. */
export function trustPort(port: object, channel = 0): void {
  addPort(port);
  holdChannel(port, channel);
}

/** Whether messages of `port` may travel in envelopes. */
export function isTrusted(port: object): boolean {
  return hasPort(port);
}

/** The trusted ports in a transfer list, read without running code of the program; what else has a channel is noted. */
export function portsIn(transfer: unknown): PassedPort[] {
  const found: PassedPort[] = [];
  let list = transfer;
  if (typeof list === 'object' && list !== null && !isProxy(list) && !isArray(list)) {
    list = Reflect.getOwnPropertyDescriptor(list, 'transfer')?.value as unknown;
  }
  if (typeof list !== 'object' || list === null || isProxy(list) || !isArray(list)) return found;
  for (let i = 0; i < list.length; i++) {
    const port = Reflect.getOwnPropertyDescriptor(list, i)?.value as unknown;
    if (typeof port !== 'object' || port === null) continue;
    if (hasPort(port)) found.push({ port: port as MessagePort, channel: channelOf(port) });
    else if (!isArrayBuffer(port)) transfersChannel();
  }
  return found;
}

/**
 * Puts `payload` into an envelope; returns it as it is when there is nothing to say.
 * @param counted - the message has exactly one receiver
 */
export function wrap(payload: unknown, transfer: unknown, counted: boolean): unknown {
  const extra = extraToSend(payload);
  const buffers = typeof payload === 'object' && payload !== null ? sharedMemoryIn(payload) : [];
  const passed = transfer === undefined ? [] : portsIn(transfer);
  const shared = control[C_SHARED] !== 0;
  if (!shared && extra === undefined && passed.length === 0) return payload;
  for (const { port } of passed) passChannel(port);
  const envelope: Envelope = {
    racewire: control[C_TOKEN]!,
    payload,
    clock: shared ? releaseCopy() : undefined,
    buffers: buffers.length > 0 ? buffers : undefined,
    ports: passed.length > 0 ? passed : undefined,
    extra,
    counted,
  };
  return envelope;
}

/** The envelope could not be sent. */
export function retract(envelope: unknown): void {
  if (!isEnvelope(envelope) || envelope.buffers === undefined) return;
  for (const { region } of envelope.buffers) if (region >= 0) retractRegion(region);
}

/** Whether `data`, just deserialised, is an envelope of this process. */
export function isEnvelope(data: unknown): data is Envelope {
  return (
    typeof data === 'object' &&
    data !== null &&
    Object.prototype.hasOwnProperty.call(data, 'racewire') &&
    (data as { racewire: unknown }).racewire === control[C_TOKEN]
  );
}

/** [Acquire] Takes a message out of its envelope. */
export function open(envelope: Envelope): unknown {
  if (envelope.buffers !== undefined) adopt(envelope.buffers, envelope.counted);
  if (envelope.ports !== undefined) for (const { port, channel } of envelope.ports) trustPort(port, channel);
  if (envelope.clock !== undefined) acquireCopy(envelope.clock);
  return envelope.payload;
}
