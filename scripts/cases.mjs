#!/usr/bin/env node
// Runs folders of programs with a verdict against the built command and prints a table: races found, right lines, false
// reports.
//
//   node scripts/cases.mjs FOLDER|FILE… [--only TEXT] [--jobs N] [--timeout MS] [--node PATH] [--verbose]
//
// A program NAME.race.mjs or NAME.ok.mjs (also .cjs, .js, .ts) says in its first line what is expected:
//   // expect: none
//   // expect: race KIND [on WHAT]
// and marks the two sides of the race: `//! A` and `//! B` at the end of their lines (`//! AB` both); `eval:3` behind a
// mark means line 3 of the text run from there. `// level: strict` in the second line asks for that level, for the .ok twin,
// too. A folder with expect.json, race.mjs and fixed.mjs is a package: it is copied, installed, and run with --deps.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    only: { type: 'string', default: '' },
    jobs: { type: 'string', default: '1' },
    timeout: { type: 'string', default: '60000' },
    node: { type: 'string', default: process.execPath },
    verbose: { type: 'boolean', default: false },
  },
});
if (positionals.length === 0) {
  console.error(
    'usage: node scripts/cases.mjs FOLDER|FILE… [--only TEXT] [--jobs N] [--timeout MS] [--node PATH]',
  );
  process.exit(2);
}
const BIN = resolve(import.meta.dirname, '../dist/bin.js');
const scratch = mkdtempSync(join(tmpdir(), 'racewire-cases-'));
process.on('exit', () => rmSync(scratch, { recursive: true, force: true }));

const KINDS = {
  'check-then-act': 'lost-update',
  iteration: 'stale-iteration',
  'order-violation': 'order-race',
};
const kindOf = (text) => {
  const kind = text.trim().toLowerCase().replaceAll(' ', '-');
  return KINDS[kind] ?? kind;
};

function readProgram(file) {
  const lines = readFileSync(file, 'utf8').split(/\r?\n/);
  const head = /^\/\/ expect: (?:(none)|race\s+([\w-]+(?: [\w-]+)??)(?:\s+on\s+(.+))?)\s*$/.exec(lines[0]);
  if (head === null) return undefined;
  const marks = lines.flatMap((text, index) => {
    const found = /\/\/! (AB|A|B)(?: eval:(\d+))?\s*$/.exec(text);
    return found === null
      ? []
      : [...found[1]].map((side) => ({ side, line: index + 1, inner: Number(found[2] ?? 0) }));
  });
  const race = head[1] === undefined;
  const twin = file.replace('.ok.', '.race.');
  const strictHead = (path) => {
    const [first, second] = readFileSync(path, 'utf8').split(/\r?\n/);
    return /^\/\/ level: strict/.test(second ?? '') || /race order/.test(first);
  };
  const strict = strictHead(file) || (!race && existsSync(twin) && strictHead(twin));
  return {
    name: basename(file),
    file,
    directory: dirname(file),
    race,
    kind: race ? kindOf(head[2]) : '',
    marks,
    options: ['--level', strict ? 'strict' : 'predicted'],
    command: [file],
  };
}

function readPackage(folder) {
  const expect = JSON.parse(readFileSync(join(folder, 'expect.json'), 'utf8'));
  const copy = join(scratch, basename(folder));
  cpSync(folder, copy, { recursive: true });
  spawnSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund'], { cwd: copy });
  const options = ['--deps', '--level', /order/.test(expect.kind) ? 'strict' : 'predicted'];
  return ['race.mjs', 'fixed.mjs']
    .filter((name) => existsSync(join(copy, name)))
    .map((name) => ({
      name: `${basename(folder)}/${name}`,
      file: join(copy, name),
      directory: copy,
      race: name === 'race.mjs',
      where: expect.where,
      marks: [],
      options,
      command: [name],
    }));
}

function collect(path) {
  if (!statSync(path).isDirectory()) return [readProgram(path)].filter(Boolean);
  if (existsSync(join(path, 'expect.json'))) return readPackage(path);
  return readdirSync(path)
    .filter((name) => name !== 'node_modules')
    .sort()
    .flatMap((name) => {
      const inner = join(path, name);
      if (statSync(inner).isDirectory()) return existsSync(join(inner, 'expect.json')) ? collect(inner) : [];
      return /\.(race|ok)\.[cm]?[jt]s$/.test(name) ? collect(inner) : [];
    });
}

function run(one, output) {
  return new Promise((done) => {
    const words = [
      BIN,
      ...one.options,
      '--reporter',
      'json',
      '--output',
      output,
      '--',
      values.node,
      ...one.command,
    ];
    const child = spawn(values.node, words, { cwd: one.directory, stdio: ['ignore', 'pipe', 'pipe'] });
    let text = '';
    child.stdout.on('data', (data) => (text += data));
    child.stderr.on('data', (data) => (text += data));
    const timer = setTimeout(() => child.kill('SIGTERM'), Number(values.timeout));
    child.on('close', (code) => {
      clearTimeout(timer);
      done({ code, text });
    });
  });
}

const sideFits = (one, access, side) =>
  one.marks.some((mark) => {
    if (mark.side !== side) return false;
    const own = basename(access.file) === one.name;
    return own ? access.line === mark.line : mark.inner > 0 && access.line === mark.inner;
  });

// A right pair has an access on an A line and another one on a B line; in a package, two accesses at expected places.
function isRight(one, race) {
  if (one.where !== undefined) {
    const places = race.accesses.filter(({ file, line }) =>
      one.where.some((place) => `${file}:${line}`.endsWith(place)),
    );
    return places.length >= 2;
  }
  if (race.kind !== one.kind) return false;
  if (one.marks.length === 0) return true;
  const [p, q] = race.accesses;
  const pair = (a, b) => sideFits(one, a, 'A') && sideFits(one, b, 'B');
  return p !== undefined && q !== undefined && (pair(p, q) || pair(q, p));
}

const show = (race) =>
  `${race.kind} ${race.accesses.map(({ file, line }) => `${basename(file)}:${line}`).join(' / ')}`;

async function judge(one, index) {
  const output = join(scratch, `${index}.json`);
  const started = performance.now();
  const { code, text } = await run(one, output);
  const ms = Math.round(performance.now() - started);
  if (!existsSync(output))
    return { one, ms, verdict: 'broken', note: text.trim().split('\n').at(-1) ?? `exit ${code}` };
  const report = JSON.parse(readFileSync(output, 'utf8'));
  const races = report.races.filter((race) => race.severity !== 'benign');
  if (!one.race) {
    const clean = races.length === 0;
    return {
      one,
      ms,
      verdict: clean ? 'clean' : 'false',
      note: clean ? '' : `false report: ${show(races[0])}`,
    };
  }
  const right = races.filter((race) => isRight(one, race));
  if (right.length > 0) return { one, ms, verdict: 'found', note: '' };
  const near = races.some((race) => race.kind === one.kind);
  return {
    one,
    ms,
    verdict: near ? 'elsewhere' : 'missed',
    note: races.length === 0 ? 'not reported' : `instead: ${show(races[0])}`,
  };
}

const all = positionals
  .flatMap((path) => collect(resolve(path)))
  .filter((one) => one.name.includes(values.only));
const width = Math.max(10, ...all.map((one) => one.name.length));
const results = [];
let next = 0;
await Promise.all(
  Array.from({ length: Number(values.jobs) }, async () => {
    for (let index; (index = next++) < all.length;) {
      const result = await judge(all[index], index);
      results.push(result);
      const good = result.verdict === 'found' || result.verdict === 'clean';
      if (!good || values.verbose) {
        console.log(
          `${good ? 'pass' : 'FAIL'}  ${result.one.name.padEnd(width)}  ${String(result.ms).padStart(6)} ms  ${result.note}`,
        );
      }
    }
  }),
);
const count = (...verdicts) => results.filter((result) => verdicts.includes(result.verdict)).length;
const races = results.filter((result) => result.one.race).length;
console.log(
  `races found ${count('found')}/${races} (other lines ${count('elsewhere')}, missed ${count('missed')})`,
);
console.log(
  `silent as expected ${count('clean')}/${results.length - races} (false reports ${count('false')}); broken runs ${count('broken')}`,
);
process.exitCode = count('found', 'clean') === results.length ? 0 : 1;
