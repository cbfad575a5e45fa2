import Module from 'node:module';
import fs from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { builtinsReplaced, withBuiltinsReplaced } from '../../src/hooks/builtin-exports.ts';

const host = fs as unknown as Record<string, unknown>;
const { existsSync } = fs;
const imported = async (): Promise<unknown> => (await import('node:fs')).existsSync;

afterEach(() => {
  host['existsSync'] = existsSync;
  Module.syncBuiltinESMExports();
});

describe('what ES modules import from built-in modules', () => {
  it('is what stands there after a replacement', async () => {
    const replacement = (): boolean => false;
    host['existsSync'] = replacement;
    builtinsReplaced();
    expect(await imported()).toBe(replacement);
  });

  it('is that once a start, which replaces more than one thing, is over, also by an error', async () => {
    const replacement = (): boolean => false;
    const start = (): void => {
      host['existsSync'] = replacement;
      builtinsReplaced();
      throw new Error('no more');
    };
    expect(() => withBuiltinsReplaced(start)).toThrow('no more');
    expect(await imported()).toBe(replacement);
    host['existsSync'] = existsSync;
    builtinsReplaced();
    expect(await imported()).toBe(existsSync);
  });
});
