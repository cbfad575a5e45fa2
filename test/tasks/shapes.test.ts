import { describe, expect, it } from 'vitest';
import { isChange, Shape, shapeOf, storedShapeOf } from '../../src/tasks/shapes.ts';
import { ABSENT, UNKNOWN } from '../../src/tasks/store.ts';

describe('values', () => {
  it('that are primitives are kept as they are, long strings cut', () => {
    expect([1, 'a', null, undefined, true, 7n].map(shapeOf)).toEqual([1, 'a', null, undefined, true, 7n]);
    expect(shapeOf('x'.repeat(1000))).toHaveLength(256);
  });

  it('that are objects become words, never the object', () => {
    for (const value of [{}, [], () => 1, new Map()]) expect(shapeOf(value)).toBeInstanceOf(Shape);
    expect([shapeOf([]), shapeOf({}), shapeOf(() => 1)].map((shape) => (shape as Shape).text)).toEqual([
      'Array',
      'Object',
      'function',
    ]);
  });

  it('that are stored twice are known as one object', () => {
    const object = {};
    const identity = (value: unknown): number => (storedShapeOf(value, UNKNOWN) as Shape).identity;
    expect(identity(object)).toBe(identity(object));
    expect(identity(object)).not.toBe(identity({}));
    expect(identity(object)).toBeGreaterThan(0);
  });

  it('run no code of the program when they are looked at', () => {
    let ran = 0;
    const trap = new Proxy(
      {},
      { get: () => ++ran, ownKeys: () => (++ran, []), getPrototypeOf: () => (++ran, null) },
    );
    const accessor = Object.defineProperty({}, 'x', { get: () => ++ran, enumerable: true });
    for (const value of [trap, accessor]) {
      shapeOf(value);
      storedShapeOf(value, trap);
      isChange(accessor, value);
      isChange(value, { x: 1 });
    }
    expect(ran).toBe(0);
  });
});

describe('isChange', () => {
  it('is false only where the same value is stored again', () => {
    const object = {};
    expect(isChange(1, 1)).toBe(false);
    expect(isChange(NaN, NaN)).toBe(false);
    expect(isChange(object, object)).toBe(false);
    expect(isChange(1, 2)).toBe(true);
    expect(isChange({}, {})).toBe(true);
    expect(isChange(ABSENT, undefined)).toBe(true);
  });

  it('is true where one of the values is not known', () => {
    expect(isChange(UNKNOWN, 1)).toBe(true);
    expect(isChange(1, UNKNOWN)).toBe(true);
  });
});
