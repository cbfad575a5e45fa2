/* eslint-disable @typescript-eslint/await-thenable -- awaits of plain values are what is measured */
// Budget row "heap after 10 million finished tasks": the heap after garbage collection while tasks come and go, as a table.
// Three loops as the transformer would emit them: calls awaited one by one, calls forked and joined a hundred at a time,
// and requests (callbacks) that each touch a session of their own in one Map and delete it again.
//
//   npx esbuild bench/tasks-heap.ts --bundle --platform=node --format=cjs | node --expose-gc - --tasks 1000000
//   --tasks N (10000000)   --rows N (10)   --warm-up N (100000)   --loop awaited,joined,requests   --json
//
// Each loop runs for a while before its first row, until what is remembered of each key has its full length.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { globalHooks } from '../src/load/global-name.ts';
import { DEFAULT_RUN_OPTIONS } from '../src/facts/options.ts';
import { coverage, installRuntime } from '../src/hooks/index.ts';
import { growthOf } from './heap-growth.ts';

const { values: options } = parseArgs({
  options: {
    tasks: { type: 'string', default: '10000000' },
    rows: { type: 'string', default: '10' },
    'warm-up': { type: 'string', default: '100000' },
    loop: { type: 'string', default: 'awaited,joined,requests' },
    json: { type: 'boolean', default: false },
  },
});
const tasks = Number(options.tasks);
const rows = Number(options.rows);
const warmUp = Number(options['warm-up']);
/** Growth from the first half of the rows to the second that still counts as flat. */
const FLAT_MB = 4;

const { gc } = globalThis as { gc?: () => void };
if (gc === undefined) throw new Error('Expected `node --expose-gc`: the heap is measured after collections');

installRuntime({ ...DEFAULT_RUN_OPTIONS, engines: ['tasks'] });
interface Runtime {
  module(key: string, sites: number, file: string): number;
  ent(site: number): unknown;
  aw<T>(token: unknown, operand: T): T;
  lv(token: unknown): void;
  mget<K>(map: unknown, key: K, site: number): K;
  mset<V>(map: unknown, key: unknown, value: V, site: number): V;
  mdel<K>(map: unknown, key: K, site: number): K;
}
const rw = globalHooks() as unknown as Runtime;
const base = rw.module('bench', 20, 'bench/tasks-heap.ts');

const sessions = new Map<string, number>();

/** async function visit(key) { const n = sessions.get(key) ?? 0; await null; sessions.set(key, n + 1) } */
async function visit(key: string): Promise<void> {
  const K = rw.ent(base);
  try {
    const n = sessions.get(rw.mget(sessions, key, base + 1)) ?? 0;
    await rw.aw(K, null);
    sessions.set(key, rw.mset(sessions, key, n + 1, base + 2));
  } finally {
    rw.lv(K);
  }
}

async function awaited(from: number, to: number): Promise<void> {
  const K = rw.ent(base + 3);
  try {
    for (let i = from; i < to; i++) await rw.aw(K, visit(`u${i % 1000}`));
  } finally {
    rw.lv(K);
  }
}

async function joined(from: number, to: number): Promise<void> {
  const K = rw.ent(base + 4);
  try {
    for (let i = from; i < to; i += 100) {
      const calls: Promise<void>[] = [];
      for (let j = 0; j < 100; j++) calls.push(visit(`u${(i + j) % 1000}`));
      await rw.aw(K, Promise.all(calls));
    }
  } finally {
    rw.lv(K);
  }
}

/** async function request(i) { sessions.set(key, i); await visit(key); sessions.delete(key) } */
async function request(i: number): Promise<void> {
  const K = rw.ent(base + 5);
  try {
    const key = `session ${i}`;
    sessions.set(key, rw.mset(sessions, key, i, base + 6));
    await rw.aw(K, visit(key));
    sessions.delete(rw.mdel(sessions, key, base + 7));
  } finally {
    rw.lv(K);
  }
}

/** Requests come from outside: each from a callback of the event loop, none awaited by anybody. */
function requests(from: number, to: number): Promise<void> {
  return new Promise((resolve) => {
    let i = from;
    const some = (): void => {
      for (let n = 0; n < 50 && i < to; n++) void request(i++);
      if (i < to) setImmediate(some);
      else setImmediate(resolve);
    };
    some();
  });
}

const loops: Readonly<Record<string, (from: number, to: number) => Promise<void>>> = {
  awaited,
  joined,
  requests,
};

interface Row {
  readonly loop: string;
  readonly tasks: number;
  readonly heap: number;
  readonly seconds: number;
}

/** Megabytes in use after everything that can go is gone. */
async function heap(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await new Promise((resolve) => setImmediate(resolve));
    gc!();
  }
  return process.memoryUsage().heapUsed / 2 ** 20;
}

async function measure(): Promise<Row[]> {
  const all: Row[] = [];
  for (const loop of options.loop.split(',')) {
    sessions.clear();
    await loops[loop]!(0, warmUp);
    const start = performance.now();
    for (let row = 0; row < rows; row++) {
      const from = Math.round((row * tasks) / rows / 100) * 100;
      const to = Math.round(((row + 1) * tasks) / rows / 100) * 100;
      await loops[loop]!(warmUp + from, warmUp + to);
      all.push({ loop, tasks: to, heap: await heap(), seconds: (performance.now() - start) / 1000 });
    }
  }
  return all;
}

void measure().then((all) => {
  if (options.json) {
    console.log(JSON.stringify({ node: process.version, rows: all, coverage: coverage() }));
    return;
  }
  console.log(`heap after finished tasks, Node ${process.version}`);
  for (const loop of options.loop.split(',')) {
    const mine = all.filter((row) => row.loop === loop);
    console.log(`\n${loop.padEnd(10)}    tasks   heap MB   s`);
    for (const { tasks: done, heap: used, seconds } of mine)
      console.log(`${String(done).padStart(19)}   ${used.toFixed(1).padStart(7)}   ${seconds.toFixed(1)}`);
    const { median: growth } = growthOf(mine.map((row) => row.heap));
    console.log(
      `from the first half to the second: ${growth.toFixed(1)} MB, ${growth < FLAT_MB ? 'flat' : 'NOT flat'}`,
    );
    if (growth >= FLAT_MB) process.exitCode = 1;
  }
  const { accesses, tasks: made, keysWatched } = coverage();
  console.log(`\n${made} tasks made, ${accesses} accesses, ${keysWatched} keys`);
});
