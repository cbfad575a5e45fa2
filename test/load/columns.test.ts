import { describe, expect, it } from 'vitest';
import { transform } from '../../instrument/index.ts';
import { makeColumnMap } from '../../src/load/columns.ts';

describe('columns of instrumented text', () => {
  it('lead back to every identifier of the text as written', () => {
    const text =
      'let n = 0;\r\nasync function plus(m, k) { n += await m.get(k); return n; }\nexport { plus };\n';
    const { code, table } = transform(text, { file: '/a.mjs', goal: 'module' });
    const map = makeColumnMap(text, table.edits ?? []);
    const written = text.split(/\r?\n/);
    code.split(/\r?\n/).forEach((line, index) => {
      for (const name of ['plus', 'm.get', 'export', 'return n']) {
        const at = written[index]!.indexOf(name);
        const now = name === 'return n' ? line.indexOf('return') : line.indexOf(name);
        if (at >= 0 && now >= 0) expect([name, map.columnOf(index + 1, now + 1)]).toEqual([name, at + 1]);
      }
    });
    expect(code).not.toBe(text);
  });

  it('of inserted text are the place where it was put', () => {
    expect(makeColumnMap('abcd', [2, 0, 5]).columnOf(1, 4)).toBe(3);
    expect(makeColumnMap('abcd', [2, 0, 5]).columnOf(1, 8)).toBe(3);
    expect(makeColumnMap('abcd', [2, 1, 5]).columnOf(1, 8)).toBe(4);
  });

  it('of inserted text that stands for a later place are that', () => {
    expect(makeColumnMap('abcdef', [2, -3, 5]).columnOf(1, 4)).toBe(6);
    expect(makeColumnMap('abcdef', [2, -3, 5]).columnOf(1, 8)).toBe(3);
  });

  it('are unknown behind the last line', () => {
    expect(makeColumnMap('a\nb', []).columnOf(3, 1)).toBeUndefined();
  });
});
