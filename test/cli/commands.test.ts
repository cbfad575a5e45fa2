import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { BIN, LOST_UPDATE, project, type Outcome, type Project } from './project.ts';

const own = (made: Project, ...words: string[]): Promise<Outcome> => made.plain(['node', BIN, ...words]);

describe('racewire report', () => {
  it('prints the last run again, and exits as it did', async () => {
    const made = project({ 'a.mjs': LOST_UPDATE });
    expect((await own(made, 'report')).stderr).toContain('ERR_RACEWIRE_FILE');
    await made.racewire([], ['node', 'a.mjs']);
    const again = await own(made, 'report');
    expect(again.code).toBe(66);
    expect(again.stderr).toContain('lost-update on Map cache["a"]');
    expect(again.stderr).toContain('> 7 |   cache.set(key, ms);');
    const sarif = await own(made, 'report', 'report.json', '--reporter', 'sarif');
    expect(JSON.parse(sarif.stdout)).toMatchObject({ version: '2.1.0' });
  });

  it('writes several formats at once', async () => {
    const made = project({ 'a.mjs': LOST_UPDATE });
    const run = await made.racewire(
      ['--reporter', 'pretty,junit=out/junit.xml,sarif=out/x.sarif'],
      ['node', 'a.mjs'],
    );
    expect(run.stderr).toContain('lost-update on Map');
    expect(readFileSync(made.path('out/junit.xml'), 'utf8')).toContain('<failure');
    expect(JSON.parse(readFileSync(made.path('out/x.sarif'), 'utf8'))).toMatchObject({ version: '2.1.0' });
  });

  it('keeps the races of a run whose report cannot be written', async () => {
    const made = project({ 'a.mjs': LOST_UPDATE, file: '' });
    const run = (...options: string[]): Promise<Outcome> =>
      own(made, ...options, '--', process.execPath, 'a.mjs');
    const only = await run('--reporter', 'json=file/x.json');
    expect(only.code).toBe(66);
    expect(only.stderr).toContain('lost-update on Map cache');
    expect(only.stderr).toContain('ERR_RACEWIRE_OUTPUT');
    const tolerated = await run('--reporter', 'json=file/x.json,json=y.json', '--fail-on', '1');
    expect(tolerated.code).toBe(2);
    expect(JSON.parse(readFileSync(made.path('y.json'), 'utf8'))).toMatchObject({ version: 1 });
  });

  it.each(['{', '[]', '{"version":2}', '{"version":1}'])('refuses %j with one error', async (text) => {
    const made = project({ 'bad.json': text });
    const run = await own(made, 'report', 'bad.json');
    expect(run.code).toBe(2);
    expect(run.stderr).toMatch(/^racewire: Expected `bad\.json` to be .* \(ERR_RACEWIRE_FILE\)\n$/);
  });
});

describe('racewire baseline', () => {
  it('records what is known, so that only new races fail', async () => {
    const made = project({ 'a.mjs': LOST_UPDATE });
    await made.racewire([], ['node', 'a.mjs']);
    expect((await own(made, 'baseline')).stdout).toBe('racewire: 1 known race in racewire-baseline.json\n');
    const known = await made.racewire(['--baseline', 'racewire-baseline.json'], ['node', 'a.mjs']);
    expect(known.code).toBe(0);
    expect(known.report.summary).toMatchObject({ races: 0, known: 1 });
    // Lines may move; another store is new.
    writeFileSync(made.path('a.mjs'), `\n\n${LOST_UPDATE}`);
    expect((await made.racewire(['--baseline', 'racewire-baseline.json'], ['node', 'a.mjs'])).code).toBe(0);
    writeFileSync(made.path('a.mjs'), LOST_UPDATE.replaceAll('cache', 'other'));
    expect((await made.racewire(['--baseline', 'racewire-baseline.json'], ['node', 'a.mjs'])).code).toBe(66);
  });
});

describe('racewire merge', () => {
  it('makes one report of shards', async () => {
    const made = project({ 'a.mjs': LOST_UPDATE, 'b.mjs': LOST_UPDATE });
    for (const name of ['a', 'b']) {
      await made.plain(['node', BIN, '--reporter', `json=${name}.json`, '--', 'node', `${name}.mjs`]);
    }
    const run = await own(
      made,
      'merge',
      'a.json',
      'b.json',
      'a.json',
      '--reporter',
      'json',
      '--output',
      'report.json',
    );
    expect(run.code).toBe(66);
    expect(run.report.races.map((race) => race.accesses[0]!.file).sort()).toEqual(['a.mjs', 'b.mjs']);
    expect(run.report.summary.races).toBe(2);
  });
});

describe('racewire explain', () => {
  it('prints a race in full, and what its kind means', async () => {
    const made = project({ 'a.mjs': LOST_UPDATE });
    const { report } = await made.racewire([], ['node', 'a.mjs']);
    const run = await own(made, 'explain', report.races[0]!.id.slice(0, 6));
    expect(run.stdout).toContain('cache.set(key, ms)');
    expect(run.stdout).toContain('lost-update: A write based on a read that is stale by then');
    expect((await own(made, 'explain', 'order-race')).stdout).toContain('The last write wins');
    expect((await own(made, 'explain', 'ffffff')).code).toBe(2);
  });
});

describe('suppressions of a run', () => {
  it('are read from the project, from the code, and counted', async () => {
    const made = project({
      'a.mjs': LOST_UPDATE,
      'b.mjs': LOST_UPDATE.replace(
        '    cache.set',
        '    // racewire-ignore-next-line lost-update -- fine here\n    cache.set',
      ),
      '.racewire-suppressions': 'lost-update:a.mjs\ndata-race:*\n',
    });
    expect((await made.racewire([], ['node', 'a.mjs'])).code).toBe(0);
    const run = await made.racewire([], ['node', 'b.mjs']);
    expect(run.code).toBe(0);
    expect(run.report.suppressions.map(({ rule, count }) => [rule, count])).toEqual([
      ['lost-update:a.mjs', 0],
      ['data-race:*', 0],
      ['racewire-ignore-next-line lost-update', 1],
    ]);
  });

  it('that are malformed name their place and lose no race: the command does not start', async () => {
    const made = project({
      'a.mjs': 'console.log("ran")',
      '.racewire-suppressions': 'lost-update:a.mjs\nlost-updates:x\n',
    });
    const run = await made.racewire([], ['node', 'a.mjs']);
    expect(run.code).toBe(2);
    expect(run.stderr).toContain('.racewire-suppressions:2');
    expect(run.stdout).toBe('');
  });
});

describe('reports and baselines that are malformed', () => {
  it('are refused by the place in them that is wrong', async () => {
    const made = project({ 'a.mjs': LOST_UPDATE });
    const { report } = await made.racewire([], ['node', 'a.mjs']);
    const race = report.races[0]!;
    for (const [changed, place] of [
      [{ ...report, summary: undefined }, 'summary'],
      [{ ...report, races: [race, null] }, 'races[1]'],
      [
        { ...report, races: [{ ...race, accesses: [{ ...race.accesses[0], file: 3 }] }] },
        'races[0].accesses[0].file',
      ],
    ] as const) {
      writeFileSync(made.path('bad.json'), JSON.stringify(changed));
      for (const command of ['report', 'merge', 'baseline']) {
        const run = await own(made, command, 'bad.json');
        expect(run.code).toBe(2);
        expect(run.stderr).toContain(`at \`${place}\`, where`);
        expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
      }
    }
  });

  it('are one error that names the file: nothing is written, and the command does not start', async () => {
    const made = project({
      'a.mjs': 'console.log("ran")',
      'broken.json': '{ "races":',
      'other.json': '{ "version": 99 }',
    });
    for (const [file, said] of [
      ['broken.json', 'JSON'],
      ['other.json', 'version `99`'],
      ['none.json', 'no such file'],
    ] as const) {
      for (const words of [
        ['merge', file],
        ['baseline', file],
        ['--baseline', file, '--', 'node', 'a.mjs'],
      ]) {
        const run = await made.plain(['node', BIN, ...words]);
        expect(run.code, words.join(' ')).toBe(2);
        expect(run.stderr.match(/^racewire: /gm), run.stderr).toHaveLength(1);
        expect(run.stderr).toMatch(new RegExp(`^racewire: Expected \`(.*/)?${file}\` to be .*, got `));
        expect(run.stderr).toContain(said);
        expect(run.stdout).toBe('');
      }
    }
  });
});

describe('--explain-hooks', () => {
  it('names the hooks of a file and why each is there', async () => {
    const made = project({ 'a.mjs': LOST_UPDATE, 'bad.mjs': 'let = ;' });
    const run = await own(made, '--explain-hooks', 'a.mjs');
    expect(run.code).toBe(0);
    expect(run.stdout).toMatch(/^5:8 +call +cache\.has\(key\) +\S/m);
    expect(run.stdout).toMatch(/\n\d+ hooks\n$/);
    expect((await own(made, '--explain-hooks', 'bad.mjs')).stderr).toContain('ERR_RACEWIRE_FILE');
    expect((await own(made, '--explain-hooks', 'none.mjs')).code).toBe(2);
  });
});

describe('help', () => {
  it('reads well at 80 columns and names every option and command', async () => {
    const { stdout, code } = await own(project({}), '--help');
    expect(code).toBe(0);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    for (const word of ['--level', '--fail-on', '--timeout', 'racewire baseline', 'Exit code'])
      expect(stdout).toContain(word);
    expect((await own(project({}), '--version')).stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });
});
