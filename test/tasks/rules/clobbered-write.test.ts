import { describe, expect, it } from 'vitest';
import { judgeClobberedWrite, ownWriteBefore, uses } from '../../../src/tasks/rules/clobbered-write.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { call, callback, root, Scene, tell, turn } from '../scene.ts';

/** The one line of code that writes. */
const SITE = 7;
function two(): [Task, Task] {
  return turn(() => {
    const parent = root();
    return [call(parent), call(parent)];
  });
}

describe('a read uses an own write', () => {
  it('of an earlier turn', () => {
    const [x] = two();
    const scene = new Scene();
    const own = turn(() => scene.write(x, 'x', SITE));
    const read = turn(() => scene.read(x));
    expect(ownWriteBefore(scene.entry, read)).toMatchObject({
      kind: 'clobbered-write',
      first: own,
      second: read,
    });
  });

  it('not in the turn of the write', () => {
    const [x] = two();
    const scene = new Scene();
    const read = turn(() => {
      scene.write(x, 'x', SITE);
      return scene.read(x);
    });
    expect(ownWriteBefore(scene.entry, read)).toBeNull();
  });

  it('not when it is a condition: "am I still the latest?"', () => {
    const [x] = two();
    const scene = new Scene();
    turn(() => scene.write(x, 'x', SITE));
    const guard = turn(() => scene.guard(x));
    expect(ownWriteBefore(scene.entry, guard)).toBeNull();
  });

  it("not when the write was another task's", () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.write(y, 'y', SITE));
    const read = turn(() => scene.read(x));
    expect(ownWriteBefore(scene.entry, read)).toBeNull();
  });

  it('not when the write was made from what was there', () => {
    const [x] = two();
    const scene = new Scene();
    const own = turn(() => scene.write(x, 1, SITE));
    own.blind = false;
    const read = turn(() => scene.read(x));
    expect(ownWriteBefore(scene.entry, read)).toBeNull();
  });
});

describe('another task of the same code', () => {
  it('clobbers by writing another value in between', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.write(x, 'x', SITE));
    const other = turn(() => scene.write(y, 'y', SITE));
    const read = turn(() => scene.read(x));
    const interval = ownWriteBefore(scene.entry, read)!;
    expect(judgeClobberedWrite(interval, other, x)).toEqual({ severity: 'error', certainty: 'observed' });
  });

  it('is predicted to, when it wrote later', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.write(x, 'x', SITE));
    const read = turn(() => scene.read(x));
    const other = turn(() => scene.write(y, 'y', SITE));
    expect(judgeClobberedWrite(ownWriteBefore(scene.entry, read)!, other, y)?.certainty).toBe('predicted');
  });

  it('does not with the same value', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.write(x, 'x', SITE));
    turn(() => scene.write(y, '', SITE + 1));
    const other = turn(() => scene.write(y, 'x', SITE));
    const read = turn(() => scene.read(x));
    expect(judgeClobberedWrite(ownWriteBefore(scene.entry, read)!, other, x)).toBeNull();
  });

  it('does not from another line of code: a cancel flag is meant for me', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.write(x, 'x', SITE));
    const other = turn(() => scene.write(y, 'y', SITE + 1));
    const read = turn(() => scene.read(x));
    expect(judgeClobberedWrite(ownWriteBefore(scene.entry, read)!, other, x)).toBeNull();
  });

  it('does not when it happens before the read', () => {
    const [x, y] = two();
    const scene = new Scene();
    turn(() => scene.write(x, 'x', SITE));
    const other = turn(() => scene.write(y, 'y', SITE));
    turn(() => tell(y, x));
    const read = turn(() => scene.read(x));
    expect(judgeClobberedWrite(ownWriteBefore(scene.entry, read)!, other, x)).toBeNull();
  });
});

describe('the writer uses its value in a callback', () => {
  it('whatever another call of the same turn has written by then', () => {
    const [y, z] = two();
    const scene = new Scene();
    const [write, timer] = turn(() => [scene.write(y, 'y', SITE), callback(y)] as const);
    turn(() => scene.write(z, 'z', SITE));
    const read = turn(() => scene.read(timer));
    expect(uses(read, write, scene.entry)).toBe(true);
  });

  it('not if the callback has written since', () => {
    const [y] = two();
    const scene = new Scene();
    const [write, timer] = turn(() => [scene.write(y, 'y', SITE), callback(y)] as const);
    turn(() => scene.write(timer, 'z'));
    const read = turn(() => scene.read(timer));
    expect(uses(read, write, scene.entry)).toBe(false);
  });
});
