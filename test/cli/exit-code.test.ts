import { describe, expect, it } from 'vitest';
import { LOST_UPDATE, project, races } from './project.ts';

describe('exit code', () => {
  it('is 0 for a command that ends well without races', async () => {
    const { racewire } = project({ 'a.mjs': 'console.log("hello")' });
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.code).toBe(0);
    expect(run.stdout).toBe('hello\n');
    expect(run.report.races).toEqual([]);
  });

  it('is 66 when races remain', async () => {
    const { racewire } = project({ 'a.mjs': LOST_UPDATE });
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.code).toBe(66);
    expect(races(run)).toEqual(['lost-update a.mjs:5 a.mjs:7 a.mjs:7']);
  });

  it('is the command’s own when that is not 0, races or not', async () => {
    const { racewire } = project({ 'a.mjs': `${LOST_UPDATE}\nprocess.exitCode = 3;` });
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.code).toBe(3);
    expect(run.report.exitCode).toBe(3);
    expect(races(run)).toHaveLength(1);
  });

  it('is 128 + n for a command that signal n ended', async () => {
    const { racewire } = project({
      'a.mjs': 'process.kill(process.pid, "SIGKILL"); setInterval(() => {}, 1000)',
    });
    expect((await racewire([], ['node', 'a.mjs'])).code).toBe(137);
  });

  it('tolerates as many races as --fail-on says', async () => {
    const { racewire } = project({ 'a.mjs': LOST_UPDATE });
    expect((await racewire(['--fail-on', '1'], ['node', 'a.mjs'])).code).toBe(0);
    expect((await racewire(['--fail-on', 'lost-update=1'], ['node', 'a.mjs'])).code).toBe(0);
    expect((await racewire(['--fail-on', 'data-race=9'], ['node', 'a.mjs'])).code).toBe(66);
    expect((await racewire([], ['node', 'a.mjs'], { env: { RACEWIRE: 'failOn=1' } })).code).toBe(0);
  });

  it('does not change for races in dependencies only, unless --blame all', async () => {
    const files = {
      'a.mjs': 'import "dep"',
      'node_modules/dep/package.json': '{"name":"dep","version":"1.2.3","type":"module","main":"index.js"}',
      'node_modules/dep/index.js': LOST_UPDATE,
    };
    const { racewire } = project(files);
    const silent = await racewire([], ['node', 'a.mjs']);
    expect(silent.report.races).toEqual([]);
    const run = await racewire(['--deps'], ['node', 'a.mjs']);
    expect(run.code).toBe(0);
    expect(run.report.races[0]).toMatchObject({
      scope: 'dependency',
      accesses: [{ package: 'dep@1.2.3' }, {}, {}],
    });
    expect(run.report.summary).toMatchObject({ races: 1, dependency: 1 });
    expect((await racewire(['--deps', '--blame', 'all'], ['node', 'a.mjs'])).code).toBe(66);
  });
});

describe('wrong use', () => {
  const wrong: [string, string[], string[], string][] = [
    ['an unknown option', ['--levl', 'strict'], ['node', 'a.mjs'], 'ERR_RACEWIRE_UNKNOWN_OPTION'],
    ['a wrong value', ['--level', 'all'], ['node', 'a.mjs'], 'ERR_RACEWIRE_VALUE'],
    ['a number out of range', ['--history', '0'], ['node', 'a.mjs'], 'ERR_RACEWIRE_VALUE'],
    ['no command', [], [], 'ERR_RACEWIRE_NO_COMMAND'],
    ['a command that does not exist', [], ['no-such-command-of-ours'], 'ERR_RACEWIRE_COMMAND_NOT_FOUND'],
    [
      'a suppressions file that is not there',
      ['--suppressions', 'nowhere'],
      ['node', 'a.mjs'],
      'ERR_RACEWIRE_FILE',
    ],
    ['a baseline that is none', ['--baseline', 'a.mjs'], ['node', 'a.mjs'], 'ERR_RACEWIRE_FILE'],
    [
      'a configuration that is not there',
      ['--config', 'nowhere.mjs'],
      ['node', 'a.mjs'],
      'ERR_RACEWIRE_CONFIG',
    ],
  ];
  it.each(wrong)(
    '%s is one line with a code, exit 2, and the command does not run',
    async (_, options, command, code) => {
      const { racewire } = project({ 'a.mjs': 'console.log("ran")' });
      const run = await racewire(options, command);
      expect(run.code).toBe(2);
      expect(run.stderr.trimEnd().split('\n')).toHaveLength(1);
      expect(run.stderr).toContain(`(${code})`);
      expect(run.stdout).toBe('');
    },
  );

  it('names the nearest option and key', async () => {
    const { racewire } = project({ 'a.mjs': '', 'racewire.config.json': '{"exlude": ["x"]}' });
    expect((await racewire(['--exlude', 'x'], ['node', 'a.mjs'])).stderr).toContain(
      'did you mean `--exclude`?',
    );
    const run = await racewire([], ['node', 'a.mjs']);
    expect(run.stderr).toContain('`exlude`; did you mean `exclude`?');
    expect(run.code).toBe(2);
  });
});

describe('signals and streams', () => {
  it('passes SIGTERM on, keeps the command’s answer to it, and reports', async () => {
    const { racewire } = project({
      'a.mjs': `${LOST_UPDATE}\nprocess.on('SIGTERM', () => process.exit(7)); setInterval(() => {}, 1000); console.log('ready');`,
    });
    const run = await racewire([], ['node', 'a.mjs'], {
      when: 'ready',
      then: (pid) => process.kill(pid, 'SIGTERM'),
    });
    expect(run.code).toBe(7);
    expect(races(run)).toHaveLength(1);
  });

  it('passes SIGINT on and reports with 130', async () => {
    const { racewire } = project({
      'a.mjs': `${LOST_UPDATE}\nsetInterval(() => {}, 1000); console.log('ready');`,
    });
    const run = await racewire([], ['node', 'a.mjs'], {
      when: 'ready',
      then: (pid) => process.kill(pid, 'SIGINT'),
    });
    expect(run.code).toBe(130);
    expect(races(run)).toHaveLength(1);
  });

  it('ends a command that runs too long, and reports', async () => {
    const { racewire } = project({ 'a.mjs': `${LOST_UPDATE}\nsetInterval(() => {}, 1000);` });
    const run = await racewire(['--timeout', '2'], ['node', 'a.mjs']);
    expect(run.code).toBe(124);
    expect(races(run)).toHaveLength(1);
  });

  it('stops at the first race with --halt, and prints it at once with --live', async () => {
    const { racewire } = project({ 'a.mjs': `${LOST_UPDATE}\nsetInterval(() => {}, 1000);` });
    const run = await racewire(['--halt', '--live'], ['node', 'a.mjs']);
    expect(run.code).toBe(66);
    expect(run.stderr).toMatch(/lost-update on Map cache[\s\S]*a race was found and the command is ended/);
  });

  it.skipIf(process.platform === 'win32')('ends what a shell leaves behind, too', async () => {
    const { racewire } = project({
      'a.mjs': `${LOST_UPDATE}\nsetInterval(() => {}, 1000);`,
    });
    // The run is over when nobody has its standard output any more.
    const run = await racewire(['--halt'], ['sh', '-c', 'node a.mjs; true']);
    expect(run.code).toBe(66);
    expect(races(run)).toHaveLength(1);
  });

  it('does not stop at a race that is suppressed or known', async () => {
    const { racewire } = project({
      'a.mjs': `${LOST_UPDATE}\nawait sleep(600); console.log('went on');`,
      '.racewire-suppressions': 'lost-update:cache',
    });
    const run = await racewire(['--halt', '--live'], ['node', 'a.mjs']);
    expect(run.stdout).toBe('went on\n');
    expect(run.stderr).not.toContain('lost-update');
    expect(run.code).toBe(0);
  });

  it('keeps standard output of the command apart from the pretty report', async () => {
    const { racewire } = project({ 'a.mjs': `${LOST_UPDATE}\nconsole.log('out');` });
    const run = await racewire(['--reporter', 'pretty'], ['node', 'a.mjs']);
    expect(run.stdout).toBe('out\n');
    expect(run.stderr).toContain('lost-update on Map cache["a"]');
  });
});
