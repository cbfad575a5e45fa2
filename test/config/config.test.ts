import { describe, expect, it } from 'vitest';
import { exceeds, parseFailOn } from '../../src/config/fail-on.ts';
import { globSources } from '../../src/globs.ts';
import { DEFAULTS, KEY_NAMES, KEYS, readText, readValue, type Key } from '../../src/config/keys.ts';
import { loadConfig, readEnvironment, readObject } from '../../src/config/load.ts';
import { nearest, RacewireError, userError } from '../../src/errors.ts';
import { NODES, project } from '../cli/project.ts';

const codeOf = (run: () => unknown): string => {
  try {
    run();
  } catch (error) {
    return error instanceof RacewireError ? `${error.code} ${error.message}` : String(error);
  }
  return 'no error';
};

describe('one setting', () => {
  it.each([
    ['level', 'strict', 'strict'],
    ['engine', 'threads', ['threads']],
    ['engine', 'tasks,threads', ['tasks', 'threads']],
    ['deps', 'on', true],
    ['stores', 'off', false],
    ['include', 'a/**, b', ['a/**', 'b']],
    ['history', '20', 20],
    ['failOn', '3', { total: 3 }],
    ['reporter', 'pretty,sarif=out.sarif', ['pretty', 'sarif=out.sarif']],
    ['show', 'benign', ['benign']],
  ] as [Key, string, unknown][])('%s of the text %j', (key, text, value) => {
    expect(readText(key, text, 'x')).toEqual(value);
  });

  it.each([
    ['level', 'all'],
    ['engine', 'threads,gpu'],
    ['deps', 'maybe'],
    ['history', '7'],
    ['history', '1e1'],
    ['failOn', '-1'],
    ['failOn', 'deadlock=1'],
    ['reporter', 'xml'],
    ['timeout', '0'],
    ['values', ''],
  ] as [Key, string][])('%s refuses the text %j', (key, text) => {
    expect(codeOf(() => readText(key, text, `\`${key}\``))).toContain('ERR_RACEWIRE_VALUE');
  });

  it('says what was expected and what came', () => {
    expect(codeOf(() => readText('history', '0', '`--history`'))).toBe(
      'ERR_RACEWIRE_VALUE Expected `--history` to be an integer from 8 to 24, got `0`',
    );
    expect(codeOf(() => readValue('deps', 'yes', '`deps` in `x`'))).toBe(
      'ERR_RACEWIRE_VALUE Expected `deps` in `x` to be `true` or `false`, got `yes`',
    );
  });

  it('has a default, a help text and words for what it expects', () => {
    for (const key of KEY_NAMES) {
      expect(KEYS[key].help.length).toBeGreaterThan(5);
      expect(KEYS[key].flags).toMatch(/^--[a-z-]+( <.*>)?$/);
      if (key in DEFAULTS)
        expect(readValue(key, DEFAULTS[key as keyof typeof DEFAULTS], key)).toEqual(
          DEFAULTS[key as keyof typeof DEFAULTS],
        );
    }
  });
});

describe('RACEWIRE', () => {
  it('reads keys and values, in camel case or with dashes, quoted or alone', () => {
    expect(readEnvironment('level=strict deps fail-on=2  include="a b/**" redactKeys=true')).toEqual({
      level: 'strict',
      deps: true,
      failOn: { total: 2 },
      include: ['a b/**'],
      redactKeys: true,
    });
    expect(readEnvironment(undefined)).toEqual({});
  });

  it('names the nearest key', () => {
    expect(codeOf(() => readEnvironment('levle=strict'))).toContain('did you mean `level`?');
  });
});

describe('an object of settings', () => {
  it.each([[null], [[]], ['x'], [3]])('refuses %j', (value) => {
    expect(codeOf(() => readObject(value, 'f.json'))).toContain('ERR_RACEWIRE_CONFIG');
  });
  it('refuses unknown keys and wrong types with their place', () => {
    expect(codeOf(() => readObject({ sugressions: [] }, 'f.json'))).toContain(
      'in `f.json`, got `sugressions`; did you mean `suppressions`?',
    );
    expect(codeOf(() => readObject({ include: [1] }, 'f.json'))).toContain('`include` in `f.json`');
  });
});

describe('files', () => {
  const load = (
    files: Record<string, string>,
    environment: NodeJS.ProcessEnv = {},
    commandLine = {},
  ): ReturnType<typeof loadConfig> => {
    const { directory } = project(files);
    return loadConfig({ commandLine, environment, root: directory });
  };

  it('are read as json, js, mjs and from package.json', async () => {
    expect((await load({ 'racewire.config.json': '{"level":"strict"}' })).level).toBe('strict');
    expect((await load({ 'racewire.config.js': 'module.exports = { level: "strict" }' })).level).toBe(
      'strict',
    );
    expect((await load({ 'racewire.config.mjs': 'export default { level: "strict" }' })).level).toBe(
      'strict',
    );
    expect((await load({ 'package.json': '{"racewire":{"level":"strict"}}' })).level).toBe('strict');
    expect(await load({})).toEqual(DEFAULTS);
  });

  it('stand below the environment, which stands below the command line', async () => {
    const files = { 'racewire.config.json': '{"level":"strict","history":20,"values":"full"}' };
    const config = await load(files, { RACEWIRE: 'history=12 values=none' }, { values: 'shape' });
    expect(config).toMatchObject({ level: 'strict', history: 12, values: 'shape', deps: false });
  });

  it('name files relative to themselves', async () => {
    const { directory, path } = project({
      'racewire.config.json': '{"suppressions":["a.txt"],"baseline":"b.json"}',
    });
    const config = await loadConfig({ commandLine: {}, environment: {}, root: directory });
    expect(config).toMatchObject({ suppressions: [path('a.txt')], baseline: path('b.json') });
  });

  it.each([
    ['racewire.config.json', '{"level":'],
    ['racewire.config.mjs', 'export default {'],
    ['racewire.config.mjs', 'throw new Error("x")'],
    ['racewire.config.mjs', 'export const level = 1'],
    ['package.json', '{"racewire":3}'],
    ['package.json', '{'],
  ])('that are wrong are one error: %s %j', async (name, text) => {
    await expect(load({ [name]: text })).rejects.toMatchObject({ code: 'ERR_RACEWIRE_CONFIG' });
  });

  it.each(NODES)('may be TypeScript, typed by defineConfig, on %s', async (node) => {
    const { plain } = project(
      {
        'racewire.config.ts': `interface Unused { a: 1 }\nexport default { level: 'strict' as const, failOn: { total: 1, 'lost-update': 2 } };`,
      },
      ['tsx'],
    );
    const { BIN } = await import('../cli/project.ts');
    const run = await plain(['node', BIN, '--print-config'], { node });
    expect(JSON.parse(run.stdout)).toMatchObject({ level: 'strict', failOn: { total: 1, 'lost-update': 2 } });
  });
});

describe('limits of --fail-on', () => {
  const race = (kind: string, certainty = 'observed', severity = 'error'): never =>
    ({ kind, certainty, severity }) as never;
  it.each([
    ['0', [], false],
    ['0', [race('lost-update')], true],
    ['2', [race('lost-update'), race('data-race')], false],
    ['lost-update=1', [race('lost-update')], false],
    ['lost-update=1', [race('lost-update'), race('lost-update')], true],
    ['lost-update=1', [race('data-race')], true],
    ['1,lost-update=1', [race('data-race'), race('lost-update')], false],
    ['predicted=9', [race('data-race', 'predicted'), race('data-race', 'predicted')], false],
    ['predicted=9,data-race=0', [race('data-race', 'predicted')], true],
    ['warning=1', [race('data-race', 'observed', 'warning')], false],
  ])('%j', (text, races, over) => {
    expect(exceeds(parseFailOn(text)!, races)).toBe(over);
  });
});

describe('globs', () => {
  it.each([
    ['src/**', 'src/a/b.ts', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['**/*.gen.js', 'a.gen.js', true],
    ['./own.*', 'own.mjs', true],
    ['{a,b}/**', 'b/.hidden/c.js', true],
    ['/abs/**', '/abs/x.js', true],
    ['node_modules/dep/**', 'node_modules/dep/index.js', true],
  ])('%s matches %s: %s', (glob, path, matches) => {
    expect(new RegExp(globSources([glob])[0]!).test(path)).toBe(matches);
  });
});

describe('errors', () => {
  it('carry a code, and name the nearest word only when one is near', () => {
    expect(userError('ERR_RACEWIRE_NO_COMMAND')).toMatchObject({
      name: 'RacewireError',
      code: 'ERR_RACEWIRE_NO_COMMAND',
    });
    expect(nearest('exlude', ['include', 'exclude'])).toBe('exclude');
    expect(nearest('banana', ['include', 'exclude'])).toBeUndefined();
  });
});
