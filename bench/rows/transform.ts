// Budget row "transform": MB of source a second on three real bundles, beside istanbul-lib-instrument on the same files, and the second
// run, which reads the cache. Each transformer has a process of its own, in turn; what comes out must parse.
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import vm from 'node:vm';
import { PROGRAMS, ROOT, runWhole, scratch } from '../processes.ts';
import { openSourceCache, sourceKey } from '../../src/load/source-cache.ts';
import { Bench } from 'tinybench';
import { transform as instrument } from '../../instrument/index.ts';
import { estimate, median, ratios } from '../../src/bench/statistics.ts';
import { line, type Line, type Row } from '../row.ts';

const SPEED = { budget: 4, aim: 10, higher: true };
const FASTER = { budget: 4, higher: true };

const PROGRAM = join(PROGRAMS, 'transform.mjs');

const require = createRequire(import.meta.url);

/** The largest chunk of vite: what a bundler makes of a modern tool. */
function viteChunk(): string {
  const directory = join(dirname(require.resolve('vite/package.json')), 'dist/node/chunks');
  const chunks = readdirSync(directory).map((name) => join(directory, name));
  return chunks.sort((a, b) => statSync(b).size - statSync(a).size)[0]!;
}

function bundles(quick: boolean): { name: string; file: string; goal: 'commonjs' | 'module' }[] {
  const all: { name: string; file: string; goal: 'commonjs' | 'module' }[] = [
    { name: 'acorn', file: require.resolve('acorn'), goal: 'commonjs' },
  ];
  if (quick) return all;
  return [
    ...all,
    { name: 'vite chunk', file: viteChunk(), goal: 'module' },
    { name: 'typescript', file: require.resolve('typescript'), goal: 'commonjs' },
  ];
}

/** Milliseconds that a transformer takes for a bundle, in a process of its own. */
function timeOf(node: string, what: 'racewire' | 'istanbul', file: string, goal: string): number {
  const { code, stdout, stderr } = runWhole([node, PROGRAM, what, file, goal], ROOT);
  if (code !== 0) throw new Error(`${what} cannot transform ${file}: ${stderr}`);
  return JSON.parse(stdout) as number;
}

/** Milliseconds of a call in this process: the median of a short run of tinybench. */
async function timeHere(call: () => unknown): Promise<number> {
  const bench = new Bench({ time: 50, iterations: 1, warmup: false }).add('', call);
  await bench.run();
  const { result } = bench.tasks[0]!;
  if (result.state !== 'completed') throw new Error(`a sample was ${result.state}`);
  return result.latency.p50;
}

export const transform: Row = {
  name: 'transform',
  about: 'megabytes of source instrumented a second, beside istanbul',
  async run({ node, rounds, quick, progress }) {
    const lines: Line[] = [];
    for (const { name, file, goal } of bundles(quick)) {
      progress(`transform: ${name}`);
      const source = readFileSync(file, 'utf8').replace(/^#!.*/, '');
      const megabytes = source.length / 1e6;
      const { code, table } = instrument(source, { file, goal, key: '0' });
      if (goal === 'commonjs') new vm.Script(`(function () {${code}\n})`);
      const cache = openSourceCache(join(scratch, 'cache'), '');
      cache.write(sourceKey(source, file, goal), code, { ...table, goal: 'script' }, source);
      const cached = (): unknown => cache.read(sourceKey(source, file, goal));
      if (cached() !== code) throw new Error(`${name} is not what was kept`);
      const own: number[] = [];
      const other: number[] = [];
      const second: number[] = [];
      for (let round = 0; round < rounds; round++) {
        own.push(timeOf(node, 'racewire', file, goal));
        other.push(timeOf(node, 'istanbul', file, goal));
        second.push(await timeHere(cached));
      }
      const size = `${megabytes.toFixed(1)} MB, ${table.sites.length} sites, code ×${(code.length / source.length).toFixed(2)}`;
      const speed = estimate(own.map((ms) => (megabytes / ms) * 1000));
      const times = { native: median(other), instrumented: median(own), unit: 'ms' };
      lines.push(
        line(
          'transform',
          name,
          { instrumented: median(own), unit: 'ms', of: 'MB/s', note: size },
          speed,
          SPEED,
        ),
        line(
          'transform',
          `${name}: istanbul`,
          { ...times, of: '× faster' },
          estimate(ratios(own, other)),
          FASTER,
        ),
        line(
          'transform',
          `${name}: from the cache`,
          { native: median(own), instrumented: median(second), unit: 'ms', of: '× faster' },
          estimate(ratios(second, own)),
        ),
      );
    }
    return lines;
  },
};
