// Start-up: what racewire adds to `node -e 0`, to a CommonJS file and to an ES module, cache warm. Native and wrapped runs
// alternate; the fastest of each counts, because only interruptions make a start slower.
//
//   node bench/startup.mjs [--runs N] [--node PATH]…
//
// Budget: 120 ms added to `node -e 0`, aim 60 ms.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '15' },
    node: { type: 'string', multiple: true, default: [process.execPath] },
  },
});
const preload = resolve(import.meta.dirname, '../dist/preload.cjs');
const root = mkdtempSync(join(tmpdir(), 'racewire-startup-'));
process.on('exit', () => rmSync(root, { recursive: true, force: true }));
const spool = join(root, 'spool');
mkdirSync(spool);
const text =
  'const map = new Map(); async function f(key) { if (!map.has(key)) map.set(key, await key); } f(1);\n';
writeFileSync(join(root, 'a.cjs'), text);
writeFileSync(join(root, 'a.mjs'), text);

const run = JSON.stringify({ spool, cache: join(root, 'cache'), root });
const environments = { native: {}, wrapped: { NODE_OPTIONS: `--require=${preload}`, RACEWIRE_RUN: run } };

for (const node of values.node) {
  const { stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  for (const [what, words] of [
    ['-e 0', ['-e', '0']],
    ['a.cjs', [join(root, 'a.cjs')]],
    ['a.mjs', [join(root, 'a.mjs')]],
  ]) {
    const best = { native: Infinity, wrapped: Infinity };
    for (let index = 0; index <= Number(values.runs); index++) {
      for (const name of ['native', 'wrapped']) {
        const started = performance.now();
        const { status } = spawnSync(node, words, { env: { PATH: process.env.PATH, ...environments[name] } });
        if (status !== 0) throw new Error(`${what} ended with ${status}`);
        // The first round fills the cache.
        if (index > 0) best[name] = Math.min(best[name], performance.now() - started);
      }
    }
    const added = best.wrapped - best.native;
    console.log(
      `${stdout.trim().padEnd(10)} node ${what.padEnd(6)} native ${best.native.toFixed(1).padStart(6)} ms  wrapped ${best.wrapped.toFixed(1).padStart(6)} ms  added ${added.toFixed(1).padStart(6)} ms`,
    );
  }
}
