import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { MAX_TIME, packEpoch, slotOf, timeOf, type SlotId, type Time } from '../../src/clock/epoch.ts';
import {
  MAX_SITE,
  PLAIN,
  WRITE,
  conflicts,
  covers,
  maskOf,
  packAccess,
  siteOf,
} from '../../src/threads/shadow-cell.ts';

const mask = fc.integer({ min: 1, max: 255 });
const kind = fc.constantFrom(0, WRITE, PLAIN, PLAIN | WRITE);

describe('a shadow cell', () => {
  it('keeps slot and time in word 0, as an int32', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 254 }), fc.integer({ min: 1, max: MAX_TIME }), (slot, time) => {
        const word = new Int32Array([packEpoch(slot as SlotId, time as Time)])[0]!;
        expect(slotOf(word)).toBe(slot);
        expect(timeOf(word)).toBe(time);
        expect(word).not.toBe(0);
      }),
    );
  });

  it('keeps mask, kind and site in word 1, as an int32', () => {
    fc.assert(
      fc.property(mask, kind, fc.integer({ min: 0, max: MAX_SITE }), (bytes, what, site) => {
        const word = new Int32Array([packAccess(bytes, what, site)])[0]!;
        expect(maskOf(word)).toBe(bytes);
        expect(word & (PLAIN | WRITE)).toBe(what);
        expect(siteOf(word)).toBe(site);
      }),
    );
  });

  it('says "unknown" of a site that does not fit', () => {
    expect(siteOf(packAccess(1, PLAIN, MAX_SITE + 1))).toBe(0);
  });

  it('conflicts where bytes are shared, one writes, and they are not atomics over equal ranges', () => {
    const word = (bytes: number, what: number): number => packAccess(bytes, what, 1);
    expect(conflicts(word(0x0f, PLAIN | WRITE), word(0x08, PLAIN))).toBe(true);
    expect(conflicts(word(0x0f, PLAIN | WRITE), word(0x10, PLAIN))).toBe(false);
    expect(conflicts(word(0x0f, PLAIN), word(0x0f, PLAIN))).toBe(false);
    expect(conflicts(word(0x0f, WRITE), word(0x0f, WRITE))).toBe(false);
    expect(conflicts(word(0x0f, WRITE), word(0x03, 0))).toBe(true);
    expect(conflicts(word(0x0f, WRITE), word(0x0f, PLAIN))).toBe(true);
    expect(conflicts(word(0x0f, 0), word(0x0f, PLAIN))).toBe(false);
  });

  it('covers an older access only if it conflicts with all that the older one conflicts with', () => {
    fc.assert(
      fc.property(mask, kind, mask, kind, mask, kind, (a, ka, b, kb, c, kc) => {
        const [young, old, other] = [packAccess(a, ka, 1), packAccess(b, kb, 2), packAccess(c, kc, 3)];
        if (covers(young, old) && conflicts(old, other)) expect(conflicts(young, other)).toBe(true);
      }),
      { numRuns: 20_000 },
    );
  });
});
