// Shadows of stores: in a field of the object, or beside it while fields are not to be given.
import { setFlagsFromString } from 'node:v8';
import { afterEach, expect, test } from 'vitest';
import {
  getShadow,
  setShadow,
  ShadowField,
  stampShadow,
  switchStamping,
} from '../../src/hooks/shadow-field.ts';

setFlagsFromString('--allow-natives-syntax');
const haveSameMap = new Function('a', 'b', 'return %HaveSameMap(a, b)') as (a: object, b: object) => boolean;

class Packet {
  kind = 0;
  link = null;
}

afterEach(() => switchStamping(true));

test('an object whose shadow is kept beside it has the hidden class of those without one', () => {
  const plain = new Packet();
  const early = new Packet();
  switchStamping(false);
  setShadow(early, 'shadow');
  expect(getShadow(early)).toBe('shadow');
  expect(haveSameMap(early, plain)).toBe(true);
  stampShadow(early, 'shadow');
  expect(haveSameMap(early, plain)).toBe(false);
});

test('a shadow that was kept beside moves into the field when it is asked for', () => {
  const early = new Packet();
  switchStamping(false);
  setShadow(early, 'shadow');
  expect(ShadowField.get(early)).toBeUndefined();
  switchStamping(true);
  expect(getShadow(early)).toBe('shadow');
  expect(ShadowField.get(early)).toBe('shadow');
  expect(getShadow(early)).toBe('shadow');
});

test('an object without a shadow has none, whatever others have', () => {
  switchStamping(false);
  setShadow(new Packet(), 'shadow');
  expect(getShadow(new Packet())).toBeUndefined();
  switchStamping(true);
  expect(getShadow(new Packet())).toBeUndefined();
});
