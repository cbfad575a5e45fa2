import { describe, expect, it } from 'vitest';
import { parseStack } from '../../src/report/stack.ts';

const parse = (...lines: string[]): unknown[] =>
  parseStack(['Error: x', ...lines.map((line) => `    at ${line}`)].join('\n'), '/home/racewire/dist').map(
    (frame) => [frame.function, frame.file, frame.line, frame.column],
  );

describe('parseStack', () => {
  it('reads the forms of V8’s frames', () => {
    expect(
      parse(
        'f (/p/a.js:1:2)',
        'async f (file:///p/b%20c.mjs?x=1:3:4)',
        '/p/d.js:5:6',
        'async file:///p/e.mjs:7:8',
        'new C (/p/f.js:9:10)',
        'Object.get [as value] (/p/g.js:11:12)',
        'Object.<anonymous> (/p/h.js:13:14)',
        'async Promise.all (index 0)',
        'eval (eval at run (/p/i.js:1:1), <anonymous>:15:16)',
        'C.<anonymous> (/p/odd (name).js:17:18)',
        '[worker eval]:19:20',
      ),
    ).toEqual([
      ['f', '/p/a.js', 1, 2],
      ['f', '/p/b c.mjs', 3, 4],
      ['', '/p/d.js', 5, 6],
      ['', '/p/e.mjs', 7, 8],
      ['C', '/p/f.js', 9, 10],
      ['Object.get', '/p/g.js', 11, 12],
      ['', '/p/h.js', 13, 14],
      ['eval', '<anonymous>', 15, 16],
      ['C.<anonymous>', '/p/odd (name).js', 17, 18],
      ['', '[worker eval]', 19, 20],
    ]);
  });

  it('leaves out frames of Node, of racewire and of the wrapper of -e', () => {
    expect(
      parse(
        'f (node:internal/x:1:2)',
        'g (/home/racewire/dist/runtime.cjs:1:2)',
        '[eval]-wrapper:6:24',
        'h (/p/a.js:1:2)',
      ),
    ).toEqual([['h', '/p/a.js', 1, 2]]);
  });

  it('gives nothing for a text without frames', () => {
    expect(parseStack('Error', '/x')).toEqual([]);
    expect(parseStack('', '/x')).toEqual([]);
  });
});
