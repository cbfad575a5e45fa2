// Bundlers make names longer than a line (`next_dist_server_app_render_entry_base__WEBPACK_IMPORTED_MODULE_28__`): hooks that
// repeat a name must repeat those, too.
import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

const LONG = `${'a_module_of_the_bundle_'.repeat(4)}__IMPORTED_28__`;

describe('a name of a hundred characters', () => {
  it.each([
    ['spread first in a literal', 'function g() { const m = { ...o, b: 1 }; return { ...o } } return g()'],
    [
      'read by a loop',
      'const all = []; (async () => { for (const k in o) { all.push(k); await null } })(); return all',
    ],
    [
      'iterated by a loop',
      'const all = []; (async () => { for (const k of o.list) { all.push(k); await null } })(); return all',
    ],
    ['a member', 'o.a = 2; o["b"] ??= 3; o.a++; delete o.b; return [o.a, "a" in o, o?.a, o[o.a]]'],
    ['a pattern', 'const { a, ...rest } = o; return [a, rest]'],
    [
      'elements of a counted loop',
      'let sum = 0; for (let i = 0; i < 4; i++) { o[i] = i; sum += o[i] } return sum',
    ],
    ['built-in calls', 'Object.assign(o, { n: 1 }); return [Object.keys(o), o.hasOwnProperty("n")]'],
  ])('%s', async (_what, program) => {
    const text = `const o = f(); function f() { return { a: 1, b: 2, list: [3] } } ${program}`;
    const { native, instrumented, code } = await compare(text.replaceAll(/\bo\b/g, LONG), {
      assignedNames: new Set(['a', 'b', 'n']),
    });
    expect(instrumented, code).toEqual(native);
  });
});
