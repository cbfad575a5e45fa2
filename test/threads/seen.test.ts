// What a thread has accessed at its present time, looked through four elements at once.
import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { firstUnseen, markSeen, seen } from '../../src/threads/seen.ts';

const LENGTH = 40;

describe('elements that were accessed', () => {
  it('are passed over up to the first that was not, wherever a range begins and ends', () => {
    const values = fc.constantFrom(0, 2, 126, 127, 254, 255);
    const runs = fc.array(fc.tuple(values, fc.nat(9)), { maxLength: 12 });
    fc.assert(
      fc.property(runs, fc.nat(LENGTH), fc.nat(LENGTH), values, (marks, from, count, told) => {
        seen.fill(0, 0, 4 * LENGTH);
        let at = 0;
        for (const [value, length] of marks) markSeen(at, (at += length), value);
        let expected = from;
        while (expected < from + count && seen[expected]! >= told) expected++;
        expect(firstUnseen(from, from + count, told)).toBe(expected);
      }),
      { numRuns: 2000 },
    );
    seen.fill(0, 0, 4 * LENGTH);
  });
});
