import { afterEach, describe, expect, it } from 'vitest';
import { settings } from '../../src/tasks/judging.ts';
import { dropPassed, mayPass } from '../../src/tasks/passing.ts';
import { type Access, UNKNOWN } from '../../src/tasks/store.ts';
import { endTask, ForkKind, merge, Task, Trace } from '../../src/tasks/task.ts';
import { call, callback, listener, root, Scene, turn } from './scene.ts';

/** Ends a call, which has answered. */
function end(task: Task): void {
  endTask(task);
  task.trace |= Trace.ANSWERED;
}

/** A scene in which `task` reads, and does something else, in one turn; what is left of its reads. */
function left(
  make: (parent: Task) => Task,
  does: (task: Task, scene: Scene, read: Access) => void,
  options: { readonly guard?: boolean; readonly written?: boolean; readonly whole?: boolean } = {},
): readonly Access[] {
  const scene = new Scene();
  const main = root();
  if (options.written === true) turn(() => scene.write(main, 1));
  turn(() => {
    const task = make(main);
    const read = scene.read(task, options.guard ?? true);
    mayPass(scene.entry, read, options.whole === true);
    does(task, scene, read);
  });
  dropPassed();
  return scene.entry.reads;
}

describe('a read', () => {
  afterEach(() => {
    settings.strict = false;
  });

  it('is dropped with the turn of a call that has ended', () => {
    expect(left(call, end)).toEqual([]);
    expect(left(call, end, { written: true })).toEqual([]);
    expect(left(call, end, { guard: false })).toEqual([]);
  });

  it('is dropped with the turn of a callback that runs once', () => {
    expect(left(callback, () => undefined)).toEqual([]);
  });

  it('is kept of a call under way, and of a listener', () => {
    expect(left(call, () => undefined)).toHaveLength(1);
    expect(left(call, endTask)).toHaveLength(1);
    expect(left(listener, () => undefined)).toHaveLength(1);
  });

  it('is kept where somebody goes on with its task or continues its line', () => {
    const goesOn = (task: Task): void => {
      end(task);
      task.trace |= Trace.LASTS;
    };
    expect(left(call, goesOn)).toHaveLength(1);
    expect(left(callback, goesOn)).toHaveLength(1);
    expect(left(call, (task) => end((new Task(task, ForkKind.ONE_SHOT, 0, 'timer'), task)))).toHaveLength(1);
    expect(left(call, (task) => (end(task), merge(task, root())))).toHaveLength(1);
  });

  it('is kept as a test before the same task writes, and not behind its write', () => {
    expect(left(call, (task, scene) => (scene.write(task, 5), end(task)))).toHaveLength(1);
    const scene = new Scene();
    turn(() => {
      const task = call(root());
      scene.write(task, 5);
      mayPass(scene.entry, scene.guard(task), false);
      end(task);
    });
    dropPassed();
    expect(scene.entry.reads).toEqual([]);
  });

  it('is kept as a use of what was written, and as a look at the whole', () => {
    expect(left(call, end, { guard: false, written: true })).toHaveLength(1);
    expect(left(call, end, { guard: false, whole: true })).toHaveLength(1);
    expect(left(call, end, { whole: true })).toEqual([]);
  });

  it('is kept at level strict', () => {
    settings.strict = true;
    expect(left(call, end)).toHaveLength(1);
  });

  it('leaves what others have read as it is', () => {
    const scene = new Scene();
    const main = root();
    const before = turn(() => scene.read(main));
    const after = turn(() => {
      const [passes, stays] = [call(main), call(main)];
      mayPass(scene.entry, scene.guard(passes), false);
      const kept = scene.guard(stays);
      mayPass(scene.entry, kept, false);
      end(passes);
      return kept;
    });
    dropPassed();
    expect(scene.entry.reads).toEqual([before, after]);
    expect(after.value).not.toBe(UNKNOWN);
  });
});
