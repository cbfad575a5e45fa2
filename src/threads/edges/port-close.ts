// [MessagePort.close() → 'close' of the port at the other end] and so the end of a thread that holds a port.
// Both ends of a channel know its number: from new MessageChannel(), or from the envelope in which a port was passed on.
// LIMIT: a thread that is terminated runs nothing at its end; 'close' then orders nothing, as 'exit' does.
import { isMainThread } from 'node:worker_threads';
import { afterExitListeners } from '../../hooks/process-exit.ts';
import { C_CHANNELS, C_SHARED, control, sync } from '../memory.ts';
import { NAME, clockAt, lockVariable, placeOf, unlockVariable, variableOf } from '../sync-variables.ts';
import { acquireFrom, Means, releaseJoin } from '../thread.ts';

const { add } = Atomics;

/** Channels whose numbers are equal modulo this share a clock, which adds order at most. */
const CLOCKS = 512;
/** Ports of which a thread knows at its end that it held them. */
const MOST_HELD = 4096;

const channels = new WeakMap<object, number>();
const getChannel = channels.get.bind(channels);
const setChannel = channels.set.bind(channels);
const held = new Set<number>();

/** A number for the two ends of a new channel. */
export function newChannel(): number {
  return add(control, C_CHANNELS, 1) + 1;
}

/** This thread holds an end of the channel; 0 where its number is not known. */
export function holdChannel(port: object, channel: number): void {
  if (channel === 0) return;
  setChannel(port, channel);
  if (!isMainThread && held.size < MOST_HELD) held.add(channel);
}

/** The number of a port's channel. */
export function channelOf(port: object): number {
  return getChannel(port) ?? 0;
}

/** Another thread holds the port from now on. */
export function passChannel(port: object): void {
  held.delete(channelOf(port));
}

const variableOfChannel = (channel: number): number => variableOf(channel % CLOCKS, placeOf(0, 1, NAME));

/** What this thread did so far comes before what is learnt from the channel. */
export function releaseChannel(channel: number): void {
  if (control[C_SHARED] === 0) return;
  const variable = variableOfChannel(channel);
  lockVariable(variable);
  releaseJoin(sync, clockAt(variable));
  unlockVariable(variable);
}

/** The other end of the channel has told of itself. */
export function acquireChannel(channel: number): void {
  if (control[C_SHARED] === 0) return;
  const variable = variableOfChannel(channel);
  lockVariable(variable);
  acquireFrom(sync, clockAt(variable), Means.MESSAGE);
  unlockVariable(variable);
}

/** `port.close()` is called. */
export function portCloses(port: object): void {
  const channel = channelOf(port);
  held.delete(channel);
  if (channel !== 0) releaseChannel(channel);
}

/** `port` is about to hear 'close'. */
export function portClosed(port: object): void {
  const channel = channelOf(port);
  if (channel !== 0) acquireChannel(channel);
}

/** Lets the end of this thread close its ports. */
export function patchPortClose(): void {
  if (isMainThread) return;
  afterExitListeners(() => {
    for (const channel of held) releaseChannel(channel);
  });
}
