// What Node prints of an error that nobody catches: the line it was thrown from. Of racewire's own lines, which stand where V8
// was called by them, none may fill a terminal; where Node's code threw, that is shown as natively.
import { describe, expect, it } from 'vitest';
import { NODES, project } from '../cli/project.ts';

const HEAD = `const m = new Map(); async function f() { m.set(1, 2); await null; m.get(1) }\nf();\n`;
const THROWN_BY_NODE = [
  "new (require('node:worker_threads').Worker)(5)",
  "require('node:child_process').spawn(5)",
  "process.on('x', 5)",
];
const THROWN_BY_V8 = [
  "new (require('node:worker_threads').MessageChannel)().port1.postMessage(() => {})",
  'structuredClone([new SharedArrayBuffer(8), () => {}])',
  'Atomics.store({}, 0, 1)',
  'm.forEach(5)',
];

/** The lines up to the first of the stack. */
function shown(stderr: string): string[] {
  const lines = stderr.split('\n');
  return lines.slice(
    0,
    lines.findIndex((line) => line.startsWith('    at ')),
  );
}

describe.each(NODES)('an uncaught error of Node %s', (node) => {
  it.each(THROWN_BY_NODE)('%s', async (statement) => {
    const { plain, racewire } = project({ 'main.cjs': HEAD + statement });
    const native = await plain([node, 'main.cjs']);
    const wrapped = await racewire([], [node, 'main.cjs']);
    expect(native.stderr).toContain('node:internal');
    expect(shown(wrapped.stderr)).toEqual(shown(native.stderr));
  });

  it.each(THROWN_BY_V8)('%s', async (statement) => {
    const { plain, racewire } = project({ 'main.cjs': HEAD + statement });
    const native = await plain([node, 'main.cjs']);
    const wrapped = await racewire([], [node, 'main.cjs']);
    expect(shown(native.stderr).at(-1)).toMatch(/Error/);
    expect(shown(wrapped.stderr).at(-1)).toBe(shown(native.stderr).at(-1));
    expect(Math.max(...wrapped.stderr.split('\n').map((line) => line.length))).toBeLessThan(400);
  });

  it('of an import that is not exported is shown where it stands', async () => {
    const main = `import { none } from './other.mjs';\nconst m = new Map(); m.set(1, none);`;
    const { plain, racewire } = project({ 'main.mjs': main, 'other.mjs': 'export const some = new Map();' });
    const native = await plain([node, 'main.mjs']);
    const wrapped = await racewire([], [node, 'main.mjs']);
    expect(native.stderr).toContain(main.split('\n')[0]);
    expect(wrapped.stderr).toContain(native.stderr.slice(0, native.stderr.indexOf('    at ')));
  });
});
