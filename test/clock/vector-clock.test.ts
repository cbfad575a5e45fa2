import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { happensBefore, join } from '../../src/clock/vector-clock.ts';

const N = 6;
const clock = fc.array(fc.nat(5), { minLength: N, maxLength: N }).map((times) => Int32Array.from(times));
const joined = (a: Int32Array, b: Int32Array): Int32Array => {
  const result = a.slice();
  join(result, 0, b, 0, N);
  return result;
};

describe('vector clocks', () => {
  it('join: commutative, associative, idempotent, and the least upper bound', () => {
    fc.assert(
      fc.property(clock, clock, clock, (a, b, c) => {
        expect(joined(a, b)).toEqual(joined(b, a));
        expect(joined(a, joined(b, c))).toEqual(joined(joined(a, b), c));
        expect(joined(a, a)).toEqual(a);
        expect(happensBefore(a, joined(a, b), N)).toBe(true);
        if (happensBefore(a, c, N) && happensBefore(b, c, N))
          expect(happensBefore(joined(a, b), c, N)).toBe(true);
      }),
    );
  });

  it('reads and writes rows at their offsets only', () => {
    const rows = Int32Array.of(1, 2, 3, 9, 9, 9);
    join(rows, 0, rows, 3, 2);
    expect([...rows]).toEqual([9, 9, 3, 9, 9, 9]);
  });
});
