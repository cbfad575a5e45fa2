// What the program, or a test runner's adapter, tells the detector itself: orders that cannot be seen, operations, accesses
// to be silent about, tests. Reached through the member `api` of the hooks; src/annotations.ts is the public side.
import { EMPTY_CLOCK, join, type TaskClock } from '../clock/task-clock.ts';
import { takeRawStack } from '../facts/raw-stack.ts';
import { emit } from '../facts/spool.ts';
import type { TestFact } from '../facts/types.ts';
import { currentTask, here, switchTo } from '../tasks/current.ts';
import { acquireForTurn, clockwork, followsThisTurn, ForkKind, release, Task } from '../tasks/task.ts';
import { beginWatching, watching } from '../tasks/watching.ts';
import { acquireMemory, releaseMemory, withoutRecording } from '../threads/index.ts';
import { testBegins } from './current-test.ts';
import { failure, tasksFailed } from './failure.ts';

/** What annotations and adapters call. */
export interface Api {
  release(target: unknown): void;
  acquire(target: unknown): void;
  task<T>(name: string, run: () => T): T;
  ignore<T>(run: () => T): T;
  /** Runs a test, or a hook of one: what it does, and what follows from that, belongs to `test`. */
  test<T>(test: TestFact | null, run: () => T): T;
}

const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

class Released {
  clock: TaskClock = EMPTY_CLOCK;
}

/** By object; dies with it. */
const released = new WeakMap<object, Released>();

function releaseTarget(target: unknown): void {
  if (!isObject(target)) return;
  releaseMemory(target);
  if (!watching.begun) return;
  let known = released.get(target);
  if (known === undefined) released.set(target, (known = new Released()));
  known.clock = join(known.clock, release(here()));
  followsThisTurn(known);
  clockwork.time++;
}

function acquireTarget(target: unknown): void {
  if (!isObject(target)) return;
  acquireMemory(target);
  const known = watching.begun ? released.get(target) : undefined;
  if (known !== undefined) acquireForTurn(here(), known.clock);
}

/** Runs the synchronous part of `run` as a new task; whatever it awaits goes on as that task, too. */
function runAs<T>(make: () => Task, run: () => T): T {
  if (failure.tasks) return run();
  let outer: Task | null = null;
  let task: Task | undefined;
  try {
    beginWatching();
    outer = currentTask();
    task = make();
    switchTo(task);
  } catch (error) {
    tasksFailed(error);
  }
  try {
    return run();
  } finally {
    if (task !== undefined && currentTask() === task) switchTo(outer);
  }
}

/** Places of racewire.ignore() by their stacks, told once each. */
const ignores = new Map<string, number>();
const MAX_IGNORES = 1000;

function ignoreId(): number {
  const stack = takeRawStack();
  let id = ignores.get(stack);
  if (id === undefined) {
    // Past the last number the rest share one: they are silent, and counted together.
    if (ignores.size >= MAX_IGNORES) return MAX_IGNORES;
    id = ignores.size + 1;
    ignores.set(stack, id);
    emit({ fact: 'ignore', id, stack });
  }
  return id;
}

export const api: Api = {
  release(target) {
    try {
      releaseTarget(target);
    } catch (error) {
      tasksFailed(error);
    }
  },
  acquire(target) {
    try {
      acquireTarget(target);
    } catch (error) {
      tasksFailed(error);
    }
  },
  task(name, run) {
    return runAs(() => {
      const task = new Task(here(), ForkKind.CALL, 0, String(name));
      // An operation of its own: no check of its creator's is part of it.
      task.lineParent = null;
      return task;
    }, run);
  },
  ignore(run) {
    const id = ignoreId();
    return withoutRecording(() =>
      runAs(() => {
        const task = new Task(here(), ForkKind.CALL, 0, 'ignored');
        task.ignored = id;
        return task;
      }, run),
    );
  },
  test(test, run) {
    testBegins(test);
    return runAs(() => {
      const task = new Task(here(), ForkKind.CALL, 0, 'test');
      task.lineParent = null;
      task.test = test;
      return task;
    }, run);
  },
};
