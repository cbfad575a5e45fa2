import { describe, expect, it } from 'vitest';
import { withRun, withoutPool } from '../../src/load/child-environment.ts';

const PRELOAD = '/a b/preload.cjs';
const REQUIRE = '--require="/a b/preload.cjs"';

describe('what processes of a run are started with', () => {
  it.each([
    { given: undefined, processors: 4, wanted: REQUIRE },
    { given: undefined, processors: 2, wanted: `--v8-pool-size=01 ${REQUIRE}` },
    { given: '--no-warnings', processors: 2, wanted: `--v8-pool-size=01 ${REQUIRE} --no-warnings` },
    { given: '--v8_pool_size=2', processors: 1, wanted: `${REQUIRE} --v8_pool_size=2` },
    { given: `--x ${REQUIRE}`, processors: 8, wanted: `--x ${REQUIRE}` },
  ])('$given on $processors processors: $wanted', ({ given, processors, wanted }) => {
    const options = withRun(given, PRELOAD, processors);
    expect(options).toBe(wanted);
    expect(withRun(options, PRELOAD, processors)).toBe(options);
    expect(withRun(withoutPool(options), PRELOAD, processors)).toBe(options);
  });

  it('leaves to a Worker’s `env` what the program asked for itself', () => {
    expect(withoutPool(`--v8-pool-size=01 ${REQUIRE} --no-warnings`)).toBe(`${REQUIRE} --no-warnings`);
    const own = `--v8-pool-size=1 ${REQUIRE}`;
    expect(withoutPool(own)).toBe(own);
  });

  it('goes around options that a runner has put in quotes', () => {
    const quoted = '"--require=/a/preload.cjs" "--import=file:///b.mjs"';
    expect(withRun(quoted, '/a/preload.cjs', 2)).toBe(`--v8-pool-size=01 ${quoted}`);
    expect(withoutPool(`"--v8-pool-size=01" ${quoted}`)).toBe(quoted);
  });
});
