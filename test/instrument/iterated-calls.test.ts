// V8 takes a call for what is iterated where both have one place, and says "f is not a function or its return value is not
// iterable": React's users know it of useState. What stands in the way of that place must say the same.
import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

const PROGRAM = `
  let x = 1, u, seen = 0; const o = { a: 1 }, none = () => {}
  function change() { x = 2; o.a = 2; seen++ }
  if (seen > 9) change();
`;

describe('what cannot be called or constructed, or returns what cannot be iterated', () => {
  it.each([
    '[...x(1)]',
    '[...x()]',
    'const [a] = x(o)',
    'const [a, b] = (0, o.a)(1)',
    'const [a, b] = (0, o.a)()',
    'for (const e of x(1)) ;',
    'for (const e of new x(1)) ;',
    '[...(1, x(1))]',
    '[...(1, new x(1))]',
    '[...(1, new x)]',
    '[...(1, new x(eval("x")))]',
    'const c = 1; [...(1, c(eval("x")))]',
    '[...(1, new x(x = 2))]',
    '[...(1, new escape(1))]',
    '[...(1, new none(1))]',
    '[...(1, new none)]',
    'const [a] = new none(x = none)',
    'const [a] = new Function("a", "return 1")(2)',
    'let d; [d] = (1, new x(1))',
    'let d; [d] = none(1)',
    'const [a] = none()(2)',
    'const [a] = none(1)(2)',
    'const [a] = new (none())(1)',
    '[...(u ?? x(1))]',
    '[...(u ?? new o.a(1)), 1]',
    '[...(u ?? none(1))]',
    '[...(u || none(1))]',
    '[...(u ?? u ?? x)]',
    '[...(u ?? u ?? none(1))]',
    '[...(none() ?? u ?? x)]',
    '[...(x + x + x)]',
    '[...(1, none(1))]',
    '[...((x(1) ?? u) ?? x)]',
    '[...((x(1) + 1) + x)]',
    'for (const e of ((x.clear() ?? 1) ?? 1)) ;',
    'for (const e of ((x.clear() + 1) + 1)) ;',
    'for (const e of u ?? none(1)) ;',
    'for (const e of x ? u : ({ b: x } = 1)) ;',
    'for (const e of x ? u : ([x] = 1)) ;',
    'for (const e of u ?? u ?? none(1)) ;',
    'function* g() { yield* new x(1) } return [...g()]',
    'function* g() { yield* x(1) } return [...g()]',
    'return [...(() => [1, 2])(3), ...(0, o.b ?? (() => "ab"))()]',
  ])('%s', async (text) => {
    const { native, instrumented, code } = await compare(PROGRAM + text, { assignedNames: new Set(['a']) });
    expect(instrumented, code).toEqual(native);
  });
});

it('evaluates the callee once and ahead of the arguments', async () => {
  const { native, instrumented, code } = await compare(`
    let calls = []; const f = (...all) => { calls.push(all.length); return all }
    const g = () => { calls.push('g'); return f }, a = (n) => { calls.push(n); return n }
    const [p] = g()(a(1), a(2)); const [q] = (0, g())(a(3)); const [r] = f(a(4)); const [...s] = new (g())(a(5), a(6))
    return [calls, p, q, r, s.length]`);
  expect(instrumented, code).toEqual(native);
});
