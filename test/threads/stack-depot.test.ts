// Which stacks of accesses can be had again, and whose they are.
import { describe, expect, it } from 'vitest';
import { packEpoch, type SlotId, type Time } from '../../src/clock/epoch.ts';
import {
  creationStack,
  findStack,
  noteCreation,
  noteStack,
  setHistory,
  wantsStack,
} from '../../src/threads/stack-depot.ts';
import { L_EPOCH, local } from '../../src/threads/thread.ts';

const epoch = (slot: number, time: number): number => packEpoch(slot as SlotId, time as Time);

describe('the depot of stacks', () => {
  it("has the access's own stack, else that of the slot's last access from the site", () => {
    noteStack(epoch(3, 7), 100, 'Error\n    at own');
    expect(findStack(epoch(3, 7), 100)).toEqual({ text: 'Error\n    at own', exact: true });
    noteStack(epoch(3, 9), 100, 'Error\n    at later');
    expect(findStack(epoch(3, 8), 100)).toEqual({ text: 'Error\n    at later', exact: false });
    expect(findStack(epoch(4, 8), 100)).toBeUndefined();
    expect(findStack(epoch(3, 8), 101)).toBeUndefined();
  });

  it('cuts a long text at the end of a line', () => {
    const frames = Array.from({ length: 200 }, (_, n) => `    at frame${n} (file.js:${n}:1)`);
    noteStack(epoch(1, 1), 5, ['Error', ...frames].join('\n'));
    const { text } = findStack(epoch(1, 1), 5)!;
    expect(text.length).toBeGreaterThan(1000);
    expect(text.split('\n').slice(1)).toEqual(frames.slice(0, text.split('\n').length - 1));
  });

  it('keeps where threads were made apart from accesses', () => {
    noteCreation(12, 'Error\n    at maker');
    expect(creationStack(12)).toBe('Error\n    at maker');
    expect(creationStack(13)).toBeUndefined();
    expect(creationStack(0)).toBeUndefined();
  });

  it("wants a site's first stacks, then one a time while there is credit, then powers of two", () => {
    setHistory(14);
    const wanted: number[] = [];
    for (let n = 1; n <= 1000; n++) if (wantsStack(200)) wanted.push(n);
    expect(wanted).toEqual([1, 2, 3, 4, 8, 16, 32, 64, 128, 256, 512]);
    const before = local[L_EPOCH]!;
    const atNewTimes: boolean[] = [];
    for (let time = 1; time <= 10; time++) {
      local[L_EPOCH] = epoch(0, 1000 + time);
      atNewTimes.push(wantsStack(200), wantsStack(200));
    }
    local[L_EPOCH] = before;
    expect(atNewTimes).toEqual(Array.from({ length: 20 }, (_, n) => n % 2 === 0));
  });
});
