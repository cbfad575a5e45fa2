// The rules of instrument/select: what each drops, and what it must not drop.
import { describe, expect, it } from 'vitest';
import { transform, type TransformOptions } from '../../instrument/index.ts';
import { OPS } from '../../instrument/protocol.ts';

/** The sites of a module as `op text`. */
function sites(code: string, options: Partial<TransformOptions> = {}): string[] {
  const { table } = transform(code, { file: '/m.js', goal: 'module', key: '1', ...options });
  return table.sites.map(([, , op, text]) => `${OPS[op]} ${text}`);
}

/** Sites of members and elements, without creations. */
function accesses(code: string, options: Partial<TransformOptions> = {}): string[] {
  return sites(code, options).filter((site) => !/^(create|scope|call|task|await)/.test(site));
}

describe('property names', () => {
  it('drops names that nobody assigns', () => {
    expect(accesses('use(o.a, o.b.c)')).toEqual([]);
  });
  it.each([
    'o.a = 1',
    'o.a += 1',
    'o.a++',
    'delete o.a',
    '[o.a] = x',
    '({ p: o.a } = x)',
    'for (o.a of x);',
    'o.a ??= 1',
    'o["a"] = 1',
  ])('keeps a name that %s assigns', (write) => {
    expect(accesses(`function f(o, x) { ${write} } use(p.a)`)).toContain('read p.a');
  });
  it('drops what only a constructor stores in `this`', () => {
    expect(accesses('class C { constructor() { this.a = 1 } } use(o.a)')).toEqual([]);
    expect(accesses('function Old() { this.a = 1 } use(o.a)')).toEqual([]);
    expect(accesses('const o = { a: 1 }; class C { a = 1 } use(o.a)')).toEqual([]);
  });
  it('keeps what another method stores, or a constructor in another object', () => {
    expect(accesses('class C { constructor() { this.a = 1 } set() { this.a = 2 } } use(o.a)')).toContain(
      'read o.a',
    );
    expect(accesses('class C { constructor(p) { p.a = 1 } } use(o.a)')).toContain('read o.a');
    expect(accesses('class C { constructor() { later(() => { this.a = 1 }) } } use(o.a)')).toContain(
      'read o.a',
    );
  });
  it('drops exports, prototypes and functions attached at the top', () => {
    expect(
      accesses('exports.a = 1; module.exports.a = 2; C.prototype.a = 3; o.a = function () {}; use(p.a)', {
        goal: 'commonjs',
      }),
    ).toEqual([]);
    expect(
      accesses(
        'function f(o) { o.prototype = 1; o.__proto__ = 2; o.constructor = 3 } use(p.prototype, p.__proto__, p.constructor)',
      ),
    ).toEqual([]);
  });
  it('keeps a function that is attached later', () => {
    expect(accesses('function f(o) { o.a = function () {} } use(p.a)')).toContain('read p.a');
  });
  it.each([
    '(function () { o.a = function () {}; })()',
    '(() => { o.a = () => {}; })()',
    '!function () { o.a = function () {}; }.call(this)',
    '(function (g, factory) { factory(g) })(this, function (x) { o.a = function () {}; })',
  ])('drops what %s attaches', (text) => {
    expect(accesses(`${text}; use(p.a)`)).toEqual([]);
  });
  it.each([
    '(async () => { await x; o.a = function () {}; })()',
    'later(() => { o.a = function () {}; })',
    '(function () { return () => { o.a = function () {}; } })()',
    '(function () { o.a = x; })()',
  ])('keeps what %s attaches', (text) => {
    expect(accesses(`${text}; use(p.a)`)).toContain('read p.a');
  });
  it('keeps what is read from objects that other files of the program export', () => {
    expect(
      accesses(
        'import state, { config as c } from "./state.js"; import * as all from "./all.js"; use(state.user, c.port, all.x, state.Kind, state.run())',
      ),
    ).toEqual(['read state.user', 'read c.port']);
    expect(
      accesses('const { state } = require("./state"), other = require("lib"); use(state.user, other.user)', {
        goal: 'commonjs',
      }),
    ).toEqual(['read state.user']);
  });
  it('keeps what a condition of an async function asks for, whoever assigns it', () => {
    const text = 'if (c.open && !c.User && !process.x) use(c.at)';
    expect(accesses(`async function f(c) { ${text} }`)).toEqual(['read c.open']);
    expect(accesses(`function f(c) { ${text} }`)).toEqual([]);
    expect(accesses(`function f(c) { ${text}; return go().then(use) }`)).toEqual(['read c.open']);
    expect(accesses(`function f(c) { ${text}; return new Promise(use) }`)).toEqual(['read c.open']);
    expect(accesses('async function f(c) { if (c?.at().open) use(c) }')).toEqual([]);
    expect(accesses('class A { #n = 1; async f() { return this.#n ? 1 : 2 } }')).toEqual([]);
  });
  it('keeps what a condition asks for whose branch answers with it', () => {
    expect(accesses('function f(o) { if (o.kept.known) return o.kept.value; return go() }').sort()).toEqual([
      'read o.kept',
      'read o.kept.known',
    ]);
    expect(accesses('function f(o) { if (o.kept) { return Promise.resolve(o.kept) } return go() }')).toEqual([
      'read o.kept',
    ]);
    expect(accesses('function f(o) { if (o.kept) return o.other; return go() }')).toEqual([]);
    expect(accesses('function f(o) { if (o.kept) use(o.kept); return go() }')).toEqual([]);
  });
  it('keeps names that other files assign, and the sizes of stores', () => {
    expect(accesses('use(o.a)', { assignedNames: new Set(['a']) })).toEqual(['read o.a']);
    expect(accesses('use(o.length, o.size)')).toEqual(['read o.length', 'read o.size']);
  });
});

describe('variables', () => {
  it('drops what no other function uses, and what is never reassigned', () => {
    expect(sites('let x = 1; x = 2; use(x)')).toEqual([]);
    expect(sites('let x = 1; function f() { use(x) }')).toEqual([]);
    expect(sites('const x = []; function f() { use(x) }')).toEqual(['create []']);
  });
  it('keeps what another function uses and anybody reassigns', () => {
    expect(accesses('let x = 1; function f() { x = 2 } use(x)')).toEqual(['write x = 2', 'read x']);
    expect(accesses('export let x = 1; export function f() { x++ }')).toEqual(['update x++']);
    expect(accesses('function f(p) { g(() => p); p = 1 }')).toEqual(['read p', 'write p = 1']);
    expect(accesses('let x; function f() { [x] = y }')).toContain('write x');
  });
  it('gives variables of loop heads and switches a token for each iteration, and drops mere counters', () => {
    expect(accesses('for (let x = 0; x < 3; x++) g(() => x)')).toEqual([]);
    expect(accesses('for (let x = 0; x < 3; x++) g(() => x++)')).toEqual([
      'read x',
      'update x++',
      'update x++',
    ]);
    expect(accesses('for (let x of [1]) g(() => { x = 1 })')).toEqual(['write x = 1']);
    expect(accesses('for (let x of [1]) g(() => x)')).toEqual([]);
    expect(accesses('switch (y) { case 1: let x = 1; g(() => x++) }')).toEqual(['update x++']);
  });
  it('drops what a sloppy eval or a with may reach, and what parameters see', () => {
    const goal = 'commonjs';
    expect(accesses('function f() { let x = 1; g(() => { x = 2 }); eval(code) }', { goal })).toEqual([]);
    expect(accesses('let x = 1; function f(o) { with (o) { g(() => { x = 2 }) } }', { goal })).toEqual([]);
    expect(accesses('function f(p, g = () => p++) {}')).toEqual([]);
  });
});

describe('own values', () => {
  it.each([
    'const t = `a${x}`; use(t.length, t.split(",").filter((word) => word.length > 3).length, t[0])',
    'use(("a" + x + 1).trim().split(" ").map((word, i) => word.length + i).join().length)',
    'const upper = String(x).toUpperCase(); use(() => upper.length)',
    'use([1, x].includes(y), [1, x].length, [z, 1][0])',
    'use([x].slice(1).map(String)[0], new Array(3).fill(0).length, Array(x).length)',
    'for (const word of `${x}`.split(" ")) use(...[y].map((one) => one + word))',
    'const words = (x ? "a b" : `c d`).split(" "); words.sort(); words.push(y); for (const word of words) use(word)',
  ])('drops what cannot race by itself: %s', (body) => {
    const kept = sites(`function f(x, y, z) { ${body} }`).filter((site) =>
      /^(read|write|call|iterate)/.test(site),
    );
    expect(kept).toEqual([]);
  });
  it('drops uses of a new list of keys, and keeps the reading of the keys', () => {
    const body =
      'use(Object.keys(x).sort().map(String)); const keys = Object.keys(x); for (let i = 0; i < keys.length; i++) if (!keys.includes(keys[i])) return keys;';
    expect(sites(`function f(x, use) { ${body} }`)).toEqual(['iterate x', 'iterate x']);
  });
  it.each([
    ['use(x.split(",").filter(f))', 'call x.split(",").filter(f)'],
    ['use(x.map(f).length)', 'read x.map(f).length'],
    ['let t = "a"; t = x; use(t.length)', 'read t.length'],
    ['var t = "a"; var t = x; use(t.length)', 'read t.length'],
    ['const keys = Object.keys(x); use(keys); use(keys.length)', 'read keys.length'],
    ['const keys = Object.keys(x); later(() => keys.push(1))', 'call keys.push(1)'],
    ['const keys = Object.keys(x); use(keys.sort().length)', 'read keys.sort().length'],
    ['const a = a + a; use(a.length)', 'read a.length'],
    ['use([x].map((one) => one.length))', 'read one.length'],
    ['const w = "a b".split(" "); w[0] = x; use(w.map((one) => one.length))', 'read one.length'],
    ['use("a b".split(" ").map((one) => { one = x; return one.length }))', 'read one.length'],
    ['use("a b".split(" ").reduce((all, one) => all.length))', 'read all.length'],
    ['use("a b".split(" ").map((one, i, all) => all.length))', 'read all.length'],
    ['use("a b".split(" ").map(function g(one) { return one.length || g(x) }))', 'read one.length'],
    ['const Object = x; use(Object.keys(y).length)', 'read Object.keys(y).length'],
  ])('keeps what can: %s', (body, kept) => {
    expect(sites(`function f(x, y, use, later) { ${body} }`)).toContain(kept);
  });
  it('gives up where a text is made of too many', () => {
    const lines = Array.from({ length: 10_000 }, (_, i) => `const t${i + 1} = t${i} + t${i};`);
    expect(sites(`function f(t0) { ${lines.join('')} use(t10000.length) }`)).toEqual(['read t10000.length']);
    expect(sites(`use(x${'.map(f)'.repeat(1000)}.length)`)).toHaveLength(1001);
  });
});

describe('local stores', () => {
  it.each([
    'const a = []; a[i] = 1; a.push(2); for (const e of a) use(e); return a;',
    'const a = new Map(); a.set(i, 1); if (a.has(i)) use(a.get(i)); return a.size;',
    'const a = {}; a[i] = 1; delete a[i]; for (const k in a) use(k); return i in a;',
    'const a = []; for (const x of xs(i)) { a.push(x); } return Promise.all(a);',
  ])('drops a store that nobody else can hold: %s', (body) => {
    expect(
      sites(`function f(i) { ${body} }`).filter(
        (site) => / a\b|^(call|read|write) .*\ba[.[]/.test(site) && !site.startsWith('create'),
      ),
    ).toEqual([]);
  });
  it.each([
    ['it is captured', 'const a = []; g(() => a.push(1)); a[i] = 1;'],
    ['it is passed on', 'const a = []; use(a); a[i] = 1;'],
    ['it is stored', 'const a = []; this.a = a; a[i] = 1;'],
    ['it is reassigned', 'let a = []; a = b; a[i] = 1;'],
    ['it is returned by a method that returns the store', 'const a = new Map(); use(a.set(1, 2)); a[i] = 1;'],
    ['it has methods, which see it as this', 'const a = { m() { later(this) } }; a.m(); a[i] = 1;'],
    ['it is yielded', 'const a = []; yield a; a[i] = 1;'],
    ['it is thrown', 'const a = []; if (i) throw a; a[i] = 1;'],
    ['it goes into another store', 'const a = []; const b = [a]; use(b); a[i] = 1;'],
    ['it is not new', 'const a = b; a[i] = 1;'],
  ])('keeps a store when %s', (_why, body) => {
    expect(accesses(`function* f(i) { ${body} }`)).toContain('write a[i] = 1');
  });
  it('keeps stores of the top of a module', () => {
    expect(accesses('const a = []; a[i] = 1')).toContain('write a[i] = 1');
  });
});

describe('receivers and host objects', () => {
  it('drops namespaces, literals and host objects', () => {
    expect(accesses('use(process.env[k], arguments[0], import.meta.env, o[Symbol.iterator])')).toEqual([]);
    expect(
      sites(
        'Math.at(1); "a".indexOf(x); `a`.slice(1); JSON.parse(x); Promise.resolve(x); console.table.values()',
      ),
    ).toEqual(['call console.table.values()']);
  });
  it('keeps variables of these names, and elements of anything else', () => {
    expect(sites('function f(Math) { Math.at(1) }')).toEqual(['call Math.at(1)']);
    expect(accesses('use(env[k], v[0], v["6"], this[k])')).toEqual([
      'read env[k]',
      'read v[0]',
      'read v["6"]',
      'read this[k]',
    ]);
  });
});

describe('guards', () => {
  /** Texts of the reads that are told to be guards. */
  function guards(code: string): string[] {
    const { code: out, table } = transform(code, {
      file: '/m.js',
      goal: 'module',
      key: '1',
      assignedNames: new Set(['a', 'b']),
    });
    const found = [...out.matchAll(/__rw\+(\d+),1\)/g)].map((match) => table.sites[Number(match[1])]![3]);
    return [...new Set(found)];
  }
  it.each([
    ['if (m.has(k)) x()', 'm.has(k)'],
    ['while (o.a) x()', 'o.a'],
    ['do x(); while (o.a)', 'o.a'],
    ['for (; o.a; ) x()', 'o.a'],
    ['use(o.a ? 1 : 2)', 'o.a'],
    ['switch (o.a) { }', 'o.a'],
    ['use(o.a && x)', 'o.a'],
    ['use(o.a ?? x)', 'o.a'],
    ['o.a ??= x', 'o.a'],
    ['if (f(!o.a === 1)) x()', 'o.a'],
    ['const r = m.get(k); if (r.seats < 1) x()', 'm.get(k)'],
    ['let r; r = m.get(k); if (!r) x()', 'm.get(k)'],
    ['const { seats } = m.get(k); if (seats) x()', 'm.get(k)'],
    ['const r = m.get(k); const n = r.seats; if (n < 1) x()', 'm.get(k)'],
  ])('%s', (code, guard) => {
    expect(guards(code)).toEqual([guard]);
  });
  it.each([
    'use(o.a)',
    'if (x) use(o.a)',
    'if (f(() => o.a)) x()',
    'const r = m.get(k); use(r)',
    'const r = m.get(k); f(() => { if (r) x() })',
    'use(x && o.a)',
  ])('none in %s', (code) => {
    expect(guards(code)).toEqual([]);
  });
});
