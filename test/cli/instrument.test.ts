import {
  chmodSync,
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { BIN, project, type Outcome, type Project } from './project.ts';

const APP = `import { createRequire } from 'node:module';
import { load } from './lib/load.js';
const { text, place } = createRequire(import.meta.url)('./lib/text.cjs');
const cache = new Map();
async function get(key) {
  if (!cache.has(key)) {
    cache.set(key, await load(key));
  }
}
await Promise.all([get('a'), get('a')]);
console.log(text(), place());
`;
const TEXT = `const m = new Map();
function text(k) { m.set(k, 1); return String(text); }
exports.text = text;
exports.place = () => { m.get(1); return /:\\d+:\\d+/.exec(new Error('here').stack.split('\\n')[1])[0]; };
`;

function sources(more: Readonly<Record<string, string>> = {}): Project {
  return project({
    'package.json': '{"private":true,"type":"module"}',
    'src/app.js': APP,
    'src/lib/load.js': 'export const load = async (key) => key + new Map([[1, 2]]).size;\n',
    'src/lib/text.cjs': TEXT,
    'src/lib/broken.js': 'let x = ;\n',
    'src/data.json': '{"a": 1}\n',
    'src/run': '#!/usr/bin/env node\nimport "./app.js";\n',
    ...more,
  });
}

const places = ({ report }: Outcome): string[] =>
  report.races.flatMap(({ accesses }) => accesses.map(({ file, line }) => `${file}:${line}`));

const instrument = (at: Project, ...words: string[]): ReturnType<Project['plain']> =>
  at.plain(['node', BIN, 'instrument', ...words]);

describe('racewire instrument', () => {
  it('writes a tree that runs under racewire, names its sources, and is not instrumented again', async () => {
    const at = sources();
    const native = await at.plain(['node', 'src/app.js']);
    const made = await instrument(at, 'src', '--out', 'out');
    expect(made.code).toBe(0);
    expect(made.stdout).toMatch(/^racewire: 3 files instrumented \(\d+ sites\), 3 copied, in out\n$/);
    expect(made.stderr).toMatch(/^racewire: lib\/broken\.js is copied as it is: .*Unexpected token/);
    for (const name of ['lib/broken.js', 'data.json', 'run'])
      expect(readFileSync(at.path(`out/${name}`), 'utf8')).toBe(readFileSync(at.path(`src/${name}`), 'utf8'));

    // The sources' own text is gone from the run: what is found was found by what lies in out.
    const run = await at.racewire([], ['node', 'out/app.js']);
    expect(run.stdout).toBe(native.stdout);
    expect(places(run)).toEqual(['src/app.js:6', 'src/app.js:7', 'src/app.js:7']);
    expect(run.report.coverage.files).toBe(3);
    const kept = readdirSync(at.path('node_modules/.cache/racewire')).filter((name) =>
      name.endsWith('.kept'),
    );
    expect(kept).toEqual([]);
  });

  it('leaves files alone that are made already, and drops tables of those that are gone', async () => {
    const at = sources();
    await instrument(at, 'src', '--out', 'out');
    const before = statSync(at.path('out/app.js'), { bigint: true }).ino;
    const tables = readdirSync(at.path('out/.racewire')).length;
    rmSync(at.path('src/lib/text.cjs'));
    writeFileSync(
      at.path('src/lib/load.js'),
      'export const load = async (key) => new Map([[1, key]]).get(1);\n',
    );
    const again = await instrument(at, 'src', '--out', 'out');
    expect(again.stdout).toContain('2 files instrumented');
    expect(statSync(at.path('out/app.js'), { bigint: true }).ino).toBe(before);
    expect(readFileSync(at.path('out/lib/load.js'), 'utf8')).toContain('.get(');
    expect(readdirSync(at.path('out/.racewire')).length).toBe(tables - 2);
  });

  it('makes a tree that may be moved to where the sources are not', async () => {
    const at = sources();
    await instrument(at, 'src', '--out', 'out');
    cpSync(at.path('out'), at.path('elsewhere/app'), { recursive: true });
    for (const name of ['src', 'out']) rmSync(at.path(name), { recursive: true });
    const run = await at.racewire([], ['node', 'elsewhere/app/app.js']);
    const app = 'elsewhere/app/app.js';
    expect(places(run)).toEqual([`${app}:6`, `${app}:7`, `${app}:7`]);
    expect(run.stdout).toContain('function text(k) { m.set(k, 1); return String(text); } :4:');
    const shown = await at.plain(['node', BIN, '--reporter', 'pretty', '--', 'node', 'elsewhere/app/app.js']);
    expect(shown.stderr).toContain('cache.set(key, await load(key));');
    expect(shown.stderr).not.toContain('__racewire');
  });

  it('takes many files in threads, keeps modes, and obeys --exclude, --deps and the output’s place', async () => {
    const many = Object.fromEntries(
      Array.from({ length: 40 }, (_, i) => [
        `src/many/m${i}.js`,
        `export const m${i} = new Map([[${i}, 0]]);\n`,
      ]),
    );
    const at = sources({
      ...many,
      'src/vendor/v.js': 'export const v = new Map();\n',
      'src/node_modules/dep/index.js': 'exports.m = new Map();\n',
      'src/node_modules/dep/package.json': '{"name":"dep"}',
    });
    chmodSync(at.path('src/app.js'), 0o755);
    const made = await instrument(at, 'src', '--out', 'src/out', '--threads', '2', '--exclude', 'vendor/**');
    expect(made.stdout).toContain('43 files instrumented');
    expect(statSync(at.path('src/out/app.js')).mode & 0o777).toBe(0o755);
    expect(readFileSync(at.path('src/out/vendor/v.js'), 'utf8')).toBe('export const v = new Map();\n');
    expect(existsSync(at.path('src/out/node_modules'))).toBe(false);
    const deps = await instrument(at, 'src', '--out', 'src/out', '--deps', '--exclude', 'vendor/**');
    expect(deps.stdout).toContain('44 files instrumented');
    expect(readFileSync(at.path('src/out/node_modules/dep/index.js'), 'utf8')).toContain('__racewire');
    expect(existsSync(join(at.path('src/out'), 'out'))).toBe(false);
  });

  it.each([
    [['nowhere', '--out', 'out'], 'ERR_RACEWIRE_FILE'],
    [['src'], 'ERR_RACEWIRE_USAGE'],
    [['src', '--out', 'src'], 'ERR_RACEWIRE_VALUE'],
    [['src', '--out', '.'], 'ERR_RACEWIRE_VALUE'],
    [['src/lib', '--out', 'node_modules/../src/data.json'], 'ERR_RACEWIRE_VALUE'],
    [['src', '--out', 'src/lib'], 'ERR_RACEWIRE_VALUE'],
    [['src', '--out', 'src/data.json/x'], 'ERR_RACEWIRE_OUTPUT'],
    [['src', '--out', 'out', '--threads', '0'], 'ERR_RACEWIRE_VALUE'],
  ])('refuses %j', async (words, code) => {
    const at = sources();
    const outcome = await instrument(at, ...words);
    expect(outcome.code).toBe(2);
    expect(outcome.stderr).toMatch(new RegExp(`^racewire: .*\\(${code}\\)\\n$`));
    expect(existsSync(at.path('out'))).toBe(false);
  });
});
