// Each construct of the protocol: tasks, also as compilers write them.
import { table } from './construct-table.ts';

table('tasks', [
  [
    'an async function',
    'async function f(x) { await x; return x + 1 } return f(1)',
    ['ent', 'aw', 'ret', 'lv'],
  ],
  [
    'an async arrow without a body',
    'const f = async (x) => (await x, x + 1); return f(1)',
    ['ent', 'aw', 'ret', 'lv'],
  ],
  ['one that throws', 'const f = async () => { throw new Error("no") }; return f()', ['ent', 'lv']],
  [
    'an async generator',
    'async function* g() { yield await 1 } return (async () => { for await (const x of g()) log(x) })()',
    ['ent', 'ib', 'aw', 'fr', 'is', 'is', 'fr', 'lv'],
  ],
  [
    'for await over a sequence in brackets',
    'return (async () => { for await (const x of (log(1), [2])) log(x) })()',
    ['ent', 'ib', 'fr', 'is', 'is', 'fr', 'lv'],
  ],
  [
    'for await as a branch, under a label, and left by an exception',
    `const v = f(); function f() { return [1, 2] }
     return (async () => {
       if (v) for await (const x of [3]) log(x); else log(0)
       if (v) l: for await (const x of v) for (;;) { log(x); continue l }
       try { for await (const x of [Promise.reject(4)]); } catch (e) { log(e) } finally { log(5) }
       [6].map(log)
     })()`,
    ['ent', 'fr', 'fr', 'ib', 'fr', 'is', 'fr', 'is', 'fr', 'fr', 'fr', 'lv'],
  ],
  ['an empty one', 'async function f() {} return f()', ['ent', 'lv']],
  [
    'functions in it, also of the same name',
    'async function f() { return g(); function g() { return 1 } } async function h() { var i; function i() {} return typeof i } return Promise.all([f(), h()])',
    ['ent', 'ret', 'lv'],
  ],
]);

const AWAITER = `var __awaiter = function (thisArg, _arguments, P, generator) {
  function adopt(value) { return value instanceof P ? value : new P((resolve) => resolve(value)) }
  return new (P || (P = Promise))((resolve, reject) => {
    function fulfilled(value) { try { step(generator.next(value)) } catch (e) { reject(e) } }
    function rejected(value) { try { step(generator['throw'](value)) } catch (e) { reject(e) } }
    function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected) }
    step((generator = generator.apply(thisArg, _arguments || [])).next())
  })
};`;

const MACHINE = `var __generator = function (self, body) {
  var _ = { label: 0, trys: [], ops: [], sent: () => _.value };
  function next(value) {
    _.value = value;
    for (;;) {
      var op = body.call(self, _);
      if (op[0] === 7) op = _.ops.pop();
      var part = _.trys.pop();
      if (op[0] === 3) _.label = op[1];
      else if (op[0] === 2 && part && part[2]) { _.ops.push(op); _.label = part[2] }
      else { _.label++; return { value: op[1], done: op[0] === 2 } }
    }
  }
  return { next };
};`;

table('compiled async functions', [
  [
    'a generator that a helper runs',
    `${AWAITER} function f(x) { return __awaiter(this, void 0, void 0, function* () { yield x; yield; return x + 1 }) } return f(1)`,
    ['ent', 'aw', 'ret', 'lv'],
  ],
  [
    'an async function whose helper a minifier renamed, and what only looks like one',
    `var r=(e,s,l)=>new Promise((n,t)=>{var i=o=>{try{c(l.next(o))}catch(v){t(v)}},a=o=>{try{c(l.throw(o))}catch(v){t(v)}},c=o=>o.done?n(o.value):Promise.resolve(o.value).then(i,a);c((l=l.apply(e,s)).next())});
    function f(x) { return r(null, null, function* () { yield x; return x + 1 }) } function g(r) { return r(null, null, f) } return Promise.all([f(1), g((a, b, c) => c(3))])`,
    ['ent', 'aw', 'ent', 'aw', 'ret', 'lv', 'ret', 'lv'],
  ],
  [
    'a state machine that TypeScript made of one',
    `${AWAITER} ${MACHINE} function f(x) { return __awaiter(this, void 0, void 0, function () { var n; return __generator(this, function (_a) {
      switch (_a.label) {
        case 0: if (x) return [3, 2]; return [4, x + 1];
        case 1: n = _a.sent(); _a.label = 2;
        case 2: return [2, n];
      } }) }) } return Promise.all([f(0), f(1)])`,
    ['ent', 'aw', 'ent', 'me', 'me'],
  ],
  [
    'one that returns through a `finally`',
    `${AWAITER} ${MACHINE} function f(x) { return __awaiter(this, void 0, void 0, function () { return __generator(this, function (_a) {
      switch (_a.label) {
        case 0: _a.trys.push([0, , 1, 2]); return [2, x];
        case 1: log(1); return [7];
        case 2: return [2];
      } }) }) } return f(2)`,
    ['ent', 'me', 'mf'],
  ],
  [
    'one that throws',
    `${AWAITER} ${MACHINE} function f() { return __awaiter(this, void 0, void 0, function () { return __generator(this, function (_a) {
      throw new Error('no') }) }) } return f().catch((e) => e.message)`,
    ['ent'],
  ],
  [
    'a state machine that regenerator runs',
    `${AWAITER} function _regenerator() { return { m: (f) => f, w: (machine) => {
        var context = { n: 0, a: (how, value) => { context.done = true; return value } };
        return { next: (v) => { context.v = v; var value = machine(context); return { value, done: context.done === true } } } } } }
    var _asyncToGenerator = (f) => function () { return __awaiter(this, arguments, Promise, f) };
    var f = _asyncToGenerator(_regenerator().m(function _callee(x) { var n; return _regenerator().w(function (_context) {
      while (1) switch (_context.n) {
        case 0: _context.n = 1; return x;
        case 1: n = _context.v; return _context.a(2, n + 1)
      } }, _callee) })); return f(1)`,
    ['ent', 'aw', 'me'],
  ],
  [
    'loops and spreads that were compiled',
    `var __values = (x) => x[Symbol.iterator](), __assign = Object.assign, __read = (x) => [...x]; var x = new Set([1]), o = { a: 1 };
    function f() { for (var i = __values(x), r = i.next(); !r.done; r = i.next()) log(r.value) }
    function* g() { var i, r; for (i = __values(x.keys()), r = i.next(); !r.done; r = i.next()) yield r.value }
    f(); for (var n of g()) log(n); return [__assign(__assign({}, o), { b: 2 }), __read(x)]`,
    ['it', 'it', 'ib', 'is', 'is', 'st', 'it'],
  ],
  [
    'a loop over indexes in the states of a machine',
    `${AWAITER} ${MACHINE} var x = [1, 2]; function f() { return __awaiter(this, void 0, void 0, function () { var i; return __generator(this, function (_a) {
      switch (_a.label) {
        case 0: i = 0; _a.label = 1;
        case 1: if (!(i < x.length)) return [3, 4]; return [4, log(x[i])];
        case 2: _a.sent(); _a.label = 3;
        case 3: i++; return [3, 1];
        case 4: return [2];
      } }) }) } return f()`,
    ['ent', 'gp', 'ib', 'ge', 'aw', 'is', 'gp', 'ib', 'ge', 'aw', 'is', 'gp', 'ib', 'me'],
  ],
  [
    'private fields that are updated by a call',
    `var _class_private_field_update = (o, field) => field.get(o), _n = new WeakMap(), o = {}; _n.set(o, { value: 1 });
     _class_private_field_update(o, _n).value++; return _n.get(o).value`,
    ['mset', 'up', 'up', 'mget', 'gp'],
  ],
  [
    'private fields that TypeScript and esbuild turned into calls',
    `var __privateGet = (o, m) => m.get(o), __privateSet = (o, m, v) => (m.set(o, v), v);
    var __classPrivateFieldGet = (o, m, kind) => m.get(o), __classPrivateFieldSet = (o, m, v, kind) => (m.set(o, v), v);
    var _n = new WeakMap(), _C_total = new WeakMap(), _C_fixed = new WeakMap();
    class C { constructor() { __classPrivateFieldSet(this, _C_fixed, 1, "f"); __privateSet(this, _n, 0); __classPrivateFieldSet(this, _C_total, 0, "f") }
      go() { __privateSet(this, _n, __privateGet(this, _n) + 1); __classPrivateFieldSet(this, _C_total, 5, "f");
        return [__privateGet(this, _n), __classPrivateFieldGet(this, _C_total, "f"), __classPrivateFieldGet(this, _C_fixed, "f")] } }
    return new C().go()`,
    ['sp', 'sp', 'gp', 'sp', 'sp', 'gp', 'gp'],
  ],
  [
    'a generator of the program',
    'function run(g) { return [...g()] } return run(function* () { yield 1 })',
    ['it'],
  ],
]);
