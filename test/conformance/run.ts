// Runs test262 natively and instrumented and lists what passes natively and fails instrumented.
//
//   npx tsx test/conformance/run.ts --suite <checkout> [--node <binary>] [--filter <path part>] [--native <file>]
//                                   [--runtime real|none] [--slice 1/6]
//
// The hooks are those of the runtime with both engines on; with `--runtime none` they only return what they must.
// --native keeps the native results in a file, so that a second run makes only the instrumented half. A slice is every so many-th
// test, beginning with the given one.
import { build } from 'esbuild';
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Answer, Job } from './worker.ts';

const BUILT_INS = [
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Promise',
  'AsyncFunction',
  'AsyncGeneratorFunction',
  'Array',
  'Object',
  'TypedArray',
  'TypedArrayConstructors',
  'DataView',
  'SharedArrayBuffer',
  'Atomics',
  'Proxy',
  'Reflect',
  'Function',
  'GeneratorPrototype',
];
/** A realm is never quite freed: a process that made many grows and slows down. */
const TESTS_PER_PROCESS = 500;
const PATIENCE = 60_000;

const { values: options } = parseArgs({
  options: {
    suite: { type: 'string' },
    node: { type: 'string', default: process.execPath },
    filter: { type: 'string', default: '' },
    native: { type: 'string' },
    jobs: { type: 'string', default: '2' },
    list: { type: 'string' },
    runtime: { type: 'string', default: 'real' },
    slice: { type: 'string', default: '1/1' },
  },
});
if (options.suite === undefined) {
  console.error('Expected `--suite` to be the path of a test262 checkout');
  process.exit(2);
}
const suite = options.suite;

function testsIn(directory: string): string[] {
  if (!existsSync(directory)) return [];
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    if (entry.isDirectory()) return testsIn(path);
    return path.endsWith('.js') && !path.endsWith('_FIXTURE.js') ? [path] : [];
  });
}

interface Exception {
  readonly test: string;
  readonly reason: string;
}
const exceptions = JSON.parse(
  readFileSync(new URL('exceptions.json', import.meta.url), 'utf8'),
) as Exception[];
const excepted = new Map(exceptions.map(({ test, reason }) => [test, reason]));

const [part, parts] = options.slice.split('/').map(Number) as [number, number];
const tests = [join(suite, 'test/language'), ...BUILT_INS.map((name) => join(suite, 'test/built-ins', name))]
  .flatMap(testsIn)
  .filter((file) => file.includes(options.filter))
  .filter((_file, index) => index % parts === part - 1);
const known: Record<string, string[]> =
  options.native !== undefined && existsSync(options.native)
    ? (JSON.parse(readFileSync(options.native, 'utf8')) as Record<string, string[]>)
    : {};

const scratch = mkdtempSync(join(tmpdir(), 'racewire-conformance-'));
const bundle = join(scratch, 'worker.cjs');
await build({
  entryPoints: [new URL('worker.ts', import.meta.url).pathname],
  outfile: bundle,
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node20',
  logLevel: 'error',
});

const totals = { tests: 0, natively: 0, broken: 0, excepted: 0 };
const failures: { test: string; variant: string; why: string }[] = [];
let next = 0;

function record(answer: Answer): void {
  const test = relative(suite, answer.file);
  totals.tests++;
  if (totals.tests % 2_000 === 0) progress();
  totals.natively += answer.passing.length;
  known[test] = [...answer.failing];
  for (const { variant, why } of answer.broken) {
    if (excepted.has(test)) totals.excepted++;
    else {
      totals.broken++;
      failures.push({ test, variant, why });
      console.log(`${variant.padEnd(8)} ${test}\n         ${why}`);
    }
  }
}

function progress(): void {
  console.error(`${totals.tests} of ${tests.length}`);
  if (options.native !== undefined) writeFileSync(options.native, JSON.stringify(known));
}

/** One child process after the other, until no test is left. */
async function work(): Promise<void> {
  while (next < tests.length) await serve();
}

function serve(): Promise<void> {
  return new Promise((settle) => {
    const child: ChildProcess = fork(bundle, [], {
      execPath: options.node,
      execArgv: ['--experimental-vm-modules', '--no-warnings', '--expose-gc', '--stack-size=900'],
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
      env: { ...process.env, CONFORMANCE_RUNTIME: options.runtime },
    });
    let current: Job | null = null;
    let left = TESTS_PER_PROCESS;
    let timer: NodeJS.Timeout | undefined;
    const give = (): void => {
      clearTimeout(timer);
      const file = left-- > 0 ? tests[next] : undefined;
      if (file === undefined) {
        current = null;
        child.kill();
        return;
      }
      next++;
      const failing = known[relative(suite, file)];
      current = { suite, file, failing: failing ?? [], known: failing !== undefined };
      timer = setTimeout(() => child.kill('SIGKILL'), PATIENCE);
      child.send(current);
    };
    child.on('message', (answer: Answer) => {
      record(answer);
      give();
    });
    child.on('exit', () => {
      clearTimeout(timer);
      if (current !== null)
        record({
          file: current.file,
          failing: [],
          passing: [],
          broken: [{ variant: 'runner', why: 'the process ended' }],
        });
      settle();
    });
    give();
  });
}

await Promise.all(Array.from({ length: Number(options.jobs) }, work));
rmSync(scratch, { recursive: true, force: true });
if (options.native !== undefined) writeFileSync(options.native, JSON.stringify(known));
if (options.list !== undefined) writeFileSync(options.list, JSON.stringify(failures, null, 1));
console.log(
  `${totals.tests} tests; ${totals.natively} runs pass natively; of these fail instrumented: ${totals.broken}, and ${totals.excepted} that are listed exceptions`,
);
process.exitCode = totals.broken === 0 ? 0 : 1;
