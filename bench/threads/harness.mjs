// Runs one kernel in worker threads and prints the time of each round as JSON, that of the slowest worker and that of
// all processors: the same program is run natively and under racewire by run.mjs. Rounds begin and end at barriers, so
// start-up is not measured; round 0 warms up.
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
  const elapsed = new Float64Array(new SharedArrayBuffer(8 * workers * rounds));
  const threads = [];
  for (let me = 0; me < workers; me++) {
    threads.push(
      new Worker(new URL(import.meta.url), {
        workerData: { name, me, workers, rounds, memory, control, elapsed },
      }),
    );
  }
  const exits = threads.map((thread) => once(thread, 'exit'));
  const cpu = [];
  for (let round = 0; round < rounds; round++) {
    const before = process.cpuUsage();
    barrier(control, workers + 1);
    barrier(control, workers + 1);
    const { user, system } = process.cpuUsage(before);
    cpu.push((user + system) / 1000);
  }
  await Promise.all(exits);
  const wall = Array.from({ length: rounds }, (_, round) => {
    let longest = 0;
    for (let me = 0; me < workers; me++) longest = Math.max(longest, elapsed[me * rounds + round]);
    return longest;
  });
  console.log(
    JSON.stringify({ kernel: name, workers, cpu, wall, check: kernel.check(memory, workers, rounds) }),
  );
} else {
  const { name, me, workers, rounds, memory, control, elapsed } = workerData;
  const kernel = await load(name);
  const work = kernel.work(memory, me, workers);
  for (let round = 0; round < rounds; round++) {
    barrier(control, workers + 1);
    const start = performance.now();
    work(round);
    elapsed[me * rounds + round] = performance.now() - start;
    barrier(control, workers + 1);
  }
}
