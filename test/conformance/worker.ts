// A child process of the test262 runner: runs the tests it is told, natively and instrumented, and answers each.
import { readFileSync } from 'node:fs';
import { readFrontmatter, variantsOf } from './frontmatter.ts';
import { DEFAULT_RUN_OPTIONS } from '../../src/facts/options.ts';
import { installRuntime } from '../../src/hooks/index.ts';
import { runTest, tellFailuresOfTests } from './realm.ts';

export interface Job {
  readonly suite: string;
  readonly file: string;
  /** Variants known to fail natively: skipped. */
  readonly failing: readonly string[];
  /** Native results are known: only the instrumented run is made. */
  readonly known: boolean;
}

export interface Answer {
  readonly file: string;
  /** Variants that failed natively. */
  readonly failing: readonly string[];
  /** Variants that passed natively. */
  readonly passing: readonly string[];
  /** Of those, the ones that failed instrumented, and how. */
  readonly broken: readonly { readonly variant: string; readonly why: string }[];
}

process.on('unhandledRejection', () => undefined);
process.on('uncaughtException', () => undefined);

// Both engines watch every test; without a spool their findings go nowhere.
if (process.env['CONFORMANCE_RUNTIME'] === 'real') {
  installRuntime({ ...DEFAULT_RUN_OPTIONS, level: 'strict' });
  tellFailuresOfTests();
}

async function answer(job: Job): Promise<Answer> {
  const source = readFileSync(job.file, 'utf8');
  const meta = readFrontmatter(source);
  const failing: string[] = [];
  const passing: string[] = [];
  const broken: { variant: string; why: string }[] = [];
  for (const variant of variantsOf(meta)) {
    const run = { suite: job.suite, file: job.file, source, meta, variant };
    const passes = job.known
      ? !job.failing.includes(variant)
      : (await runTest({ ...run, instrumented: false })) === '';
    if (!passes) {
      failing.push(variant);
      continue;
    }
    passing.push(variant);
    const why = await runTest({ ...run, instrumented: true });
    // A failure counts when the native run still passes: timeouts under load do not.
    if (why !== '' && (await runTest({ ...run, instrumented: false })) === '') broken.push({ variant, why });
  }
  return { file: job.file, failing, passing, broken };
}

process.on('message', (job: Job) => {
  void answer(job).then(
    (result) => process.send!(result),
    (error: unknown) =>
      process.send!({
        file: job.file,
        failing: [],
        passing: [],
        broken: [{ variant: 'runner', why: String(error) }],
      } satisfies Answer),
  );
});
