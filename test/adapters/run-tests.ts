// Runs tests in a fresh project whose packages are those of the repository, through a runner's adapter or under the wrapper.
import { symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { project, type Outcome } from '../cli/project.ts';
import { RUNNERS, type RunnerName } from './runners.ts';

const repository = resolve(import.meta.dirname, '../..');

/** Runs tests in a fresh project. @param wrapped - under `racewire --`, without the adapter */
export async function runTests(
  name: RunnerName,
  files: Readonly<Record<string, string>>,
  wrapped = false,
): Promise<Outcome & { path(name: string): string }> {
  const runner = RUNNERS[name];
  const config = wrapped && name === 'vitest' ? { 'vitest.config.js': 'export default {};\n' } : {};
  const made = project({ ...runner.files, ...files, ...config }, runner.links);
  symlinkSync(repository, join(made.directory, 'node_modules', 'racewire'));
  const output = made.path('report.json');
  const outcome = wrapped
    ? await made.racewire([], runner.plain)
    : await made.plain(runner.command, { env: { RACEWIRE: `reporter=json output="${output}"` } });
  return { ...outcome, path: made.path };
}
