#!/usr/bin/env node
// Runs programs again and again under the built command and compares the reports: one program has one verdict, whatever
// the timers did. Exit code 1 where the races of two runs differ.
//
//   node scripts/same-verdict.mjs PROGRAM… [--runs 100] [--jobs N] [--level predicted]
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '100' },
    jobs: { type: 'string', default: String(availableParallelism()) },
    level: { type: 'string', default: 'predicted' },
  },
});
const BIN = resolve(import.meta.dirname, '../dist/bin.js');
const scratch = mkdtempSync(join(tmpdir(), 'racewire-same-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

/** The races of one run: id, kind and place of each. */
function run(file, number) {
  return new Promise((done) => {
    const out = join(scratch, `${number}.json`);
    const args = [
      BIN,
      '--level',
      values.level,
      '--reporter',
      'json',
      '--output',
      out,
      '--',
      process.execPath,
      file,
    ];
    const child = spawn(process.execPath, args, { cwd: dirname(file), stdio: 'ignore' });
    child.on('close', (code) => {
      if (!existsSync(out)) return done(new Map([['no report', `exit ${code}`]]));
      const { races } = JSON.parse(readFileSync(out, 'utf8'));
      const shown = races.filter((race) => race.severity !== 'benign');
      done(
        new Map(
          shown.map((race) => [
            race.id,
            `${race.kind} ${race.accesses.map((at) => `${at.role} ${at.line}:${at.column}`).join(', ')}`,
          ]),
        ),
      );
    });
  });
}

for (const file of positionals) {
  const runs = Number(values.runs);
  const results = [];
  let next = 0;
  const work = async () => {
    while (next < runs) {
      const number = next++;
      results[number] = await run(resolve(file), number);
    }
  };
  await Promise.all(Array.from({ length: Number(values.jobs) }, work));
  const counts = new Map();
  const texts = new Map();
  for (const result of results)
    for (const [id, text] of result) {
      counts.set(id, (counts.get(id) ?? 0) + 1);
      texts.set(id, text);
    }
  const uneven = [...counts].filter(([, count]) => count !== runs);
  console.log(
    `${basename(file)}: ${runs} runs, ${counts.size} races, ${uneven.length} of them not in every run`,
  );
  for (const [id, count] of counts) console.log(`  ${id} in ${count}: ${texts.get(id)}`);
  if (uneven.length > 0) process.exitCode = 1;
}
