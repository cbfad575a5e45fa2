// Budget row "parallel typed-array kernels over shared memory, instrumented / native": runs each kernel natively and
// under racewire, in turns, and prints the ratio of the best rounds. Both must compute the same.
//
//   node bench/threads/run.mjs [--kernel NAME] [--workers 1,2,4] [--turns 3] [--rounds 8] [--measure wall|cpu]
//
// after npm run build. `cpu` is processor time of the whole process: steadier on a machine that does other work, too.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const here = new URL('.', import.meta.url);
const { values } = parseArgs({
  options: {
    kernel: { type: 'string' },
    workers: { type: 'string', default: '1,2,4' },
    turns: { type: 'string', default: '3' },
    measure: { type: 'string', default: 'wall' },
    rounds: { type: 'string', default: '8' },
    bin: { type: 'string', default: fileURLToPath(new URL('../../dist/bin.js', here)) },
  },
});
const harness = fileURLToPath(new URL('harness.mjs', here));
const kernels = readdirSync(new URL('kernels/', here))
  .map((name) => name.replace(/\.mjs$/, ''))
  .filter((name) => values.kernel === undefined || name === values.kernel);

function run(kernel, workers, wrapped) {
  const program = [process.execPath, harness, kernel, workers, values.rounds];
  const command = wrapped ? [process.execPath, values.bin, '--reporter', 'json', '--', ...program] : program;
  const { stdout, status } = spawnSync(command[0], command.slice(1), {
    encoding: 'utf8',
    cwd: fileURLToPath(here),
    maxBuffer: 1 << 28,
  });
  const line = stdout.split('\n').find((text) => text.startsWith('{"kernel"'));
  if (line === undefined) throw new Error(`${kernel} failed (${status}): ${stdout.slice(0, 500)}`);
  const result = JSON.parse(line);
  const races = wrapped ? Number(/"races": (\d+)/.exec(stdout)?.[1] ?? 0) : 0;
  // The first rounds compile. Processor time is counted in ticks of the system's clock: its least value says nothing.
  const times = result[values.measure].slice(2).sort((a, b) => a - b);
  const best = values.measure === 'wall' ? times[0] : times[times.length >> 1];
  return { best, check: result.check, races };
}

let logs = 0;
let count = 0;
console.log(
  `Node ${process.version}; ${values.measure} ms of the best round, native and under racewire, and their ratio`,
);
for (const kernel of kernels) {
  for (const workers of values.workers.split(',')) {
    const best = { native: Infinity, wrapped: Infinity };
    let races = 0;
    let check;
    for (let turn = 0; turn < Number(values.turns); turn++) {
      const native = run(kernel, workers, false);
      const wrapped = run(kernel, workers, true);
      if (check !== undefined && check !== native.check) throw new Error(`${kernel}: two native results`);
      check = native.check;
      if (wrapped.check !== check)
        throw new Error(`${kernel}: ${wrapped.check} under racewire, ${check} natively`);
      best.native = Math.min(best.native, native.best);
      best.wrapped = Math.min(best.wrapped, wrapped.best);
      races += wrapped.races;
    }
    const ratio = best.wrapped / best.native;
    logs += Math.log(ratio);
    count++;
    console.log(
      `${kernel.padEnd(12)} ${workers} workers ${best.native.toFixed(2).padStart(9)} ${best.wrapped.toFixed(2).padStart(9)}` +
        ` ${ratio.toFixed(2).padStart(7)}×${races > 0 ? `  ${races} races!` : ''}`,
    );
  }
}
console.log(`geometric mean ${Math.exp(logs / count).toFixed(2)}×`);
