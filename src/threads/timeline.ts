// The timeline of a data race: both accesses, and the last release of the other thread that this one had acquired, with
// the edge by which it did. Nothing later of that thread is known here, and that is why the pair is a race.
import { threadId } from 'node:worker_threads';
import { SLOTS, slotOf, timeOf } from '../clock/epoch.ts';
import type { TimelineEventFact, TimelineFact, TimelineWhy } from '../facts/types.ts';
import { ownerAt } from './slots.ts';
import { learnt, Means, thread } from './thread.ts';

const WHY: { readonly [M in Means]: TimelineWhy } = {
  [Means.START]: 'start',
  [Means.ATOMICS]: 'atomics',
  [Means.MESSAGE]: 'message',
  [Means.EXIT]: 'exit',
  [Means.WAKE]: 'wake',
  [Means.LOCK]: 'lock',
};

/**
 * @param epoch - of the other thread's access, which is the second of the fact
 * @param owner - the other thread; −1 when it is not known any more
 */
export function makeTimeline(epoch: number, owner: number): TimelineFact {
  const events: TimelineEventFact[] = [];
  const slot = slotOf(epoch);
  const known = thread.words[thread.at + slot]!;
  const hasEdge = known > 0 && owner >= 0 && known < timeOf(epoch) && ownerAt(slot, known) === owner;
  const means = learnt[slot]! as Means;
  const site = means === Means.ATOMICS ? learnt[SLOTS + slot]! : 0;
  if (owner > 0) events.push({ what: 'created', lane: 1 });
  const released = events.length;
  if (hasEdge) events.push({ what: 'released', lane: 1 });
  events.push({ what: 'access', lane: 1, access: 1 });
  if (threadId !== 0) events.push({ what: 'created', lane: 0 });
  const started = events.length - 1;
  const acquired = events.length;
  const starts = means === Means.START && threadId !== 0;
  if (hasEdge && !starts) events.push({ what: 'acquired', lane: 0, ...(site > 0 ? { site } : {}) });
  events.push({ what: 'access', lane: 0, access: 0 });
  return { events, edges: hasEdge ? [[released, starts ? started : acquired, WHY[means]]] : [] };
}
