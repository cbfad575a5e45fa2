// `racewire doctor`: planted races, and what it says of a command.
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { BIN, LOST_UPDATE, project } from './project.ts';
import { findingsOf, type Finding } from '../../src/cli/doctor-findings.ts';
import { COVERAGE, sampleReport } from '../report/sample.ts';

describe('racewire doctor', () => {
  it('finds its planted race in each kind of thread, with both engines', async () => {
    const { plain } = project({});
    const { code, stdout } = await plain(['node', BIN, 'doctor']);
    expect(stdout).not.toContain('MISSED');
    expect(stdout.match(/threads found {3}tasks found/g)).toHaveLength(7);
    expect(code).toBe(0);
  });

  it('plants for the engine that is asked about', async () => {
    const { plain } = project({});
    const { stdout } = await plain(['node', BIN, 'doctor', '--engine', 'tasks']);
    expect(stdout.match(/tasks found/g)).toHaveLength(7);
    expect(stdout).not.toContain('threads');
  });

  it('says what was watched and what was not, and why, and what to change', async () => {
    const { plain } = project(
      {
        'main.mjs': `${LOST_UPDATE}
import { createRequire } from 'node:module';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
createRequire(import.meta.url)('dep');
try { await import('./bad.cjs'); } catch {}
eval('1');
await WebAssembly.compile(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]));
await once(new Worker('1', { eval: true }), 'exit');
await once(fork('./child.mjs'), 'exit');`,
        'child.mjs': 'process.env.A;',
        'bad.cjs': 'let let = 1;',
        'node_modules/dep/package.json': '{"name":"dep","version":"1.2.3"}',
        'node_modules/dep/index.js': 'const seen = new Map(); exports.add = (k) => seen.set(k, 1);',
      },
      [],
    );
    const { stdout } = await plain(['node', BIN, 'doctor', '--', 'node', 'main.mjs']);
    const text = stdout.replace(/\s+/g, ' ');
    for (const part of [
      'ended with 0',
      '1 race',
      'bad.cjs: let is disallowed as a lexically bound name',
      '1 line with eval or new Function',
      '1 package ran without hooks',
      'dep@1.2.3',
      'WebAssembly was compiled once',
      '1 worker started, 1 watched',
      '1 child process of Node.js, 1 watched',
      'overlapped on one key',
      'What to change',
    ])
      expect(text).toContain(part);
    expect(text).not.toContain('preload.cjs');
  });

  it('is named in the help', () => {
    const help = spawnSync(process.execPath, [BIN, '--help'], { encoding: 'utf8', timeout: 30_000 });
    expect(help.stdout).toContain('racewire doctor');
  });
});

describe('the findings', () => {
  const of = (given: Partial<Parameters<typeof findingsOf>[0]>): readonly Finding[] =>
    findingsOf({
      report: sampleReport([]),
      spools: [],
      probed: [],
      cwd: '/project',
      home: '/racewire/dist',
      deps: false,
      ...given,
    });
  const probed = {
    pid: 7,
    tid: 0,
    watched: true,
    files: ['/racewire/dist/runtime.cjs', '/elsewhere/tool.js'],
    addons: ['/project/node_modules/n/build/n.node'],
    wasm: 0,
    workers: 2,
    children: [8],
  };

  it('name workers and processes that nobody watched, addons, and files outside of the project', () => {
    const texts = of({ probed: [probed] }).map(({ mark, text }) => `${mark} ${text}`);
    expect(texts).toContain('change 2 workers started, 0 watched');
    expect(texts).toContain('change 1 child process of Node.js, 0 watched');
    expect(texts).toContain('note 1 native addon loaded: what they do inside is not seen');
    expect(texts).toContain('note 1 file outside of the project ran without hooks');
  });

  it('tell what to do when nothing was instrumented, or a shared buffer is unknown', () => {
    const found = of({ report: sampleReport([], { ...COVERAGE, files: 0 }) });
    expect(found[0]!.advice).toContain('--include');
    expect(found.find(({ text }) => text.includes('shared buffer'))!.advice).toContain('--deps');
    expect(
      found.find(({ text }) => text.startsWith('lost twice') || text.startsWith('lost 2 times')),
    ).toBeDefined();
  });
});
