// Lines: which accesses belong to the operation that a task carries on.
import { clockwork, find, ForkKind, isWhole, type Lineage, type Task, wholeOf } from './task.ts';

/** How an access belongs to the operation that a later one carries on. */
export const Line = {
  NONE: 0,
  /** Through a listener: only by what the later code has captured. */
  CAPTURED: 1,
  /** Made by the task itself, by one whose line it continues, or by its caller in the turn of the call. */
  FULL: 2,
} as const;
export type Line = (typeof Line)[keyof typeof Line];

/** By the ids of tasks modulo their number, the last walk along a line that came by each: most questions about an old access end here. */
const SLOTS = 1 << 14;
const walked = new Int32Array(SLOTS);
/** … and which of its steps that was. */
const steps = new Int32Array(SLOTS);

/**
 * The line of the task that was asked about last, from the task itself to its beginning: at the end of a turn many accesses
 * are compared with one line of up to MAX_LINE tasks.
 */
const line: {
  /** Of whom; null: of nobody. */
  of: Task | null;
  /** How many tasks had been merged by then. */
  merges: number;
  /** Number of the walk that marked its tasks. */
  walk: number;
  /** Its tasks but the youngest, the first `length`: each was reached through the one before it. */
  readonly tasks: Task[];
  length: number;
  /** How many of its tasks were reached through no listener. */
  direct: number;
} = { of: null, merges: 0, walk: 0, tasks: [], length: 0, direct: 0 };

const MAX_STEPS = Infinity;

function walkLine(task: Task): void {
  line.of = task;
  line.merges = clockwork.merges;
  line.walk = (line.walk + 1) | 0;
  line.direct = MAX_STEPS;
  line.length = 0;
  const { tasks } = line;
  for (let at = task; at.lineParent !== null;) {
    if (at.kind === ForkKind.LISTENER && line.direct === MAX_STEPS) line.direct = line.length;
    at = find(at.lineParent);
    if (at === task || stepOf(at) >= 0) break;
    const slot = at.id & (SLOTS - 1);
    walked[slot] = line.walk;
    steps[slot] = line.length;
    tasks[line.length++] = at;
  }
}

/** Which step of the last walk came by `task`; −1: none. */
function stepOf(task: Task): number {
  const slot = task.id & (SLOTS - 1);
  if (walked[slot] !== line.walk) return -1;
  const step = steps[slot]!;
  if (line.tasks[step] === task) return step;
  // Another one of the line has its place.
  for (let i = 0; i < line.length; i++) if (line.tasks[i] === task) return i;
  return -1;
}
/**
 * How an access made by `owner` at (time, turn) belongs to the operation that `task` carries on.
 * @param id - the owner's
 * @param lineage - the owner's
 */
export function lineOf(
  owner: Task,
  time: number,
  turn: number,
  task: Task,
  id: number = owner.id,
  lineage: Lineage = owner.lineage,
): Line {
  const from = find(task);
  if (owner === from) return Line.FULL;
  if (line.of !== from || line.merges !== clockwork.merges) {
    if (lineage !== from.lineage && wholeOf(lineage) !== wholeOf(from.lineage)) return Line.NONE;
    walkLine(from);
  }
  // What is no task's of the line is no mark of this walk, and what is one may be another's of the same slot.
  if (walked[id & (SLOTS - 1)] !== line.walk && isWhole(id)) return Line.NONE;
  const root = find(owner);
  if (from === root) return Line.FULL;
  const step = stepOf(root);
  if (step < 0) return Line.NONE;
  const through = step === 0 ? from : line.tasks[step - 1]!;
  const reached = step >= line.direct ? Line.CAPTURED : Line.FULL;
  if (through.kind === ForkKind.LISTENER) return reached;
  return time <= through.forkTime && (through.kind === ForkKind.ONE_SHOT || turn === through.forkTurn)
    ? reached
    : Line.NONE;
}

/** Whether an access belongs to the operation that `task` carries on, whatever was captured. */
export function inLine(
  owner: Task,
  time: number,
  turn: number,
  task: Task,
  id: number = owner.id,
  lineage: Lineage = owner.lineage,
): boolean {
  return lineOf(owner, time, turn, task, id, lineage) === Line.FULL;
}
