// What is published: the linter of packages has nothing to say, and every entry is found by each way of resolving it, also
// by TypeScript's oldest (`moduleResolution: node10`), which knows `typesVersions` only.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { publint } from 'publint';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const { exports, typesVersions, types, main } = JSON.parse(
  readFileSync(resolve(root, 'package.json'), 'utf8'),
) as {
  exports: Record<string, { require: { types: string; default: string } }>;
  typesVersions: Record<'*', Record<string, string[]>>;
  types: string;
  main: string;
};

it('has declarations for every entry, whoever asks', () => {
  const entries = Object.entries(exports).filter(([name]) => name !== './package.json');
  const { require: own } = exports['.']!;
  expect({ main, types }).toEqual({ main: own.default, types: own.types });
  expect(typesVersions['*']).toEqual(
    Object.fromEntries(
      entries.filter(([name]) => name !== '.').map(([name, entry]) => [name.slice(2), [entry.require.types]]),
    ),
  );
});

it('is clean for publint', async () => {
  // Declarations are not built for tests: what only they lack is left out.
  const { messages } = await publint({ pkgDir: root, level: 'suggestion', strict: true, pack: false });
  const others = messages.filter(
    ({ code, path }) =>
      code !== 'FILE_DOES_NOT_EXIST' || !(path.at(-1) === 'types' || path[0] === 'typesVersions'),
  );
  expect(others).toEqual([]);
});
