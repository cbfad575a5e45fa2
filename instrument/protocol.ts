// The contract between instrumented code and the runtime: names of hooks, codes of operations, layout of site records.
// It imports nothing. The transformer emits these calls; src/hooks answers them.
//
// Instrumented code reaches the runtime through one constant of the global scope, HOOKS, which is no property of the global object. A module gets
// the number of its first site from `__racewire.module(key, sites, file, functions)`; every hook is told `base + index`, a small
// integer that is unique in the process. `key` names the site table (see SiteTable), which is read only to print a race.
//
// Code that was instrumented ahead of time says where it runs (`__filename`, `import.meta.url`) in place of a fixed `file`, and
// as a fifth argument in which directory, relative to that file, its site table lies.
//
// `functions` says which function each site lies in: "outer,*outer,!outer,…;fn*count,fn,…;site,…;site,…;a*b*c,…;site,…;site,…;site,…;fn*fn,…;a*b,…;site,…;a*b,…;a*b,…;site,…;site,…;site,…;site,…;site,…;site,…", numbers in
// base 36. For each function that has sites, the number of the one around it (the first is its own), with a star if one
// invocation can go on in a later turn, and `!` if its conditions decide for its caller (rewrite/answers.ts); runs of consecutive sites of one function; the reads whose value is returned to the
// caller; the writes of a constant; the sites from a to before b of conditions that decide nothing in their function from
// site c on; the updates that add, and those that take away; the writes of a constructor to what it makes; pairs fn*fn of a function and one that
// leaves by its answer, or that such a one calls after a suspension; the sites from a to before b of conditions that decide what their function
// does up to its end (rewrite/answers.ts); the writes of a constant or of the
// failure where one is handled, or an iteration ends (rewrite/failures.ts); the sites from a to before b of calls behind which what they read is used up (rewrite/decisions.ts);
// the sites from a to before b that a condition adds up; the sites whose value nobody takes; the writes of a least
// or greatest value so far; those of elements whose place they move on to; of what the function was given; of what another object holds under the
// same name; of what the clock tells.
//
// Every hook returns the value that stands in its place, so that the original operation stays in the program's text and
// does its own work: same evaluation order, same exceptions, same inline caches. No hook throws (but cf c0 cv cn ci ca co, what the
// program throws), calls a getter, a proxy trap, `toString` or any other code of the program.
//
//   program                     instrumented (H = __racewire, s = base + site index, g = 1 where the read is a guard)
//   o.name                      H.gp(o,"name",s,g).name                       only names that are reassigned somewhere
//   this.#x                     H.gp(this,"#x",s,g).#x
//   o[k]                        H.ge(o,k,s,g)[k]                              k evaluated once, by a temporary if need be
//   o.name = v                  o.name = H.sp(o,"name",v,s)                   the hook comes after v, before the write
//   o[k] = v                    o[k] = H.se(o,k,v,s)
//   this.#x = []                this.#x = H.sp(this,"#x",H.ep(this,"#x",[],()=>this.#x),s)   what a private field held that is emptied
//   o.name++   o.name += v      H.up(o,"name",s).name++, o.name += (H.up(o,"name",s),v)    one turn, new value unknown
//   o[k]++     o[k] += v        H.ue(o,k,s)[k]++                              (v without await or yield; else read, then write)
//   o.name ??= v                H.gp(o,"name",s,1).name ??= H.sp(o,"name",v,s2)
//   [o.a, o[k]] = v             [H.wp(o,"a",s).a, H.we(o,k,s)[k]] = v         write of a value the hook does not see
//   delete o.name, delete o[k]  (H.dp(o,"name",s),delete o.name), (H.de(o,k,s),delete o[k])
//   k in o                      k in H.hk(o,k,s,g)
//   const {a, b: c} = o         const {a, b: c} = H.gd(o,s,"a","b")           only names that are reassigned somewhere
//   const {[k]: v} = o          const {[k]: v} = H.ge(o,k,s)                  a variable that never changes
//   ({a}, b) => B               (p,b)=>{let {a}=H.gd(H.co(p,B,OFF),s,"a"); return(B)}   functions: H.gd(arguments[0],s,"a");
//   const [a, , b] = x          const [a, , b] = H.gi(x,3,s)                  the first n elements are read (-1: all, a rest)
//   Object.keys(o), {...o}      Object.keys(H.st(o,s,g))                      own keys are read (also for…in, JSON.stringify)
//   const p = {...o}; B         const p = {...H.gd(H.st(o,s),s2,"a")}; B       B writes o.a, made of p.a, and can be suspended
//   Object.assign(o,p)          Object.assign(o,H.st(p,s,0,o,s2))             for a simple o; 4 for 0 where p is a literal
//   [...x], f(...x), new Map(x) [...H.it(x,s,g)]                              x is iterated at once
//   for (const e of x) {B}      for (const e of H.it(x,s)) {B}                B without suspension
//   for (const e of x) {B}      for (const e of (t=H.ib(x,s))) {H.is(t,s);B;H.is(t,s)}  B with await or yield: a step is a re-read
//   for (… of m.keys()) {B}     for (… of (t=H.ib(m,s)).keys()) {H.is(t,s);B;H.is(t,s)} also entries() and values()
//   for (i=0;i<x.length;i++) B  for (i=(t=void 0,0);i<(t=H.ib(x,s,1,t)).length;H.is(t,s2,1),i++) B  the same; s2 is that of x[i] in B
//   for (const [k,v] of m) {B}  for (… of …) {H.wk(m,k,s);B}                  B writes the entry behind a suspension; (o,k,s,1) o[k]; async callbacks likewise
//   for (const v of m.values()) {B} for (… of …) {H.wk(m,H.pk(v,"id"),s,2,v);B}    B writes under v.id; if that is v's entry
//   … if (!v) return k           … if (!v) return (H.wk(m,k,s),k)              a search for a free entry; also {x = k; break}
//   for await (const e of x) {B} for await (const e of H.fa(K,x)) {H.fr(K);B}H.fr(K);  its awaits are not written down; also with ib, is
//   for (const {a} of x) {B}    for (const p of …) {const {a}=H.gd(H.co(p,B,OFF),s,"a");{B}}   patterns in it: H.gd(H.pk(p,"b"),s,"a");
//   for (const k in o) {B}      the same two forms with H.st, or H.ib and H.is
//   m.get(k)  m.has(k)          m.get(H.mget(m,k,s,g))  m.has(H.mhas(m,k,s,g))
//   m.set(k,v)                  m.set(t=k, H.mset(m,t,v,s))                   t only where k is not a simple expression
//   m.add(k)  m.delete(k)       m.add(H.madd(m,k,s))   m.delete(H.mdel(m,k,s))
//   m.name()                    (H.m0(m,OP,s,g), m.name()) for a simple m; else H.m0(m,OP,s,g).name()
//   m.name(a), (a,b), (a,b,c)   m.name(H.m1(m,OP,s,a)), m.name(t=a, H.m2(m,OP,s,t,b)), … the last argument is returned
//   m.name(a,b,c,d…)            m.name(…, H.mn(m,OP,s,a,b,c,d))
//   m.find(f), m.indexOf(a) …   m.find(H.m1(m,OP,s,f,1))                      where the answer is tested
//   m.name(...xs)               m.name(...H.ms(m,OP,s,[...xs]))
//   m[k](a)  m[k]()             m[k](H.m1(m,H.mc(k),s,a))  (H.m0(m,H.mc(k),s),m[k]())   besides what reads m[k]
//   name.call(m,a)              name.call(m,H.m1(m,H.md(name),s,a))   where `name` is that of a method of views or arrays
//   o.getInt32  const {getInt32} = o   H.dm(o,s).getInt32             methods of one element of a view, taken as values (s: unused)
//   A.prototype.name.call(m,a)  A.prototype.name.call(t=m, H.m1(t,-OP,s,a)); apply: name.apply(t=m, H.ms(t,-OP,s,xs))
//   Reflect.apply(X.name,m,xs)  Reflect.apply(X.name, m, H.ms(m,-OP,s,xs))    below 0: it need not be m's own method
//   Reflect.get(o,k)            Reflect.get(o, H.rk(o,k,s))       Reflect.has: H.rh    Reflect.deleteProperty: H.rd
//   Reflect.set(o,k,v)          Reflect.set(o, t=k, H.se(o,t,v,s))
//   Object.defineProperty(o,k,d) Object.defineProperty(o, t=k, H.sd(o,t,d,s))   also of Reflect; k no literal name
//   readSync(a,b)               readSync(a, H.m2(readSync,OP,s,a,b))          functions taken out of Node's modules
//   Atomics.load(v,i)           Atomics.load(v, H.at(i,s))                    the Atomics functions themselves are patched
//   o.name()  o.#x?.()          (H.fp(o,"name"),o.name())  (H.fp(o,"#x",o.#x),o.#x?.())   for a simple o and a name that is assigned: a callback may be found
//   new Map()  (and the like)   H.nw(new Map(),s)                             where a store was made, for its label
//   new Date()                  H.nt(new Date())                              made of the clock alone; none where a member of it is taken at once
//   x (captured, reassigned)    H.gv(x,C,"x",s,g)                             C: the token of x's scope, const C=H.sc(s)
//   x = v                       H.sv(x = v,C,"x",s)                           after the write
//   x++  x += v                 (H.uv(C,"x",s), x++)                          (v without await; else read, then write)
//   async function f() {B}      async function f() {const K=H.ent(s);try{B}finally{H.lv(K)}}    not async generators
//   await x                     await H.aw(K,x,s)                             K is 0 in async generators and modules
//   return x   (async function) return H.ret(K,x)
//   return [2,x]  [7]  [4,x]   return [2,H.me(K,x,P)]  return (H.mf(K),[7])  return [4,H.aw(K,x,s)]   state machines that compilers make,
//   C.a(2,x)  C.f(n)  x         C.a(2,H.me(K,x,P))  (H.mf(K),C.f(n))  H.aw(K,x,s)     also regenerator's; P: a `finally` comes first
//   if (x.free()) return; …     if (H.qe(H.qb(s),x.free())) return; …          where a function that suspends leaves by it
//   eval(x)  new Function(a,b)  eval(H.ev(x,s,eval))  new Function(a,H.fb(Function,s,[a],b))
//
//   for (let i = a; i < n; i++) x[i] = y[2*i]   x[i] = (v=y[(T||(T=H.cr(y,(2*i),s,g)),2*i)],U||(U=H.cw(x,i,v,s2)),v), also H.cu: in loops
//                               that count the hook answers 0 (call me in each iteration) or more, and behind the loop stands
//                               T>1&&H.ce(T,y,first,second,past,s): the indexes accessed, up to the one before `past`;
//                               H.ck(T,y,first,second,past,s,by,1,c) for c + (i & by), with 0 for 1 for c + i % by
//   while (x[i] < n) i++        x[(P>=0&&typeof i==="number"&&H.sn[P+i]>=H.gn[0]||(P=H.vr(x,i,s,g)),i)], also H.vw and H.vu: in loops, x the
//                               same all along; P is where the elements of x begin in H.sn, below 0 where the hook is to be called;
//                               H.gn[0] in it says read at the present time, above that written
//
// V8's messages name expressions. Where they would name a hook or a temporary, one of these throws the TypeError in V8's words,
// if the program's next step throws it in any case (B: the module's first site; OFF: of a call its end, else the operand's start):
//   f().get(k)                  (t=f()).get(H.cf(t,"get",B,OFF,H.mget(t,k,s)))    after the last argument; new a.b.C(x) likewise
//   f().keys()                  H.m0(H.c0(f(),"keys",B,OFF),OP,s).keys()
//   [...x], for (e of x), [a]=x H.it(H.ci(x,B,OFF),s)                             for await: H.ca
//   [...f(x)], [...f()]         f(H.cv(f,B,OFF,x)), (H.cv(f,B,OFF),f())           what V8 calls "f … or its return value"; H.cn for new f
//   const {a} = f()             H.gd(H.co(f(),B,OFF),s,"a")
//   f().a.get(k)                H.id(t=f().a).get(…)                              a call, for the sake of the member's place
//
// Where a construct can be written in more than one way the transformer takes the one that needs least:
//   o[f()]                      o[H.rk(o,f(),s,g)]                         (t=f())[H.rk(t,k(),s,g)] for a computed o
//   f()[g()] += v               (t=f())[(u=g(),H.ue(t,u,s),u)] += v        likewise ++, delete, ??= and pattern targets
//   o.name.f(), o[k].f(), x()   (H.gp(o,"name",s,g),o.name.f())            hooks of a chain's first link go before it, so that
//                                                                          V8's "… is not a function" names what was written
//   const {a} = o;              H.gd(o,s,"a");const {a} = o;               the same for "Cannot destructure …" (simple o)
//   o.hasOwnProperty(k)         o.hasOwnProperty(H.rh(o,k,s,g))            also Object.hasOwn, ….hasOwnProperty.call
//   app?.users.set(k,v)         app?.users.set(k,H.mset(H.pk(app,"users"),k,v,s))   H.pk reads without running code
//   app?.a.n, app?.a[k]         (H.gp(H.pk(app,"a"),"n",s,g),app?.a.n)     app?.a[H.rk(H.pk(app,"a"),k,s,g)]; delete likewise
//   [x] = v                     (t=[x] = v,H.sv(x,C,"x",s),t)              H.sv tells of a write that has happened
//   for (x of y) {B}            for (x of H.it(y,s)) {H.sv(x,C,"x",s);B}
// A nameless function is assigned as written: (H.wp(o,"name",s),o.name = function () {}), so that V8 calls it o.name in stacks.
// A hook that a member is read from stands in brackets, unless a call was written there: columns of stacks depend on it.
// g is left out (undefined) where it is 0. In it and st its bit 2 says that elements of views are not read by this: a loop
// reads them one by one, Object.keys reads none. Atomics: H.at stands in the last argument. C of a module is a `var`, so that it
// is undefined, not in its dead zone, for functions that a cycle of imports calls early; sites are NaN then. So is __rw of a module
// that imports; everywhere else that one is a `const`, whose value V8 makes a part of optimised code.
// A script that runs once (node -e, a worker's text) declares C and its temporaries by `let`. Other scripts, which may run again, and
// eval declare nothing: a script's prologue is `void H.base(key,sites,file)`, sites are `H.bases.k<key>+index`.
// CommonJS bodies reach the hooks through a local constant.
// A function or class whose text changed carries /*@rw:key:start:end*/ behind its first token (src/hooks/function-text.ts).
//
// "Simple" is an identifier that the rest of the expression does not assign, `this`, or a literal: evaluated twice
// without effect. Other receivers and keys go through a temporary of the enclosing function.

/** The constant of the global scope under which instrumented code finds the hooks. */
export const HOOKS = '__racewire';

/** The module-level variable that holds the number of a module's first site. */
export const BASE = '__rw';

/** Version of this contract: part of every cache key, so that old instrumented code never meets a new runtime. */
export const PROTOCOL_VERSION = 26;

/** Of an edit that repeats what stands before it (SiteTable.edits). */
export const MOVED: number = -(2 ** 30);

/** What a site does, as it is printed in a report's `op`. The order is the code; append only. */
export const OPS = [
  'unknown',
  'read',
  'write',
  'update',
  'delete',
  'iterate',
  'call',
  'atomic',
  'create',
  'task',
  'await',
  'scope',
] as const;
export type OpName = (typeof OPS)[number];

/**
 * Methods whose calls get a hook of the m0 … ms family; the index is the OP code the hook is told. Append only.
 * `get has set add delete` (and `getItem setItem hget hset removeItem`) with fixed arity have hooks of their own.
 */
// prettier-ignore
export const METHODS = [
  '',
  'clear', 'keys', 'values', 'entries', 'forEach',
  'push', 'pop', 'shift', 'unshift', 'splice', 'sort', 'reverse', 'fill', 'copyWithin',
  'slice', 'subarray', 'indexOf', 'lastIndexOf', 'includes', 'join', 'map', 'filter', 'find', 'findIndex', 'findLast',
  'findLastIndex', 'some', 'every', 'reduce', 'reduceRight', 'at', 'with', 'toSorted', 'toReversed', 'toSpliced', 'concat', 'flat', 'flatMap', 'toString', 'toLocaleString',
  'set', 'get', 'has', 'add', 'delete', 'append', 'getAll',
  'getItem', 'setItem', 'removeItem', 'hget', 'hset', 'hdel', 'getOrInsert', 'getOrInsertComputed',
  'getInt8', 'getUint8', 'getInt16', 'getUint16', 'getInt32', 'getUint32', 'getFloat16', 'getFloat32', 'getFloat64', 'getBigInt64', 'getBigUint64',
  'setInt8', 'setUint8', 'setInt16', 'setUint16', 'setInt32', 'setUint32', 'setFloat16', 'setFloat32', 'setFloat64', 'setBigInt64', 'setBigUint64',
  'readInt8', 'readUInt8', 'readUint8', 'readInt16LE', 'readInt16BE', 'readUInt16LE', 'readUInt16BE', 'readUint16LE', 'readUint16BE',
  'readInt32LE', 'readInt32BE', 'readUInt32LE', 'readUInt32BE', 'readUint32LE', 'readUint32BE',
  'readFloatLE', 'readFloatBE', 'readDoubleLE', 'readDoubleBE',
  'readBigInt64LE', 'readBigInt64BE', 'readBigUInt64LE', 'readBigUInt64BE', 'readBigUint64LE', 'readBigUint64BE',
  'readIntLE', 'readIntBE', 'readUIntLE', 'readUIntBE', 'readUintLE', 'readUintBE',
  'writeInt8', 'writeUInt8', 'writeUint8', 'writeInt16LE', 'writeInt16BE', 'writeUInt16LE', 'writeUInt16BE', 'writeUint16LE', 'writeUint16BE',
  'writeInt32LE', 'writeInt32BE', 'writeUInt32LE', 'writeUInt32BE', 'writeUint32LE', 'writeUint32BE',
  'writeFloatLE', 'writeFloatBE', 'writeDoubleLE', 'writeDoubleBE',
  'writeBigInt64LE', 'writeBigInt64BE', 'writeBigUInt64LE', 'writeBigUInt64BE', 'writeBigUint64LE', 'writeBigUint64BE',
  'writeIntLE', 'writeIntBE', 'writeUIntLE', 'writeUIntBE', 'writeUintLE', 'writeUintBE',
  'copy', 'write', 'equals', 'compare', 'toJSON', 'swap16', 'swap32', 'swap64', 'utf8Write', 'utf8Slice', 'latin1Slice', 'latin1Write', 'asciiSlice', 'hexSlice', 'base64Slice', 'ucs2Slice',
  'readSync', 'read', 'readv', 'readvSync', 'writeSync', 'writev', 'writevSync', 'writeFileSync', 'writeFile', 'appendFileSync', 'appendFile',
  'getRandomValues', 'randomFillSync', 'randomFill', 'decode', 'encodeInto', 'update', 'from', 'of', 'groupBy', 'isEqual', 'end',
  'on', 'once', 'off', 'addListener', 'removeListener', 'prependListener', 'prependOnceListener', 'removeAllListeners', 'emit', 'listeners', 'listenerCount', 'eventNames',
  'deflate', 'deflateSync', 'deflateRaw', 'deflateRawSync', 'gzip', 'gzipSync', 'brotliCompress', 'brotliCompressSync', 'zstdCompress', 'zstdCompressSync', 'createDeflate', 'createDeflateRaw', 'crc32',
  'checkPrime', 'checkPrimeSync', 'timingSafeEqual', 'pbkdf2', 'pbkdf2Sync', 'scrypt', 'scryptSync', 'hkdf', 'hkdfSync', 'createHmac', 'createSecretKey', 'createCipheriv', 'createDecipheriv', 'hash',
  'serialize', 'send', 'alloc', 'copyBytesFrom', 'transcode',
  'Blob', 'File', 'isUtf8', 'isAscii', 'toBase64', 'toHex',
  'inflate', 'inflateSync', 'inflateRaw', 'inflateRawSync', 'gunzip', 'gunzipSync', 'unzip', 'unzipSync', 'brotliDecompress', 'brotliDecompressSync', 'zstdDecompress', 'zstdDecompressSync',
] as const;
export type MethodName = (typeof METHODS)[number];

/** The OP code of each of them. */
export const METHOD_CODES: ReadonlyMap<unknown, number> = codesOf(METHODS);

function codesOf(names: readonly string[]): Map<unknown, number> {
  const codes = new Map<unknown, number>();
  for (let code = 0; code < names.length; code++) codes.set(names[code], code);
  return codes;
}

/**
 * One site: where an operation stands in the text the transformer was given.
 * line and column are 1-based; `text` is the expression, cut at 80 characters; `label` names the store: the receiver's
 * text, or the variable's name; a scope's text are its variables and where they are declared (`name line:column`, by commas); `fn` is the name of the enclosing function ('' at the top of a module).
 */
export type SiteRecord = readonly [
  line: number,
  column: number,
  op: number,
  text: string,
  label: string,
  fn: string,
];

/** Where values that were read go (flows/flows.ts), by the numbers of sites in their text. */
export interface TextFlows {
  /** Reads that a promise is resolved with. */
  readonly resolved: readonly number[];
  /** Reads whose value a function tells its caller: it returns it, by local variables, too, resolves a promise with it, or calls a callback. */
  readonly told: readonly number[];
  /** Writes of what is made of parameters. */
  readonly given: readonly number[];
  /** Writes, and the reads in other functions whose value theirs is made of. */
  readonly passed: readonly (readonly [write: number, ...reads: number[]])[];
  /**
   * Writes whose value is made of nothing but what was read before an await: the await, whether that is true of one property only,
   * and the reads.
   */
  readonly kept: readonly (readonly [write: number, wait: number, partly: boolean, ...reads: number[]])[];
  /** Writes of constants in callbacks of timers, and comparisons before those that updates of one direction leave true. */
  readonly resets: readonly (readonly [write: number, direction: number, ...reads: number[]])[];
  /** Writes that empty a store behind an await, and the reads that copied it before. */
  readonly emptied: readonly (readonly [write: number, ...reads: number[]])[];
  /** Writes of what is made anew in their turn, and the reads whose conditions have nothing to do with it; none: no condition has. */
  readonly renewed: readonly (readonly [write: number, ...reads: number[]])[];
  /** Writes to a place of an array that a search found free, and the searches. */
  readonly found: readonly (readonly [write: number, ...reads: number[]])[];
  /** Insertions whose value is made of how many there were, or of the last one, and the reads of that. */
  readonly numbered: readonly (readonly [write: number, ...reads: number[]])[];
  /** Writes whose value is made of nothing but the state that the written place is a part of. */
  readonly recomputed: readonly number[];
  /** Reads of which conditions ask nothing but whether something is there. */
  readonly presence: readonly number[];
  /** Reads whose values an async function keeps, and asks nothing of before it has waited. */
  readonly late: readonly number[];
  /** Reads that are given a default outside of conditions. */
  readonly defaulted: readonly number[];
  /** Reads of which conditions ask for these parts alone, and conditions, of what functions answer them with; '': for all. */
  readonly parts: readonly (readonly [site: number, ...names: string[]])[];
  /** Reads that stand in one condition, of which not all are made each time. */
  readonly together: readonly (readonly number[])[];
}

/** What the transformer says about one file besides its code; kept as JSON at `<tables>/<key>.json`. */
export interface SiteTable {
  /** Content and options hash; names the table. */
  readonly key: string;
  /** Absolute path, or the URL of code without a file. */
  readonly file: string;
  readonly sites: readonly SiteRecord[];
  /** Constructs that were left unchanged, each once with the first place: reported as coverage. */
  readonly unhandled: readonly { readonly what: string; readonly line: number }[];
  /**
   * What the transformer changed, three numbers an edit in the order of the text: offset, removed, inserted characters. Below 0 removed:
   * none, and what is thrown from the inserted ones has its place so many characters behind the offset. From MOVED down: the inserted ones
   * are those that stand MOVED - removed characters before it.
   */
  readonly edits?: readonly number[];
  /** Where values go; absent: not looked into. */
  readonly flows?: TextFlows;
  /** The source map the input carried (JSON text), through which sites are traced to the original source. */
  readonly inputMap?: string;
}
