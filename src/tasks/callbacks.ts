// Functions that are put somewhere (a variable, a property, an array, a Map, a Set) for somebody to call later. Nobody finds one there before it was
// put there, so what came before that comes before what a turn does once it has found it, as a listener's call comes behind its `on` (emissions.ts).
// What is put into an array, a Map or a Set may be an object with such a function, too: `listeners.push({ event, run })`.
// LIMIT: what is put somewhere a second time is known by the first, and stores whose first objects have no function are not looked into further.
import { EMPTY_CLOCK, type TaskClock } from '../clock/task-clock.ts';
import {
  ArrayIsArray,
  isProxy,
  MapPrototypeForEach,
  MapPrototypeSize,
  ReflectGetOwnPropertyDescriptor,
  ReflectOwnKeys,
  SetPrototypeForEach,
  SetPrototypeSize,
} from '../hooks/primordials.ts';
import { currentTask, onTurnEnd } from './current.ts';
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

/** What of a store is looked at when all of it is read. */
const MAX_LOOKED_AT = 256;
/** Objects of a store of which none had a function, behind which no further one is looked at; properties of one that is. */
const MAX_IN_VAIN = 4;
const MAX_PROPERTIES = 16;
/** `callable` of a store with functions. */
const HOLDS = -1;

const puttings = new WeakMap<object, Putting>();
const puttingsGet = puttings.get.bind(puttings);
const puttingsSet = puttings.set.bind(puttings);
let latest = new Putting(null, 0, EMPTY_CLOCK);

/** `value` is put into a variable or a property, where others may find it. */
export function notePut(value: unknown): void {
  if (typeof value === 'function') put(value);
}

/** `value` is put into an array, a Map or a Set. */
export function notePutInto(shadow: StoreShadow, value: unknown): void {
  if (typeof value === 'function') {
    shadow.callable = HOLDS;
    put(value);
  } else if (typeof value === 'object' && value !== null && shadow.callable < MAX_IN_VAIN) {
    if (hasFunction(value)) {
      shadow.callable = HOLDS;
      put(value);
    } else if (shadow.callable !== HOLDS) shadow.callable++;
  }
}

/** Whether an object has a function as a property of its own, as records of a listener or a job do. */
function hasFunction(value: object): boolean {
  if (isProxy(value) || ArrayIsArray(value)) return false;
  const keys = ReflectOwnKeys(value);
  return (
    keys.length <= MAX_PROPERTIES &&
    keys.some((key) => typeof ReflectGetOwnPropertyDescriptor(value, key)?.value === 'function')
  );
}

function put(value: object): void {
  if (puttingsGet(value) !== undefined) return;
  const putting = puttingNow();
  if (putting !== null) puttingsSet(value, putting);
}

function puttingNow(): Putting | null {
  const running = currentTask();
  if (running === null) return null;
  const task = find(running);
  if (latest.turn !== clockwork.turn || latest.task !== task) {
    latest = new Putting(task, clockwork.turn, release(task));
    followsThisTurn(latest);
  }
  return latest;
}

/** Properties that were given something which nobody saw (`o.back = () => …`, protocol.ts), in the running turn. */
const unseen: { readonly target: object; readonly key: PropertyKey; readonly putting: Putting }[] = [];
const MAX_UNSEEN = 64;

/** Something is put into a property, no private one, which is looked up when the turn ends. */
export function notePutUnseen(target: object, key: PropertyKey): void {
  if (unseen.length === MAX_UNSEEN) return;
  const putting = puttingNow();
  if (putting !== null) unseen[unseen.length] = { target, key, putting };
}

onTurnEnd(() => {
  while (unseen.length > 0) {
    const { target, key, putting } = unseen.pop()!;
    const value: unknown = ReflectGetOwnPropertyDescriptor(target, key)?.value;
    if (typeof value === 'function' && puttingsGet(value) === undefined) puttingsSet(value, putting);
  }
});

/** The running turn finds `value` in a variable or a property. */
export function noteFound(value: unknown): void {
  if (typeof value === 'function') found(value);
}

/** The running turn finds `value` in a store. */
export function noteFoundIn(shadow: StoreShadow, value: unknown): void {
  if (shadow.callable === HOLDS) foundAny(value);
}

function foundAny(value: unknown): void {
  if (typeof value === 'function' || (typeof value === 'object' && value !== null)) found(value);
}

function found(value: object): void {
  const putting = puttingsGet(value);
  if (putting === undefined || putting.toldIn === clockwork.turn) return;
  putting.toldIn = clockwork.turn;
  tellTurn(putting.clock);
}

/** The running turn reads all that `target` holds. */
export function noteAllFound(shadow: StoreShadow, target: unknown): void {
  if (shadow.callable !== HOLDS) return;
  switch (shadow.type) {
    case 'Map':
      if (MapPrototypeSize(target) <= MAX_LOOKED_AT) MapPrototypeForEach(target, foundAny);
      break;
    case 'Set':
      if (SetPrototypeSize(target) <= MAX_LOOKED_AT) SetPrototypeForEach(target, foundAny);
      break;
    case 'array':
      noteElements(shadow, target as readonly unknown[]);
      break;
    default:
  }
}

function noteElements(shadow: StoreShadow, list: readonly unknown[]): void {
  const length = list.length < MAX_LOOKED_AT ? list.length : MAX_LOOKED_AT;
  for (let i = 0; i < length; i++) noteFoundAt(shadow, list, i);
}

/** The running turn finds what `list`, no proxy, holds at `index`. */
export function noteFoundAt(shadow: StoreShadow, list: readonly unknown[], index: number): void {
  noteFoundIn(shadow, ReflectGetOwnPropertyDescriptor(list, index)?.value);
}
