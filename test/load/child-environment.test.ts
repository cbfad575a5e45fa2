import { describe, expect, it } from 'vitest';
import { withRun, withoutPool } from '../../src/load/child-environment.ts';

const PRELOAD = '/a b/preload.cjs';
const REQUIRE = '--require="/a b/preload.cjs"';

describe('what processes of a run are started with', () => {
  it.each([
    { given: undefined, processors: 4, wanted: REQUIRE },
    { given: undefined, processors: 2, wanted: `${REQUIRE} --v8-pool-size=01` },
    { given: '--no-warnings', processors: 2, wanted: `${REQUIRE} --v8-pool-size=01 --no-warnings` },
    { given: '--v8_pool_size=2', processors: 1, wanted: `${REQUIRE} --v8_pool_size=2` },
    { given: `--x ${REQUIRE}`, processors: 8, wanted: `--x ${REQUIRE}` },
  ])('$given on $processors processors: $wanted', ({ given, processors, wanted }) => {
    const options = withRun(given, PRELOAD, processors);
    expect(options).toBe(wanted);
    expect(withRun(options, PRELOAD, processors)).toBe(options);
    expect(withRun(withoutPool(options, PRELOAD), PRELOAD, processors)).toBe(options);
  });

  it('leaves to a Worker’s `env` what the program asked for itself', () => {
    expect(withoutPool(`${REQUIRE} --v8-pool-size=01 --no-warnings`, PRELOAD)).toBe(
      `${REQUIRE} --no-warnings`,
    );
    const own = `${REQUIRE} --v8-pool-size=1`;
    expect(withoutPool(own, PRELOAD)).toBe(own);
  });
});
