import { describe, expect, it } from 'vitest';
import { invertedWrite } from '../../../src/tasks/rules/order-race.ts';
import type { Access } from '../../../src/tasks/store.ts';
import type { Task } from '../../../src/tasks/task.ts';
import { call, root, Scene, tell, turn } from '../scene.ts';

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
