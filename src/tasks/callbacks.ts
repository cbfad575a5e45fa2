// Functions that are put somewhere (a variable, a property, an array, a Map, a Set) for somebody to call later. Nobody finds one there before it was
// put there, so what came before that comes before what a turn does once it has found it, as a listener's call comes behind its `on` (emissions.ts).
// LIMIT: a function that is put somewhere a second time is known by the first, and one behind a property of what is put somewhere not at all.
import { EMPTY_CLOCK, type TaskClock } from '../clock/task-clock.ts';
import {
  MapPrototypeForEach,
  MapPrototypeSize,
  ReflectGetOwnPropertyDescriptor,
  SetPrototypeForEach,
  SetPrototypeSize,
} from '../hooks/primordials.ts';
import { currentTask } from './current.ts';
import type { StoreShadow } from './store.ts';
import { clockwork, find, followsThisTurn, release, type Task, tellTurn } from './task.ts';

/** What a task puts somewhere in one turn. */
class Putting {
  readonly task: Task | null;
  readonly turn: number;
  /** What it had done by the end of the turn, and what was done before. */
  clock: TaskClock;
  /** The turn that found one of them last. */
  toldIn: number;

  constructor(task: Task | null, turn: number, clock: TaskClock) {
    this.task = task;
    this.turn = this.toldIn = turn;
    this.clock = clock;
  }
}

/** Functions of a store that are looked at when all of it is read. */
const MAX_LOOKED_AT = 256;

const puttings = new WeakMap<object, Putting>();
const puttingsGet = puttings.get.bind(puttings);
const puttingsSet = puttings.set.bind(puttings);
let latest = new Putting(null, 0, EMPTY_CLOCK);

/** `value` is put somewhere, where others may find it; `shadow`: that of a store of which all may be read. */
export function notePut(value: unknown, shadow?: StoreShadow): void {
  if (typeof value !== 'function') return;
  if (shadow !== undefined) shadow.holdsFunctions = true;
  if (puttingsGet(value) !== undefined) return;
  const running = currentTask();
  if (running === null) return;
  const task = find(running);
  if (latest.turn !== clockwork.turn || latest.task !== task) {
    latest = new Putting(task, clockwork.turn, release(task));
    followsThisTurn(latest);
  }
  puttingsSet(value, latest);
}

/** The running turn finds `value` where somebody has put it. */
export function noteFound(value: unknown): void {
  if (typeof value !== 'function') return;
  const putting = puttingsGet(value);
  if (putting === undefined || putting.toldIn === clockwork.turn) return;
  putting.toldIn = clockwork.turn;
  tellTurn(putting.clock);
}

/** The running turn reads all that `target`, a store with functions in it, holds. */
export function noteAllFound(shadow: StoreShadow, target: unknown): void {
  switch (shadow.type) {
    case 'Map':
      if (MapPrototypeSize(target) <= MAX_LOOKED_AT) MapPrototypeForEach(target, noteFound);
      break;
    case 'Set':
      if (SetPrototypeSize(target) <= MAX_LOOKED_AT) SetPrototypeForEach(target, noteFound);
      break;
    case 'array':
      noteElements(target as readonly unknown[]);
      break;
    default:
  }
}

function noteElements(list: readonly unknown[]): void {
  const length = list.length < MAX_LOOKED_AT ? list.length : MAX_LOOKED_AT;
  for (let i = 0; i < length; i++) noteFoundAt(list, i);
}

/** The running turn finds what `list`, no proxy, holds at `index`. */
export function noteFoundAt(list: readonly unknown[], index: number): void {
  noteFound(ReflectGetOwnPropertyDescriptor(list, index)?.value);
}
