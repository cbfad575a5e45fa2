// Who is named, and who fails, for races in every place where a suite can have them; the same for each runner. The same
// under the wrapper finds the same races.
import { describe, expect, it } from 'vitest';
import { expectedKeys, expectedOutcome, matrixFiles, outcomeOf } from './matrix.ts';
import { RUNNERS, type RunnerName } from './runners.ts';
import { runTests } from './run-tests.ts';

describe.each(Object.keys(RUNNERS) as RunnerName[])('%s', (runner) => {
  it('names each race once with the tests of both sides, and fails the tests that have one', async () => {
    const outcome = await runTests(runner, matrixFiles(runner));
    expect(outcomeOf(runner, outcome.report.races, outcome)).toEqual(expectedOutcome(runner));
    expect(outcome.code).not.toBe(0);
  });

  it('has the same races under the wrapper, where all tests pass', async () => {
    const outcome = await runTests(runner, matrixFiles(runner), true);
    const keys = outcome.report.races.map((race) => race.store.key).sort();
    expect(keys, outcome.stdout + outcome.stderr).toEqual(expectedKeys(runner));
    expect(outcome.code).toBe(66);
  });
});
