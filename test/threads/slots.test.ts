import { describe, expect, it } from 'vitest';
import { MAX_TIME, NO_SLOT, SLOTS } from '../../src/clock/epoch.ts';
import { C_SLOTS_USED, clockOf, control } from '../../src/threads/memory.ts';
import { ownerAt, nameSlot, allocateSlot } from '../../src/threads/slots.ts';
import { thread } from '../../src/threads/thread.ts';
import { Simulation } from './simulation.ts';

const memory = new SharedArrayBuffer(64);

describe('thread slots', () => {
  it('a joined thread’s slot is reused, its times go on', () => {
    const simulation = new Simulation(memory);
    const first = simulation.fork(0);
    const slot = simulation.slotOf(first);
    simulation.access(first, 0, 4, true, 1);
    simulation.join(0, first);
    const before = control[clockOf(slot) + slot]!;
    const second = simulation.fork(0);
    expect(simulation.slotOf(second)).toBe(slot);
    expect(control[clockOf(slot) + slot]).toBe(before + 1);
    simulation.access(second, 0, 4, true, 2);
    expect(simulation.races()).toEqual([]);
  });

  it('a slot is not reused by a thread that does not know of its last owner’s end', () => {
    const simulation = new Simulation(memory);
    const early = simulation.fork(0);
    const spawner = simulation.fork(0);
    simulation.access(early, 0, 4, true, 1);
    simulation.join(0, early);
    const late = simulation.fork(spawner);
    expect(simulation.slotOf(late)).not.toBe(simulation.slotOf(early));
    simulation.access(late, 0, 4, true, 2);
    expect(simulation.races()).toMatchObject([{ old: 1, now: 2 }]);
  });

  it('hundreds of short threads, one after the other, need one slot', () => {
    const simulation = new Simulation(memory);
    for (let n = 0; n < 600; n++) {
      const worker = simulation.fork(0);
      simulation.access(worker, 0, 4, true, n + 1);
      simulation.join(0, worker);
    }
    expect(control[C_SLOTS_USED]).toBe(2);
    expect(simulation.races()).toEqual([]);
  });

  it('the 256th live thread gets none, and the others go on', () => {
    const simulation = new Simulation(memory);
    for (let n = 1; n < 255; n++) simulation.fork(0);
    simulation.access(0, 0, 4, true, 1);
    expect(allocateSlot(thread.words, thread.at, thread.owner, thread.slot)).toBe(NO_SLOT);
    simulation.access(254, 0, 4, true, 2);
    expect(simulation.races()).toMatchObject([{ old: 1, now: 2 }]);
  });

  it('a thread at its last time moves to a fresh slot: nothing is missed, nothing is made up', () => {
    const simulation = new Simulation(memory);
    const worker = simulation.fork(0);
    const slot = simulation.slotOf(worker);
    simulation.age(worker, 1);
    simulation.access(worker, 0, 4, true, 1);
    const first = simulation.send(worker);
    simulation.access(worker, 8, 4, true, 2);
    const second = simulation.send(worker); // The time after MAX_TIME.
    expect(simulation.slotOf(worker)).not.toBe(slot);
    simulation.access(worker, 16, 4, true, 3);

    simulation.receive(0, first);
    simulation.access(0, 0, 4, true, 4);
    expect(simulation.races()).toEqual([]);
    simulation.access(0, 8, 4, true, 5);
    expect(simulation.races()).toMatchObject([{ old: 2, now: 5 }]);
    simulation.receive(0, second);
    simulation.access(0, 12, 4, true, 6);
    simulation.access(0, 16, 4, true, 7);
    expect(simulation.races()).toMatchObject([{ old: 3, now: 7 }]);
    // The join finds the slots the thread moved through.
    simulation.join(0, worker);
    simulation.access(0, 16, 4, true, 8);
    expect(simulation.races()).toEqual([]);
    expect(control[clockOf(slot) + slot]).toBe(MAX_TIME);
  });

  it('a worn-out slot is never given to another thread', () => {
    const simulation = new Simulation(memory);
    const worker = simulation.fork(0);
    const slot = simulation.slotOf(worker);
    simulation.age(worker, 0);
    simulation.access(worker, 0, 4, true, 1);
    simulation.send(worker);
    simulation.join(0, worker);
    for (let n = 0; n < 20; n++) {
      const next = simulation.fork(0);
      expect(simulation.slotOf(next)).not.toBe(slot);
      simulation.join(0, next);
    }
  });

  it('without a free slot one of an ended thread is recycled, and what it did is forgotten', () => {
    const simulation = new Simulation(memory);
    const spawner = simulation.fork(0);
    const early: number[] = [];
    for (let n = 2; n < 255; n++) early.push(simulation.fork(0));
    for (const worker of early) simulation.access(worker, 8, 4, false, 1);
    simulation.atomic(early[0]!, 'store', new Int32Array(memory), 0, 2);
    for (const worker of early) simulation.join(0, worker);
    // The spawner knows none of them: their old times would not compare.
    for (let n = 0; n < 300; n++) {
      const late = simulation.fork(spawner);
      expect(simulation.slotOf(late)).not.toBe(NO_SLOT);
      simulation.access(late, 8, 4, false, 3);
      simulation.access(late, 16, 4, true, 4);
      simulation.join(spawner, late);
    }
    expect(simulation.races()).toEqual([]);
    simulation.access(0, 16, 4, true, 5);
    expect(simulation.races()).toMatchObject([{ old: 4, now: 5 }]);
  });

  it('a thread that wears out hundreds of slots goes on, and is found by who joins it', () => {
    const simulation = new Simulation(memory);
    const worker = simulation.fork(0);
    const child = simulation.fork(worker);
    for (let n = 0; n < 600; n++) {
      simulation.age(worker, 0);
      simulation.access(worker, 0, 4, true, 1);
      simulation.send(worker);
    }
    expect(simulation.slotOf(worker)).not.toBe(NO_SLOT);
    simulation.access(worker, 8, 4, true, 2);
    simulation.access(child, 16, 4, true, 3);
    simulation.access(0, 8, 4, true, 4);
    expect(simulation.races()).toMatchObject([{ old: 2, now: 4 }]);
    simulation.join(0, worker);
    for (const from of [0, 8, 16]) simulation.access(0, from, 4, true, 5);
    expect(simulation.races()).toEqual([]);
  });

  it('knows who owned a slot when', () => {
    const simulation = new Simulation(memory);
    const worker = simulation.fork(0);
    const slot = simulation.slotOf(worker);
    const time = control[clockOf(slot) + slot]!;
    nameSlot(slot, 7);
    control[clockOf(slot) + slot] = time + 5;
    nameSlot(slot, 8);
    expect(ownerAt(slot, time)).toBe(7);
    expect(ownerAt(slot, time + 4)).toBe(7);
    expect(ownerAt(slot, time + 5)).toBe(8);
  });

  it('a clock has a component for each slot', () => {
    expect(NO_SLOT).toBe(SLOTS - 1);
  });
});
