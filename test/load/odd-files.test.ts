// Files that are no ordinary text: the program does as natively, and stays watched where it can be.
import { writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { transform } from '../../instrument/index.ts';
import { project } from '../cli/project.ts';

const MAIN = `import { createRequire } from 'node:module';
import { readFileSync, writeFileSync } from 'node:fs';
const require = createRequire(import.meta.url);
const bytes = require('./bytes.cjs');
console.log(JSON.stringify(bytes()), bytes.toString().length, require('./data.json'), Object.keys(require('./empty.cjs')));
const { instance } = await WebAssembly.instantiate(readFileSync(new URL('./add.wasm', import.meta.url)));
console.log(instance.exports.add(2, 3));
const m = new Map(); let n = 0; const add = () => { n++; m.set(n, n); };
add();
writeFileSync(new URL(import.meta.url), '// changed while it runs');
const text = String(add); add();
try { m.get(1).none.more; } catch (error) { console.log(text, error.stack.split('\\n')[1].replace(/.*main/, 'main')); }
`;
// (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
const WASM = Buffer.from('AGFzbQEAAAABBwFgAn9/AX8DAgEABwcBA2FkZAAACgkBBwAgACABags=', 'base64');

it('runs bytes that are not UTF-8, JSON, wasm, an empty file and one that changes as natively', async () => {
  const made = (): ReturnType<typeof project> => {
    const at = project({ 'main.mjs': MAIN, 'data.json': '\ufeff{"a":1}', 'empty.cjs': '' });
    const bytes = [0xff, 0xc3, 0x28, 0xed, 0xa0, 0x80, 0xe9];
    const source = "const m = new Map(); module.exports = () => { m.set(1, 'BYTES'); return m.get(1); };";
    const [before, after] = source.split('BYTES');
    writeFileSync(
      at.path('bytes.cjs'),
      Buffer.concat([Buffer.from(before!), Buffer.from(bytes), Buffer.from(after!)]),
    );
    writeFileSync(at.path('add.wasm'), WASM);
    return at;
  };
  const native = await made().plain(['node', 'main.mjs']);
  expect(native.stdout).toContain('\ufffd');
  expect(native.stdout).toContain('\n5\n');
  const run = await made().racewire([], ['node', 'main.mjs']);
  expect(run.stdout).toBe(native.stdout);
  expect(run.report.coverage.files).toBe(2);
  expect(run.report.coverage.skipped).toEqual([]);
});

it('takes 2 MB in one line', () => {
  const code = `let m=f(),k=1;${'k=k+1;'.repeat(340_000)}m.set(k,m.get(k));`;
  const { code: made, table } = transform(code, { file: '/a.mjs', goal: 'module' });
  expect(made.split('\n').length).toBe(1);
  expect(table.sites.map(([, column]) => column > 2_000_000)).toEqual([true, true]);
});
