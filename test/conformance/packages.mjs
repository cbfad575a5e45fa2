// The most depended-upon packages of npm, natively and with everything instrumented: the same exported names, the same errors, and
// the same lines and columns in the stack of an error that is thrown through each package's own code.
//
//   node test/conformance/packages.mjs <directory> [--install] [--node <binary>] [--only <name>] [--batch 10]
//     [--slice 2/8]
//
// The packages of packages.json are installed into the directory with --install (no scripts of theirs are run). Prints
// what differs and the counts; exit code 1 where anything does. A slice is one of so many parts of the list.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    install: { type: 'boolean', default: false },
    node: { type: 'string', default: process.execPath },
    only: { type: 'string' },
    batch: { type: 'string', default: '10' },
    slice: { type: 'string', default: '1/1' },
  },
});
if (positionals.length !== 1) {
  console.error(
    'usage: node test/conformance/packages.mjs <directory> [--install] [--node BIN] [--only NAME]',
  );
  process.exit(2);
}
const directory = resolve(positionals[0]);
const BIN = resolve(import.meta.dirname, '../../dist/bin.js');
const PROBE = resolve(import.meta.dirname, 'packages-probe.mjs');
const listed = JSON.parse(readFileSync(resolve(import.meta.dirname, 'packages.json'), 'utf8'));

if (values.install) {
  mkdirSync(directory, { recursive: true });
  const dependencies = Object.fromEntries(listed.map((name) => [name, '*']));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ private: true, dependencies }));
  const options = ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--legacy-peer-deps'];
  execFileSync('npm', options, { cwd: directory, stdio: 'inherit' });
}
const [part, parts] = values.slice.split('/').map(Number);
const names = listed.filter(
  (name, index) =>
    index >= Math.floor(((part - 1) * listed.length) / parts) &&
    index < Math.floor((part * listed.length) / parts) &&
    (values.only === undefined || values.only === name) &&
    existsSync(join(directory, 'node_modules', name)),
);
/** Milliseconds without a word after which a package is taken not to come back. */
const PATIENCE = 20_000;
const scratch = mkdtempSync(join(tmpdir(), 'racewire-packages-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));
const report = join(scratch, 'report.json');

function probe(some, wrapped) {
  const plain = [PROBE, directory, ...some];
  const words = wrapped
    ? [
        BIN,
        '--include',
        '**/node_modules/**',
        '--reporter',
        'json',
        '--output',
        report,
        '--',
        values.node,
        ...plain,
      ]
    : plain;
  return new Promise((done, failed) => {
    const child = spawn(values.node, words, {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'ignore'],
      detached: true,
    });
    // Some packages wait for input, or never come back: what was seen before counts. The command's child ends with it.
    const end = () => process.kill(-child.pid, 'SIGKILL');
    let timer = setTimeout(end, wrapped ? 3 * PATIENCE : PATIENCE);
    let text = '';
    child.stdout.on('data', (data) => {
      text += data;
      clearTimeout(timer);
      timer = setTimeout(end, wrapped ? 3 * PATIENCE : PATIENCE);
    });
    child.on('error', failed);
    child.on('close', () => {
      clearTimeout(timer);
      const seen = new Map();
      for (const line of text.split('\n')) if (line.startsWith('{')) seen.set(JSON.parse(line).name, line);
      done(seen);
    });
  });
}

const skipped = new Map();
const lost = new Map();
function note() {
  if (!existsSync(report)) return;
  const { coverage } = JSON.parse(readFileSync(report, 'utf8'));
  for (const { file, why } of coverage.skipped) skipped.set(file, why);
  for (const { what, why } of coverage.lost) lost.set(what, why);
  rmSync(report);
}

/** Whether a package looks the same; natively it has to look the same twice, or it is not compared. */
async function differs(name) {
  const native = (await probe([name], false)).get(name);
  const wrapped = (await probe([name], true)).get(name);
  if (native === wrapped && native !== undefined) return undefined;
  const again = (await probe([name], false)).get(name);
  return { native, wrapped, unsteady: again !== native || native === undefined };
}

let stacks = 0;
let same = 0;
let unsteady = 0;
const different = [];
for (let at = 0; at < names.length; at += Number(values.batch)) {
  const some = names.slice(at, at + Number(values.batch));
  const native = await probe(some, false);
  const wrapped = await probe(some, true);
  note();
  for (const name of some) {
    let found;
    if (native.get(name) === undefined || native.get(name) !== wrapped.get(name)) found = await differs(name);
    note();
    if (found === undefined) {
      same++;
      const seen = JSON.parse(native.get(name) ?? '{"stacks":[]}');
      stacks += seen.stacks.filter((one) => Array.isArray(one) && one.length > 1).length;
    } else if (found.unsteady) unsteady++;
    else {
      different.push(name);
      const [a, b] = [found.native ?? 'no answer', found.wrapped ?? 'no answer'];
      let first = 0;
      while (first < a.length && a[first] === b[first]) first++;
      console.log(`${name}\n  native  …${a.slice(Math.max(0, first - 120), first + 200)}`);
      console.log(`  wrapped …${b.slice(Math.max(0, first - 120), first + 200)}`);
    }
  }
}
console.log(
  `${names.length} of ${listed.length} packages installed: ${same} the same (${stacks} stacks compared), ${different.length} different, ` +
    `${unsteady} that differ from run to run natively or end the process; ${skipped.size} files ran as they are, ${lost.size} failures inside racewire`,
);
for (const [file, why] of skipped) console.log(`  as it is: ${file}: ${why}`);
for (const [what, why] of lost) console.log(`  lost: ${what}: ${why}`);
process.exitCode = different.length === 0 ? 0 : 1;
