import { describe, expect, it } from 'vitest';
import { fallsBetween, fellBetween } from '../../../src/tasks/rules/falls-between.ts';
import { type Access, Interval, keepRead } from '../../../src/tasks/store.ts';
import { endTask, find, merge, type Task } from '../../../src/tasks/task.ts';
import { call, callback, root, Scene, tell, turn } from '../scene.ts';

const interval = (first: Access, second: Access): Interval => new Interval('lost-update', first, second);

/** Two calls of one parent, which made them in one turn. */
function two(): [Task, Task] {
  return turn(() => {
    const parent = root();
    return [call(parent), call(parent)];
  });
}

describe('a write falls between', () => {
  it('when it was made in between by a task without an order to the second access', () => {
    const [x, y] = two();
    const scene = new Scene();
    const read = turn(() => scene.read(x));
    const other = turn(() => scene.write(y, 1));
    const write = turn(() => scene.write(x, 2));
    expect(fallsBetween(interval(read, write), other, x)).toBe(true);
    expect(fellBetween(interval(read, write), other)).toBe(true);
  });

  it('in prediction, when it came later but could have come before', () => {
    const [x, y] = two();
    const scene = new Scene();
    const read = turn(() => scene.read(x));
    const write = turn(() => scene.write(x, 2));
    const other = turn(() => scene.write(y, 1));
    expect(fallsBetween(interval(read, write), other, y)).toBe(true);
    expect(fellBetween(interval(read, write), other)).toBe(false);
  });

  it('in prediction, when it came before the first access without happening before it', () => {
    const [x, y] = two();
    const scene = new Scene();
    const other = turn(() => scene.write(y, 1));
    const read = turn(() => scene.read(x));
    const write = turn(() => scene.write(x, 2));
    expect(fallsBetween(interval(read, write), other, x)).toBe(true);
  });

  it('in the very turn of the first access, after it, whatever follows from that turn', () => {
    const parent = root();
    const scene = new Scene();
    const { x, read, other } = turn(() => {
      const x = call(parent);
      return { x, read: scene.read(x), other: scene.write(parent, 1) };
    });
    const write = turn(() => scene.write(x, 2));
    expect(fallsBetween(interval(read, write), other, x)).toBe(true);
  });
});

describe('a write does not fall between', () => {
  it("when it is the operation's own, also through a callee that was merged", () => {
    const [x] = two();
    const scene = new Scene();
    const read = turn(() => scene.read(x));
    const callee = turn(() => call(x));
    merge(callee, x);
    const other = turn(() => scene.write(callee, 1));
    const write = turn(() => scene.write(x, 2));
    expect(find(callee)).toBe(x);
    expect(fallsBetween(interval(read, write), other, x)).toBe(false);
  });

  it('when it happens before the second access: a hand-off', () => {
    const [x, y] = two();
    const scene = new Scene();
    const read = turn(() => scene.read(x));
    const other = turn(() => scene.write(y, 1));
    turn(() => tell(y, x));
    const write = turn(() => scene.write(x, 2));
    expect(fallsBetween(interval(read, write), other, x)).toBe(false);
  });

  it('when the second access happens before it', () => {
    const [x, y] = two();
    const scene = new Scene();
    const read = turn(() => scene.read(x));
    const write = turn(() => scene.write(x, 2));
    turn(() => tell(x, y));
    const other = turn(() => scene.write(y, 1));
    expect(fallsBetween(interval(read, write), other, y)).toBe(false);
  });

  it('when it happens before the first access', () => {
    const [x, y] = two();
    const scene = new Scene();
    const other = turn(() => scene.write(y, 1));
    turn(() => tell(y, x));
    const read = turn(() => scene.read(x));
    const write = turn(() => scene.write(x, 2));
    expect(fallsBetween(interval(read, write), other, x)).toBe(false);
  });

  it('when it happens before the first access, whatever the task of the second one knows', () => {
    const [x, y] = two();
    const scene = new Scene();
    const timer = turn(() => callback(x));
    const other = turn(() => scene.write(y, 1));
    const unaware = turn(() => scene.read(x));
    turn(() => tell(y, x));
    const aware = turn(() => scene.read(x));
    const write = turn(() => scene.write(timer, 2));
    expect(fallsBetween(interval(unaware, write), other, timer)).toBe(true);
    expect(fallsBetween(interval(aware, write), other, timer)).toBe(false);
  });

  it('when its task was created by the operation after the first access', () => {
    const [x] = two();
    const scene = new Scene();
    const read = turn(() => scene.read(x));
    const child = turn(() => call(call(x)));
    const other = turn(() => scene.write(child, 1));
    const write = turn(() => scene.write(x, 2));
    expect(fallsBetween(interval(read, write), other, x)).toBe(false);
  });

  it('in the turn of the second access, or before the first one in its turn: a turn is atomic', () => {
    const [x, y] = two();
    const scene = new Scene();
    const { before, read } = turn(() => ({ before: scene.write(y, 1), read: scene.read(x) }));
    const { write, after } = turn(() => ({ write: scene.write(x, 2), after: scene.write(y, 3) }));
    expect(fallsBetween(interval(read, write), before, x)).toBe(false);
    expect(fallsBetween(interval(read, write), after, y)).toBe(false);
  });

  it('when a task that it created does what it is told to before the first access', () => {
    const [, y] = two();
    const scene = new Scene();
    const { x, other } = turn(() => ({ x: call(y), other: scene.write(y, 1) }));
    const read = turn(() => scene.read(x));
    const write = turn(() => scene.write(x, 2));
    // The write came after the call, but in its turn: before all that the callee did in later ones.
    expect(fallsBetween(interval(read, write), other, x)).toBe(false);
  });
});

describe('a task that reads once more and then starts the writer', () => {
  /** The task reads in an awaited call, which ends when it is said, makes a callback that writes, reads again, and makes the writer. */
  function readsTwice(ends: 'never' | 'before the fork' | 'behind the fork'): boolean {
    const scene = new Scene();
    const [main, part] = turn(() => {
      const task = root();
      const awaited = call(task);
      merge(awaited, task);
      return [task, awaited];
    });
    const read = turn(() => scene.read(main));
    if (ends === 'before the fork') turn(() => endTask(part));
    const timer = turn(() => callback(main));
    if (ends === 'behind the fork') turn(() => endTask(part));
    const later = turn(() => {
      keepRead(scene.entry, { ...scene.read(main), site: read.site } as Access, false);
      return callback(main);
    });
    const other = turn(() => scene.write(later, 1));
    const write = turn(() => scene.write(timer, 2));
    return fallsBetween(interval(read, write), other, timer, scene.entry);
  }

  it('has called one function twice', () => {
    expect(readsTwice('never')).toBe(true);
  });

  it('has not where the first read was made in a call that had ended', () => {
    expect(readsTwice('before the fork')).toBe(false);
    expect(readsTwice('behind the fork')).toBe(false);
  });
});
