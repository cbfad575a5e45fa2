// Which turns have emitted an event: what a listener does, it does in one of them (or in callbacks of its own). And who listens to it: no listener is
// called before it was added, so what came before that comes before what the emitting turn does from then on. Known of calls with hooks, of whatever emitter; what Node itself
// and code without hooks emits is not.
import { EMPTY_CLOCK, join, type TaskClock } from '../clock/task-clock.ts';
import { currentClock, here } from './current.ts';
import { clockwork, followsThisTurn, release, tellTurn } from './task.ts';

/** Turns, by the last one of them. */
class Turns {
  /** What they had done by their ends, and what was done before them. */
  clock: TaskClock = EMPTY_CLOCK;
  last = 0;
}

/** What is known of one event of one emitter. */
class Emissions {
  /** The turns that emitted it. */
  readonly emitting = new Turns();
  /** Those that added a listener, and one that is called once; null: none was seen to. */
  listening: Turns | null = null;
  listeningOnce: Turns | null = null;
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

function emissionsOf(emitter: object, event: string | symbol): Emissions {
  let events = emittersGet(emitter);
  if (events === undefined) emittersSet(emitter, (events = new Map()));
  let emissions = events.get(event);
  if (emissions === undefined) {
    events.set(event, (emissions = new Emissions()));
    if (events.size > MAX_EVENTS) forgetOldest(events);
  }
  return emissions;
}

function addThisTurn(turns: Turns, clock: TaskClock): void {
  turns.last = clockwork.turn;
  turns.clock = join(turns.clock, clock);
  followsThisTurn(turns);
}

/** The running turn emits `event`: whoever listens has begun to before. */
export function noteEmission(emitter: object, event: string | symbol): void {
  const emissions = emissionsOf(emitter, event);
  const { emitting, listening, listeningOnce } = emissions;
  if (emitting.last === clockwork.turn) return;
  addThisTurn(emitting, release(here()));
  if (listening !== null) tellTurn(listening.clock);
  if (listeningOnce !== null) tellTurn(listeningOnce.clock);
  emissions.listeningOnce = null;
}

/** The running turn adds a listener of `event`. */
export function noteListener(emitter: object, event: string | symbol, isOnce: boolean): void {
  const clock = currentClock();
  if (clock === null) return;
  const emissions = emissionsOf(emitter, event);
  const turns = isOnce ? (emissions.listeningOnce ??= new Turns()) : (emissions.listening ??= new Turns());
  if (turns.last !== clockwork.turn) addThisTurn(turns, clock);
}

/** What the turns have done that emitted `event` so far; null: none was seen to. */
export function emitted(emitter: object, event: string | symbol): TaskClock | null {
  const emissions = emittersGet(emitter)?.get(event);
  return emissions === undefined || emissions.emitting.last === 0 ? null : emissions.emitting.clock;
}
