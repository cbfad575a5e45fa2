// Two threads that meet in one cell of the shadow at one moment.
import { describe, expect, it, vi } from 'vitest';
import { packEpoch, type Time } from '../../src/clock/epoch.ts';
import { PLANE, SITE_OWNERS, arena, control } from '../../src/threads/memory.ts';
import { PLAIN, WRITE, packAccess } from '../../src/threads/shadow-cell.ts';
import { Simulation } from './simulation.ts';

// The engine takes its built-ins once: what happens between a thread's look at the cells and its claim of one.
const meeting = vi.hoisted(() => {
  const state: { between: (() => void) | undefined } = { between: undefined };
  const { compareExchange } = Atomics;
  Atomics.compareExchange = ((words: Int32Array, index: number, expected: number, value: number) => {
    const { between } = state;
    if (between !== undefined && words.length > 1 << 24) {
      state.between = undefined;
      between();
    }
    return compareExchange(words, index, expected, value);
  }) as typeof compareExchange;
  return state;
});

const memory = new SharedArrayBuffer(64);
const words = new Int32Array(memory);

describe('two threads that choose one cell', () => {
  it('both stay, and the race is found', () => {
    const simulation = new Simulation(memory);
    const ids = [simulation.fork(0), simulation.fork(0)];
    const worker = ids[1]!;
    // The cells that both prefer are taken: both choose the first one that is empty.
    simulation.atomic(0, 'load', words, 0, 1);
    simulation.atomic(worker, 'store', words, 0, 2);
    simulation.atomic(0, 'load', words, 0, 1);
    expect(simulation.races()).toEqual([]);
    meeting.between = () => {
      simulation.access(worker, 4, 4, true, 3);
      simulation.slotOf(0);
    };
    simulation.access(0, 4, 4, false, 4);
    expect(meeting.between).toBeUndefined();
    expect(simulation.races()).toMatchObject([{ old: 3, now: 4 }]);
  });

  it('make no race of one thread’s epoch and the other one’s access', () => {
    const simulation = new Simulation(memory);
    const [a, b] = [simulation.fork(0), simulation.fork(0)];
    const SITE = 256;
    const cell = (simulation.buffer.base / 8) * 2;
    const tear = (owner: number): void => {
      control[SITE_OWNERS + 1] = owner + 1;
      arena[(cell ^ (3 * PLANE)) + 1] = packAccess(0x0f, PLAIN | WRITE, SITE);
      arena[cell ^ (3 * PLANE)] = packEpoch(simulation.slotOf(b), 1 as Time);
    };
    tear(77); // The simulated threads are thread 0, all of them.
    simulation.element(a, words, 0, true, 5);
    expect(simulation.races()).toEqual([]);
    simulation.send(a); // A new time.
    tear(0);
    simulation.element(a, words, 0, true, 6);
    expect(simulation.races()).toMatchObject([{ old: SITE, now: 6 }]);
    control[SITE_OWNERS + 1] = 0;
  });
});
