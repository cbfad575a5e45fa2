import { describe, expect, it } from 'vitest';
import { judgeLostUpdate, sameValue, staleOperation } from '../../../src/tasks/rules/lost-update.ts';
import { type Access, Interval, keepInterval } from '../../../src/tasks/store.ts';
import { noteAwaited } from '../../../src/tasks/awaits.ts';
import { type Task } from '../../../src/tasks/task.ts';
import { call, callback, root, Scene, turn } from '../scene.ts';

function two(): [Task, Task] {
  return turn(() => {
    const parent = root();
    return [call(parent), call(parent)];
  });
}
const operation = (scene: Scene, write: Access, guardsOnly = false): Interval | null =>
  staleOperation(scene.entry, write, guardsOnly, scene.entry.reads);

describe('a write ends an operation', () => {
  it('begun by a read in an earlier turn', () => {
    const [x] = two();
    const scene = new Scene();
    const read = turn(() => scene.read(x));
    const write = turn(() => scene.write(x, 1));
    expect(operation(scene, write)).toMatchObject({ kind: 'lost-update', first: read, second: write });
  });

  it('begun by a condition, which a mere re-read does not make again', () => {
    const [x] = two();
    const scene = new Scene();
    const guard = turn(() => scene.guard(x));
    const write = turn(() => {
      scene.read(x);
      return scene.write(x, 1);
    });
    expect(operation(scene, write)?.first).toBe(guard);
  });

  it('begun by the last read, where there were several', () => {
    const [x] = two();
    const scene = new Scene();
    turn(() => scene.read(x));
    const last = turn(() => scene.read(x));
    const write = turn(() => scene.write(x, 1));
    expect(operation(scene, write)?.first).toBe(last);
  });

  it('begun by a read of what the task itself stored in the same turn before', () => {
    const [x] = two();
    const scene = new Scene();
    const read = turn(() => {
      scene.write(x, 1);
      return scene.read(x);
    });
    const write = turn(() => scene.write(x, 2));
    expect(operation(scene, write)?.first).toBe(read);
  });
});

describe('a write ends no operation', () => {
  it('when it read again in its own turn', () => {
    const [x] = two();
    const scene = new Scene();
    turn(() => scene.read(x));
    const write = turn(() => {
      scene.read(x);
      return scene.write(x, 1);
    });
    expect(operation(scene, write)).toBeNull();
  });

  it('when the callback that called it had read again in that turn', () => {
    const inCallee = (reads: boolean): Interval | null => {
      const [x] = two();
      const scene = new Scene();
      turn(() => scene.read(x));
      const timer = turn(() => callback(x));
      const write = turn(() => {
        if (reads) scene.read(timer);
        return scene.write(call(timer), 1);
      });
      return operation(scene, write);
    };
    expect(inCallee(false)).not.toBeNull();
    expect(inCallee(true)).toBeNull();
  });

  it('when the condition was made again in its own turn', () => {
    const [x] = two();
    const scene = new Scene();
    turn(() => scene.guard(x));
    const write = turn(() => {
      scene.guard(x);
      return scene.write(x, 1);
    });
    expect(operation(scene, write)).toBeNull();
  });

  it('when the task had written in between: the in-flight promise put in the map before the await', () => {
    const [x] = two();
    const scene = new Scene();
    turn(() => {
      scene.guard(x);
      scene.write(x, 1);
    });
    const write = turn(() => scene.write(x, 2));
    expect(operation(scene, write)).toBeNull();
  });

  it("when only another task's read came before", () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.read(y));
    const write = turn(() => scene.write(x, 1));
    expect(operation(scene, write)).toBeNull();
  });

  it('by a plain read, where the write does not depend on plain reads', () => {
    const [x] = two();
    const scene = new Scene();
    turn(() => scene.read(x));
    const write = turn(() => scene.write(x, 1));
    expect(operation(scene, write, true)).toBeNull();
  });
});

describe('the write of another task', () => {
  it('is an error, observed or predicted', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.read(x));
    const between = turn(() => scene.write(y, 1));
    const write = turn(() => scene.write(x, 2));
    const later = turn(() => scene.write(y, 3));
    const stale = operation(scene, write)!;
    expect(judgeLostUpdate(stale, between, scene.entry, x)).toEqual({
      severity: 'error',
      certainty: 'observed',
    });
    expect(judgeLostUpdate(stale, later, scene.entry, y)).toEqual({
      severity: 'error',
      certainty: 'predicted',
    });
  });

  it('is benign when it stored the value that was there', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.read(x));
    const same = turn(() => scene.write(y, 0));
    const write = turn(() => scene.write(x, 2));
    expect(judgeLostUpdate(operation(scene, write)!, same, scene.entry, x)?.severity).toBe('benign');
  });

  it('is a warning when both acted on a stale check and stored the same: the work was done twice', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.read(x));
    turn(() => scene.read(y));
    const other = turn(() => scene.write(y, 5));
    keepInterval(scene.entry, operation(scene, other)!);
    const write = turn(() => scene.write(x, 5));
    expect(judgeLostUpdate(operation(scene, write)!, other, scene.entry, x)?.severity).toBe('warning');
  });

  it('is benign when the other one only read what it had stored itself', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.read(x));
    const other = turn(() => scene.write(y, 5));
    const read = turn(() => scene.read(y));
    keepInterval(scene.entry, new Interval('clobbered-write', other, read));
    const write = turn(() => scene.write(x, 5));
    expect(judgeLostUpdate(operation(scene, write)!, other, scene.entry, x)?.severity).toBe('benign');
  });

  it('is benign when both stored the result of one promise that both awaited: single flight', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.read(x));
    turn(() => scene.read(y));
    noteAwaited(x, 77);
    noteAwaited(y, 77);
    const other = turn(() => scene.write(y, 5));
    keepInterval(scene.entry, operation(scene, other)!);
    const write = turn(() => scene.write(x, 5));
    expect(judgeLostUpdate(operation(scene, write)!, other, scene.entry, x)?.severity).toBe('benign');
  });

  it('is not predicted where the condition would have turned out otherwise', () => {
    const [x, y] = two();
    const scene = new Scene();
    // y fills the slot, x finds it filled: had y been slower, x would have gone another way.
    const other = turn(() => scene.write(y, 1));
    turn(() => scene.guard(x));
    const write = turn(() => scene.write(x, 2));
    expect(judgeLostUpdate(operation(scene, write)!, other, scene.entry, x)).toBeNull();
  });
});

describe('sameValue', () => {
  it('holds for equal primitives only, and never for values that are not known', () => {
    const [x] = two();
    const scene = new Scene();
    const [one, again, other] = turn(() => [scene.write(x, 1), scene.write(x, 1), scene.write(x, 2)]);
    expect(sameValue(one!, again!)).toBe(true);
    expect(sameValue(one!, other!)).toBe(false);
    expect(sameValue(scene.insert(x), scene.insert(x))).toBe(false);
  });
});
