import { describe, expect, it } from 'vitest';
import type { Access } from '../../src/tasks/store.ts';
import type { Task } from '../../src/tasks/task.ts';
import { awaitedTogether, noteAwaited } from '../../src/tasks/awaits.ts';
import {
  clockwork,
  createdBy,
  endTask,
  find,
  happensBefore,
  merge,
  openTurn,
  release,
  settlesInThisTurn,
  WINDOW,
} from '../../src/tasks/task.ts';
import { inLine, Line, lineOf } from '../../src/tasks/lines.ts';
import { call, callback, listener, nextEvent, root, Scene, tell, turn } from './scene.ts';

describe('fork', () => {
  it('makes what the parent did before it happen before the child', () => {
    const parent = root();
    const write = turn(() => new Scene().write(parent, 1));
    const child = turn(() => call(parent));
    expect(happensBefore(write, child, child.clock)).toBe(true);
  });

  it('leaves siblings without an order', () => {
    const parent = root();
    const [a, b] = turn(() => [call(parent), call(parent)]);
    const write = turn(() => new Scene().write(a!, 1));
    expect(happensBefore(write, b!, b!.clock)).toBe(false);
  });

  it('lets the child know, from its next turn on, what the parent did after it in the same turn', () => {
    const parent = root();
    const { child, write } = turn(() => {
      const child = call(parent);
      return { child, write: new Scene().write(parent, 1) };
    });
    expect(happensBefore(write, child, child.clock)).toBe(true);
  });

  it('tells the child nothing of what the parent does in later turns', () => {
    const parent = root();
    const child = turn(() => call(parent));
    const write = turn(() => new Scene().write(parent, 1));
    expect(happensBefore(write, child, child.clock)).toBe(false);
  });

  it('orders the tasks made in the turn of a write after it, and no other', () => {
    const [parent, other] = turn(() => [call(root()), call(root())]);
    const stranger = turn(() => call(other!));
    const { child, write } = turn(() => {
      const child = call(parent!);
      return { child, write: new Scene().write(parent!, 1) };
    });
    expect(happensBefore(write, child, child.clock)).toBe(true);
    expect(happensBefore(write, other!, other!.clock)).toBe(false);
    expect(happensBefore(write, stranger, stranger.clock)).toBe(false);
  });

  it('makes no component for tasks without accesses', () => {
    let task = root();
    for (let i = 0; i < 100; i++) task = turn(() => call(task));
    expect(release(task).ids).toEqual([]);
  });
});

describe('release and acquire', () => {
  it('order what was done before the release, and nothing after it', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const scene = new Scene();
    const before = turn(() => scene.write(a!, 1));
    turn(() => tell(a!, b!));
    const after = turn(() => scene.write(a!, 2));
    expect(happensBefore(before, b!, b!.clock)).toBe(true);
    expect(happensBefore(after, b!, b!.clock)).toBe(false);
  });

  it('hand on what was acquired', () => {
    const [a, b, c] = turn(() => [call(root()), call(root()), call(root())]);
    const write = turn(() => new Scene().write(a!, 1));
    turn(() => tell(a!, b!));
    turn(() => tell(b!, c!));
    expect(happensBefore(write, c!, c!.clock)).toBe(true);
  });

  it('share one clock while nothing is new', () => {
    const task = root();
    turn(() => new Scene().write(task, 1));
    const known = release(task);
    turn(() => expect(release(task)).toBe(known));
    turn(() => {
      new Scene().write(task, 1);
      expect(release(task)).not.toBe(known);
      expect(release(task)).toBe(release(task));
    });
  });

  it('order the whole turn of the release, because a turn is atomic', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const scene = new Scene();
    const holder = { settled: null };
    const write = turn(() => {
      settlesInThisTurn(holder);
      return scene.write(a!, 1);
    });
    expect(happensBefore(write, b!, b!.clock)).toBe(false);
    expect(happensBefore(write, b!, holder.settled!)).toBe(true);
  });
});

describe('the running turn', () => {
  it('has what came earlier in it before what comes now, whoever did it', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    openTurn(null);
    const write = new Scene().write(a!, 1);
    expect(happensBefore(write, b!, b!.clock)).toBe(true);
    turn(() => undefined);
    expect(happensBefore(write, b!, b!.clock)).toBe(false);
  });

  it("is its owner's: what a callee does in it, the owner knows in later turns", () => {
    const [owner, other] = turn(() => [call(root()), call(root())]);
    const write = turn(() => new Scene().write(call(owner!), 1), owner);
    turn(() => tell(owner!, other!));
    expect(happensBefore(write, other!, other!.clock)).toBe(true);
  });

  it('has what a task itself did before, also in the turn of another one', () => {
    const [owner, a, b] = turn(() => [call(root()), call(root()), call(root())]);
    const write = turn(() => new Scene().write(a!, 1), owner);
    expect(happensBefore(write, a!, a!.clock)).toBe(true);
    expect(happensBefore(write, b!, b!.clock)).toBe(false);
  });

  it('leaves its owner what it was told in the middle of it', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const told = turn(() => new Scene().write(b!, 1));
    const own = turn(() => {
      const write = new Scene().write(a!, 1);
      tell(b!, a!);
      return write;
    });
    const child = turn(() => call(a!));
    expect(happensBefore(told, child, child.clock)).toBe(true);
    expect(happensBefore(own, child, child.clock)).toBe(true);
  });
});

describe('the chain of a turn', () => {
  const write = (task: Task, owner: Task | null = null): Access =>
    turn(() => new Scene().write(task, 1), owner);

  it('is that of the task before, and for two tasks under way two', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const [first, other, second] = [write(a!), write(b!), write(a!)];
    expect(second.chain).toBe(first.chain);
    expect(other.chain).not.toBe(first.chain);
  });

  it('is one for all accesses of the turn, whichever task makes them', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const scene = new Scene();
    const [first, second] = turn(() => [scene.write(a!, 1), scene.write(b!, 2)]);
    expect(second!.chain).toBe(first!.chain);
  });

  it('is taken over from a call that has ended, by one that knows all that it did', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const last = write(a!);
    endTask(a!);
    turn(() => tell(a!, b!));
    expect(write(b!).chain).toBe(last.chain);
  });

  it('is not taken over from a call that has not ended', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const last = write(a!);
    turn(() => tell(a!, b!));
    expect(write(b!).chain).not.toBe(last.chain);
  });

  it('is not taken over by one that knows less than all of it', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const early = write(a!);
    turn(() => tell(a!, b!));
    const late = write(a!);
    endTask(a!);
    expect(write(b!).chain).not.toBe(late.chain);
    expect(happensBefore(early, b!, b!.clock)).toBe(true);
    expect(happensBefore(late, b!, b!.clock)).toBe(false);
  });

  it('is taken over by one of two that know it, so that they stay without an order', () => {
    const [a, b, c] = turn(() => [call(root()), call(root()), call(root())]);
    const last = write(a!);
    endTask(a!);
    turn(() => (tell(a!, b!), tell(a!, c!)));
    const [left, right] = [write(b!), write(c!)];
    expect(left.chain).toBe(last.chain);
    expect(right.chain).not.toBe(last.chain);
    expect(happensBefore(left, c!, c!.clock)).toBe(false);
    expect(happensBefore(right, b!, b!.clock)).toBe(false);
  });

  it('is not taken by the callee of the turn, which leaves it to the callbacks', () => {
    const parent = root();
    const { callee, timer, last } = turn(() => {
      const [callee, timer] = [call(parent), callback(parent)];
      return { callee, timer, last: new Scene().write(parent, 1) };
    });
    expect(write(callee).chain).not.toBe(last.chain);
    expect(write(timer).chain).toBe(last.chain);
  });

  it('goes on through callbacks of callbacks, so that a clock does not grow with the tasks there were', () => {
    let task = root();
    const first = write(task);
    for (let i = 0; i < 1000; i++) {
      const { next } = turn(() => ({ next: callback(task), write: new Scene().write(task, i) }));
      task = next;
    }
    expect(release(task).ids).toEqual([first.chain]);
    expect(happensBefore(first, task, task.clock)).toBe(true);
  });

  it('is bounded in number by the calls under way at a time, not by how many there were', () => {
    const parent = root();
    write(parent);
    for (let i = 0; i < 200; i++) {
      const calls = turn(() => [call(parent), call(parent), call(parent)], parent);
      for (const one of calls) write(one);
      for (const one of calls) {
        endTask(one);
        tell(one, parent);
      }
    }
    expect(release(parent).ids.length).toBeLessThanOrEqual(4);
    expect(release(parent).floor).toBe(0);
  });

  it("stays a listener's, so that its clock does not grow with what its events start", () => {
    const server = root();
    let event = listener(server);
    for (let i = 0; i < 200; i++) {
      event = nextEvent(server, event);
      const { first, started } = turn(
        () => ({ first: new Scene().write(event, i), started: call(event) }),
        event,
      );
      const { inner } = turn(() => ({ inner: call(started), write: new Scene().write(started, i) }), started);
      endTask(started);
      // Knows the event's turn to its end, and of the one that started it that it is left to callbacks.
      const later = write(inner);
      expect(happensBefore(first, inner, inner.clock)).toBe(true);
      expect(happensBefore(later, event, event.clock)).toBe(false);
    }
    expect(release(event).ids.length).toBeLessThanOrEqual(3);
    expect(release(event).floor).toBe(0);
  });
});

describe('the window', () => {
  it('takes what lies before it for ordered', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const write = turn(() => new Scene().write(a!, 1));
    expect(happensBefore(write, b!, b!.clock)).toBe(false);
    clockwork.time += WINDOW;
    expect(happensBefore(write, b!, b!.clock)).toBe(true);
  });
});

describe('merge', () => {
  it("makes the child's accesses the parent's, past and future", () => {
    const parent = turn(() => call(root()));
    const child = turn(() => call(parent));
    const early = turn(() => new Scene().write(child, 1));
    merge(child, parent);
    expect(find(child)).toBe(parent);
    expect(happensBefore(early, parent, parent.clock)).toBe(true);
    const other = turn(() => call(root()));
    turn(() => tell(parent, other));
    expect(happensBefore(early, other, other.clock)).toBe(true);
  });

  it('finds the root through chains of merges', () => {
    const tasks = [root()];
    for (let i = 0; i < 50; i++) tasks.push(call(tasks[i]!));
    for (let i = 50; i > 0; i--) merge(tasks[i]!, tasks[i - 1]!);
    expect(tasks.every((task) => find(task) === tasks[0])).toBe(true);
  });
});

describe('inLine', () => {
  it("continues the caller's turn in a call that is not awaited, and no earlier turn", () => {
    const caller = turn(() => call(root()));
    const scene = new Scene();
    const earlier = turn(() => scene.read(caller));
    const { same, child } = turn(() => ({ same: scene.read(caller), child: call(caller) }));
    expect(inLine(caller, same.time, same.turn, child)).toBe(true);
    expect(inLine(caller, earlier.time, earlier.turn, child)).toBe(false);
  });

  it('continues all that came before the registration in a one-shot callback', () => {
    const task = turn(() => call(root()));
    const scene = new Scene();
    const earlier = turn(() => scene.read(task));
    const timer = turn(() => callback(task));
    const later = turn(() => scene.read(task));
    expect(inLine(task, earlier.time, earlier.turn, timer)).toBe(true);
    expect(inLine(task, later.time, later.turn, timer)).toBe(false);
  });

  it('does not count a read that follows the registration in its turn', () => {
    const task = turn(() => call(root()));
    const { timer, read } = turn(() => ({ timer: callback(task), read: new Scene().read(task) }));
    expect(inLine(task, read.time, read.turn, timer)).toBe(false);
  });

  it('starts anew in each call of a listener', () => {
    const task = turn(() => call(root()));
    const read = turn(() => new Scene().read(task));
    expect(
      inLine(
        task,
        read.time,
        read.turn,
        turn(() => listener(task)),
      ),
    ).toBe(false);
  });

  it('leaves out events without an access, which do not keep each other alive', () => {
    const server = turn(() => listener(root()));
    const read = turn(() => new Scene().read(server));
    let event = nextEvent(server, server);
    for (let i = 0; i < 10; i++) event = nextEvent(server, event);
    expect(event.lineParent).toBe(server);
    expect(lineOf(server, read.time, read.turn, event)).toBe(Line.CAPTURED);
    const late = turn(() => new Scene().read(event));
    const next = nextEvent(server, event);
    expect(next.lineParent).toBe(event);
    expect(lineOf(event, late.time, late.turn, next)).toBe(Line.CAPTURED);
    for (let i = 0; i < 100; i++) event = nextEvent(server, event);
    expect(lineOf(server, read.time, read.turn, event)).toBe(Line.NONE);
  });

  it('is cut after many callbacks, so that an endless chain of timers keeps no past alive', () => {
    const first = turn(() => call(root()));
    let task: Task = first;
    for (let i = 0; i < 200; i++) task = turn(() => callback(task));
    let length = 0;
    for (let at: Task | null = task; at !== null; at = at.lineParent) length++;
    expect(length).toBeLessThan(100);
  });
});

describe('a line of tasks whose ids are far apart', () => {
  /** Makes tasks until the next one's id is the first one's plus `distance`. */
  const skipTo = (first: Task, distance: number): void => {
    while (clockwork.tasks + 1 < first.id + distance) root();
  };

  it('has each of two tasks that have one place in the tables', () => {
    const elder = root();
    const read = turn(() => new Scene().read(elder));
    skipTo(elder, 1 << 14);
    const parent = turn(() => callback(elder));
    expect(parent.id - elder.id).toBe(1 << 14);
    const later = turn(() => new Scene().read(parent));
    const child = turn(() => callback(parent));
    expect(lineOf(parent, later.time, later.turn, child)).toBe(Line.FULL);
    expect(lineOf(elder, read.time, read.turn, child)).toBe(Line.FULL);
  });

  it('has what was merged into one of them, however long ago', () => {
    const parent = root();
    const part = turn(() => call(parent));
    const read = turn(() => new Scene().read(part));
    merge(part, parent);
    skipTo(part, 1 << 19);
    const whole = root();
    const child = turn(() => callback(parent));
    expect(lineOf(part, read.time, read.turn, child)).toBe(Line.FULL);
    expect(lineOf(whole, read.time, read.turn, child)).toBe(Line.NONE);
    expect(inLine(part, read.time, read.turn, parent)).toBe(true);
  });
});

describe('createdBy', () => {
  it('holds for tasks made at or after the time, through further tasks', () => {
    const parent = turn(() => call(root()));
    const scene = new Scene();
    const read = turn(() => scene.read(parent));
    const child = turn(() => call(parent));
    const grandchild = turn(() => call(child));
    expect(createdBy(child, parent, read.time)).toBe(true);
    expect(createdBy(grandchild, parent, read.time)).toBe(true);
  });

  it('does not hold for tasks made before the time, not even in its turn', () => {
    const parent = turn(() => call(root()));
    const scene = new Scene();
    turn(() => scene.read(parent));
    const { child, read } = turn(() => ({ child: call(parent), read: scene.read(parent) }));
    expect(createdBy(child, parent, read.time)).toBe(false);
  });

  it('holds where so many creators lie between that they were forgotten', () => {
    const first = turn(() => call(root()));
    const scene = new Scene();
    const read = turn(() => scene.read(first));
    let task: Task = first;
    for (let i = 0; i < 300; i++) {
      task = turn(() => callback(task));
      turn(() => scene.read(task));
    }
    expect(createdBy(task, first, read.time)).toBe(true);
    expect(task.creators!.depth).toBeLessThan(100);
  });
});

describe('awaitedTogether', () => {
  it('holds for tasks that awaited one promise, and forgets old ones', () => {
    const [a, b] = [root(), root()];
    noteAwaited(a, 5);
    expect(awaitedTogether(a, b)).toBe(false);
    noteAwaited(b, 5);
    expect(awaitedTogether(a, b)).toBe(true);
    for (let i = 100; i < 130; i++) noteAwaited(b, i);
    expect(awaitedTogether(a, b)).toBe(false);
  });
});
