// Each construct of the protocol: members, variables and patterns.
import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';
import { names, table } from './construct-table.ts';

table('members', [
  ['a plain name', 'const o = f(); function f() { return { a: 1 } } return o.a', ['gp']],
  ['a chain of names', 'const o = f(); function f() { return { a: { b: 2 } } } return o.a.b', ['gp', 'gp']],
  [
    'a Date that is made of the clock, and others',
    'const o = f(); function f() { return { a: 1 } } const now = Date.now(); o.a = new Date(); o.a = new Date(now + 5); o.a = new Date(o.n); return new Date().getTime() >= now',
    ['nt', 'sp', 'nt', 'sp', 'gp', 'sp'],
  ],
  [
    'a Date in messages of V8',
    'function f() { return { get() { return 1 } } } for (const run of [() => new Date().no(), () => [...new Date()], () => (f().a = new Date()).no()]) try { run() } catch (e) { log(e.message) }',
    ['nt', 'sp'],
  ],
  [
    'Object.assign to a property, and to what a call answers',
    'const o = { a: { n: 1 } }; function f() { log("f"); return o } Object.assign(o.a, f()); Object.assign(f(), { b: 2 }, null); Object.assign(o.a, { n: log("n") ?? 3 }, f()); return [o.a.n, o.a.b]',
    ['gp', 'st', 'gp', 'sp', 'st', 'gp', 'gp', 'gp', 'gp'],
  ],
  ['a name that nobody assigns', 'const o = f(); function f() { return { zz: 1 } } return o.zz', []],
  ['an element', 'const o = f(), k = "x"; function f() { return { x: 1 } } return o[k]', ['ge']],
  [
    'a computed key is evaluated once',
    'let i = 0; const o = f(); function f() { return [5, 6] } return [o[i++], i]',
    ['rk'],
  ],
  [
    'a computed object and key',
    'let i = 0; function f() { log("f"); return [5, 6] } function g() { log("g"); return 1 } return f()[g()]',
    ['rk'],
  ],
  [
    'a method whose name is an element that is reached through others',
    'class C { a = 0; b = 0; m() { return 3 } go() { this.b = 0; this.a = ["m"]; return this[this.a[this.b]]() } } return new C().go()',
    ['sp', 'sp', 'gp', 'gp', 'rk', 'rk'],
  ],
  [
    'a string literal as key',
    'const v = f(); function f() { return new Int8Array(8) } return v["6"]',
    ['ge'],
  ],
  [
    'a method of one element, taken as a value',
    'const v = new DataView(new ArrayBuffer(8)); const get = v.getInt8.bind(v); return [get(1), v.getInt8.name, v.getInt8(2)]',
    ['dm', 'dm', 'm1'],
  ],
  [
    'such a method of what is not there, and one that is called wrongly',
    'const v = new DataView(new ArrayBuffer(8)); try { (void 0).getInt8 } catch (e) { log(e.message) } try { v.getInt8.name() } catch (e) { log(e.message) }',
    ['dm', 'dm'],
  ],
  [
    'elements around a ring, in a loop that counts',
    'return f([1, 2, 3, 4], 3, 2); function f(v, m, at) { let s = 0; for (let i = 0; i < 6; i++) s = s * 5 + v[(at + i) & m] + v[1 + (i % 3)]; return s }',
    [...Array(12).fill('cr')],
  ],
  [
    'elements of one object in a loop, and behind it',
    `return [f([3, 1, 2]), f.call(null, 'abc')];
     function f(v) {
       let i = 0, s = '';
       while (i < 3) { s += v[i] + v[i - 0] + v['length']; try { 'use strict'; v[i] = i++; v[i - 1] += s.length; v[0]++ } catch (e) { s += e.message } }
       return s + v[0] + v[{ toString: () => log('key') ?? 1 }];
     }`,
    [
      ...Array(3).fill(['vr', 'vr', 'ge', 'vw', 'vu', 'gp', 'vu']).flat(),
      ...['vr', 'vr'],
      ...Array(3).fill(['vr', 'vr', 'ge', 'vw', 'vu', 'gp', 'vu']).flat(),
      ...['vr', 'vr'],
    ],
  ],
  [
    'elements of an object that changes in the loop, or is made in it',
    'let v = [1], s = 0; for (const w of [[2], [3]]) { let i = 0; while (i < 1) { s += w[i] + v[i]; i++; v = w } } return s',
    ['ge', 'ge', 'ge', 'ge'],
  ],
  ['such methods in a pattern', 'const { getInt8: read } = DataView.prototype; return read.name', ['dm']],
  ['length', 'return f().length; function f() { return [1] }', ['gp']],
  [
    'a private name',
    'class C { #x = 1; get() { return this.#x } set() { this.#x = 2 } } const c = new C(); c.set(); return c.get()',
    ['m0', 'sp', 'm0', 'gp'],
  ],
  [
    'a private field that is emptied',
    `class C { #x = [1]; set #y(v) { log(v.length) } go() { this.#x = []; return this.#x.length } put() { this.#y = [] } other(o) { o.#x = [] } }
     const c = new C(), said = (f) => { try { f() } catch (e) { return e.message } };
     return [c.go(), c.put(), said(() => c.go.call({})), said(() => c.go.call(undefined)), said(() => c.other(5))]`,
    ['ep', 'sp', 'gp', 'gp', 'sp', 'gp', 'ep', 'sp', 'ep', 'sp', 'ep', 'sp'],
  ],
  [
    'an optional link',
    'const o = f(); function f() { return { a: 1 } } return [o?.a, undefined?.a, null?.[0]]',
    ['gp', 'gp', 'ge'],
  ],
  [
    'an optional call of what is assigned',
    `const o = { n: 1 }; f(o); function f(p) { p.back = undefined; const none = p.back?.(log("no")); p.back = function (v) { return this.n + v }
     return [none, p.back?.(1), o.back?.(2), p.no?.(), o?.back?.(3)] } return [f(o), o.back?.(4)?.x]`,
    [...Array(2).fill(['sp', 'fp', 'wp', 'fp', 'gp', 'fp', 'gp', 'gp']).flat(), 'fp', 'gp'],
  ],
  [
    'a call of what is assigned',
    `class A { #back = null; set(f) { this.#back = f; this.then = f; this.no = 1 } get #f() { log('get'); return () => 3 } go() { return [this.#back(1), this.#back?.(2), this.then(3), this.#f()] }
       fail() { try { this.no(log('no')) } catch (e) { return e.message } } } const a = new A(); a.set((v) => [v]); a.then = (v) => v; return [a.go(), a.then(4), a.fail()]`,
    ['m1', 'sp', 'sp', 'sp', 'wp', 'fp', 'fp', 'fp', 'fp', 'fp'],
  ],
  ['links after an optional one', 'const o = undefined; return o?.b.a.n', ['gp', 'gp', 'gp']],
  [
    'a getter behind an optional link is called once',
    'const o = { get b() { log("get"); return { a: 1 } } }; return [o?.b.a, o?.b["a"], delete o?.b.a]',
    ['gp', 'gp', 'gp', 'rk', 'dp', 'gp'],
  ],
  [
    'methods behind an optional link',
    `const o = f(), none = undefined; function f() { return { m: new Map([[1, 2]]), k: "m" } }
     return [o?.m.set(3, 4).size, o?.m.get(1), none?.m.set(log("no"), 1), o?.m?.clear(), (o?.m).has(1), o?.m.size]`,
    ['mset', 'mget', 'm0', 'mhas', 'gp'],
  ],
  [
    'what V8 says of a method that a private field has not',
    `class C { #p = {}; static #s = {}; #m() {} get #g() { log("get"); return new Map([[1, 2]]) }
      all() { const k = 1; return [() => this.#p.get(k), () => this.#p.clear(), () => C.#s.set(k, 2), () => this.#m.has(k)].map(said) }
      getter() { return this.#g.get(1) } changed() { return this.#p.set(1, this.#p = null) } }
    const said = (f) => { try { f() } catch (e) { return e.message } }; const c = new C(); let end;
    try { c.changed() } catch (e) { end = e.message.replace(/^\\S+/, "") }
    return [new C().all(), c.getter(), end]`,
    ['gp', 'sp', 'mset', 'gp', 'mget', 'gp', 'm0', 'mset', 'mhas', 'mget'],
  ],
  [
    'what V8 calls a function that is assigned twice at once',
    'const o = f(); function f() { return {} } o.a = o.b = function () { return new Error().stack.split("\\n")[1].trim() }; return o.a().split(" (")[0]',
    ['wp', 'wp', 'fp', 'ge', 'ge'],
  ],
  [
    'what V8 says of a method that is none behind an optional link',
    'const o = f(); function f() { return { m: {} } } o?.m.get(1)',
    ['mget'],
  ],
  [
    'a key behind an optional link is evaluated only where it is reached',
    'let i = 0; const o = f(), none = null; function f() { return { e: [1, 2] } } return [o?.e[i++], none?.e[i++], delete o?.e[i++], i]',
    ['rk', 'rd'],
  ],
  [
    'super and new.target',
    'class A { get a() { return 1 } } class B extends A { get b() { return super.a + super["a"] } constructor() { super(); this.n = new.target === B } } return [new B().b, new B().n]',
    ['sp', 'gp', 'sp', 'gp'],
  ],
  [
    'a method of the collection that a class extends',
    'class C extends Map { one(k) { return super.get(k) ?? 0 } put(k, v) { if (super.has(k)) super.delete(k); return super.set(k, v) } drop() { super.clear(); return 0 } static of() { return super.name } } const c = new C(); c.put(1, 1); c.put(1, 2); return [c.one(1), (() => c.one(2))(), c.drop(), c.one(1), C.name]',
    ['mhas', 'mset', 'mhas', 'mdel', 'mset', 'mget', 'mget', 'm0', 'mget'],
  ],
  [
    'a getter runs once',
    'let n = 0; const o = { get a() { return ++n } }; o.a; return n',
    ['gp', 'uv', 'gv'],
  ],
]);

table('assignments', [
  ['a plain name', 'const o = f(); function f() { return {} } o.a = 1; return o', ['sp']],
  ['an element', 'const o = f(), k = "x"; function f() { return {} } o[k] = 1; return o', ['se']],
  [
    'object and key are evaluated once',
    'const o = {}; function f() { log("f"); return o } function g() { log("g"); return "k" } f()[g()] = (log("v"), 1); return o',
    ['se'],
  ],
  [
    'a compound one',
    'const o = f(); function f() { return { a: 1 } } o.a += 2; o["a"] *= 5; return o',
    ['up', 'ue'],
  ],
  [
    'a compound one with computed parts',
    'const o = { k: 1 }; let i = 0; function f() { i++; return o } function g() { i++; return "k" } f()[g()] += 2; return [o, i]',
    ['uv', 'uv', 'ue', 'gv'],
  ],
  [
    'a compound one that suspends',
    'const o = { a: 1 }; return (async () => { o.a += await 2; return o })()',
    ['ent', 'gp', 'aw', 'sp', 'ret', 'lv'],
  ],
  [
    'a compound element that suspends',
    'const o = { a: 1 }; return (async () => { (log("o"), o)[(log("k"), "a")] += await 2; return o })()',
    ['ent', 'ge', 'aw', 'se', 'ret', 'lv'],
  ],
  [
    'logical ones',
    'const o = f(); function f() { return { a: 1 } } o.a ??= 2; o.b ||= 3; o.n &&= 4; return o',
    ['gp', 'gp', 'sp', 'gp'],
  ],
  [
    'logical ones with computed parts',
    'const o = {}; let i = 0; function f() { return o } f()["k" + i] ??= 7; return o',
    ['ge', 'se'],
  ],
  [
    '++ and --',
    'const o = f(), k = "b"; function f() { return { a: 1, b: 1 } } return [o.a++, --o[k], o[(log("key"), "b")]--, o]',
    ['up', 'ue', 'ue'],
  ],
  [
    'delete',
    'const o = f(), k = "b"; function f() { return { a: 1, b: 2, c: 3 } } return [delete o.a, delete o[k], delete o["c"], delete o?.n, o]',
    ['dp', 'de', 'de', 'dp'],
  ],
  [
    'in',
    'const o = f(), k = "b"; function f() { return { a: 1 } } return ["a" in o, k in o, k + k in o]',
    ['hk', 'hk', 'hk'],
  ],
  [
    'a function keeps no name',
    'const o = f(); function f() { return {} } o.a = function () {}; o["b"] = () => 1; return [o.a.name, o.b.name]',
    ['wp', 'we', 'gp', 'gp'],
  ],
]);

table('variables', [
  [
    'read, written, updated by another function',
    'let x = 1; function w() { x = 2; x++; x += 3 } w(); return x',
    ['sv', 'uv', 'uv', 'gv'],
  ],
  ['a local that nobody captures', 'let x = 1; x = 2; return x', []],
  ['one that is never reassigned', 'let x = 1; function f() { return x } return f()', []],
  ['a parameter', 'function f(p) { const g = () => p; p = 2; return g() } return f(1)', ['sv', 'gv']],
  [
    'a compound one that suspends',
    'let x = 1; async function w() { x += await 2 } return w().then(() => x)',
    ['ent', 'gv', 'aw', 'sv', 'lv', 'gv'],
  ],
  [
    'logical ones keep the name of a function',
    'let x; function w() { x ??= function () {}; x ||= 1; x &&= x } w(); return x.name',
    ['gv', 'sv', 'gv', 'gv', 'gv', 'sv', 'gv'],
  ],
  [
    'an assigned function takes the name',
    'let x; function w() { x = () => 1 } w(); return x.name',
    ['sv', 'gv'],
  ],
  [
    'destructuring targets',
    'let x, y; function w() { return [x, { y }] = [1, { y: 2 }] } return [w(), x, y]',
    ['sv', 'sv', 'gv', 'gv'],
  ],
  ['a shorthand property', 'let x = 1; function w() { x = 2 } w(); return { x }', ['sv', 'gv']],
  ['a called one', 'let x = (y) => y; function w() { x = (y) => y + 1 } w(); return x(1)', ['sv', 'gv']],
  ['TDZ', 'f(); let x = 1; function f() { x = 2 }', []],
  ['typeof', 'let x = 1; function w() { x = "s" } w(); return typeof x', ['sv', 'gv']],
  [
    'a variable of a loop body',
    'const fs = []; for (const i of [1, 2]) { let x = i; fs.push(() => ++x) } return fs.map((f) => f() + f())',
    ['m1', 'm1', 'm1', 'uv', 'uv', 'uv', 'uv'],
  ],
  [
    'a for-of target',
    'let x; function r() { return x } for (x of [1, 2]) log(r()); return x',
    ['sv', 'gv', 'sv', 'gv', 'gv'],
  ],
]);

table('destructuring', [
  [
    'an object',
    'const o = f(); function f() { return { a: 1, zz: 2 } } const { a, zz } = o; return [a, zz]',
    ['gd'],
  ],
  [
    'an array',
    'const x = f(); function f() { return [1, 2, 3] } const [p, , q] = x; const [...r] = x; return [p, q, r]',
    ['gi', 'gi'],
  ],
  [
    'a rest of an object',
    'const o = f(); function f() { return { a: 1, b: 2 } } const { a, ...rest } = o; return [a, rest]',
    ['st'],
  ],
  [
    'member targets',
    'const o = f(), k = "z"; function f() { return {} } [o.a, o[k], o[(log("k"), "y")]] = [1, 2, 3]; ({ a: o.b = 5 } = {}); return o',
    ['wp', 'we', 'we', 'wp'],
  ],
  [
    'a swap',
    'const v = f(); function f() { return [1, 2] } [v[0], v[1]] = [v[1], v[0]]; return v',
    ['ge', 'ge', 'we', 'we'],
  ],
  [
    'a key that never changes',
    'const k = "z", o = f(); function f() { return { z: 1, a: 2 } } const { [k]: v = 3, a, ["q"]: q = 4 } = o; let w; ({ [k]: w } = f()); return [v, a, q, w]',
    ['ge', 'gd', 'ge'],
  ],
  [
    'keys that may be others by then',
    'const o = { a: "b", b: 2, c: 3 }; let k = "c"; const { a: j, [j]: x, [k]: y, [log("a")]: z = 1 } = o; k = "b"; return [x, y, z]',
    ['gd'],
  ],
  ['a key without a source', 'const k = "a", o = undefined; const { [k]: a } = o', ['ge']],
  ['a missing source', 'const o = undefined; const { a } = o', ['gd']],
  ['a source that is not iterable', 'const o = {}; const [a] = o', ['gi']],
]);

table('loops that answer with a free key', [
  [
    'of a Map and of an object',
    `const m = f(), o = { a: 1, b: 0 }; function f() { return new Map([['x', 1], ['y', null]]) }
     function free() { for (const [k, v] of m.entries()) if (v === null) return k }
     let found; for (const [k, v] of Object.entries(o)) { log(k); if (!v && k !== 'z') { found = k; break } }
     return [free(), found]`,
    ['st', 'wk', 'm0', 'it', 'wk'],
  ],
  [
    'none where a name means something else, or the branch goes on',
    `const m = f(); function f() { return new Map([['x', 1], ['y', 0]]) }
     for (const [k, v] of m) { const m = 1; if (!v) { log(k); break } }
     function a() { for (const [k, v] of m) { { let m = 2; if (!v) return k } } }
     function b() { for (const [k, v] of m) if (v) return k }
     function c() { let j; for (const [k, v] of m) if (!v) { j = k; log(j) } return j }
     return [a(), b(), c()]`,
    ['it', 'it', 'it', 'it'],
  ],
]);

table('a property of a copy that is written back', [
  [
    'is read by the copy, in functions that suspend',
    `const o = f(); function f() { return { a: 1, get b() { log('b'); return 2 }, c: 3 } }
     function* g() { const p = { ...o }; yield; o.a = p.a + 1; const q = { ...o, c: 4 }; o.c = q.c; const n = { ...null }; o.d = n.a; return p }
     for (const x of g()) log(x); return o`,
    ['it', 'st', 'gd', 'gp', 'sp', 'st', 'sp', 'sp'],
  ],
]);

table('patterns in the heads of loops', [
  [
    'are read where the body begins',
    'const v = f(); function f() { return [{ a: 1, get b() { log("b"); return 2 } }, { a: 3 }] } for (const { a, b: c, ...zz } of v) log(a, c, zz); for (let { a } of v) log(a++)',
    ['it', 'st', 'st', 'it', 'gd', 'gd'],
  ],
  [
    'also inside others, without running code',
    `const m = f(); function f() { return new Map([[1, { a: 2, get n() { log("n"); return { b: 3 } } }], [4, { n: { b: 5 } }]]) }
     for (const [k, { a, n: { b } }] of m) log(k, a, b)`,
    ['it', 'gd', 'gd', 'gd', 'gd'],
  ],
  [
    'make variables of each step, which the body may hide',
    'const fs = []; const v = f(); function f() { return [{ a: 1 }, { a: 2 }] } for (let { a } of v) { let w = a; fs.push(() => [a++, w]); { let a = 9; log(a) } } for (const { a } of v) { const a = 7; log(a) } return fs.map((f) => [f(), f()])',
    ['it', 'gd', 'gv', 'm1', 'gd', 'gv', 'm1', 'it', 'gd', 'gd', 'm1', 'uv', 'uv', 'uv', 'uv'],
  ],
  [
    'leave break, continue, a lone statement and the value of eval as they are',
    'const v = f(); function f() { return [{ a: 1 }, { a: 2 }, { a: 3 }] } l: for (const { a } of v) { if (a === 1) continue; if (a === 2) break l; log(a) } for (const{a}of v) log(a); return eval("for (const { a } of v) a")',
    ['it', 'gd', 'gd', 'it', 'gd', 'gd', 'gd', 'it', 'gd', 'gd', 'gd'],
  ],
  [
    'end the iterator where they fail',
    'function* f() { try { yield null } finally { log("end") } } try { for (const { a } of f()) log(a) } catch (e) { log(e.message) } try { for (const [{ a }] of f()) log(a) } catch (e) { log(e.message) }',
    ['it', 'it', 'gd'],
  ],
  [
    'in a step that is awaited',
    'const v = f(); function f() { return [{ a: 1 }] } return (async () => { for await (const { a } of v) log(a); for (const { a } of v) log(await a) })()',
    ['ent', 'ib', 'fr', 'is', 'gd', 'is', 'fr', 'ib', 'is', 'gd', 'aw', 'is', 'lv'],
  ],
  [
    'stay where they use or hide what is around, run code, or are long',
    `const v = f(), a = 1; function f() { return [{ a: 2 }] }
     try { for (const { a } of [a]); } catch (e) { log(e.message) }
     for (const { a = log("no") } of v) log(a)
     for (const { ["a"]: b } of v) log(b)
     for (const { a,
       b } of v) log(a, b)
     for (var { a: c } of v) log(c)
     for (const [d] of [[1]]) log(d)`,
    ['it', 'it', 'it', 'it'],
  ],
]);

table('what is taken apart', [
  [
    'of a sequence, by names that are not watched',
    'let zz; const o = { a: { zz: 4 } }; ({ zz } = (log(1), o.a)); return zz',
    ['gp'],
  ],
]);

table('parameters of arrow functions', [
  ['an object', 'return (({ a, b: { n: c } }) => [a, c])({ a: 1, b: { n: 2 } })', ['gd']],
  [
    'defaults and other parameters',
    'return ((x, { a = x, b = a } = {}, ...y) => [a, b, y])(4, undefined, 5)',
    ['gd'],
  ],
  [
    'a list, with a block',
    'const f = ([x, ...y], { a }) => { var z = 1; return [x, y, a, z] }; return f("abc", { a: 1 })',
    ['gi', 'gd'],
  ],
  [
    'of an async function, over lines',
    'const f = async ({\n a, // first\n n\n}) => ({ a, n }); return [f.name, f.length, String(f), await_(f)]; function await_(f) { f({ a: 1 }); return 1 }',
    ['gp', 'ent', 'gd', 'ret', 'lv'],
  ],
  [
    'that are declared again',
    'return [(({ a }) => { var a; return a })({ a: 1 }), (({ n }) => { function n() {} return n.name })({ n: 1 })]',
    [],
  ],
  ['of functions in defaults', 'return (({ a, b = () => a }) => { a++; return b() })({ a: 1 })', []],
  ['in their dead zone', 'try { return (({ a = b, b }) => a)({}) } catch (e) { return e.message }', []],
  ['an argument that is not there', 'try { return (({ a }) => a)() } catch (e) { return e.message }', []],
]);

describe('messages', () => {
  it.each([
    'const o = f(); function f() { return {} } o.get(1)',
    'const o = f(); function f() { return {} } o.clear()',
    'const o = f(); function f() { return {} } o.a.get(1)',
    'const o = f(); function f() { return { a: {} } } o.a.foo()',
    'const o = f(), k = "x"; function f() { return {} } o[k](1)',
    'let x; function w() { x = 1 } w(); x()',
    'let x; function w() { x = 1 } w(); x.foo()',
    'let x; function w() { x = 1 } w(); new x()',
    'let x; function w() { x = 1 } w(); x``',
    'const o = f(); function f() { return {} } new o.a()',
    'const o = undefined; o.a = 1',
    'const o = null; o.a.b',
    'const o = undefined; const { a } = o;',
    'const o = 1; const [p] = o;',
    'const o = undefined, k = 1; o[k]',
    'const o = undefined; delete o.a',
    'const x = {}; for (const e of x) log(e)',
    'const x = undefined; for (const e of x) log(e)',
    'let x = [1]; for (const x of x) log(x)',
    'let x; function w() { x = 1 } w(); for (const e of x) log(e)',
    'const x = 1; return (async () => { for (const e of x) await e })()',
    '"a" in 5',
    'new Map(5)',
    'const o = Object.freeze({ a: 1 }); (function () { "use strict"; o.a = 2 })()',
    'class C { #x; static r(o) { return o.#x } static w(o) { o.#x = 1 } } C.r({})',
    'undeclared.a',
    'undeclared.get(1)',
    'const c = 1; (() => { c = 2 })()',
  ])('%s', async (program) => {
    const { native, instrumented, code } = await compare(program, { assignedNames: names });
    expect(native.end, 'the program throws').toMatch(/^throws/);
    expect(instrumented, code).toEqual(native);
  });
});

describe('variables that exist once an iteration', () => {
  it.each([
    [
      'of a loop head, once an iteration',
      'const fs = []; for (let i = 0; i < 4; i++) { fs.push(() => i, () => i++); if (i === 1) i++; } for (const f of fs) log(f())',
    ],
    [
      'of a loop head without a step, a test or a block',
      'const fs = []; for (let i = 0, j = (5);;) if (fs.push(() => [i++, j]) > 2) break; else i += j; for (let i = 0; (i < 2);) fs[i](i++); return fs.map((f) => f())',
    ],
    [
      'of the head of for…of',
      'const fs = []; for (let x of [1, 2]) fs.push(() => ++x); for (let { y } of [{ y: 3 }]) { fs.push(() => y++, () => y) } for (const f of fs) log(f())',
    ],
    [
      'of a switch',
      'const fs = []; for (const k of [1, 2]) a: switch (k) { case 1: let x = 1; fs.push(() => x++, () => x); fs[0](); break a; default: x = 5; } return fs',
    ],
  ])('%s', async (_what, program) => {
    const { native, instrumented, calls, code } = await compare(program);
    expect(instrumented, code).toEqual(native);
    expect(
      calls.some((call) => call.startsWith('uv(')),
      code,
    ).toBe(true);
  });
});
