import { afterEach, describe, expect, it } from 'vitest';
import { setPreloadPath, withPreload } from '../../src/threads/edges/worker-options.ts';

const own = process.execArgv;
afterEach(() => {
  process.execArgv = own;
  setPreloadPath('', false);
});

/** What Node is given, and what the worker is to see. */
function given(options: unknown): { execArgv: unknown; seen: unknown } {
  const { options: completed, hidden } = withPreload(options);
  return { execArgv: (completed as { execArgv?: unknown }).execArgv, seen: hidden?.execArgv };
}

describe('a worker of a thread that began to watch by code', () => {
  it.each([{}, { env: process.env }, undefined])(
    'has the arguments of the process that it can have: %j',
    (options) => {
      setPreloadPath('/preload.cjs', true);
      process.execArgv = [
        '--expose-gc',
        '--no-warnings',
        '--max-old-space-size=100',
        '--import',
        'data:text/javascript,',
        '--title=x',
      ];
      expect(given(options)).toEqual({
        execArgv: ['--require', '/preload.cjs', '--no-warnings', '--import', 'data:text/javascript,'],
        seen: process.execArgv,
      });
      process.execArgv = [];
      expect(given(options)).toEqual({ execArgv: ['--require', '/preload.cjs'], seen: [] });
    },
  );

  it('has arguments of its own as they are', () => {
    setPreloadPath('/preload.cjs', true);
    expect(given({ execArgv: ['--expose-gc'] })).toEqual({
      execArgv: ['--require', '/preload.cjs', '--expose-gc'],
      seen: ['--expose-gc'],
    });
  });
});

describe('a worker of a thread that was told by NODE_OPTIONS', () => {
  it('is left alone where they reach it', () => {
    setPreloadPath('/preload.cjs', false);
    for (const options of [undefined, {}, { env: process.env }, { execArgv: 1 }])
      expect(withPreload(options)).toEqual({ options });
  });
});
