// The rule of diverged-copy: what two sides of a clone did, and whether that is a race.
import { describe, expect, it } from 'vitest';
import type { Spool } from '../../src/facts/read.ts';
import type { CopyFact } from '../../src/facts/types.ts';
import { divergedCopies } from '../../src/report/diverged-copies.ts';

type Part = Omit<CopyFact, 'fact' | 'copy' | 'side'>;

const set = (key: string, mark = 'x', more: Partial<Part> = {}): Part => ({
  act: 'write',
  type: 'Map',
  key,
  kept: false,
  fill: false,
  mark,
  access: { role: 'first', op: 'write', site: 1, thread: 'main' },
  ...more,
});
const read = (key: string): Part => ({ act: 'read', type: 'Map', key });
const walk: Part = { act: 'walk', type: 'Map' };
const end: Part = { act: 'end' };

function racesOf(sent: Part[], ...received: Part[][]): number {
  const spool = (name: string, side: CopyFact['side'], parts: Part[]): Spool => ({
    name,
    thread: undefined,
    facts: parts.map((part) => ({ ...part, fact: 'copy', copy: '1.0.1', side })),
    torn: 0,
  });
  return divergedCopies([
    spool('1-0', 'sent', sent),
    ...received.map((parts, i) => spool(`1-${i + 1}`, 'received', parts)),
  ]).length;
}

describe('diverged copies', () => {
  it('are two copies that were given different values under one key', () => {
    expect(racesOf([set('k', 'a')], [set('k', 'b')])).toBe(1);
    expect(racesOf([set('k', 'a')], [set('k', 'a')])).toBe(0);
    expect(racesOf([set('k', 'counted')], [set('k', 'counted')])).toBe(1);
    expect(racesOf([set('k', 'none')], [set('k', 'b')])).toBe(0);
  });

  it('are objects whose very property was sent', () => {
    const own = { type: 'object', kept: true };
    expect(racesOf([set('k', 'a', own)], [set('k', 'b', own)])).toBe(1);
    expect(racesOf([set('k', 'a', own)], [set('k', 'b', { ...own, kept: false })])).toBe(0);
  });

  it('are two copies of which one is asked for what only the other was given', () => {
    expect(racesOf([set('a')], [set('b')])).toBe(0);
    expect(racesOf([set('a'), read('b')], [set('b')])).toBe(1);
    expect(racesOf([set('a')], [set('b'), read('a')])).toBe(1);
    expect(racesOf([set('a')], [set('b'), walk])).toBe(1);
    expect(racesOf([set('a'), read('c'), walk], [set('b', 'none')])).toBe(0);
  });

  it('are no caches that each side fills for itself', () => {
    const fill = { fill: true };
    expect(racesOf([set('a', 'x', fill), walk], [set('b', 'x', fill)])).toBe(0);
    expect(racesOf([set('a', 'x', fill), walk], [set('b')])).toBe(1);
  });

  it('are none where a side told what it changed, or never changed it', () => {
    expect(racesOf([set('k', 'a'), end], [set('k', 'b')])).toBe(0);
    expect(racesOf([set('k', 'a')], [set('k', 'b'), end])).toBe(0);
    expect(racesOf([set('k', 'a'), walk], [read('k'), walk])).toBe(0);
  });

  it('are looked for in each receiver', () => {
    expect(racesOf([set('k', 'a')], [set('k', 'b'), end], [set('k', 'b')], [set('k', 'c')])).toBe(2);
  });
});
