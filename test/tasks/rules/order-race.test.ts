import { describe, expect, it } from 'vitest';
import { invertedWrite, messageBefore } from '../../../src/tasks/rules/order-race.ts';
import { type Access, UNKNOWN } from '../../../src/tasks/store.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { call, listener, root, Scene, tell, turn } from '../scene.ts';

/** The one line of code that writes, in the one function that is called twice. */
const SITE = 7;
function calls(first = 1, second = 1): [Task, Task] {
  const parent = root();
  return [turn(() => call(parent, first)), turn(() => call(parent, second))];
}

/** The younger call writes first, the older one last. */
function inversion(
  older: Task,
  younger: Task,
  values = ['new', 'old'],
  sites = [SITE, SITE],
): [Scene, Access, Access] {
  const scene = new Scene();
  const early = turn(() => scene.write(younger, values[0], sites[0]));
  const late = turn(() => scene.write(older, values[1], sites[1]));
  return [scene, early, late];
}

describe('the observed inversion', () => {
  it('is reported when the older of two calls answers last, and its other value stays', () => {
    const [older, younger] = calls();
    const [scene, early, late] = inversion(older, younger);
    expect(invertedWrite(scene.entry, late, older, false)).toEqual({
      earlier: early,
      verdict: { severity: 'error', certainty: 'observed' },
    });
  });

  it('is not when they answer in the order of the calls', () => {
    const [older, younger] = calls();
    const [scene, , late] = inversion(younger, older);
    expect(invertedWrite(scene.entry, late, younger, false)).toBeNull();
  });

  it('is not when the turn went on counting, so that nobody knows what it came to', () => {
    const [older, younger] = calls();
    const [scene, early, late] = inversion(older, younger, ['new', 'old']);
    for (const write of [early, late]) {
      write.value = UNKNOWN;
      write.lastSite = SITE + 1;
    }
    late.changed = true;
    expect(invertedWrite(scene.entry, late, older, false)).toBeNull();
  });

  it('is not when both stored the same', () => {
    const [older, younger] = calls();
    const [scene, , late] = inversion(older, younger, ['same', 'same']);
    expect(invertedWrite(scene.entry, late, older, false)).toBeNull();
  });

  it('is not between different functions, or different lines of one', () => {
    const [a, b] = calls(1, 2);
    const [scene, , late] = inversion(a, b);
    expect(invertedWrite(scene.entry, late, a, false)).toBeNull();
    const [older, younger] = calls();
    const [other, , last] = inversion(older, younger, ['new', 'old'], [SITE, SITE + 1]);
    expect(invertedWrite(other.entry, last, older, false)).toBeNull();
  });

  it('is not when the older call was told of the younger one', () => {
    const [older, younger] = calls();
    const scene = new Scene();
    turn(() => scene.write(younger, 'new', SITE));
    turn(() => tell(younger, older));
    const late = turn(() => scene.write(older, 'old', SITE));
    expect(invertedWrite(scene.entry, late, older, false)).toBeNull();
  });

  it('is not for a number that grew: a time stamp, a maximum', () => {
    const [older, younger] = calls();
    const [scene, , late] = inversion(older, younger, [1, 2] as never);
    expect(invertedWrite(scene.entry, late, older, false)).toBeNull();
  });

  it('is not for a value made from what was there', () => {
    const [older, younger] = calls();
    const scene = new Scene();
    turn(() => scene.write(younger, 'new', SITE));
    const late = turn(() => {
      scene.read(older);
      return scene.write(older, 'old', SITE);
    });
    expect(invertedWrite(scene.entry, late, older, false)).toBeNull();
  });

  it('is not before a suspension: in the turns of the calls, order is the order of the calls', () => {
    const parent = root();
    const scene = new Scene();
    const { older, late } = turn(() => {
      const older = call(parent);
      scene.write(call(parent), 'new', SITE);
      return { older, late: scene.write(older, 'old', SITE) };
    });
    expect(invertedWrite(scene.entry, late, older, false)).toBeNull();
  });
});

describe('handlers of messages of two threads', () => {
  function handlers(first = 'thread 1', second = 'thread 2'): [Task, Task] {
    const [a, b] = turn(() => {
      const parent = root();
      return [listener(parent), listener(parent)] as const;
    });
    a.origin = first;
    b.origin = second;
    return [a, b];
  }

  it('race when both store a value of their own under one key', () => {
    const [a, b] = handlers();
    const [scene, early, late] = inversion(b, a);
    expect(messageBefore(scene.entry, late, b)).toBe(early);
  });

  it('do not when one thread sent both messages, which come in its order', () => {
    const [a, b] = handlers('thread 1', 'thread 1');
    const [scene, , late] = inversion(b, a);
    expect(messageBefore(scene.entry, late, b)).toBeNull();
  });

  it('do not when the later one was told of the earlier one', () => {
    const [a, b] = handlers();
    const scene = new Scene();
    turn(() => scene.write(a, 'a', SITE));
    turn(() => tell(a, b));
    const late = turn(() => scene.write(b, 'b', SITE));
    expect(messageBefore(scene.entry, late, b)).toBeNull();
  });

  it('do not when both stored the same, or the later one the later time', () => {
    const [a, b] = handlers();
    const [same, , again] = inversion(b, a, ['same', 'same']);
    expect(messageBefore(same.entry, again, b)).toBeNull();
    const [times, , newest] = inversion(b, a, [1.7e12, 1.8e12] as never);
    expect(messageBefore(times.entry, newest, b)).toBeNull();
  });

  it('do not when the later one looked at what was there', () => {
    const [a, b] = handlers();
    const [scene, , late] = inversion(b, a);
    late.blind = false;
    expect(messageBefore(scene.entry, late, b)).toBeNull();
  });

  it('do not when one of them wrote it over in its turn: a cache that is emptied and filled again', () => {
    for (const refills of ['earlier', 'later']) {
      const [a, b] = handlers();
      const [scene, early, late] = inversion(b, a);
      (refills === 'earlier' ? early : late).lastSite = SITE + 1;
      expect(messageBefore(scene.entry, late, b)).toBeNull();
    }
  });
});

describe('at level strict', () => {
  it('any two unordered writes of different values are reported, as predicted', () => {
    const [a, b] = calls(1, 2);
    const [scene, early, late] = inversion(a, b);
    expect(invertedWrite(scene.entry, late, a, true)).toEqual({
      earlier: early,
      verdict: { severity: 'error', certainty: 'predicted' },
    });
  });
});
