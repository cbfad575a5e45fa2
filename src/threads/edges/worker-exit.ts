// [last instruction of a worker → its 'exit' event, and so terminate()'s promise] [uncaught error → 'error' event]
// Messages that Node drains before it emits 'exit' are delivered before the join: they order no more than they did when
// they were posted. 'online' orders nothing. After an uncaught error a worker still runs its own 'exit' handlers, which
// the 'error' event then orders, too: an order too many.
import workerThreads from 'node:worker_threads';
import { ReflectApply } from '../builtins.ts';
import { registerNative } from '../../hooks/natives.ts';
import { letGoOfAll } from '../shadow-regions.ts';
import { joinSlot } from '../slots.ts';
import { SLOTS } from '../../clock/epoch.ts';
import { acquireFrom, learnt, Means, thread } from '../thread.ts';
import { startOf } from './worker-start.ts';

type Emit = (this: object, ...values: unknown[]) => boolean;

function joinWorker(worker: object, ended: boolean): void {
  const start = startOf(worker);
  if (start === undefined) return;
  if (start.clock !== undefined) {
    acquireFrom(start.clock, 0, Means.EXIT);
    return;
  }
  const known = thread.words.slice(thread.at, thread.at + SLOTS);
  const slots = joinSlot(start.slot, thread.words, thread.at, thread.owner, ended);
  for (let slot = 0; slot < SLOTS; slot++) {
    if (thread.words[thread.at + slot] !== known[slot]) learnt[slot] = Means.EXIT;
  }
  if (ended) letGoOfAll(slots);
}

/** Puts an `emit` of Worker.prototype's own before the inherited one. */
export function patchWorkerExit(): void {
  const { prototype } = workerThreads.Worker;
  const original = prototype.emit as Emit;
  const patched = {
    emit(this: object, ...values: unknown[]): boolean {
      if (values[0] === 'exit') joinWorker(this, true);
      else if (values[0] === 'error') joinWorker(this, false);
      return ReflectApply(original, this, values) as boolean;
    },
  }.emit;
  Reflect.defineProperty(prototype, 'emit', {
    value: registerNative(patched, original),
    writable: true,
    configurable: true,
    enumerable: false,
  });
}
