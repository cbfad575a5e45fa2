// What the benchmarks conclude from their rounds.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  estimate,
  geometricMean,
  growthExponent,
  judge,
  median,
  ratios,
} from '../../src/bench/statistics.ts';

describe('the median', () => {
  it('is the middle value, or the mean of the two middle ones, in whatever order they come', () => {
    expect(median([9, 1, 5])).toBe(5);
    expect(median([4, 1, 9, 2])).toBe(3);
    expect(median([7])).toBe(7);
    expect(median([])).toBeNaN();
  });

  it('does not sort the list it is given', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

describe('the spread', () => {
  it('is unknown of one value', () => {
    expect(estimate([3]).spread).toBe(Infinity);
  });

  it('is the whole range as long as that holds the median in less than 90 %, and at five values', () => {
    expect(estimate([1, 2, 10])).toMatchObject({ median: 2, low: 1, high: 10, spread: 8 });
    expect(estimate([5, 4, 3, 2, 1])).toMatchObject({ median: 3, low: 1, high: 5, spread: 2 });
  });

  it('leaves out the outermost values from eight on: (1 - 2·(1 + 8)/256) = 93 %', () => {
    expect(estimate([1, 2, 3, 4, 5, 6, 7, 100])).toMatchObject({ low: 2, high: 7, spread: 2.5 });
    expect(estimate([1, 2, 3, 4, 5, 6, 100])).toMatchObject({ low: 1, high: 100 });
  });

  it('holds the median within values that were measured', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0.1, max: 1e6, noNaN: true }), { minLength: 2, maxLength: 40 }),
        (all) => {
          const { low, high, median: middle, spread } = estimate(all);
          expect(all).toContain(low);
          expect(all).toContain(high);
          expect(low).toBeLessThanOrEqual(middle);
          expect(high).toBeGreaterThanOrEqual(middle);
          expect(spread).toBe(Math.max(middle - low, high - middle));
        },
      ),
      { seed: 8, numRuns: 200 },
    );
  });
});

it('compares rounds that were run in turn, pair by pair', () => {
  expect(ratios([1, 2, 4], [2, 6, 4])).toEqual([2, 3, 1]);
});

it('takes the geometric mean, so that 2× and ½× are none', () => {
  expect(geometricMean([2, 0.5])).toBeCloseTo(1);
  expect(geometricMean([1, 10, 100])).toBeCloseTo(10);
});

describe('growth', () => {
  const points = (exponent: number) => [10, 100, 1000].map((x) => [x, 3 * x ** exponent] as const);

  it.each([0, 1, 2])('of x to the %d is found', (exponent) => {
    expect(growthExponent(points(exponent))).toBeCloseTo(exponent);
  });

  it('is unknown of one point', () => {
    expect(growthExponent([[10, 3]])).toBeNaN();
  });
});

describe('the verdict', () => {
  const budget = { budget: 2, aim: 1.4 };

  it('says that the aim is reached, the budget kept, or neither', () => {
    expect(judge(1.3, 0.1, budget)).toBe('aim');
    expect(judge(1.4, 0.1, budget)).toBe('aim');
    expect(judge(1.6, 0.1, budget)).toBe('in budget');
    expect(judge(2.6, 0.1, budget)).toBe('over');
  });

  it('is unclear where the budget is nearer than the spread, on both sides', () => {
    expect(judge(1.9, 0.2, budget)).toBe('unclear');
    expect(judge(2.1, 0.2, budget)).toBe('unclear');
    expect(judge(1.3, 0.8, budget)).toBe('unclear');
    expect(judge(1.3, Infinity, budget)).toBe('unclear');
    expect(judge(NaN, NaN, budget)).toBe('unclear');
  });

  it('turns round where more is better', () => {
    const speed = { budget: 4, aim: 10, higher: true };
    expect(judge(12, 1, speed)).toBe('aim');
    expect(judge(6, 1, speed)).toBe('in budget');
    expect(judge(2, 1, speed)).toBe('over');
    expect(judge(4.5, 1, speed)).toBe('unclear');
  });

  it('knows no aim where there is none', () => {
    expect(judge(0.1, 0.1, { budget: 2 })).toBe('in budget');
  });
});
