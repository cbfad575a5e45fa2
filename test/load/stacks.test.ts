// err.stack of the program: file, line and column as without racewire, whoever formats it.
import { describe, expect, it } from 'vitest';
import { NODES, project } from '../cli/project.ts';

const major = (node: string): number =>
  Number(/n(\d\d)[\\/]/.exec(node)?.[1] ?? process.versions.node.split('.')[0]);

/** Throws from several places that get hooks before them on the line; prints places only. */
const PROGRAM = `const state = { n: 0 }; const map = new Map();
const places = (error) => error.stack.split('\\n').slice(1).filter((line) => line.includes('prog')).map((line) => line.trim());
async function inner(key) { map.set(key, state.n++); await null; state.n += map.get(key); throw new Error('boom'); }
async function outer() { state.n = 1; await (async () => { await inner('a'); })(); }
async function main() {
  try { await outer(); } catch (error) { console.log(places(error)); }
  const before = Error.prepareStackTrace;
  Error.prepareStackTrace = (error, frames) => frames.filter((frame) => String(frame).includes('prog')).map((frame) => frame.getLineNumber() + ':' + frame.getColumnNumber()).join();
  try { state.n = map.get('x').y; } catch (error) { console.log(error.message, error.stack); }
  Error.prepareStackTrace = (error, frames) => frames.filter((frame) => String(frame).includes('prog')).map(({ constructor }) => constructor.name).join();
  try { state.n = map.get('x').y; } catch (error) { console.log(error.stack); }
  const given = before ?? ((error, frames) => [String(error), ...frames].join('\\n    at '));
  Error.prepareStackTrace = (error, frames) => given(error, frames);
  try { if (state.n !== 'x' && map.get(state.n + map.get('a')).y) return; } catch (error) { console.log(places(error)); }
  Error.prepareStackTrace = before;
  const holder = {}; state.n++; Error.captureStackTrace(holder); console.log(places(holder));
  try { state.n = eval('map.none.y'); } catch (error) { console.log(error.message); }
  const thrower = { get length() { throw new Error('looked at'); }, get n() { return this.length; }, set n(value) { this.length; } };
  const late = {}; const name = (o) => { o.run = function () { return places(new Error('x')); }; o['go'] = () => o.run(); }; name(late); name({}); console.log(late.go());
  let box = { thrower }; const swap = () => { box = { thrower }; }; swap();
  for (const look of [() => thrower.length, () => box.thrower.n, () => { [thrower.n] = [1]; }, () => places.call(thrower.n), () => new Map([[1, thrower.length]]).get(1).length]) {
    try { look(); } catch (error) { console.log(places(error)); }
  }
  console.log(places(new (class extends Error {})('own')).length, new Error('limit').stack.split('\\n').length <= 11);
}
main();
`;

describe.each(NODES.map((node) => ({ node, name: `Node ${major(node)}` })))('$name', ({ node }) => {
  it.each(['prog.cjs', 'prog.mjs'])('prints the stacks of %s as without racewire', async (file) => {
    const { racewire, plain } = project({ [file]: PROGRAM });
    const native = await plain(['node', file], { node });
    const run = await racewire([], ['node', file], { node });
    expect(run.report.coverage.files).toBe(1);
    expect(run.stdout).toBe(native.stdout);
  });

  it('does so under --enable-source-maps, for a text without a map', async () => {
    const { racewire, plain } = project({ 'prog.cjs': PROGRAM });
    const native = await plain(['node', '--enable-source-maps', 'prog.cjs'], { node });
    expect((await racewire([], ['node', '--enable-source-maps', 'prog.cjs'], { node })).stdout).toBe(
      native.stdout,
    );
  });

  it.each([[], ['--enable-source-maps']])(
    "names the codes of Node's own errors, with options %j",
    async (...options) => {
      const prog = `const map = new Map(); let n = 0; setTimeout(() => n++, 1);
const show = (look) => { try { look(); } catch (error) { console.log(error.stack.split('\\n')[0]); } };
show(() => { n++; Buffer.alloc('x' + n); }); show(() => new URL('none' + map.size)); show(() => require('assert').equal(1, 2));
show(() => { throw Object.assign(new Error('own'), { code: 'OWN' }); });
import('./none.mjs').catch((error) => console.log(error.message.length, error.stack.split('\\n')[0]));
`;
      const { racewire, plain } = project({ 'prog.cjs': prog });
      const native = await plain(['node', ...options, 'prog.cjs'], { node });
      expect(native.stdout).toContain('TypeError [ERR_INVALID_ARG_TYPE]: The "size"');
      expect((await racewire([], ['node', ...options, 'prog.cjs'], { node })).stdout).toBe(native.stdout);
    },
  );

  it('maps TypeScript that tsx transformed to its source', async () => {
    const files = {
      'package.json': '{"type":"module"}',
      'prog.ts': `interface Unused {
  readonly a: number;
}
enum E { a }
const map = new Map<string, number>(); let n = E.a;
async function f(this: void, key: string): Promise<void> { map.set(key, n++); await null; throw new Error('boom ' + key); }
try { await f('x'); } catch (error) { console.log((error as Error).stack!.split('\\n')[1]!.trim()); }
`,
    };
    const { racewire, plain } = project(files, ['tsx']);
    const native = await plain(['node', '--import', 'tsx', 'prog.ts'], { node });
    expect(native.stdout).toMatch(/prog\.ts:6:/);
    expect((await racewire([], ['node', '--import', 'tsx', 'prog.ts'], { node })).stdout).toBe(native.stdout);
  });

  it('serves source-map-support of the program', async () => {
    const files = {
      'prog.cjs': `require('source-map-support').install();\n${PROGRAM}`,
    };
    const { racewire, plain } = project(files, ['source-map-support', 'source-map', 'buffer-from']);
    const native = await plain(['node', 'prog.cjs'], { node });
    expect((await racewire([], ['node', 'prog.cjs'], { node })).stdout).toBe(native.stdout);
  });

  it('gives functions their own text', async () => {
    const { racewire, plain } = project({
      'prog.cjs': `const map = new Map(); let n = 0;
function f(key) { n++; return map.get(key)?.size /* as written */; }
class C { async m() { await map.get(n); } }
console.log(String(f), String(C), C.prototype.m.toString(), f.name, f.length, String(Map), Function.prototype.toString.toString());
require('node:worker_threads'); console.log(require('node:vm').runInNewContext('String(function a ( ) { return 1 })'));`,
    });
    const native = await plain(['node', 'prog.cjs'], { node });
    expect((await racewire([], ['node', 'prog.cjs'], { node })).stdout).toBe(native.stdout);
  });

  it.each([
    ['the program throws', 'm = state; throw new Error(k + m.size);'],
    ['a built-in throws', 'new DataView(new SharedArrayBuffer(1)).setInt32(0, state.n);'],
  ])('prints an uncaught error that %s with the program’s own line', async (_, statements) => {
    const { racewire, plain } = project({
      'prog.cjs': `const state = { n: 0 };\nlet m = new Map();\nfunction f(k) { state.n++; ${statements} }\nf('x');\n`,
    });
    const native = await plain(['node', 'prog.cjs'], { node });
    const run = await racewire([], ['node', 'prog.cjs'], { node });
    expect(run.code).toBe(1);
    expect(run.stderr.split('\n').slice(0, 7)).toEqual(native.stderr.split('\n').slice(0, 7));
  });

  it('keeps nothing alive that was on a stack of its own', async () => {
    const { racewire } = project({
      'main.cjs': `class Job { async step() { return 1; } }
const visited = () => { const job = new Job(); job.step(); return new WeakRef(job); };
const job = visited();
setTimeout(() => setTimeout(() => { gc(); console.log(job.deref() === undefined); }));
`,
    });
    expect((await racewire([], ['node', '--expose-gc', 'main.cjs'], { node })).stdout).toBe('true\n');
  });
});
