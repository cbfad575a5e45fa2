import { describe, expect, it } from 'vitest';
import type { Task } from '../../src/tasks/task.ts';
import {
  awaitedTogether,
  clockwork,
  createdBy,
  find,
  happensBefore,
  inLine,
  merge,
  noteAwaited,
  release,
  WINDOW,
} from '../../src/tasks/task.ts';
import { call, callback, listener, root, Scene, tell, turn } from './scene.ts';

describe('fork', () => {
  it('makes what the parent did before it happen before the child', () => {
    const parent = root();
    const write = turn(() => new Scene().write(parent, 1));
    const child = turn(() => call(parent));
    expect(happensBefore(write.task, write.time, child, child.clock)).toBe(true);
  });

  it('leaves siblings without an order', () => {
    const parent = root();
    const [a, b] = turn(() => [call(parent), call(parent)]);
    const write = turn(() => new Scene().write(a!, 1));
    expect(happensBefore(write.task, write.time, b!, b!.clock)).toBe(false);
  });

  it('lets the child know, from its next turn on, what the parent did after it in the same turn', () => {
    const parent = root();
    const { child, write } = turn(() => {
      const child = call(parent);
      return { child, write: new Scene().write(parent, 1) };
    });
    expect(happensBefore(write.task, write.time, child, child.clock)).toBe(true);
  });

  it('tells the child nothing of what the parent does in later turns', () => {
    const parent = root();
    const child = turn(() => call(parent));
    const write = turn(() => new Scene().write(parent, 1));
    expect(happensBefore(write.task, write.time, child, child.clock)).toBe(false);
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
    expect(happensBefore(before.task, before.time, b!, b!.clock)).toBe(true);
    expect(happensBefore(after.task, after.time, b!, b!.clock)).toBe(false);
  });

  it('hand on what was acquired', () => {
    const [a, b, c] = turn(() => [call(root()), call(root()), call(root())]);
    const write = turn(() => new Scene().write(a!, 1));
    turn(() => tell(a!, b!));
    turn(() => tell(b!, c!));
    expect(happensBefore(write.task, write.time, c!, c!.clock)).toBe(true);
  });

  it('share one clock while nothing is new', () => {
    const task = root();
    turn(() => new Scene().write(task, 1));
    expect(release(task)).toBe(release(task));
  });
});

describe('the window', () => {
  it('takes what lies before it for ordered', () => {
    const [a, b] = turn(() => [call(root()), call(root())]);
    const write = turn(() => new Scene().write(a!, 1));
    expect(happensBefore(a!, write.time, b!, b!.clock)).toBe(false);
    clockwork.time += WINDOW;
    expect(happensBefore(a!, write.time, b!, b!.clock)).toBe(true);
  });
});

describe('merge', () => {
  it("makes the child's accesses the parent's, past and future", () => {
    const parent = turn(() => call(root()));
    const child = turn(() => call(parent));
    const early = turn(() => new Scene().write(child, 1));
    merge(child, parent);
    expect(find(child)).toBe(parent);
    expect(happensBefore(early.task, early.time, parent, parent.clock)).toBe(true);
    const other = turn(() => call(root()));
    turn(() => tell(parent, other));
    expect(happensBefore(early.task, early.time, other, other.clock)).toBe(true);
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

  it('is cut after many callbacks, so that an endless chain of timers keeps no past alive', () => {
    const first = turn(() => call(root()));
    let task: Task = first;
    for (let i = 0; i < 200; i++) task = turn(() => callback(task));
    let length = 0;
    for (let at: Task | null = task; at !== null; at = at.lineParent) length++;
    expect(length).toBeLessThan(100);
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
    expect(task.creators.length).toBeLessThan(200);
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
