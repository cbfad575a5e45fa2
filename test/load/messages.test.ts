// What V8 says of a call that cannot be made, or of something that cannot be iterated or taken apart, names the program's own
// expressions: message, place and kind of the error as without racewire, on whichever version of Node runs it.
import { describe, expect, it } from 'vitest';
import { NODES, project } from '../cli/project.ts';

/** Statements; each has to throw the same natively and instrumented. */
const FAILING = [
  // Receivers
  ...[
    'o.a',
    'o.a.b',
    'f()',
    'f(o.a.b).x.y',
    'arr[0]',
    "o['a']",
    'o[k]',
    "o[k + 'z']",
    '(o.a || 1)',
    '(0, o.a)',
  ],
  ...[
    'new A()',
    'new A().c',
    '[1, o.a]',
    '({ q: o.a, z: 1 })',
    '(o.a ? o.n : o.a)',
    '(k + 1 + k)',
    '(k - 1 + k)',
  ],
  ...['(!k)', '(typeof k)', '(-o.n)', '(o.n++)', '(--o.n)', '(o.n += 1)', '(w = o.a)', '(w ??= o.a)', 'f`x`'],
  ...['`x${k}${o.n}`', '/x/g', '(() => o.a)()', '(function () { 1; return {} })()', 'f(1)(2)', 'o?.a'],
  ...[
    '(o?.a)',
    '(await o.a)',
    '(k != 1)',
    "('x' in o)",
    '(k < 1)',
    '(k && o.n && o.a)',
    'new Map()',
    'o.acc',
    'o.nine',
  ],
].flatMap((receiver) => [
  `${receiver}.get(1)`,
  `${receiver}.keys()`,
  ...(receiver.startsWith('o') || receiver.startsWith('f(')
    ? [`${receiver}.foo(k, 2)`, ...(receiver === 'o?.a' ? [] : [`${receiver}[k](1)`])]
    : []),
]);
const CALLS = [
  ...[
    'o.a.b.set(1, 2)',
    'o.a.b.push(1, 2, 3, 4)',
    'o.a.b.get(...[1])',
    'o.a.b.delete(1)',
    'o.a.b.catch(o.a.b)',
  ],
  ...[
    'o.a.b.get(o.a.b.get(1))',
    'o.a.b.foo(o.a.b.bar(1))',
    'o.a.b.foo(log(1), log(2))',
    'o.a.b.get(await 1)',
  ],
  ...[
    'o.a.b.foo(log(3), thrower())',
    'o.a.b.get(log(4), thrower())',
    'new o.a.b.X()',
    'new o.a.b.X(1)',
    'new (f().z)()',
  ],
  ...[
    'f()[k + 1](o.n)',
    'o.a.b[k + 1]()',
    'o.a.get(1).set(2)',
    'o.u.get(1)',
    'o.acc.u.get(1)',
    'f().u.get(1)',
    'o.nine.push(1)',
  ],
  ...[
    'new A().private()',
    'new A().field()',
    'new A().getter()',
    'new A().spread()',
    'new A().above()',
    'o.a.b(1)(2)',
  ],
  ...[
    '({ [o.a.b.get(1)]: 1 })',
    '({ [(1, o).n(1)]: 1 })',
    "({ [(1, o)['text'](1)]: 1 })",
    '({ [new (1, o).nil(1)]: 1 })',
    '(function* () { yield* map.get(1); })().next()',
    '(function* () { yield* o.a.rows(1); })().next()',
    'o.a.b.x = o.a.b.get(1)',
    'o.a.b.get(1).x++',
    'o.a\n  .b\n  .get(1)',
    'o.a.b.push(...[1], 2)',
  ],
];
const ITERATED = [
  ...[
    'o.list',
    'o.a.b',
    'f().x',
    'u()',
    'o.acc.b',
    'o[k]',
    '(1, o.a)',
    '(w = o.a)',
    '(o.a || 1)',
    '(k ? o.a : 1)',
    'o?.a.b',
  ],
  ...['new A()', 'new A().c', 'await o.a', 'o.a.get(1)', 'o.a.keys()', '{}', 'list'],
  ...['map.get(k)', 'map.rows(1)', 'map.keys()', '(1, o.a.get(1))', '(1, new o.n(1))', 'new (f().z)(1)'],
  ...['(o.a, 1, o.n)', '(o.a.get(1), 1, 2)'],
].flatMap((value) => [
  `for (const x of ${value});`,
  `for (const x of ${value}) await 1;`,
  `for await (const x of ${value});`,
  `[...${value}]`,
  `f(...${value})`,
  `f(...${value}, 1)`,
  `new f(...${value})`,
  `const [x] = ${value}`,
  ...(value.startsWith('(') || value === '{}' ? [] : [`[w] = ${value}`]),
]);
const TAKEN_APART = ['f().y', 'o.u', 'o.acc.u', 'u()', '(w = o.u)', 'await o.u', 'null', 'o?.u'].flatMap(
  (value) => [
    `const { a } = ${value}`,
    `const { a: x, b } = ${value}`,
    `const { ...x } = ${value}`,
    `const { a = 1 } = ${value}`,
    `const { [k]: x } = ${value}`,
    `({ a: w } = ${value})`,
  ],
);

const PROGRAM = `'use strict';
const o = { a: { b: {} }, n: 1, u: undefined, list: 5, text: 'a', nil: null, nine: { get: 9, push: undefined }, get acc() { return this.a; } };
const f = () => ({}), u = () => undefined, k = 'k', arr = [{}], list = 5, map = {}, told = [];
const log = (value) => { told.push(value); return value; }, thrower = () => { throw new Error('first'); };
let w = {}; let a;
globalThis.keep = () => { o.a = {}; o.a.b = {}; o.u = 1; o.list = 1; o.acc = 1; o.a.a = 1; w = 1; };
class A { c = {}; #p = {}; get #acc() { return this.c; }
  private() { return this.#p.get(1); } field() { return this.c.get(1); } getter() { return this.#acc.get(1); } spread() { return [...this.#p]; }
  above() { return super.foo(1); } change() { this.c = {}; this.#p = {}; } }
async function all(shapes) {
  for (const [index, shape] of Object.entries(shapes)) {
    let end = 'nothing';
    w = {};
    try { await shape(); } catch (error) {
      const frames = error.stack.split('\\n').filter((line) => line.includes('prog.cjs')).map((line) => line.trim());
      end = [error.message, error.constructor === TypeError, ...frames.slice(0, 3), Object.getOwnPropertyNames(error).join()].join(' | ');
    }
    console.log(index, end, told.splice(0).join());
  }
}
const shapes = {
`;

describe.each(NODES.map((node) => ({ node })))('$node', ({ node }) => {
  it('says what V8 says', async () => {
    const shapes = [...FAILING, ...CALLS, ...ITERATED, ...TAKEN_APART];
    const text = `${PROGRAM}${shapes.map((shape, index) => `${index}: async () => { ${shape} },`).join('\n')}\n};\nall(shapes);\n`;
    const { racewire, plain } = project({ 'prog.cjs': text });
    const native = (await plain(['node', 'prog.cjs'], { node })).stdout.split('\n');
    const run = await racewire([], ['node', 'prog.cjs'], { node });
    const instrumented = run.stdout.split('\n');
    const different = shapes.flatMap((shape, index) =>
      native[index] === instrumented[index] ? [] : [[shape, native[index], instrumented[index]]],
    );
    expect(native.length).toBe(shapes.length + 1);
    expect(different).toEqual([]);
    expect(run.report.coverage.files).toBe(1);
  });
});
