import { describe, expect, it } from 'vitest';
import {
  ABSENT,
  Entry,
  Interval,
  keepInterval,
  keepRead,
  keepWrite,
  makeAccess,
  shadowOf,
  StoreShadow,
  UNKNOWN,
} from '../../src/tasks/store.ts';
import { clockwork, WINDOW } from '../../src/tasks/task.ts';
import { call, root, Scene, turn } from './scene.ts';

describe('the reads of an entry', () => {
  it('are the last of each site and task, plain and guarding ones apart', () => {
    const entry = new Entry('k');
    const task = root();
    const of = (guard: boolean, site: number): void =>
      keepRead(entry, makeAccess(task, site, 'read', guard, 1, false, UNKNOWN, false), false);
    of(false, 1);
    of(true, 2);
    of(false, 1);
    of(true, 4);
    expect(entry.reads.map((read) => read.site)).toEqual([2, 1, 4]);
    for (let site = 10; site < 20; site++) of(false, site);
    expect(entry.reads.map((read) => read.site)).toEqual([2, 4, 17, 18, 19]);
  });

  it('are a ring that drops the oldest task', () => {
    const entry = new Entry('k');
    for (let i = 0; i < 100; i++)
      keepRead(entry, makeAccess(root(), i, 'read', false, 1, false, UNKNOWN, false), false);
    expect(entry.reads.length).toBeLessThan(50);
    expect(entry.reads.at(-1)!.site).toBe(99);
    expect(entry.reads[0]!.site).toBe(100 - entry.reads.length);
  });
});

describe('the writes and intervals of an entry', () => {
  it('are rings of bounded length', () => {
    const entry = new Entry('k');
    for (let i = 0; i < 100; i++) {
      const write = makeAccess(root(), i, 'write', false, i, false, UNKNOWN, true);
      keepWrite(entry, write);
      keepInterval(entry, new Interval('lost-update', write, write));
    }
    expect(entry.writes.length).toBeLessThan(50);
    expect(entry.writes.at(-1)!.site).toBe(99);
    expect(entry.intervals.length).toBeLessThan(50);
    expect(entry.intervals.at(-1)!.first.site).toBe(99);
  });
});

describe('an access', () => {
  it('has a time of its own, so that two of one turn are ordered', () => {
    const task = turn(() => call(root()));
    const scene = new Scene();
    const [read, write] = turn(() => [scene.read(task), scene.write(task, 1)]);
    expect(read!.turn).toBe(write!.turn);
    expect(read!.time).toBeLessThan(write!.time);
  });
});

describe('the shadow of a store', () => {
  it('is one for each store, and has one entry a key', () => {
    const [a, b] = [new Map(), new Map()];
    expect(shadowOf(a, 'Map')).toBe(shadowOf(a, 'Map'));
    expect(shadowOf(a, 'Map')).not.toBe(shadowOf(b, 'Map'));
    expect(shadowOf(a, 'Map').entry('k')).toBe(shadowOf(a, 'Map').entry('k'));
    expect(shadowOf(a, 'Map').entry('k')).not.toBe(shadowOf(a, 'Map').entry('l'));
  });

  it('tells NaN, -0 and numbers in strings apart as a Map does', () => {
    const shadow = new StoreShadow('Map');
    expect(shadow.entry(NaN)).toBe(shadow.entry(NaN));
    expect(shadow.entry(-0)).toBe(shadow.entry(0));
    expect(shadow.entry(1)).not.toBe(shadow.entry('1'));
  });

  it('keeps keys that are objects out of its table, which would keep them alive', () => {
    const shadow = new StoreShadow('WeakMap');
    const key = {};
    expect(shadow.entry(key)).toBe(shadow.entry(key));
    expect(shadow.entry(key).key).toBe(UNKNOWN);
    expect(shadow.size).toBe(0);
  });

  it('sweeps the entries that nobody touched for a whole window', () => {
    const shadow = new StoreShadow('Map');
    for (let i = 0; i < 10_000; i++) shadow.entry(`old ${i}`).lastTime = clockwork.time;
    clockwork.time += WINDOW + 1;
    for (let i = 0; i < 2000; i++) shadow.entry(`new ${i}`).lastTime = clockwork.time;
    expect(shadow.size).toBeLessThan(4200);
    expect(shadow.find('new 0') !== undefined).toBe(true);
    expect(shadow.find('new 1999') !== undefined).toBe(true);
  });

  it('sweeps the entries of keys that are gone sooner than those of keys that are there', () => {
    const left = (op: 'write' | 'delete'): number => {
      const shadow = new StoreShadow('Map');
      for (let i = 0; i < 10_000; i++) {
        const entry = shadow.entry(`old ${i}`);
        keepWrite(entry, makeAccess(root(), 1, op, false, ABSENT, true, UNKNOWN, true));
        entry.lastTime = clockwork.time;
      }
      clockwork.time += WINDOW / 4;
      for (let i = 0; i < 2000; i++) shadow.entry(`new ${i}`).lastTime = clockwork.time;
      return shadow.size;
    };
    expect(left('delete')).toBeLessThan(4200);
    expect(left('write')).toBe(12_000);
  });

  it('does not sweep what lies in the window', () => {
    const shadow = new StoreShadow('Map');
    for (let i = 0; i < 10_000; i++) shadow.entry(i).lastTime = clockwork.time;
    expect(shadow.size).toBe(10_000);
  });
});
