#!/usr/bin/env node
// Runs a checkout's own tests natively and under the built command, and prints both counts: instrumented code must behave
// as written.
//
//   node scripts/suite.mjs DIRECTORY [options] -- COMMAND…
//     --options "--deps --level strict"   options of racewire (default: all of node_modules instrumented)
//     --repeat N                          runs of each, alternating; the fastest count (default 1)
//     --keep FILE                         keep the JSON report of the last wrapped run
//
// Exit code 0: the same tests pass and fail. Counts are read from the summary that the test runner prints.
import { spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs, stripVTControlCharacters } from 'node:util';

const split = process.argv.indexOf('--');
const { values, positionals } = parseArgs({
  args: process.argv.slice(2, split < 0 ? undefined : split),
  allowPositionals: true,
  options: {
    options: { type: 'string', default: '--include **/node_modules/**' },
    repeat: { type: 'string', default: '1' },
    keep: { type: 'string' },
  },
});
const command = split < 0 ? [] : process.argv.slice(split + 1);
if (positionals.length !== 1 || command.length === 0) {
  console.error(
    'usage: node scripts/suite.mjs DIRECTORY [--options "…"] [--repeat N] [--keep FILE] -- COMMAND…',
  );
  process.exit(2);
}
const BIN = resolve(import.meta.dirname, '../dist/bin.js');
const scratch = mkdtempSync(join(tmpdir(), 'racewire-suite-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

// What the runners print at their end; each number may be missing, and stands for 0 then.
const SUMMARIES = [
  ['mocha', /^ *(\d+) passing/m, /^ *(\d+) failing/m, /^ *(\d+) pending/m],
  ['jest', /^Tests:.*?(\d+) passed/m, /^Tests:.*?(\d+) failed/m, /^Tests:.*?(\d+) skipped/m],
  ['vitest', /^ *Tests .*?(\d+) passed/m, /^ *Tests .*?(\d+) failed/m, /^ *Tests .*?(\d+) skipped/m],
  ['node:test', /^[#ℹ] pass (\d+)/m, /^[#ℹ] fail (\d+)/m, /^[#ℹ] skipped (\d+)/m],
  ['ava', /^ *(\d+) tests? passed/m, /^ *(\d+) tests? failed/m, /^ *(\d+) tests? skipped/m],
  ['tap', /^# pass +(\d+)/m, /^# fail +(\d+)/m, /^# skip +(\d+)/m],
  ['tap 18', /^# \{ total: \d+, pass: (\d+)/m, /^# \{.*fail: (\d+)/m, /^# \{.*skip: (\d+)/m],
  ['uvu', /^ *Passed: +(\d+)/m, /^ *Total: +(\d+)/m, /^ *Skipped: +(\d+)/m],
];

function countsOf(text) {
  const plain = stripVTControlCharacters(text);
  for (const [runner, passed, failed, skipped] of SUMMARIES) {
    if (!passed.test(plain) && !failed.test(plain)) continue;
    const [pass, fail, skip] = [passed, failed, skipped].map((pattern) =>
      Number(pattern.exec(plain)?.[1] ?? 0),
    );
    return { runner, pass, fail: runner === 'uvu' ? fail - pass - skip : fail, skip };
  }
  const lines = plain.match(/^ *(not )?ok\b/gm) ?? [];
  const fail = lines.filter((line) => line.includes('not')).length;
  return { runner: 'lines of TAP', pass: lines.length - fail, fail, skip: 0 };
}

function run(words) {
  return new Promise((done, failed) => {
    const started = performance.now();
    const child = spawn(words[0], words.slice(1), {
      cwd: resolve(positionals[0]),
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stdout.on('data', (data) => (text += data));
    child.stderr.on('data', (data) => (text += data));
    child.on('error', failed);
    child.on('close', (code, signal) =>
      done({ code: code ?? signal, text, seconds: (performance.now() - started) / 1000 }),
    );
  });
}

const output = join(scratch, 'report.json');
const options = values.options.split(/\s+/).filter((word) => word !== '');
const best = { native: undefined, wrapped: undefined };
for (let round = 0; round < Number(values.repeat); round++) {
  const native = await run(command);
  const wrapped = await run([
    process.execPath,
    BIN,
    ...options,
    '--reporter',
    'json',
    '--output',
    output,
    '--',
    ...command,
  ]);
  for (const [name, result] of Object.entries({ native, wrapped })) {
    if (best[name] === undefined || result.seconds < best[name].seconds) best[name] = result;
  }
}
const line = (name, result) => {
  const { runner, pass, fail, skip } = countsOf(result.text);
  console.log(
    `${name.padEnd(8)} ${String(pass).padStart(6)} passed ${String(fail).padStart(4)} failed ${String(skip).padStart(4)} skipped  exit ${result.code}  ${result.seconds.toFixed(1)} s  (${runner})`,
  );
  return [pass, fail, skip].join();
};
const same = line('native', best.native) === line('wrapped', best.wrapped);
console.log(
  `${same ? 'same' : 'DIFFERENT'}, wall time ${(best.wrapped.seconds / best.native.seconds).toFixed(2)} times`,
);
if (!same) console.log(best.wrapped.text.split('\n').slice(-40).join('\n'));
if (existsSync(output)) {
  const report = JSON.parse(readFileSync(output, 'utf8'));
  const { files, skipped, lost, accesses, tasks } = report.coverage;
  console.log(
    `${report.summary.races} races (${report.summary.dependency} in dependencies only), ${files} files, ${skipped.length} skipped, ${accesses} accesses, ${tasks} tasks`,
  );
  for (const { file, why } of skipped.slice(0, 5)) console.log(`  skipped ${file}: ${why}`);
  for (const { what, why } of lost.slice(0, 5)) console.log(`  lost ${what}: ${why}`);
  for (const race of report.races.slice(0, 10)) {
    console.log(
      `  ${race.scope} ${race.kind} on ${race.store.type} ${race.store.label} (${race.certainty}): ${race.accesses.map(({ file, line }) => `${file}:${line}`).join(' / ')}`,
    );
  }
  if (values.keep !== undefined) copyFileSync(output, values.keep);
}
process.exitCode = same ? 0 : 1;
