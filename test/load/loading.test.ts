// Every way by which code reaches Node is instrumented: a lost update in it is found, at the right lines.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { LOST_UPDATE, LOST_UPDATE_CJS, NODES, project, races } from '../cli/project.ts';

const FOUND = (name: string): string => `lost-update ${name}:5 ${name}:7 ${name}:7`;

/** LOST_UPDATE_CJS with types; enums and the like, which cannot be stripped, are left out. */
const TYPESCRIPT = LOST_UPDATE.replace('new Map()', 'new Map<string, number>()')
  .replace('(ms) =>', '(ms: number): Promise<void> =>')
  .replace('get(key, ms)', 'get(key: string, ms: number)');

const major = (node: string): number =>
  Number(/n(\d\d)[\\/]/.exec(node)?.[1] ?? process.versions.node.split('.')[0]);

describe.each(NODES.map((node) => ({ node, name: `Node ${major(node)}` })))('$name', ({ node }) => {
  const nativeTypes = major(node) >= 22;

  it('instruments ES modules: static, dynamic, required, of data: URLs', async () => {
    const { racewire } = project({
      'main.mjs': `import './static.mjs'; await import('./dynamic.mjs');
await import('data:text/javascript,' + encodeURIComponent(${JSON.stringify(LOST_UPDATE)}));`,
      'static.mjs': LOST_UPDATE,
      'dynamic.mjs': LOST_UPDATE,
    });
    const run = await racewire([], ['node', 'main.mjs'], { node });
    expect(run.stderr).not.toMatch(/warning/i);
    expect(races(run).filter((race) => !race.includes('%'))).toEqual(
      expect.arrayContaining([FOUND('static.mjs'), FOUND('dynamic.mjs')]),
    );
    expect(run.report.races).toHaveLength(3);
    expect(run.report.races.some((race) => race.accesses.every((at) => at.file.startsWith('data:')))).toBe(
      true,
    );
  });

  it('instruments CommonJS: main, required, imported, JSON beside it untouched', async () => {
    const { racewire } = project({
      'main.cjs': `require('./required.cjs'); require('./data.json'); import('./imported.cjs');\n`,
      'required.cjs': LOST_UPDATE_CJS,
      'imported.cjs': LOST_UPDATE_CJS,
      'data.json': '{"a":1}',
    });
    const run = await racewire([], ['node', 'main.cjs'], { node });
    expect(races(run).sort()).toEqual([FOUND('imported.cjs'), FOUND('required.cjs')]);
  });

  it('has the names of every built-in module, also those that process gets late', async () => {
    const names = `import * as own from 'node:process';
import Module from 'node:module';
console.log(Object.keys(own).join());
for (const name of Module.builtinModules) console.log(name, Object.keys(await import(name)).join());`;
    const { racewire, plain } = project({ 'main.cjs': `import('./names.mjs');`, 'names.mjs': names });
    const command = ['node', '--no-warnings', 'main.cjs'];
    const run = await racewire([], command, { node });
    expect(run.stdout).toContain('mainModule');
    expect(run.stdout).toBe((await plain(command, { node })).stdout);
  });

  it('instruments files without a declared format', async () => {
    const { racewire } = project({
      'a.js': LOST_UPDATE_CJS,
      'esm/package.json': '{"type":"module"}',
      'esm/b.js': LOST_UPDATE,
    });
    expect(races(await racewire([], ['node', 'a.js'], { node }))).toEqual([FOUND('a.js')]);
    expect(races(await racewire([], ['node', 'esm/b.js'], { node }))).toEqual([FOUND('b.js')]);
  });

  it.runIf(nativeTypes)('instruments TypeScript that Node strips itself', async () => {
    const { racewire } = project({
      'a.mts': `import './b.cts';\n${TYPESCRIPT}`,
      'b.cts': LOST_UPDATE_CJS.replace('new Map()', 'new Map<string, number>()'),
      'c.ts': TYPESCRIPT,
    });
    const run = await racewire([], ['node', 'a.mts'], { node });
    expect(races(run).sort()).toEqual(['lost-update a.mts:6 a.mts:8 a.mts:8', FOUND('b.cts')]);
    expect(races(await racewire([], ['node', 'c.ts'], { node }))).toEqual([FOUND('c.ts')]);
  });

  it.runIf(nativeTypes)('strips the types of a text once: what is kept of it is asked before', async () => {
    const loaded = "console.log(process.moduleLoadList.some((name: string) => name.includes('amaro')));\n";
    const { racewire } = project({
      'a.mts': `${TYPESCRIPT}\n${loaded}`,
      'b.cts': `${LOST_UPDATE_CJS.replace('new Map()', 'new Map<string, number>()')}\n${loaded}`,
      'nothing.mts': `interface Unused {\n  a: string;\n}\n${loaded}`,
    });
    for (const [file, found] of [
      ['a.mts', [FOUND('a.mts')]],
      ['b.cts', [FOUND('b.cts')]],
      ['nothing.mts', []],
    ] as const) {
      const first = await racewire([], ['node', file], { node });
      const again = await racewire([], ['node', file], { node });
      expect([first.stdout, again.stdout]).toEqual(['true\n', 'false\n']);
      expect([races(first), races(again)]).toEqual([found, found]);
      expect(again.stderr).toBe(first.stderr);
    }
  });

  it('instruments TypeScript that tsx transforms, lines and columns as in the source', async () => {
    const files = {
      'a.ts': `import './b.cts';\nenum Speed { slow = 20, fast = 5 }\n${TYPESCRIPT.replace(', 20', ', Speed.slow').replace(', 5', ', Speed.fast')}`,
      'b.cts': `interface Unused {\n  a: string;\n}\n${LOST_UPDATE_CJS}`,
    };
    const { racewire } = project({ ...files, 'package.json': '{"type":"module"}' }, ['tsx']);
    const run = await racewire([], ['node', '--import', 'tsx', 'a.ts'], { node });
    expect(races(run).sort()).toEqual([
      'lost-update a.ts:7 a.ts:9 a.ts:9',
      'lost-update b.cts:8 b.cts:10 b.cts:10',
    ]);
    const own = run.report.races.find((race) => race.accesses[0]!.file === 'a.ts')!;
    expect(own.accesses[0]).toMatchObject({ line: 7, column: 8 });
    expect(own.store.created).toMatchObject({ file: 'a.ts', line: 4 });
  });

  it('instruments workers: of a file, of a data: URL, of a text, with an environment and arguments of their own', async () => {
    const { racewire } = project({
      'main.mjs': `import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
const text = ${JSON.stringify(LOST_UPDATE_CJS)};
for (const [what, options] of [
  [new URL('./w.mjs', import.meta.url), {}],
  [new URL('./w.cjs', import.meta.url), { env: {}, execArgv: [] }],
  [new URL('data:text/javascript,' + encodeURIComponent(text)), {}],
  [text, { eval: true }],
]) await once(new Worker(what, options), 'exit');`,
      'w.mjs': LOST_UPDATE,
      'w.cjs': LOST_UPDATE_CJS,
    });
    const run = await racewire([], ['node', 'main.mjs'], { node });
    expect(races(run)).toEqual(
      expect.arrayContaining([FOUND('w.mjs'), FOUND('w.cjs'), FOUND('[worker eval]')]),
    );
    expect(run.report.races).toHaveLength(4);
  });

  it('instruments forked and spawned processes, also those with an environment of their own', async () => {
    const { racewire } = project({
      'main.cjs': `const { fork, spawn, execFileSync, execSync } = require('node:child_process');
fork('./fork.cjs');
spawn(process.execPath, ['./spawn.cjs'], { env: { PATH: process.env.PATH }, stdio: 'inherit' });
execFileSync(process.execPath, ['./exec-file-sync.cjs'], { env: {} });
execSync(JSON.stringify(process.execPath) + ' ./exec-sync.cjs', { env: { ...process.env, NODE_OPTIONS: '--no-warnings' } });`,
      'fork.cjs': LOST_UPDATE_CJS,
      'spawn.cjs': LOST_UPDATE_CJS,
      'exec-file-sync.cjs': LOST_UPDATE_CJS,
      'exec-sync.cjs': LOST_UPDATE_CJS,
    });
    const run = await racewire([], ['node', 'main.cjs'], { node });
    expect(races(run).sort()).toEqual(
      ['exec-file-sync.cjs', 'exec-sync.cjs', 'fork.cjs', 'spawn.cjs'].map(FOUND),
    );
    expect(run.report.coverage.processes).toBe(5);
  });

  it('instruments the text of -e', async () => {
    const { racewire } = project({});
    expect(races(await racewire([], ['node', '-e', LOST_UPDATE_CJS], { node }))).toEqual([FOUND('[eval]')]);
  });

  it('instruments a program that comes from the standard input', async () => {
    const { racewire } = project({ 'program.txt': LOST_UPDATE_CJS });
    expect(races(await racewire([], ['sh', '-c', 'node - < program.txt'], { node }))).toEqual([
      FOUND('[stdin]'),
    ]);
  });

  it.each([
    {
      what: 'the text of --input-type=module',
      file: '[eval]',
      command: ['node', '--input-type=module', '-e', LOST_UPDATE],
    },
    {
      what: 'a module on the standard input',
      file: '[stdin]',
      command: ['sh', '-c', 'node --input-type=module < a.mjs'],
    },
  ])('says that $what is not reached', async ({ file, command }) => {
    const { racewire } = project({ 'a.mjs': LOST_UPDATE });
    const run = await racewire([], command, { node });
    expect(run.report.coverage.skipped).toEqual([{ file, why: expect.stringContaining('not reached') }]);
  });

  it('instruments modules that a runner links itself', async () => {
    const { racewire } = project({
      'main.cjs': `const vm = require('node:vm'), fs = require('node:fs'), path = require('node:path');
const identifier = path.resolve('in-vm.js'), code = fs.readFileSync(identifier, 'utf8');
const context = vm.createContext({ setTimeout });
const module_ = new vm.SourceTextModule(code, { identifier, context });
console.log(module_ instanceof vm.SourceTextModule, module_.identifier === identifier);
module_.link(() => { throw new Error('it imports nothing'); }).then(() => module_.evaluate());`,
      'in-vm.js': LOST_UPDATE,
    });
    const run = await racewire([], ['node', '--experimental-vm-modules', 'main.cjs'], { node });
    expect(run.stdout).toBe('true true\n');
    expect(races(run)).toEqual([FOUND('in-vm.js')]);
  });

  it('instruments files that are run through node:vm, in contexts of their own', async () => {
    const { racewire } = project({
      'main.cjs': `const vm = require('node:vm'), fs = require('node:fs'), path = require('node:path');
const filename = path.resolve('in-vm.js'), code = fs.readFileSync(filename, 'utf8');
const context = vm.createContext({ setTimeout });
new vm.Script('(function (module) {' + code + '\\n})', { filename }).runInContext(context)({});
console.log(Object.keys(context), vm.runInNewContext('Object.keys(globalThis)'));`,
      'in-vm.js': LOST_UPDATE_CJS,
    });
    const run = await racewire([], ['node', 'main.cjs'], { node });
    expect(run.stdout).toBe("[ 'setTimeout' ] []\n");
    expect(races(run)).toEqual([FOUND('in-vm.js')]);
  });

  it('runs other preloads as often as without racewire', async () => {
    const files = {
      'pre.cjs': `console.log('preload', require('node:worker_threads').isMainThread);`,
      'main.mjs': `import { Worker } from 'node:worker_threads'; import './a.mjs';
await new Promise((done) => new Worker(new URL('./w.cjs', import.meta.url)).on('exit', done));`,
      'a.mjs': LOST_UPDATE,
      'w.cjs': `import('./a.mjs');`,
    };
    const { racewire, plain } = project(files);
    const native = await plain(['node', '-r', './pre.cjs', 'main.mjs'], { node });
    const run = await racewire([], ['node', '-r', './pre.cjs', 'main.mjs'], { node });
    expect(run.stdout).toBe(native.stdout);
    expect(run.report.races[0]!.count).toBeGreaterThan(1);
  });

  it('adds no listener that the program could count, and sees what happens in its own', async () => {
    const { racewire } = project({
      'a.cjs': `for (let n = 0; n < 10; n++) process.on('exit', () => {});
console.log(process.listenerCount('exit'), Object.keys(process).includes('emit'), process.exitCode);
async function f(key) { await map.get(key); } const map = new Map(); f(1); f(2);`,
    });
    const run = await racewire([], ['node', 'a.cjs'], { node });
    expect(run.stdout).toBe('10 false undefined\n');
    expect(run.stderr).toBe('');
    expect(run.report.coverage.tasks).toBeGreaterThan(2);
  });

  it('does not call a push that the program replaced, as polyfills do', async () => {
    const { racewire } = project({
      'main.mjs': `const sizeOf = (list) => list.length;
const setSize = (list, size) => (list.length = size);
Array.prototype.push = function push() {
  let length = sizeOf(this);
  for (let i = 0; i < arguments.length; i++) this[length++] = arguments[i];
  return setSize(this, length);
};
const log = [];
const note = async (ms) => {
  log.push('begins');
  await new Promise((settle) => setTimeout(settle, ms));
  log.push('ends');
};
await Promise.all([note(2), note(1)]);
console.log(log.length);
`,
    });
    const run = await racewire([], ['node', 'main.mjs'], { node });
    expect(run.stdout).toBe('4\n');
    expect(run.report.coverage.storesWatched).toBeLessThan(50);
  });

  it('starts a worker with an environment of its own', async () => {
    const { racewire } = project({
      'main.cjs': `
const text = "console.log('worker', process.env.NODE_OPTIONS.includes('--require'))";
new (require('node:worker_threads').Worker)(text, { eval: true, env: { ...process.env } });`,
    });
    expect((await racewire([], ['node', 'main.cjs'], { node })).stdout).toBe('worker true\n');
  });

  it('leaves the options of Node to grandchildren', async () => {
    const { racewire } = project({
      'main.cjs': `console.log(require('node:child_process').execFileSync(process.execPath, ['-p', 'process.env.NODE_OPTIONS'], { encoding: 'utf8' }).includes('--no-deprecation'))`,
    });
    const run = await racewire([], ['node', 'main.cjs'], { node, env: { NODE_OPTIONS: '--no-deprecation' } });
    expect(run.stdout).toBe('true\n');
  });
});

describe('a loader of the program', () => {
  it('runs in the thread of Node’s hooks as it would, and what it gives is instrumented', async () => {
    const { racewire } = project({
      'register.mjs': `import { register } from 'node:module'; register('./loader.mjs', import.meta.url);`,
      'loader.mjs': `import { count } from './counter.mjs';
const seen = new Map();
export async function load(url, context, next) {
  const loaded = await next(url, context);
  if (!url.endsWith('main.mjs')) return loaded;
  seen.set(url, count());
  return { ...loaded, source: loaded.source + \`\\nconsole.error('loads', \${seen.get(url)});\` };
}`,
      'counter.mjs': `let n = 0; const state = { n: 0 }; export const count = () => { n++; state.n += n; return state.n; };`,
      'main.mjs': LOST_UPDATE,
    });
    const run = await racewire([], ['node', '--import', './register.mjs', 'main.mjs']);
    expect(run.stderr).toContain('loads 1');
    expect(races(run)).toEqual([FOUND('main.mjs')]);
  });
});

describe('selection', () => {
  it('takes the other packages of a workspace for the project’s own, and their dependencies not', async () => {
    const { racewire, path } = project({
      'package.json': '{"private":true,"workspaces":["packages/*"]}',
      'packages/api/package.json': '{"name":"api"}',
      'packages/api/main.mjs': `import 'core';`,
      'packages/core/package.json': '{"name":"core","main":"core.mjs"}',
      'packages/core/core.mjs': `import 'dep';\n${LOST_UPDATE}`,
      'node_modules/dep/package.json': '{"name":"dep","main":"dep.mjs"}',
      'node_modules/dep/dep.mjs': LOST_UPDATE,
    });
    symlinkSync(path('packages/core'), path('node_modules/core'));
    const run = (...options: string[]) =>
      racewire(options, ['node', 'main.mjs'], { cwd: path('packages/api') });
    const own = await run();
    expect(races(own)).toEqual(['lost-update core.mjs:6 core.mjs:8 core.mjs:8']);
    expect(own.report.races[0]).toMatchObject({ scope: 'first-party' });
    expect(own.code).toBe(66);
    expect(races(await run('--deps')).sort()).toEqual([...races(own), FOUND('dep.mjs')].sort());
  });

  it('instruments what --include names and not what --exclude names', async () => {
    const outside = project({ 'shared.mjs': LOST_UPDATE });
    const { racewire, path } = project({
      'main.mjs': `import './own.mjs'; import ${JSON.stringify(outside.path('shared.mjs'))};`,
      'own.mjs': LOST_UPDATE,
    });
    expect(races(await racewire([], ['node', 'main.mjs']))).toEqual([FOUND('own.mjs')]);
    const both = await racewire(['--include', `${outside.directory}/**`], ['node', 'main.mjs']);
    expect(races(both).sort()).toEqual([FOUND('own.mjs'), FOUND('shared.mjs')]);
    expect(races(await racewire(['--exclude', 'own.*'], ['node', 'main.mjs']))).toEqual([]);
    mkdirSync(path('node_modules/dep'));
    writeFileSync(path('node_modules/dep/index.mjs'), LOST_UPDATE);
    writeFileSync(path('main.mjs'), `import './node_modules/dep/index.mjs';`);
    const one = await racewire(['--include', 'node_modules/dep/**'], ['node', 'main.mjs']);
    expect(races(one)).toEqual([FOUND('index.mjs')]);
  });
});
