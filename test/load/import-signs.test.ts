import { describe, expect, it } from 'vitest';
import { mayImport } from '../../src/load/import-signs.ts';

describe('whether a text may load an ES module', () => {
  it.each([
    "import a from 'a';",
    "import 'a'",
    'x;import{a}from"a"',
    'import * as a from "a"',
    'import été from "a"',
    "const m = await import('a');",
    'const m = import /* webpackChunkName: "a" */ (name);',
    'const m = import\n(name)',
    "new Function('specifier', 'return import(specifier)')",
    "/* c */ import('a')",
    "/** @type {import('a')} */ (await import('a'))",
    " */ import('a')",
    "f('src/**/*.js', import('a'))",
    "// of old\nimport('a')",
  ])('may: %s', (text) => {
    expect(mayImport(text)).toBe(true);
  });

  it.each([
    'let importance = imports.important;',
    "/** @typedef {import('./a')} A */",
    "/**\n * @param {import('./a').B} b\n * @returns {Promise<import('./a').C>}\n */\nfunction f(b) {}",
    "  // as import('a') would\n",
    "const a = /** @type {import('./a').A} */ (b);",
    "/*\n import('a')".replace('\n', ''),
  ])('does not: %s', (text) => {
    expect(mayImport(text)).toBe(false);
  });
});
