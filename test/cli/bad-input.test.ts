// What happens with input nobody wants: each has a defined outcome, and the program behaves as without racewire.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, LOST_UPDATE, LOST_UPDATE_CJS, project, races } from './project.ts';

const PERMISSION = process.versions.node.startsWith('20.') ? '--experimental-permission' : '--permission';

describe('bad input', () => {
  it('leaves a file that does not parse to Node, with Node’s own message', async () => {
    const files = {
      'a.mjs': 'try { await import("./bad.mjs") } catch (e) { console.log(e.name + ": " + e.message) }',
    };
    const { racewire, plain } = project({ ...files, 'bad.mjs': 'const a = ;\n', 'bad.cjs': 'let x = {,}\n' });
    const native = await plain(['node', 'a.mjs']);
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.stdout).toBe(native.stdout);
    expect(run.code).toBe(0);
    expect(run.report.coverage.skipped).toEqual([
      { file: 'bad.mjs', why: expect.stringContaining('Unexpected token') },
    ]);
    const main = await racewire([], ['node', 'bad.cjs']);
    expect(main.code).toBe(1);
    expect(main.stderr).toContain(
      (await plain(['node', 'bad.cjs'])).stderr.split('\n').slice(0, 5).join('\n'),
    );
  });

  it('instruments a minified bundle of 5 MB in one line', async () => {
    const unit =
      'f=async(a,b)=>{let c=await a;return m.get(c)||m.set(c,b),c+"x".repeat(3)},g=function(){return[1,2,3].map(x=>x*x)},';
    const code = `var m=new Map,f,g;${unit.repeat(Math.ceil(5_000_000 / unit.length)).slice(0, -1)};console.log(g().join());`;
    const { racewire, plain } = project({ 'bundle.js': code });
    const run = await racewire([], ['node', 'bundle.js']);
    expect(run.code).toBe(0);
    expect(run.stdout).toBe((await plain(['node', 'bundle.js'])).stdout);
    expect(run.report.coverage).toMatchObject({ files: 1, skipped: [] });
  }, 120_000);

  it('runs the command unwatched, and says so, where no spool directory can be made', async () => {
    const { racewire, directory } = project({
      'a.mjs': `${LOST_UPDATE}\nconsole.log('ran'); process.exitCode = 5;`,
    });
    const run = await racewire([], ['node', 'a.mjs'], {
      env: { TMPDIR: join(directory, 'no', 'such', 'directory') },
    });
    expect(run.code).toBe(5);
    expect(run.stdout).toBe('ran\n');
    expect(run.stderr).toContain('ERR_RACEWIRE_SPOOL');
    expect(run.stderr).toContain('without race detection');
  });

  it.each([
    { what: 'starts no Node.js', command: ['sh', '-c', 'echo ran'] },
    { what: 'may not write', command: ['node', '--no-warnings', PERMISSION, '--allow-fs-read=*', 'a.mjs'] },
  ])('runs a command that $what, and says that it could see nothing', async ({ command }) => {
    const { racewire } = project({ 'a.mjs': `${LOST_UPDATE}\nconsole.log('ran');` });
    const run = await racewire(['--reporter', 'pretty'], command);
    expect(run.code).toBe(0);
    expect(run.stdout).toBe('ran\n');
    expect(run.stderr.replace(/\s+/g, ' ')).toContain('No Node.js process was watched');
  });

  it('goes on where the spool directory disappears under it', async () => {
    const { racewire } = project({
      'a.mjs': `import { rmSync } from 'node:fs';
rmSync(JSON.parse(process.env.RACEWIRE_RUN).spool, { recursive: true });
await import('./b.mjs'); console.log('done');`,
      'b.mjs': LOST_UPDATE,
    });
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.code).toBe(0);
    expect(run.stdout).toBe('done\n');
  });

  it('works with a cache directory that cannot be written', async () => {
    const { racewire, path } = project({ 'a.mjs': LOST_UPDATE });
    // A file where the directory would be: refused for every user, root too.
    writeFileSync(path('node_modules/.cache'), '');
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.code).toBe(66);
    expect(races(run)).toEqual(['lost-update a.mjs:5 a.mjs:7 a.mjs:7']);
  });

  it('reports the race of a process that SIGKILL ended right after it', async () => {
    const { racewire } = project({ 'a.mjs': `${LOST_UPDATE}\nprocess.kill(process.pid, 'SIGKILL');` });
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.code).toBe(137);
    expect(races(run)).toEqual(['lost-update a.mjs:5 a.mjs:7 a.mjs:7']);
  });

  it('reports the race of a worker that is terminated in the middle', async () => {
    const { racewire } = project({
      'main.mjs': `import { Worker } from 'node:worker_threads';
const worker = new Worker(new URL('./w.mjs', import.meta.url));
worker.on('message', async () => { console.log(await worker.terminate()); });`,
      'w.mjs': `${LOST_UPDATE}
import { parentPort } from 'node:worker_threads';
parentPort.postMessage('done'); setInterval(() => {}, 1000);`,
    });
    const run = await racewire([], ['node', 'main.mjs']);
    expect(run.stdout).toBe('1\n');
    expect(run.code).toBe(66);
    expect(races(run)).toEqual(['lost-update w.mjs:5 w.mjs:7 w.mjs:7']);
  });

  it('keeps what was found before process.exit() inside a race', async () => {
    const program = `const cache = new Map();
async function get(key) {
  if (cache.has(key)) return;
  await new Promise((done) => setTimeout(done, 5));
  cache.set(key, {});
  if (key === 'stop') { console.log('leaving'); process.exit(9); }
}
async function twice(key) { await Promise.all([get(key), get(key)]); }
twice('a').then(() => twice('stop'));
`;
    const { racewire } = project({ 'a.cjs': program });
    const run = await racewire([], ['node', 'a.cjs']);
    expect(run.code).toBe(9);
    expect(run.stdout).toBe('leaving\n');
    expect(races(run)).toEqual(['lost-update a.cjs:3 a.cjs:5 a.cjs:5']);
  });

  it('is transparent under another racewire, which reports', async () => {
    const { racewire } = project({ 'a.cjs': `${LOST_UPDATE_CJS}\nprocess.exitCode = 4;` });
    const run = await racewire([], ['node', BIN, '--level', 'observed', '--', 'node', 'a.cjs']);
    expect(run.code).toBe(4);
    expect(run.stderr).toContain('already under racewire');
    expect(run.report.level).toBe('predicted');
    expect(races(run)).toEqual(['lost-update a.cjs:5 a.cjs:7 a.cjs:7']);
    expect(run.report.coverage.processes).toBe(1);
  });

  it('leaves nothing behind in the temporary directory', async () => {
    const { racewire, directory } = project({ 'a.mjs': LOST_UPDATE });
    mkdirSync(join(directory, 'tmp'));
    await racewire([], ['node', 'a.mjs'], { env: { TMPDIR: join(directory, 'tmp') } });
    expect(readdirSync(join(directory, 'tmp'))).toEqual([]);
  });

  it('spools facts where nobody else can read them', async () => {
    const { racewire } = project({
      'a.mjs': `import { statSync, readdirSync } from 'node:fs';
const { spool } = JSON.parse(process.env.RACEWIRE_RUN);
console.log((statSync(spool).mode & 0o777).toString(8), readdirSync(spool).filter((name) => name.endsWith('.jsonl')).map((name) => (statSync(spool + '/' + name).mode & 0o777).toString(8)).join());`,
    });
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.stdout).toMatch(/^700 600(,600)?\n$/);
  });

  it('runs a file that changes while it is read, empty files, and files of bytes that are not UTF-8', async () => {
    const { racewire, plain, path } = project({
      'a.cjs': 'require("./empty.cjs"); require("./latin.cjs"); require("./bom.cjs")',
      'empty.cjs': '',
    });
    writeFileSync(
      path('latin.cjs'),
      Buffer.from([...Buffer.from('console.log("caf'), 0xe9, ...Buffer.from('".length)\n')]),
    );
    writeFileSync(
      path('bom.cjs'),
      '\uFEFF#!/usr/bin/env node\r\n"use strict";\r\nconsole.log("bom", this === module.exports)\r\n'.replace(
        '#!/usr/bin/env node\r\n',
        '',
      ),
    );
    const run = await racewire([], ['node', 'a.cjs']);
    expect(run.stdout).toBe((await plain(['node', 'a.cjs'])).stdout);
    expect(run.code).toBe(0);
  });

  it('refuses a directory of instrumented code that others may write', async () => {
    const { racewire, directory } = project({ 'sub/package.json': '{}', 'sub/a.mjs': 'console.log(1)' });
    const temporary = join(directory, 'tmp');
    mkdirSync(temporary);
    const { userInfo } = await import('node:os');
    const shared = join(temporary, `racewire-cache-${userInfo().username}`);
    mkdirSync(shared);
    chmodSync(shared, 0o777);
    const run = await racewire([], ['node', 'a.mjs'], {
      cwd: join(directory, 'sub'),
      env: { TMPDIR: temporary },
    });
    expect(run.code).toBe(0);
    expect(existsSync(shared) && readdirSync(shared)).toEqual([]);
  });
});

it('works from a directory whose name has spaces and quotes', async () => {
  const { racewire, plain, path } = project({ 'a.cjs': LOST_UPDATE_CJS });
  const home = path('od"d na\'me');
  mkdirSync(home);
  cpSync(join(BIN, '..'), join(home, 'dist'), { recursive: true, filter: (file) => !file.includes('types') });
  writeFileSync(join(home, 'package.json'), '{"type":"module"}');
  symlinkSync(join(BIN, '../../node_modules'), join(home, 'node_modules'));
  const report = path('report.json');
  const command = ['--reporter', 'json', '--output', report, '--', 'node', 'a.cjs'];
  const run = await plain(['node', join(home, 'dist/bin.js'), ...command]);
  expect(run.stderr).toBe('');
  expect(races(run)).toEqual(races(await racewire([], ['node', 'a.cjs'])));
  expect(races(run)).toHaveLength(1);
});
