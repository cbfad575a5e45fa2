// Which turns have emitted an event: what a listener does, it does in one of them (or in callbacks of its own). Known of calls of `emit` with hooks,
// of whatever emitter; what Node itself and code without hooks emits is not.
import { EMPTY_CLOCK, join, type TaskClock } from '../clock/task-clock.ts';
import { here } from './current.ts';
import { clockwork, followsThisTurn, release } from './task.ts';

/** The turns that emitted one event of one emitter. */
class Emissions {
  /** What they had done by their ends, and what was done before them. */
  clock: TaskClock = EMPTY_CLOCK;
  /** The last one. */
  turn = 0;
}

/** Events of one emitter; of one that has more the oldest are forgotten. */
const MAX_EVENTS = 64;
const emitters = new WeakMap<object, Map<string | symbol, Emissions>>();
const emittersGet = emitters.get.bind(emitters);
const emittersSet = emitters.set.bind(emitters);

function forgetOldest(events: Map<string | symbol, Emissions>): void {
  for (const oldest of events.keys()) {
    events.delete(oldest);
    break;
  }
}

/** The running turn emits `event`. */
export function noteEmission(emitter: object, event: string | symbol): void {
  let events = emittersGet(emitter);
  if (events === undefined) emittersSet(emitter, (events = new Map()));
  let emissions = events.get(event);
  if (emissions === undefined) {
    events.set(event, (emissions = new Emissions()));
    if (events.size > MAX_EVENTS) forgetOldest(events);
  }
  if (emissions.turn === clockwork.turn) return;
  emissions.turn = clockwork.turn;
  emissions.clock = join(emissions.clock, release(here()));
  followsThisTurn(emissions);
}

/** What the turns have done that emitted `event` so far; null: none was seen to. */
export function emitted(emitter: object, event: string | symbol): TaskClock | null {
  return emittersGet(emitter)?.get(event)?.clock ?? null;
}
