import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EMPTY_CLOCK, join, MAX_COMPONENTS, TaskClock } from '../../src/clock/task-clock.ts';
import { clockOf } from './scene.ts';

const clocks = fc
  .tuple(
    fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 1, max: 60 })), { maxLength: 12 }),
    fc.nat(20),
  )
  .map(([pairs, floor]) => clockOf(pairs, floor));

const content = (clock: TaskClock): unknown => ({ ids: clock.ids, times: clock.times, floor: clock.floor });
/** Whether the clock says that what chain `id` did at `time` is known. */
const knows = (clock: TaskClock, id: number, time: number): boolean =>
  time <= clock.floor || clock.get(id) >= time;

describe('join', () => {
  it('is commutative', () => {
    fc.assert(
      fc.property(clocks, clocks, (a, b) => {
        expect(content(join(a, b))).toEqual(content(join(b, a)));
      }),
    );
  });

  it('is associative', () => {
    fc.assert(
      fc.property(clocks, clocks, clocks, (a, b, c) => {
        expect(content(join(join(a, b), c))).toEqual(content(join(a, join(b, c))));
      }),
    );
  });

  it('is idempotent, and has the empty clock as its neutral element', () => {
    fc.assert(
      fc.property(clocks, clocks, (a, b) => {
        expect(join(a, a)).toBe(a);
        expect(content(join(a, EMPTY_CLOCK))).toEqual(content(a));
        expect(content(join(join(a, b), b))).toEqual(content(join(a, b)));
      }),
    );
  });

  it('knows exactly what one of the two knows', () => {
    const id = fc.integer({ min: 1, max: 31 });
    const time = fc.integer({ min: 1, max: 61 });
    fc.assert(
      fc.property(clocks, clocks, id, time, (a, b, i, t) => {
        expect(knows(join(a, b), i, t)).toBe(knows(a, i, t) || knows(b, i, t));
      }),
    );
  });

  it('returns an argument that knows everything already, so that clocks are shared', () => {
    fc.assert(
      fc.property(clocks, clocks, (a, b) => {
        const both = join(a, b);
        expect(join(both, a)).toBe(both);
        expect([b, both]).toContain(join(b, both));
      }),
      {
        examples: [[clockOf([[10, 2]]), clockOf([[10, 1]])]],
      },
    );
  });

  it('keeps the ids ascending and every time above the floor', () => {
    fc.assert(
      fc.property(clocks, clocks, (a, b) => {
        const { ids, times, floor } = join(a, b);
        expect(ids).toEqual([...new Set(ids)].sort((x, y) => x - y));
        expect(times.every((time) => time > floor)).toBe(true);
      }),
    );
  });
});

describe('with', () => {
  it('adds what one chain did, and nothing else', () => {
    const pair = fc.tuple(fc.integer({ min: 1, max: 31 }), fc.integer({ min: 1, max: 61 }));
    fc.assert(
      fc.property(clocks, pair, pair, (clock, [id, time], [other, then]) => {
        const grown = clock.with(id, time);
        expect(knows(grown, id, time)).toBe(true);
        expect(knows(grown, other, then)).toBe(knows(clock, other, then) || (other === id && then <= time));
      }),
    );
  });

  it('returns the clock itself when it knew that', () => {
    const clock = clockOf([[3, 10]], 4);
    expect(clock.with(3, 9)).toBe(clock);
    expect(clock.with(8, 4)).toBe(clock);
  });
});

describe('growth', () => {
  it('is bounded, and forgets by knowing too much, never too little', () => {
    let clock = EMPTY_CLOCK;
    const made: [id: number, time: number][] = [];
    for (let i = 1; i <= 5 * MAX_COMPONENTS; i++) {
      const id = (i * 7919) % 100_003;
      made.push([id, i]);
      clock = clock.with(id, i);
      expect(clock.ids.length).toBeLessThanOrEqual(MAX_COMPONENTS);
    }
    expect(made.every(([id, time]) => knows(clock, id, time))).toBe(true);
    // The newest half is told apart still: nothing of a chain that never was is known after the floor.
    expect(clock.floor).toBeLessThan(5 * MAX_COMPONENTS - MAX_COMPONENTS / 4);
    expect(knows(clock, 1_000_000, clock.floor + 1)).toBe(false);
  });

  it('joins what grew from one clock as it joins anything else', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 400 }), fc.integer({ min: 1001, max: 2000 }));
    const steps = fc.array(fc.array(step, { maxLength: 3 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(steps, (tasks) => {
        const ids = Array.from({ length: 200 }, (_, i) => 2 * i + 1);
        const origin = TaskClock.of(
          ids,
          ids.map((id) => 500 + id),
          10,
        );
        const known = new Map(ids.map((id) => [id, 500 + id]));
        let all = TaskClock.of([1000], [700], 10);
        for (const task of tasks) {
          let clock = origin;
          for (const [id, time] of task) {
            clock = clock.with(id, time);
            known.set(id, Math.max(known.get(id) ?? 0, time));
          }
          all = join(all, clock);
        }
        for (const [id, time] of known) expect(all.get(id)).toBe(time);
        expect(all.get(1000)).toBe(700);
        expect(all.ids).toHaveLength(known.size + 1);
      }),
    );
  });

  it('knows the same as maps that grow and are joined likewise, and goes on knowing it', () => {
    const place = fc.nat({ max: 50 });
    const growth = fc.record({
      from: place,
      id: fc.integer({ min: 1, max: 40 }),
      time: fc.integer({ min: 1 }),
    });
    const meeting = fc.record({ from: place, other: place });
    fc.assert(
      fc.property(fc.array(fc.oneof(growth, meeting), { maxLength: 50 }), (steps) => {
        const made = [{ clock: EMPTY_CLOCK, known: new Map<number, number>() }];
        for (const step of steps) {
          const { clock, known } = made[step.from % made.length]!;
          const more =
            'id' in step
              ? { clock: clock.with(step.id, step.time), known: new Map([[step.id, step.time]]) }
              : made[step.other % made.length]!;
          const both = new Map(known);
          for (const [id, time] of more.known) both.set(id, Math.max(both.get(id) ?? 0, time));
          made.push({ clock: 'id' in step ? more.clock : join(clock, more.clock), known: both });
        }
        for (const { clock, known } of made) {
          for (let id = 1; id <= 40; id++) expect(clock.get(id)).toBe(known.get(id) ?? 0);
          const walk = { newest: 0, own: 0, shared: 0, id: 0, time: 0 };
          const walked: [number, number][] = [];
          for (clock.walkDown(walk); clock.nextDown(walk);) walked.push([walk.id, walk.time]);
          expect(walked).toEqual([...known].sort(([a], [b]) => b - a));
          expect(clock.ids).toEqual(walked.map(([id]) => id).reverse());
          expect(clock.times).toEqual(walked.map(([, time]) => time).reverse());
        }
      }),
    );
  });

  it('is bounded when two large clocks are joined', () => {
    const half = (from: number): TaskClock =>
      clockOf(Array.from({ length: MAX_COMPONENTS }, (_, i) => [from + 2 * i, i + 1] as const));
    const both = join(half(1), half(2));
    expect(both.ids.length).toBeLessThanOrEqual(MAX_COMPONENTS);
    for (let i = 0; i < 2 * MAX_COMPONENTS; i++) expect(knows(both, i + 1, (i >> 1) + 1)).toBe(true);
  });
});
