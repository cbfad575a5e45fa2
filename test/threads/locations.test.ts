// Atomics on places and with values that need a second thought: each orders all the same.
import { afterEach, describe, expect, it } from 'vitest';
import { watch } from '../../src/threads/buffers.ts';
import { ADDRESSES } from '../../src/threads/memory.ts';
import { setShadowLimit } from '../../src/threads/shadow-regions.ts';
import { Simulation } from './simulation.ts';

const memory = new SharedArrayBuffer(64);
const words = new Int32Array(memory);
afterEach(() => setShadowLimit(ADDRESSES * 4));

function pass(release: (atomics: typeof Atomics) => void, acquire: (atomics: typeof Atomics) => void) {
  const simulation = new Simulation(memory);
  const [a, b] = [simulation.fork(0), simulation.fork(0)];
  simulation.element(a, words, 1, true, 1);
  release(simulation.atomics);
  simulation.slotOf(b); // b is up.
  acquire(simulation.atomics);
  simulation.element(b, words, 1, false, 2);
  return simulation.races();
}

describe('Atomics order', () => {
  it.each([['8'], [8.7], [' 8 ']])('by the index %j', (index) => {
    const races = pass(
      (atomics) => atomics.store(words, index as number, 1),
      (atomics) => atomics.load(words, 8),
    );
    expect(races).toEqual([]);
  });

  it.each([['5'], [true], [undefined], [null]])('with the value %j', (value) => {
    const races = pass(
      (atomics) => atomics.store(words, 8, value as unknown as number),
      (atomics) => atomics.load(words, 8),
    );
    expect(races).toEqual([]);
  });

  it('what was done before the conversion of a value that runs code', () => {
    const simulation = new Simulation(memory);
    const [a, b] = [simulation.fork(0), simulation.fork(0)];
    simulation.element(a, words, 1, true, 1);
    const value = {
      valueOf() {
        // Another thread can see the value before this one has said so.
        simulation.slotOf(b);
        simulation.atomics.load(words, 8);
        simulation.element(b, words, 1, false, 2);
        simulation.slotOf(a);
        return 1;
      },
    };
    simulation.atomics.store(words, 8, value as unknown as number);
    expect(simulation.races()).toEqual([]);
  });

  it('through memory that has no shadow', () => {
    setShadowLimit(0);
    const unwatched = new SharedArrayBuffer(64);
    expect(watch(unwatched)!.base).toBe(-1);
    const flags = new Int32Array(unwatched);
    const races = pass(
      (atomics) => atomics.store(flags, 0, 1),
      (atomics) => atomics.load(flags, 0),
    );
    expect(races).toEqual([]);
  });

  it('nothing where the load came first', () => {
    const simulation = new Simulation(memory);
    const [a, b] = [simulation.fork(0), simulation.fork(0)];
    simulation.slotOf(b);
    simulation.atomics.load(words, '8' as unknown as number);
    simulation.element(a, words, 1, true, 1);
    simulation.atomics.store(words, '8' as unknown as number, 1);
    simulation.element(b, words, 1, false, 2);
    expect(simulation.races()).toMatchObject([{ old: 1, now: 2 }]);
  });
});
