// Budget row "transform": MB of source a second on three real bundles, beside istanbul-lib-instrument on the same files in
// the same run, and how much the code grows. Runs of the two are interleaved; the figure is the median.
//
//   npx esbuild bench/transform.ts --bundle --platform=node --packages=external --format=esm | node --input-type=module -
//   (or: npx tsx bench/transform.ts)          --runs N   --json
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import vm from 'node:vm';
import { transform, type Goal } from '../instrument/index.ts';

interface Istanbul {
  createInstrumenter(options: object): { instrumentSync(code: string, file: string): string };
}

const BUDGET = { speed: 4, against: 4, aim: 10 };
const require = createRequire(join(process.cwd(), 'package.json'));
const { createInstrumenter } = require('istanbul-lib-instrument') as Istanbul;
const { values: options } = parseArgs({
  options: { runs: { type: 'string', default: '5' }, json: { type: 'boolean', default: false } },
});

interface Bundle {
  readonly name: string;
  readonly file: string;
  readonly goal: Goal;
}

/** The largest chunk of vite: what a bundler makes of a modern tool. */
function viteChunk(): string {
  const directory = join(dirname(require.resolve('vite/package.json')), 'dist/node/chunks');
  const chunks = readdirSync(directory).map((name) => join(directory, name));
  return chunks.sort((a, b) => statSync(b).size - statSync(a).size)[0]!;
}

const bundles: readonly Bundle[] = [
  { name: 'typescript', file: require.resolve('typescript'), goal: 'commonjs' },
  { name: 'vite chunk', file: viteChunk(), goal: 'module' },
  { name: 'acorn', file: require.resolve('acorn'), goal: 'commonjs' },
];

const median = (values: number[]): number => values.sort((a, b) => a - b)[values.length >> 1]!;

function time(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

function check(code: string, goal: Goal): void {
  if (goal === 'commonjs') new vm.Script(`(function () {${code}\n})`);
}

const rows = bundles.map(({ name, file, goal }) => {
  const source = readFileSync(file, 'utf8').replace(/^#!.*/, '');
  const megabytes = source.length / 1e6;
  const repeat = Math.max(1, Math.round(1 / megabytes));
  const instrumenter = createInstrumenter({ esModules: goal === 'module', compact: false });
  const ours: number[] = [];
  const theirs: number[] = [];
  let out = transform(source, { file, goal, key: '0' });
  check(out.code, goal);
  for (let run = 0; run < Number(options.runs); run++) {
    ours.push(
      time(() => {
        for (let i = 0; i < repeat; i++) out = transform(source, { file, goal, key: '0' });
      }) / repeat,
    );
    theirs.push(
      time(() => {
        for (let i = 0; i < repeat; i++) instrumenter.instrumentSync(source, file);
      }) / repeat,
    );
  }
  const [own, other] = [median(ours), median(theirs)];
  return {
    name,
    megabytes,
    speed: (megabytes / own) * 1e3,
    istanbul: (megabytes / other) * 1e3,
    faster: other / own,
    spread: Math.max(...ours) / Math.min(...ours) - 1,
    growth: out.code.length / source.length,
    sites: out.table.sites.length,
  };
});

if (options.json) console.log(JSON.stringify(rows));
else {
  console.log(
    `transform, Node ${process.version}: budget ${BUDGET.speed} MB/s and ${BUDGET.against}× istanbul, aim ${BUDGET.aim} MB/s`,
  );
  for (const row of rows) {
    const verdict = row.speed >= BUDGET.speed && row.faster >= BUDGET.against ? 'in budget' : 'over budget';
    console.log(
      `${row.name.padEnd(12)}${row.megabytes.toFixed(2).padStart(6)} MB${row.speed.toFixed(1).padStart(7)} MB/s (±${(row.spread * 100).toFixed(0)} %)  istanbul ${row.istanbul.toFixed(1)} MB/s  ${row.faster.toFixed(1)}× faster  code ×${row.growth.toFixed(2)}, ${row.sites} sites  ${verdict}`,
    );
  }
}
