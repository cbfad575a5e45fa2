// [a write to worker.stdin, or to the process.stdout or stderr of a worker whose creator reads these itself → the 'data' at
// the other end]. Node sends both as messages over a port of its own; the two ends know the number of the stream's channel,
// as those of a port do (port-close.ts), and the clock of that number goes with the bytes: an order too many where a write has
// not been read yet. What workers print without these options goes to the process's own output and orders nothing.
import { getOwnPropertyDescriptor, isProxy } from '../builtins.ts';
import { inherited } from '../hand-over.ts';
import { acquireChannel, newChannel, releaseChannel } from './port-close.ts';

/** Beginning of the types of Node's messages about streams. */
const STREAMS = 'stdio';

/** Ports of Node's own by which the creators of such workers speak to them. */
const ports = new WeakMap<object, number>();
const portChannel = ports.get.bind(ports);

/** A channel for a worker with such streams, 0 for all others. Reads the options without running code of the program. */
export function streamChannelFor(options: unknown): number {
  if (typeof options !== 'object' || options === null || isProxy(options)) return 0;
  const asked = (key: string): boolean => getOwnPropertyDescriptor(options, key)?.value === true;
  return asked('stdin') || asked('stdout') || asked('stderr') ? newChannel() : 0;
}

/** `port` leads to a worker whose streams have that channel. */
export function noteStreamPort(port: object, channel: number): void {
  if (channel !== 0) ports.set(port, channel);
}

// In the worker itself all such messages are between it and its creator.
const channelOf = (port: object): number => portChannel(port) ?? inherited?.streams ?? 0;

function isOfStream(message: unknown): boolean {
  if (typeof message !== 'object' || message === null) return false;
  const type: unknown = getOwnPropertyDescriptor(message, 'type')?.value;
  return (
    typeof type === 'string' &&
    type.startsWith(STREAMS) &&
    getOwnPropertyDescriptor(message, 'stream') !== undefined
  );
}

/** Node posts `message` on a port that is not known to be the program's: whether it is about a stream. */
export function streamPosts(port: object, message: unknown): boolean {
  if (!isOfStream(message)) return false;
  const channel = channelOf(port);
  if (channel !== 0) releaseChannel(channel);
  return true;
}

/** Such a port delivers `message`: whether it is about a stream. */
export function streamDelivers(port: object, message: unknown): boolean {
  if (!isOfStream(message)) return false;
  const channel = channelOf(port);
  if (channel !== 0) acquireChannel(channel);
  return true;
}
