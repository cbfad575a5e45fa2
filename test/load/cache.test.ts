import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { StoredTable } from '../../src/facts/tables.ts';
import { readInputMap } from '../../src/load/input-map.ts';
import { toolSource } from '../../src/config/tools.ts';
import { makeSelection } from '../../src/load/selection.ts';
import { openSourceCache, sourceKey } from '../../src/load/source-cache.ts';
import { openPlaces } from '../../src/report/places.ts';
import { LOST_UPDATE, project, races } from '../cli/project.ts';

const table: StoredTable = { key: 'k', file: '/a.js', sites: [], unhandled: [], goal: 'module' };

function directory(): string {
  const made = mkdtempSync(join(tmpdir(), 'racewire-cache-test-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

describe('the key of a text', () => {
  it('depends on text, file and kind', () => {
    const keys = [
      sourceKey('a', '/a.js', 'module'),
      sourceKey('b', '/a.js', 'module'),
      sourceKey('a', '/b.js', 'module'),
      sourceKey('a', '/a.js', 'commonjs'),
    ];
    expect(new Set(keys).size).toBe(4);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
    expect(sourceKey('a', '/a.js', 'module')).toBe(keys[0]);
  });
});

describe('the cache', () => {
  it('makes its directory, keeps code, table and text, and leaves no partial files', () => {
    const root = join(directory(), 'deep', 'cache');
    const cache = openSourceCache(root, '/nowhere');
    expect(cache.read('k')).toBeUndefined();
    expect(cache.write('k', 'code', table, 'text')).toBe(true);
    expect([cache.read('k'), cache.readText('k'), cache.readTable('k')]).toEqual(['code', 'text', table]);
    expect(readdirSync(root)).toEqual(['k.kept']);
  });

  it('keeps parts of any characters, and nothing of a text without hooks but that it has none', () => {
    const root = directory();
    const cache = openSourceCache(root, '/nowhere');
    const odd = { ...table, file: '/ä\n😀.js' };
    cache.write('a', 'cödé\n', odd, '\n→ text 12 3\n');
    expect([cache.read('a'), cache.readTable('a'), cache.readText('a')]).toEqual([
      'cödé\n',
      odd,
      '\n→ text 12 3\n',
    ]);
    cache.write('b', '', table, 'text');
    expect([cache.read('b'), cache.readTable('b'), cache.readText('b')]).toEqual(['', undefined, undefined]);
    expect(readFileSync(join(root, 'b.kept')).length).toBeLessThan(10);
    cache.write('c', 'code', { ...table, unhandled: [{ what: 'with', line: 9 }] }, 'text');
    const places = openPlaces(['', root], () => undefined);
    expect(['a', 'b', 'c', 'none'].map((key) => places.unhandled(key))).toEqual([
      [],
      [],
      [{ what: 'with', line: 9 }],
      [],
    ]);
  });

  it('falls back to the spool directory, and says so when neither can be written', () => {
    const spool = directory();
    const blocked = join(spool, 'a-file');
    writeFileSync(blocked, '');
    const cache = openSourceCache(join(blocked, 'cache'), spool);
    expect(cache.write('k', 'code', table, 'text')).toBe(true);
    expect(openSourceCache('', spool).read('k')).toBe('code');
    expect(openSourceCache(join(blocked, 'cache'), join(blocked, 'spool')).write('k', '', table, '')).toBe(
      false,
    );
  });

  it('is not fooled by what a crash left: only whole files have their names', () => {
    const root = directory();
    writeFileSync(join(root, 'k.kept.123.abc.1'), 'half');
    expect(openSourceCache(root, root).read('k')).toBeUndefined();
  });

  it('serves the second run, and ten processes at once', async () => {
    const { racewire, path } = project({
      'main.mjs': `import { fork } from 'node:child_process';
await Promise.all(Array.from({ length: 10 }, () => new Promise((done) => fork('./a.mjs').on('exit', done))));`,
      'a.mjs': LOST_UPDATE,
    });
    const cache = path('node_modules/.cache/racewire');
    const first = await racewire([], ['node', 'main.mjs']);
    expect(first.report.races).toHaveLength(1);
    expect(first.report.races[0]!.count).toBeGreaterThanOrEqual(10);
    const names = readdirSync(cache).sort();
    expect(
      names.filter(
        (name) =>
          !/^([0-9a-f]{32}\.(kept|flows)|(runtime|instrument)-[0-9a-f]{32}(\.ran)?\.code|last\.json|pruned)$/.test(
            name,
          ),
      ),
    ).toEqual([]);
    const second = await racewire([], ['node', 'main.mjs']);
    expect(races(second)).toEqual(races(first));
    expect(readdirSync(cache).sort()).toEqual(names);
  });

  it('keeps where values go in a text made at run time, for the rules of later runs', async () => {
    const { racewire, path } = project({
      'main.mjs': `import { readFileSync } from 'node:fs'; await (0, eval)(readFileSync('a.txt', 'utf8'));`,
      'a.txt': `(async () => {
const rows = new Map([['n', 0]]);
const pause = () => new Promise((settle) => setTimeout(settle, 1));
const save = (v) => { rows.set('n', v); };
async function add() {
  const n = rows.get('n');
  await pause();
  save(n + 1);
}
await Promise.all([add(), add()]);
})()`,
    });
    const first = await racewire([], ['node', 'main.mjs']);
    expect(races(first)).toEqual(['lost-update [eval text]:6 [eval text]:4 [eval text]:4']);
    const names = readdirSync(path('node_modules/.cache/racewire')).filter((name) => name.endsWith('.flows'));
    expect(names).toHaveLength(1);
    expect(races(await racewire([], ['node', 'main.mjs']))).toEqual(races(first));
    // What is kept is what is gone by.
    writeFileSync(
      path(`node_modules/.cache/racewire/${names[0]!}`),
      JSON.stringify({
        resolved: [],
        told: [],
        given: [],
        passed: [],
        kept: [],
        resets: [],
        emptied: [],
        renewed: [],
        recomputed: [],
      }),
    );
    expect(races(await racewire([], ['node', 'main.mjs']))).not.toEqual(races(first));
  });

  it.each(['runtime', 'instrument'])(
    'keeps compiled code of %s.cjs, and uses none that is not whole',
    async (name) => {
      const { racewire, path } = project({ 'a.mjs': LOST_UPDATE });
      const cache = path('node_modules/.cache/racewire');
      let texts = 0;
      const first = await racewire([], ['node', 'a.mjs']);
      const code = readdirSync(cache).filter((entry) => entry.startsWith(`${name}-`));
      expect(code).toHaveLength(1);
      const file = join(cache, code[0]!);
      const whole = readFileSync(file);
      expect(whole.length).toBeGreaterThan(100_000);
      const spoilt = Buffer.from(whole);
      spoilt.fill(0, 20_480, 24_576);
      for (const content of [
        spoilt,
        whole.subarray(0, 20_000),
        Buffer.alloc(whole.length),
        Buffer.alloc(0),
      ]) {
        writeFileSync(file, content);
        // The transformer is loaded for a text of which nothing is kept.
        if (name === 'instrument') writeFileSync(path('a.mjs'), `${LOST_UPDATE}\n// ${String(texts++)}\n`);
        const again = await racewire([], ['node', 'a.mjs']);
        expect(races(again)).toEqual(races(first));
        expect(again.code).toBe(first.code);
        expect(readFileSync(file).length).toBeGreaterThan(100_000);
      }
    },
  );

  it('instruments again what has changed', async () => {
    const { racewire, path } = project({ 'a.mjs': `// one more line\n${LOST_UPDATE}` });
    expect(races(await racewire([], ['node', 'a.mjs']))).toEqual(['lost-update a.mjs:6 a.mjs:8 a.mjs:8']);
    writeFileSync(path('a.mjs'), LOST_UPDATE);
    expect(races(await racewire([], ['node', 'a.mjs']))).toEqual(['lost-update a.mjs:5 a.mjs:7 a.mjs:7']);
  });

  it('runs a program from a directory that cannot be written', async () => {
    const {
      racewire,
      path,
      directory: root,
    } = project({ 'sub/package.json': '{}', 'sub/a.mjs': LOST_UPDATE });
    mkdirSync(path('tmp'));
    chmodSync(path('sub'), 0o555);
    onTestFinished(() => chmodSync(path('sub'), 0o755));
    const run = await racewire([], ['node', 'a.mjs'], {
      cwd: path('sub'),
      env: { TMPDIR: join(root, 'tmp') },
    });
    expect(races(run)).toHaveLength(1);
  });
});

describe('the map that came with a text', () => {
  const map = '{"version":3,"sources":["a.ts"],"mappings":"AAAA"}';
  const encoded = Buffer.from(map).toString('base64');
  it.each([
    ['none', 'code', undefined],
    ['inline', `code\n//# sourceMappingURL=data:application/json;base64,${encoded}`, map],
    [
      'inline, with a charset',
      `code\n//# sourceMappingURL=data:application/json;charset=utf-8;base64,${encoded}\n`,
      map,
    ],
    [
      'the last of two',
      `//# sourceMappingURL=other.map\n//# sourceMappingURL=data:application/json;base64,${encoded}`,
      map,
    ],
    ['inline, as text', `//# sourceMappingURL=data:application/json,${encodeURIComponent(map)}`, map],
    ['missing', '//# sourceMappingURL=nowhere.js.map', undefined],
    ['wrong', '//# sourceMappingURL=data:application/json;base64,e30=', undefined],
    ['not JSON', '//# sourceMappingURL=data:application/json;base64,AAAA', undefined],
    ['in a string', 'const text = "sourceMappingURL=";', undefined],
  ])('%s', (_, text, expected) => {
    expect(readInputMap(text, '/project/a.js')).toBe(expected);
  });

  it('is read beside the file', () => {
    const root = directory();
    writeFileSync(join(root, 'a b.js.map'), map);
    expect(readInputMap('//# sourceMappingURL=a%20b.js.map', join(root, 'a b.js'))).toBe(map);
  });
});

describe('selection', () => {
  const base = { root: '/p', own: '/p', deps: false, tools: '(?!)', include: [], exclude: [] };
  it.each([
    [base, '/p/a.js', true],
    [base, '/p/node_modules/x/a.js', false],
    [base, '/q/a.js', false],
    [base, '/pq/a.js', false],
    [{ ...base, deps: true }, '/p/node_modules/x/a.js', true],
    [{ ...base, deps: true }, '/q/node_modules/x/a.js', false],
    [{ ...base, deps: true }, '/p/q/node_modules/x/a.js', true],
    [{ ...base, root: '/p/packages/q', deps: true }, '/p/node_modules/x/a.js', true],
    [{ ...base, deps: true }, '/node_modules/x/a.js', true],
    [{ ...base, deps: true }, '/usr/lib/node_modules/npm/a.js', false],
    [{ ...base, deps: true }, '/home/racewire/dist/runtime.cjs', false],
    [{ ...base, include: ['^/q/.*$'] }, '/q/a.js', true],
    [{ ...base, exclude: ['^a\\.js$'] }, '/p/a.js', false],
    [{ ...base, include: ['^a\\.js$'], exclude: ['^a\\.js$'] }, '/p/a.js', false],
    [{ ...base, deps: true, tools: toolSource([]) }, '/p/node_modules/x/a.js', true],
    [
      { ...base, deps: true, tools: toolSource([]) },
      '/p/node_modules/x/node_modules/@babel/core/lib/a.js',
      false,
    ],
    [{ ...base, deps: true, tools: toolSource([]) }, '/p/node_modules/mocha/node_modules/x/a.js', false],
    [{ ...base, deps: true, tools: toolSource([]), include: ['mocha'] }, '/p/node_modules/mocha/a.js', true],
    [{ ...base, own: '/' }, '/q/a.js', true],
    [{ ...base, own: '/' }, '/q/node_modules/x/a.js', false],
    [{ ...base, own: '/home' }, '/home/racewire/dist/runtime.cjs', false],
  ])('%j %s: %s', (options, file, chosen) => {
    expect(makeSelection(options, '/home/racewire/dist')(file)).toBe(chosen);
  });
});
