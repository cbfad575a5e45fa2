// Shells that give NODE_OPTIONS a value of their own: what they start belongs to the run all the same.
import { describe, expect, it } from 'vitest';
import { setsNodeOptions } from '../../src/load/node-shim.ts';
import { LOST_UPDATE, project, races } from '../cli/project.ts';

const FOUND = 'lost-update main.mjs:5 main.mjs:7 main.mjs:7';
const MAIN = `${LOST_UPDATE}
console.log(process.env.PATH, process.execArgv, process.argv.length, process.execPath);`;

describe.skipIf(process.platform === 'win32')('NODE_OPTIONS that a shell sets', () => {
  it.each([
    { how: 'in its own text', command: ['sh', '-c', 'NODE_OPTIONS=--no-warnings node main.mjs a "b c"'] },
    { how: 'to nothing', command: ['sh', '-c', 'NODE_OPTIONS= node main.mjs'] },
    { how: 'by env', command: ['sh', '-c', 'env NODE_OPTIONS=--no-deprecation node main.mjs'] },
    {
      how: 'for a file that names its interpreter',
      command: ['sh', '-c', 'NODE_OPTIONS=--no-warnings ./run'],
    },
    { how: 'in a script of package.json', command: ['npm', 'run', '--silent', 'go'] },
    { how: 'in what a program starts', command: ['node', 'start.cjs'] },
  ])('$how', async ({ command }) => {
    const { racewire, plain } = project({
      'main.mjs': MAIN,
      run: `#!/usr/bin/env node\n(async () => import('./main.mjs'))();`,
      'package.json': JSON.stringify({
        type: 'commonjs',
        scripts: { go: 'chmod +x run && NODE_OPTIONS=--no-warnings ./run' },
      }),
      'start.cjs': `const { execSync, spawn } = require('node:child_process');
console.log(execSync('NODE_OPTIONS=--no-warnings node main.mjs').toString());
spawn('NODE_OPTIONS="--no-warnings" node main.mjs', { shell: true, stdio: 'inherit' });`,
    });
    const made = command[2]?.includes('./run') === true;
    const whole = made ? ['sh', '-c', `chmod +x run; ${command[2]!}`] : command;
    const run = await racewire([], whole);
    expect(run.stdout).toBe((await plain(whole)).stdout);
    expect(races(run)).toEqual([FOUND]);
  });

  it('is looked for in the words of other programs than Node.js', () => {
    expect(setsNodeOptions(['sh', '-c', 'NODE_OPTIONS=--x node a'])).toBe(true);
    expect(setsNodeOptions(['/usr/bin/node', '-p', 'process.env.NODE_OPTIONS'])).toBe(false);
    expect(setsNodeOptions(['sh', '-c', 'node a'])).toBe(false);
  });
});
