// `racewire bench`: what it counts must be exact; what it times is only looked at for being there.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { BenchResult } from '../../src/bench/bench-text.ts';
import type { Speedscope } from '../../src/bench/speedscope.ts';
import { BIN, project as makeProject } from './project.ts';

const PROGRAM = `import { look } from './look.mjs';
const map = new Map([['k', 1]]);
export let sum = 0;
async function main() {
  for (let i = 0; i < 700; i++) sum += look(map, 'k');
  await null;
  for (let i = 0; i < 3; i++) map.set('k', i);
}
await Promise.all([main(), main()]);
`;
const LOOK = `export function look(map, key) {
  return map.get(key);
}
`;

it('says what a command costs, and counts its hooks by kind, site and file', async () => {
  const project = makeProject({ 'a.mjs': PROGRAM, 'look.mjs': LOOK });
  const { code, stdout, stderr } = await project.plain([
    'node',
    BIN,
    'bench',
    '--rounds',
    '2',
    '--json',
    'out.json',
    '--flamegraph',
    'flames.json',
    '--cpu-profile',
    'a.cpuprofile',
    '--',
    'node',
    'a.mjs',
  ]);
  expect(stderr).toBe('');
  expect(code).toBe(0);
  expect(stdout).toMatch(/^processor time +[\d.]+ m?s +[\d.]+ m?s +[\d.]+ m?s +[\d.]+× +±/m);
  expect(stdout).toMatch(/^ +1,400 +\d+ % +map\.get\(key\) +look\.mjs:2:\d+$/m);

  const result = JSON.parse(readFileSync(join(project.directory, 'out.json'), 'utf8')) as BenchResult;
  expect(result).toMatchObject({
    version: 1,
    command: [process.execPath, 'a.mjs'],
    rounds: 2,
    measure: 'cpu',
  });
  expect(result.native.memory.median).toBeGreaterThan(1e6);
  expect(result.ratio.cpu.median).toBeGreaterThan(0);
  expect(result.hooks.kinds).toContainEqual({ kind: 'Map or Set read', calls: 1400 });
  expect(result.hooks.kinds).toContainEqual({ kind: 'Map or Set write', calls: 6 });
  expect(result.hooks.sites[0]).toMatchObject({
    file: 'look.mjs',
    line: 2,
    text: 'map.get(key)',
    calls: 1400,
  });
  expect(result.hooks.files.find(({ file }) => file === 'look.mjs')?.calls).toBe(1400);
  const shares = result.savings.reduce((sum, { share }) => sum + share, 0);
  expect(shares).toBeCloseTo(1);

  const flames = JSON.parse(readFileSync(join(project.directory, 'flames.json'), 'utf8')) as Speedscope;
  const [profile] = flames.profiles;
  const names = (sample: readonly number[]): string[] =>
    sample.map((frame) => flames.shared.frames[frame]!.name);
  // What was called last is the innermost; accesses beyond the first 500 stand for others, too.
  const looks = profile!.samples.findIndex((sample) => names(sample).slice(-2).join() === 'main,look');
  expect(profile!.weights[looks]).toBeGreaterThan(500);

  const trace = readFileSync(join(project.directory, 'a.cpuprofile'), 'utf8');
  expect((JSON.parse(trace) as { nodes: unknown[] }).nodes.length).toBeGreaterThan(0);
});

it('refuses a missing command, one that is not there, one that fails, and a wrong number', async () => {
  const project = makeProject({ 'fails.mjs': 'console.error("no database"); process.exitCode = 3;' });
  const refused = async (words: readonly string[], options: readonly string[] = []): Promise<string> => {
    const { code, stderr } = await project.plain(['node', BIN, 'bench', ...options, '--', ...words]);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await refused([])).toContain('ERR_RACEWIRE_NO_COMMAND');
  expect(await refused(['no-such-command-here'])).toContain('ERR_RACEWIRE_COMMAND_NOT_FOUND');
  const failed = await refused(['node', 'fails.mjs']);
  expect(failed).toContain('ERR_RACEWIRE_BENCH_FAILED');
  expect(failed).toContain('exit code 3 natively');
  expect(failed).toContain('no database');
  expect(await refused(['node', 'fails.mjs'], ['--rounds', '0'])).toContain('ERR_RACEWIRE_VALUE');
  expect(existsSync(join(project.directory, 'out.json'))).toBe(false);
});
