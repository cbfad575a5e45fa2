// The tests of the command line run what users run: dist, built from the sources as they stand.
import { spawnSync } from 'node:child_process';

export default function setup(): void {
  const built = spawnSync(process.execPath, ['scripts/build.mjs', '--no-types'], {
    stdio: 'inherit',
    timeout: 300_000,
  });
  if (built.status !== 0) throw new Error('the build failed: the tests of the command line need dist');
}
