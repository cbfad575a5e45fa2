import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it, onTestFinished } from 'vitest';
import { cacheDirectory, projectRoot, pruneCache, workspaceRoot } from '../../src/cli/directories.ts';

let root = '';
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'racewire-directories-')));
  const made = root;
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
});

it('takes the nearest directory with a package.json for the project', () => {
  mkdirSync(join(root, 'a/b'), { recursive: true });
  writeFileSync(join(root, 'package.json'), '{}');
  expect(projectRoot(join(root, 'a/b'))).toBe(root);
});

it.each([
  ['package.json', '{"workspaces":["packages/*"]}', true],
  ['pnpm-workspace.yaml', 'packages: ["packages/*"]', true],
  ['lerna.json', '{}', true],
  ['package.json', '{"name":"a-parent"}', false],
  ['package.json', '{', false],
])('takes what lies below a workspace for the user’s own: %s %s %s', (name, text, found) => {
  const member = join(root, 'packages', 'a');
  mkdirSync(member, { recursive: true });
  writeFileSync(join(member, 'package.json'), '{}');
  writeFileSync(join(root, name), text);
  expect(workspaceRoot(member)).toBe(found ? root : member);
});

it('keeps the cache in node_modules where there is one', () => {
  mkdirSync(join(root, 'node_modules'));
  expect(cacheDirectory(root)).toBe(join(root, 'node_modules/.cache/racewire'));
});

it('prunes what is a month old, once a day, and nothing else', () => {
  const now = Date.now();
  const key = 'a'.repeat(32);
  const add = (name: string, days: number): void => {
    writeFileSync(join(root, name), '');
    utimesSync(join(root, name), new Date(), new Date(now - days * 86_400_000));
  };
  for (const extension of ['js', 'json', 'txt']) add(`${key}.${extension}`, 31);
  add(`${'b'.repeat(32)}.js`, 29);
  add('last.json', 90);
  pruneCache(root, now);
  expect(readdirSync(root).sort()).toEqual([`${'b'.repeat(32)}.js`, 'last.json', 'pruned']);
  add(`${key}.js`, 31);
  pruneCache(root, now);
  expect(existsSync(join(root, `${key}.js`))).toBe(true);
  pruneCache(root, now + 2 * 86_400_000);
  expect(existsSync(join(root, `${key}.js`))).toBe(false);
  expect(() => pruneCache(join(root, 'no'), now)).not.toThrow();
});
