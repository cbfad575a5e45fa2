// Litmus tests of the ECMAScript memory model, each in the interleavings that its Atomics allow: is there a data race?
// x, y are 4-byte words of the memory; capital letters are atomic. Source: the classic shapes of Alglave et al., with
// what ECMA-262, "Data Races" and "Data Race Freedom", says of them.
import { describe, expect, it } from 'vitest';
import { Simulation } from './simulation.ts';

const memory = new SharedArrayBuffer(64);
const words = new Int32Array(memory);
const halves = new Uint16Array(memory);
const bytes = new Uint8Array(memory);
const X = 0;
const Y = 4;

function threads(count: number): { simulation: Simulation; ids: number[] } {
  const simulation = new Simulation(memory);
  return { simulation, ids: Array.from({ length: count }, () => simulation.fork(0)) };
}

describe('litmus tests', () => {
  it('message passing: plain data, atomic flag that was read: no race', () => {
    const {
      simulation,
      ids: [a, b],
    } = threads(2);
    simulation.element(a!, words, X, true, 1);
    simulation.atomic(a!, 'store', words, Y, 2);
    simulation.atomic(b!, 'load', words, Y, 3);
    simulation.element(b!, words, X, false, 4);
    expect(simulation.races()).toEqual([]);
  });

  it('message passing: the flag was read before it was raised: race', () => {
    const {
      simulation,
      ids: [a, b],
    } = threads(2);
    simulation.atomic(b!, 'load', words, Y, 3);
    simulation.element(a!, words, X, true, 1);
    simulation.atomic(a!, 'store', words, Y, 2);
    simulation.element(b!, words, X, false, 4);
    expect(simulation.races()).toMatchObject([{ old: 1, now: 4 }]);
  });

  it('message passing with a plain flag: both places race', () => {
    const {
      simulation,
      ids: [a, b],
    } = threads(2);
    simulation.element(a!, words, X, true, 1);
    simulation.element(a!, words, Y, true, 2);
    simulation.element(b!, words, Y, false, 3);
    simulation.element(b!, words, X, false, 4);
    expect(simulation.races()).toMatchObject([
      { old: 2, now: 3 },
      { old: 1, now: 4 },
    ]);
  });

  it('store buffering: all atomic: no race; all plain: two', () => {
    const atomic = threads(2);
    atomic.simulation.atomic(1, 'store', words, X, 1);
    atomic.simulation.atomic(2, 'store', words, Y, 2);
    atomic.simulation.atomic(1, 'load', words, Y, 3);
    atomic.simulation.atomic(2, 'load', words, X, 4);
    expect(atomic.simulation.races()).toEqual([]);
    const plain = threads(2);
    plain.simulation.element(1, words, X, true, 1);
    plain.simulation.element(2, words, Y, true, 2);
    plain.simulation.element(1, words, Y, false, 3);
    plain.simulation.element(2, words, X, false, 4);
    expect(plain.simulation.races()).toHaveLength(2);
  });

  it('load buffering: plain loads and stores race, though no store is read', () => {
    const { simulation } = threads(2);
    simulation.element(1, words, X, false, 1);
    simulation.element(2, words, Y, false, 2);
    simulation.element(1, words, Y, true, 3);
    simulation.element(2, words, X, true, 4);
    expect(simulation.races()).toMatchObject([
      { old: 2, now: 3 },
      { old: 1, now: 4 },
    ]);
  });

  it('independent reads of independent writes: atomic: no race; plain reads of atomic writes: races', () => {
    const atomic = threads(4);
    atomic.simulation.atomic(1, 'store', words, X, 1);
    atomic.simulation.atomic(2, 'store', words, Y, 2);
    for (const [id, first, second] of [
      [3, X, Y],
      [4, Y, X],
    ] as const) {
      atomic.simulation.atomic(id, 'load', words, first, 3);
      atomic.simulation.atomic(id, 'load', words, second, 4);
    }
    expect(atomic.simulation.races()).toEqual([]);
    const mixed = threads(4);
    mixed.simulation.atomic(1, 'store', words, X, 1);
    mixed.simulation.element(3, words, X, false, 2);
    expect(mixed.simulation.races()).toMatchObject([{ old: 1, now: 2 }]);
  });

  it('2+2W: plain writes race, atomic ones do not', () => {
    const { simulation } = threads(2);
    simulation.element(1, words, X, true, 1);
    simulation.element(2, words, Y, true, 2);
    simulation.element(1, words, Y, true, 3);
    simulation.element(2, words, X, true, 4);
    expect(simulation.races()).toHaveLength(2);
  });

  it('write-to-read causality goes through a third thread', () => {
    const { simulation } = threads(3);
    simulation.element(1, words, X, true, 1);
    simulation.atomic(1, 'store', words, Y, 2);
    simulation.atomic(2, 'load', words, Y, 3);
    simulation.atomic(2, 'store', words, 8, 4);
    simulation.atomic(3, 'load', words, 8, 5);
    simulation.element(3, words, X, true, 6);
    expect(simulation.races()).toEqual([]);
  });

  it('a store between replaces the order: the load that reads it knows nothing of the first', () => {
    const { simulation } = threads(3);
    simulation.element(1, words, X, true, 1);
    simulation.atomic(1, 'store', words, Y, 2);
    simulation.atomic(2, 'store', words, Y, 3);
    simulation.atomic(3, 'load', words, Y, 4);
    simulation.element(3, words, X, false, 5);
    expect(simulation.races()).toMatchObject([{ old: 1, now: 5 }]);
  });

  it('a failed compareExchange acquires and does not release', () => {
    const { simulation } = threads(2);
    simulation.element(1, words, X, true, 1);
    simulation.atomic(1, 'failed', words, Y, 2);
    simulation.atomic(2, 'load', words, Y, 3);
    simulation.element(2, words, X, false, 4);
    expect(simulation.races()).toMatchObject([{ old: 1, now: 4 }]);
  });

  it('mixed sizes: atomics of different width that overlap race, and order nothing', () => {
    const { simulation } = threads(2);
    simulation.atomic(1, 'store', words, 0, 1);
    simulation.atomic(2, 'load', halves, 0, 2);
    expect(simulation.races()).toMatchObject([{ old: 1, now: 2 }]);
    const disjoint = threads(2).simulation;
    disjoint.atomic(1, 'store', halves, 0, 1);
    disjoint.atomic(2, 'store', halves, 1, 2);
    disjoint.atomic(2, 'store', bytes, 4, 3);
    expect(disjoint.races()).toEqual([]);
  });

  it('mixed sizes: an earlier load of the whole word does not stand for one of its first byte', () => {
    const { simulation } = threads(2);
    simulation.atomic(1, 'load', words, 0, 1);
    simulation.atomic(2, 'store', words, 0, 2);
    simulation.atomic(1, 'load', bytes, 0, 3);
    expect(simulation.races()).toMatchObject([{ old: 2, now: 3 }]);
  });

  it('plain against atomic races in both orders', () => {
    const { simulation } = threads(2);
    simulation.element(1, words, X, true, 1);
    simulation.atomic(2, 'load', words, X, 2);
    expect(simulation.races()).toMatchObject([{ old: 1, now: 2 }]);
    const other = threads(2).simulation;
    other.atomic(1, 'update', words, X, 1);
    other.element(2, words, X, false, 2);
    expect(other.races()).toMatchObject([{ old: 1, now: 2 }]);
    const reads = threads(2).simulation;
    reads.atomic(1, 'load', words, X, 1);
    reads.element(2, words, X, false, 2);
    expect(reads.races()).toEqual([]);
  });
});
