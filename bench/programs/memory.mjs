// How much memory things take, asked by rows/memory.ts: each question grows something by `n` and answers with what the
// process has in all. `shared` bytes are touched by two threads, once each, in order; `tasks` wait until all are there.
import { once } from 'node:events';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Worker } from 'node:worker_threads';

setFlagsFromString('--expose-gc');
const gc = runInNewContext('gc');
const kept = [];

async function shared(bytes) {
  const memory = new SharedArrayBuffer(bytes);
  const words = new Int32Array(memory);
  const worker = new Worker(new URL('memory-worker.mjs', import.meta.url), { workerData: memory });
  await once(worker, 'exit');
  let sum = 0;
  for (let i = 0; i < words.length; i++) sum = (sum + words[i]) | 0;
  kept.push(memory);
  return sum;
}

const seats = new Map();

async function book(seat, free) {
  const before = seats.get(seat);
  await free;
  seats.set(seat, (before ?? 0) + 1);
}

async function tasks(n) {
  let open;
  const free = new Promise((resolve) => (open = resolve));
  const all = Array.from({ length: n }, (_, i) => book(`seat ${i}`, free));
  gc();
  const { heapUsed } = process.memoryUsage();
  open();
  await Promise.all(all);
  seats.clear();
  return heapUsed;
}

function keys(n) {
  const map = new Map();
  for (let i = 0; i < n; i++) map.set(i, i);
  kept.push(map);
  gc();
  return process.memoryUsage().heapUsed;
}

function stores(n) {
  for (let i = 0; i < n; i++) kept.push(new Map([[0, i]]).set(1, i));
  gc();
  return process.memoryUsage().heapUsed;
}

const questions = { shared, tasks, keys, stores };

/** @returns bytes: of the heap, or of the resident set for shared memory */
export async function run({ what, n }) {
  await new Promise((resolve) => setImmediate(resolve));
  const answer = await questions[what](n);
  if (what !== 'shared') return answer;
  gc();
  return { sum: answer, rss: process.memoryUsage().rss };
}
