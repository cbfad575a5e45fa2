// What the test262 runner reads of a test's front matter.
import { expect, it } from 'vitest';
import { readFrontmatter, variantsOf } from './frontmatter.ts';

it('reads flags, includes and the expected error, inline or as lists', () => {
  const inline = readFrontmatter(
    '/*---\nflags: [async, onlyStrict]\nincludes: [a.js, b.js]\nnegative:\n  phase: parse\n  type: SyntaxError\n---*/\nx',
  );
  expect([...inline.flags]).toEqual(['async', 'onlyStrict']);
  expect(inline.includes).toEqual(['a.js', 'b.js']);
  expect(inline.negative).toEqual({ phase: 'parse', type: 'SyntaxError' });
  const lists = readFrontmatter(
    '/*---\r\nincludes:\r\n  - a.js\r\n  - b.js\r\nflags:\r\n  - module\r\n---*/',
  );
  expect(lists.includes).toEqual(['a.js', 'b.js']);
  expect(lists.negative).toBeUndefined();
  expect(variantsOf(lists)).toEqual(['module']);
});

it('runs each test in every way its flags allow', () => {
  const variants = (flags: string): readonly string[] =>
    variantsOf(readFrontmatter(`/*---\nflags: [${flags}]\n---*/`));
  expect(variants('')).toEqual(['script', 'strict', 'commonjs']);
  expect(variants('noStrict')).toEqual(['script', 'commonjs']);
  expect(variants('onlyStrict')).toEqual(['strict']);
  expect(variants('raw')).toEqual(['script']);
});
