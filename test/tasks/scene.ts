// Scenes for the tests of the rules: tasks, turns and accesses made by hand, one entry, no hooks.
import { TaskClock } from '../../src/clock/task-clock.ts';
import type { Access } from '../../src/tasks/store.ts';
import { Entry, keepRead, keepWrite, makeAccess, UNKNOWN } from '../../src/tasks/store.ts';
import { acquire, closeTurn, clockwork, ForkKind, openTurn, release, Task } from '../../src/tasks/task.ts';

/**
 * Runs what one turn does, and ends it.
 * @param owner - whose turn it is; null: of the first that makes an access in it
 */
export function turn<T>(does: () => T, owner: Task | null = null): T {
  openTurn(owner);
  const result = does();
  closeTurn();
  clockwork.turn++;
  clockwork.time++;
  return result;
}

export function call(parent: Task, site = 1): Task {
  return new Task(parent, ForkKind.CALL, site, '');
}
export function callback(parent: Task): Task {
  return new Task(parent, ForkKind.ONE_SHOT, 0, 'timer');
}
export function listener(parent: Task): Task {
  return new Task(parent, ForkKind.LISTENER, 0, 'request');
}
/** The event of a listener that comes after `before`, and knows what that did in its turn. */
export function nextEvent(parent: Task, before: Task): Task {
  const { time, turn } = clockwork;
  const event = new Task(parent, ForkKind.LISTENER, 0, 'request', {
    clock: parent.clock,
    time,
    turn,
    line: before,
  });
  acquire(event, before.clock);
  return event;
}
export function root(): Task {
  return new Task(null, ForkKind.LISTENER, 0, 'main');
}

/** What `from` did so far happens before what `to` does from now on: a settled promise. */
export function tell(from: Task, to: Task): void {
  acquire(to, release(from));
}

/** One entry and the accesses made to it. */
export class Scene {
  readonly entry: Entry = new Entry('k');
  private value: unknown = 0;
  private site = 100;

  read(task: Task, guard = false): Access {
    const read = makeAccess(task, ++this.site, 'read', guard, this.value, false, UNKNOWN, false);
    keepRead(this.entry, read, false);
    return read;
  }

  guard(task: Task): Access {
    return this.read(task, true);
  }

  write(task: Task, value: unknown, site: number = ++this.site): Access {
    const write = makeAccess(task, site, 'write', false, value, false, this.value, this.value !== value);
    this.value = value;
    keepWrite(this.entry, write);
    return write;
  }

  /** An insertion (or deletion) as the set of keys sees it. */
  insert(task: Task, op: 'write' | 'delete' = 'write'): Access {
    const write = makeAccess(task, ++this.site, op, false, UNKNOWN, true, UNKNOWN, true);
    keepWrite(this.entry, write);
    return write;
  }

  iterate(task: Task): Access {
    const read = makeAccess(task, ++this.site, 'iterate', false, UNKNOWN, false, UNKNOWN, false);
    keepRead(this.entry, read, false);
    return read;
  }

  /** A step of a walk: it is judged, not kept. */
  step(task: Task): Access {
    return makeAccess(task, ++this.site, 'iterate', false, UNKNOWN, false, UNKNOWN, false);
  }
}

/** A clock of (id, time) pairs, in any order. */
export function clockOf(pairs: readonly (readonly [id: number, time: number])[], floor = 0): TaskClock {
  const sorted = [...new Map(pairs)].filter(([, time]) => time > floor).sort(([a], [b]) => a - b);
  return TaskClock.of(
    sorted.map(([id]) => id),
    sorted.map(([, time]) => time),
    floor,
  );
}
