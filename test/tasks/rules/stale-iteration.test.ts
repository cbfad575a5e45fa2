import { describe, expect, it } from 'vitest';
import { judgeStaleIteration, walkBefore } from '../../../src/tasks/rules/stale-iteration.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { call, root, Scene, tell, turn } from '../scene.ts';

function two(): [Task, Task] {
  return turn(() => {
    const parent = root();
    return [call(parent), call(parent)];
  });
}

describe('a step goes on with a walk', () => {
  it('that the task began in an earlier turn', () => {
    const [x] = two();
    const scene = new Scene();
    const begin = turn(() => scene.iterate(x));
    const step = turn(() => scene.step(x));
    expect(walkBefore(scene.entry, step)).toMatchObject({
      kind: 'stale-iteration',
      first: begin,
      second: step,
    });
  });

  it('but not with one of its own turn', () => {
    const [x] = two();
    const scene = new Scene();
    const step = turn(() => {
      scene.iterate(x);
      return scene.step(x);
    });
    expect(walkBefore(scene.entry, step)).toBeNull();
  });

  it("and not with another task's", () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.iterate(y));
    expect(
      walkBefore(
        scene.entry,
        turn(() => scene.step(x)),
      ),
    ).toBeNull();
  });
});

describe('a walk becomes stale', () => {
  it.each(['write', 'delete'] as const)('by the %s of a key in between', (op) => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.iterate(x));
    const other = turn(() => scene.insert(y, op));
    const walk = walkBefore(
      scene.entry,
      turn(() => scene.step(x)),
    )!;
    expect(judgeStaleIteration(walk, other, x)).toEqual({ severity: 'error', certainty: 'observed' });
  });

  it('by a later insertion, in prediction', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.iterate(x));
    const walk = walkBefore(
      scene.entry,
      turn(() => scene.step(x)),
    )!;
    const other = turn(() => scene.insert(y));
    expect(judgeStaleIteration(walk, other, y)?.certainty).toBe('predicted');
  });

  it('not in prediction by an insertion before the walk: the store may not have been shared yet', () => {
    const [x, y] = two();
    const scene = new Scene();
    const other = turn(() => scene.insert(y));
    const begin = turn(() => scene.iterate(x));
    const walk = walkBefore(
      scene.entry,
      turn(() => scene.step(x)),
    )!;
    expect(walk.first).toBe(begin);
    expect(judgeStaleIteration(walk, other, x)).toBeNull();
  });

  it('not by a write that leaves the set of keys as it is', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.iterate(x));
    const other = turn(() => scene.write(y, 1));
    const walk = walkBefore(
      scene.entry,
      turn(() => scene.step(x)),
    )!;
    expect(judgeStaleIteration(walk, other, x)).toBeNull();
  });

  it('not by an insertion of its own, nor by one that it was told of', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.iterate(x));
    const own = turn(() => scene.insert(x));
    const other = turn(() => scene.insert(y));
    turn(() => tell(y, x));
    const walk = walkBefore(
      scene.entry,
      turn(() => scene.step(x)),
    )!;
    expect(judgeStaleIteration(walk, own, x)).toBeNull();
    expect(judgeStaleIteration(walk, other, x)).toBeNull();
  });
});
