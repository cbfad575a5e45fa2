// What a suspended function keeps alive: its temporaries are empty, unless they are needed behind the await.
import { expect, test } from 'vitest';
import { transform } from '../../instrument/index.ts';

const made = (body: string): string =>
  transform(`async function f(a, v) {\n${body}\n}\nf.b = f.c = 1;`, { file: '/f.js', goal: 'commonjs' }).code;

test('an await empties the temporaries of what came before it', () => {
  expect(made('a.b.c = v; await v;')).toMatch(/await \w+\.aw\(\w+,v,\((\w+)=void 0,/);
});

test('an await in a loop empties those of what comes behind it, too', () => {
  expect(made('for (;;) { await v; a.b.c = v; }')).toMatch(/await \w+\.aw\(\w+,v,\((\w+)=void 0,/);
});

test('a temporary that is needed behind the await keeps what it holds', () => {
  const code = made('a.b.c = await v;');
  expect(code).toMatch(/\((\w+)=.*\)\.c = /);
  expect(code).not.toContain('void 0');
});

test('a function without temporaries has nothing to empty', () => {
  expect(made('await v;')).not.toContain('void 0');
});
