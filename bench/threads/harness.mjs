// Runs one kernel in worker threads and prints the time of each round as JSON: the same program is run natively and
// under racewire by run.mjs. Rounds begin and end at barriers, so start-up is not measured; round 0 warms up.
//
//   node harness.mjs <kernel> <workers> <rounds>
import { Worker, isMainThread, workerData } from 'node:worker_threads';
import { once } from 'node:events';

const load = (name) => import(new URL(`./kernels/${name}.mjs`, import.meta.url));

function barrier(control, count) {
  const generation = Atomics.load(control, 1);
  if (Atomics.add(control, 0, 1) === count - 1) {
    Atomics.store(control, 0, 0);
    Atomics.add(control, 1, 1);
    Atomics.notify(control, 1);
  } else {
    while (Atomics.load(control, 1) === generation) Atomics.wait(control, 1, generation);
  }
}

if (isMainThread) {
  const [name, workers, rounds] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
  const kernel = await load(name);
  const memory = kernel.make(workers);
  const control = new Int32Array(new SharedArrayBuffer(16));
  const threads = [];
  for (let me = 0; me < workers; me++) {
    threads.push(new Worker(new URL(import.meta.url), { workerData: { name, me, workers, rounds, memory, control } }));
  }
  const exits = threads.map((thread) => once(thread, 'exit'));
  const times = [];
  for (let round = 0; round < rounds; round++) {
    barrier(control, workers + 1);
    const start = performance.now();
    barrier(control, workers + 1);
    times.push(performance.now() - start);
  }
  await Promise.all(exits);
  console.log(JSON.stringify({ kernel: name, workers, times, check: kernel.check(memory, workers, rounds) }));
} else {
  const { name, me, workers, rounds, memory, control } = workerData;
  const kernel = await load(name);
  const work = kernel.work(memory, me, workers);
  for (let round = 0; round < rounds; round++) {
    barrier(control, workers + 1);
    work(round);
    barrier(control, workers + 1);
  }
}
