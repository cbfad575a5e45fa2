// The threads engine against the oracle of test/oracle/threads.ts, on random traces of forks, joins, messages, Atomics
// of all widths and accesses to byte ranges. RACEWIRE_RUNS sets the number of traces, RACEWIRE_SEED repeats a run.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { racyPairs, type Event, type RacyPair } from '../oracle/threads.ts';
import { Simulation, type Found } from '../threads/simulation.ts';

const RUNS = Number(process.env['RACEWIRE_RUNS'] ?? 3000);
const SEED = process.env['RACEWIRE_SEED'] === undefined ? {} : { seed: Number(process.env['RACEWIRE_SEED']) };

/** One step, its numbers reduced to what is possible when it is its turn. */
interface Step {
  readonly what: number;
  readonly thread: number;
  readonly where: number;
  readonly size: number;
}

const step: fc.Arbitrary<Step> = fc.record({
  what: fc.nat(23),
  thread: fc.nat(7),
  where: fc.nat(63),
  size: fc.nat(11),
});

interface Outcome {
  readonly events: Event[];
  readonly found: (Found & { readonly event: number })[];
  readonly evicted: boolean;
}

const memory = new SharedArrayBuffer(64);
const views = [new Uint8Array(memory), new Uint16Array(memory), new Int32Array(memory)] as const;

/** Runs a trace in the engine; the site of each access is the number of its event + 1. */
function run(steps: readonly Step[], places: number, slots = 0): Outcome {
  const simulation = new Simulation(memory);
  if (slots > 0) simulation.leaveSlots(slots);
  const events: Event[] = [];
  const found: Outcome['found'] = [];
  const live = [0];
  const parents = new Map<number, number>();
  const sent: ReturnType<Simulation['send']>[] = [];
  let count = 1;
  for (const { what, thread: pick, where, size } of steps) {
    const thread = live[pick % live.length]!;
    const site = events.length + 1;
    const from = where % places;
    if (what < 8) {
      const width = Math.min([1, 2, 4, 8, 4, 4, 8, 1, 3, 12, 7, 2][size]!, 64 - from);
      const write = what < 4;
      events.push({ kind: 'access', thread, from, width, write });
      const view = width === 1 ? views[0] : width === 4 && from % 4 === 0 ? views[2] : undefined;
      if (view !== undefined) simulation.element(thread, view, from / width, write, site);
      else simulation.access(thread, from, width, write, site);
    } else if (what > 20) {
      const view = size % 2 === 0 ? views[0] : views[2];
      const each = view.BYTES_PER_ELEMENT;
      const first = Math.floor(from / each);
      const elements = Math.min(1 + size, view.length - first);
      const write = what === 21;
      events.push({ kind: 'access', thread, from: first * each, width: elements * each, write });
      simulation.loop(thread, view, first, elements, size % 3 === 0, write, site);
    } else if (what < 14) {
      const shift = size % 3;
      const index = from >> shift;
      const kind = (['load', 'store', 'update', 'failed', 'update', 'load'] as const)[what - 8]!;
      events.push({
        kind: kind === 'failed' ? 'load' : kind,
        thread,
        from: index << shift,
        width: 1 << shift,
      });
      simulation.atomic(thread, kind, views[shift]!, index, site);
    } else if (what < 16) {
      if (count >= 8) continue;
      events.push({ kind: 'fork', thread, other: count });
      parents.set(count, thread);
      live.push(simulation.fork(thread));
      count++;
    } else if (what === 16) {
      const other = live[where % live.length]!;
      if (other === thread || live.length < 2) continue;
      // Node ends the threads that a thread made before that thread itself.
      const ended = [other];
      for (const parent of ended)
        for (const child of live) if (parents.get(child) === parent) ended.push(child);
      if (ended.includes(thread)) continue;
      for (const gone of ended.reverse()) {
        live.splice(live.indexOf(gone), 1);
        events.push({ kind: 'join', thread, other: gone });
      }
      simulation.join(thread, other);
    } else if (what === 17) {
      events.push({ kind: 'send', thread, message: sent.length });
      sent.push(simulation.send(thread));
    } else if (what === 20) {
      simulation.age(thread, size % 3);
    } else if (sent.length > 0) {
      const message = where % sent.length;
      events.push({ kind: 'receive', thread, message });
      simulation.receive(thread, sent[message]!);
    }
    for (const race of simulation.races()) found.push({ ...race, event: events.length - 1 });
  }
  return { events, found, evicted: simulation.evicted };
}

const granulesOf = ({ from, to }: RacyPair): number[] => {
  const granules = [];
  for (let granule = from & ~7; granule < to; granule += 8) granules.push(granule);
  return granules;
};

function check(steps: readonly Step[], places: number, slots = 0): void {
  const { events, found, evicted } = run(steps, places, slots);
  const racy = racyPairs(events);
  const isRacy = new Set(racy.map(({ first, second }) => `${first} ${second}`));
  for (const { old, now, event } of found) {
    expect(now - 1, 'the race is told at its second access').toBe(event);
    expect(isRacy, `false report: events ${old - 1} and ${now - 1} of ${JSON.stringify(events)}`).toContain(
      `${old - 1} ${now - 1}`,
    );
  }
  if (evicted || slots > 0) return; // What was given up may be missed.
  const firstOf = new Map<number, number>();
  for (const pair of racy) {
    for (const granule of granulesOf(pair)) {
      if (!firstOf.has(granule)) firstOf.set(granule, pair.second);
    }
  }
  for (const [granule, second] of firstOf) {
    // A pair of sites is told once, though a loop meets it in several granules.
    const reported = found.some(
      (race) =>
        race.event === second &&
        (race.granule === granule ||
          racy.some(
            (pair) =>
              pair.second === second && pair.first === race.old - 1 && granulesOf(pair).includes(granule),
          )),
    );
    expect(reported, `missed at event ${second}, byte ${granule} of ${JSON.stringify(events)}`).toBe(true);
  }
}

describe('the threads engine and the definition', { timeout: 60_000 + 20 * RUNS }, () => {
  it('report no pair that is ordered, and the first race of a place, few places', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => check(steps, 8)),
      { numRuns: RUNS, ...SEED },
    );
  });

  it('report no pair that is ordered, and the first race of a place, ranges across granules', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => check(steps, 48)),
      { numRuns: RUNS, ...SEED },
    );
  });

  it('report no pair that is ordered while slots are recycled all the time', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => check(steps, 16, 9)),
      { numRuns: Math.ceil(RUNS / 10), ...SEED },
    );
  });

  it('is not right by silence: random traces have races', () => {
    let races = 0;
    fc.assert(
      fc.property(fc.array(step, { minLength: 20, maxLength: 40 }), (steps) => {
        races += run(steps, 8).found.length;
      }),
      { numRuns: 300, ...SEED },
    );
    expect(races).toBeGreaterThan(100);
  });
});
