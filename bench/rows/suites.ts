// Budget row "a package's own test suite under the wrapper": whole commands from start to end, wrapper, report and all. One
// project of our own (bench/projects/shop, TypeScript with node:test and tsx), and the suites of packages whose checkouts lie
// in the directory that `--packages` names.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';
import { racesIn, ROOT, runWhole, wrapped } from '../processes.ts';
import { Skipped, type Context, type Line, type Row } from '../row.ts';
import { ratioLine } from './programs.ts';

const BUDGET = { budget: 2, aim: 1.3 };

interface Command {
  readonly cwd: string;
  /** First word `node` is the Node.js of the run. */
  readonly words: readonly string[];
  /** Options of racewire's. */
  readonly options?: readonly string[];
}

/** Runs a command whole, natively and wrapped in turn; it must succeed both ways. */
function inTurn(
  { node, rounds, measure }: Context,
  { cwd, words, options }: Command,
): Parameters<typeof ratioLine>[2] {
  const command = words[0] === 'node' ? [node, ...words.slice(1)] : words;
  const native: number[] = [];
  const instrumented: number[] = [];
  let races = 0;
  // The first round fills the caches of both.
  for (let round = -1; round < rounds; round++) {
    const a = runWhole(command, cwd);
    const under = wrapped(node, command, options);
    const b = runWhole(under.command, cwd);
    if (a.code !== 0)
      throw new Error(`${words.join(' ')} ends with ${a.code} natively: ${a.stderr.slice(-300)}`);
    if (b.code !== 0 && b.code !== 66)
      throw new Error(
        `${words.join(' ')} ends with ${b.code} under racewire: ${(b.stdout + b.stderr).slice(-300)}`,
      );
    races = racesIn(under.report, true);
    if (round < 0) continue;
    native.push(a[measure]);
    instrumented.push(b[measure]);
  }
  return { native, instrumented, races };
}

export const unitTests: Row = {
  name: 'unit-tests',
  about: "a TypeScript project's unit tests: node:test, tsx",
  run(context) {
    context.progress('unit-tests: shop');
    const cwd = join(ROOT, 'bench', 'projects', 'shop');
    const tsx = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
    const files = readdirSync(join(cwd, 'test')).map((name) => join('test', name));
    const times = inTurn(context, { cwd, words: ['node', '--import', tsx, '--test', ...files] });
    return Promise.resolve([ratioLine('unit-tests', 'shop', times, BUDGET)]);
  },
};

/** Suites that are known to run offline in a checkout with its dependencies installed, by the package's name. */
const SUITES: Readonly<Record<string, readonly string[]>> = {
  express: [
    'node',
    'node_modules/mocha/bin/mocha.js',
    '--require',
    'test/support/env',
    '--check-leaks',
    'test/',
    'test/acceptance/',
  ],
  koa: ['node', '--test'],
  'p-limit': ['node', 'node_modules/ava/entrypoints/cli.mjs'],
  'p-queue': ['node', 'node_modules/ava/entrypoints/cli.mjs'],
  keyv: ['node', 'node_modules/vitest/vitest.mjs', 'run'],
  'lru-cache': ['node', 'node_modules/tap/dist/esm/run.mjs'],
};

interface Manifest {
  readonly name?: string;
  readonly scripts?: { readonly test?: string };
}

export const suites: Row = {
  name: 'suites',
  about: "packages' own test suites (--packages DIR with checkouts)",
  run(context) {
    const { packages, progress } = context;
    if (packages === undefined) throw new Skipped('no `--packages DIR` with checkouts was given');
    if (!existsSync(packages)) throw new Skipped(`there is no directory ${packages}`);
    const lines: Line[] = [];
    const failed: string[] = [];
    for (const entry of readdirSync(packages).sort()) {
      const cwd = join(packages, entry);
      const manifest = join(cwd, 'package.json');
      if (!existsSync(manifest) || !existsSync(join(cwd, 'node_modules'))) continue;
      const { name = entry, scripts } = JSON.parse(readFileSync(manifest, 'utf8')) as Manifest;
      const words = SUITES[name] ?? (scripts?.test === undefined ? undefined : ['npm', 'test', '--silent']);
      if (words === undefined) continue;
      progress(`suites: ${name}`);
      try {
        const times = inTurn(
          { ...context, rounds: Math.min(3, context.rounds) },
          { cwd, words, options: ['--deps'] },
        );
        lines.push(ratioLine('suites', name, times, BUDGET));
      } catch (error) {
        failed.push((error as Error).message.slice(0, 120));
      }
    }
    if (lines.length === 0) {
      throw new Skipped(
        failed.length === 0 ? `no checkout with its dependencies lies in ${packages}` : failed.join('; '),
      );
    }
    return Promise.resolve(lines);
  },
};
