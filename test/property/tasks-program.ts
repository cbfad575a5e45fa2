// Small async programs over three stores, and their text as the transformer would emit it (instrument/protocol.ts), with
// a log of what they do beside each hook. The log knows the program's own constructs only, nothing of promise hooks: the
// oracle (test/oracle/tasks.ts) orders the run by it.
import fc from 'fast-check';

/** 0: the Map entry m.get("k"); 1: the captured variable v; 2: the property o.p. */
export type Key = 0 | 1 | 2;

export type Statement =
  | { readonly s: 'read'; readonly key: Key }
  | { readonly s: 'guard'; readonly key: Key }
  /** A guarding read that decides whether the body runs. */
  | { readonly s: 'check'; readonly key: Key; readonly when: boolean; readonly body: readonly Statement[] }
  | { readonly s: 'write'; readonly key: Key; readonly value: 'fresh' | 'seven' }
  /** Read and write in one turn. */
  | { readonly s: 'update'; readonly key: Key }
  | { readonly s: 'sleep'; readonly ticks: number }
  | { readonly s: 'turn' }
  /** `await f()`. */
  | { readonly s: 'await'; readonly f: number }
  /** `slot = f()`. */
  | { readonly s: 'fork'; readonly f: number; readonly slot: number }
  /** `await slot`. */
  | { readonly s: 'join'; readonly slot: number }
  /** `await Promise.all([f(), g()])`. */
  | { readonly s: 'all'; readonly fs: readonly number[] }
  | { readonly s: 'resolve'; readonly d: number }
  | { readonly s: 'wait'; readonly d: number }
  | { readonly s: 'lock'; readonly l: number; readonly style: LockStyle; readonly body: readonly Statement[] }
  /** `setTimeout(() => {…})`. */
  | { readonly s: 'timer'; readonly ticks: number; readonly body: readonly Statement[] }
  /** `f().then(() => {…})`. */
  | { readonly s: 'then'; readonly f: number; readonly body: readonly Statement[] }
  /** `slot.then(() => {…})`. */
  | { readonly s: 'later'; readonly slot: number; readonly body: readonly Statement[] }
  /** Whoever comes first calls f; all await its promise, and each stores the result. */
  | { readonly s: 'flight'; readonly key: Key; readonly f: number }
  /** `return f()`. */
  | { readonly s: 'tail'; readonly f: number };

/** How a lock is written: in place, by a library without hooks, by an instrumented async helper. */
export type LockStyle = 'inline' | 'library' | 'helper';

/** Function i may call functions below i only; the last one is the main function. */
export interface Program {
  readonly functions: readonly (readonly Statement[])[];
}

/** What a run logs, in order; the index is the time. `t` and `c` are numbers of invocations and callbacks. */
export type LogEvent =
  | { readonly e: 'fork'; readonly t: number; readonly c: number; readonly f: number }
  /** Callback c is registered by t, on promise p if it is a reaction. */
  | { readonly e: 'register'; readonly t: number; readonly c: number; readonly p?: string }
  /** Callback c runs: a new turn. */
  | { readonly e: 'run'; readonly c: number }
  | { readonly e: 'suspend'; readonly t: number; readonly on?: string }
  /** A new turn of t, after the promises `on` were settled. */
  | { readonly e: 'resume'; readonly t: number; readonly on: readonly string[] }
  | { readonly e: 'settle'; readonly p: string }
  /** A new turn of nobody's. */
  | { readonly e: 'outside' }
  | { readonly e: 'tail'; readonly t: number; readonly c: number }
  | { readonly e: 'end'; readonly t: number }
  | {
      readonly e: 'access';
      readonly t: number;
      readonly op: 'read' | 'guard' | 'write' | 'update';
      readonly key: Key;
      readonly site: number;
      readonly value: number | null;
      /** Writes: the value there was. */
      readonly before?: number | null;
    };

const key = fc.constantFrom<Key>(0, 0, 0, 1, 1, 2);
const ticks = fc.constantFrom(0, 1, 1, 2, 3);

function accesses(): fc.Arbitrary<Statement>[] {
  return [
    fc.record({ s: fc.constant('read' as const), key }),
    fc.record({ s: fc.constant('guard' as const), key }),
    fc.record({
      s: fc.constant('write' as const),
      key,
      value: fc.constantFrom('fresh', 'fresh', 'fresh', 'seven'),
    }),
    fc.record({ s: fc.constant('update' as const), key }),
  ];
}

/** Statements of a callback: they may not suspend. */
function callbackBody(functions: number): fc.Arbitrary<readonly Statement[]> {
  const choices: fc.Arbitrary<Statement>[] = [
    ...accesses(),
    fc.record({ s: fc.constant('resolve' as const), d: fc.nat(1) }),
  ];
  if (functions > 0)
    choices.push(fc.record({ s: fc.constant('fork' as const), f: fc.nat(functions - 1), slot: fc.nat(1) }));
  return fc.array(fc.oneof(...choices), { minLength: 1, maxLength: 3 });
}

function statement(functions: number, depth: number): fc.Arbitrary<Statement> {
  const slot = fc.nat(1);
  const d = fc.nat(1);
  const weighted: { weight: number; arbitrary: fc.Arbitrary<Statement> }[] = [
    ...accesses().map((arbitrary) => ({ weight: 4, arbitrary })),
    { weight: 5, arbitrary: fc.record({ s: fc.constant('sleep' as const), ticks }) },
    { weight: 2, arbitrary: fc.constant({ s: 'turn' as const }) },
    { weight: 1, arbitrary: fc.record({ s: fc.constant('resolve' as const), d }) },
    { weight: 1, arbitrary: fc.record({ s: fc.constant('wait' as const), d }) },
    { weight: 1, arbitrary: fc.record({ s: fc.constant('join' as const), slot }) },
    {
      weight: 1,
      arbitrary: fc.record({ s: fc.constant('timer' as const), ticks, body: callbackBody(functions) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ s: fc.constant('later' as const), slot, body: callbackBody(functions) }),
    },
  ];
  if (functions > 0) {
    const f = fc.nat(functions - 1);
    weighted.push(
      { weight: 2, arbitrary: fc.record({ s: fc.constant('await' as const), f }) },
      { weight: 3, arbitrary: fc.record({ s: fc.constant('fork' as const), f, slot }) },
      {
        weight: 2,
        arbitrary: fc.record({
          s: fc.constant('all' as const),
          fs: fc.array(f, { minLength: 1, maxLength: 3 }),
        }),
      },
      {
        weight: 1,
        arbitrary: fc.record({ s: fc.constant('then' as const), f, body: callbackBody(functions) }),
      },
      { weight: 1, arbitrary: fc.record({ s: fc.constant('flight' as const), key, f }) },
      { weight: 1, arbitrary: fc.record({ s: fc.constant('tail' as const), f }) },
    );
  }
  if (depth > 0) {
    const body = fc.array(statement(functions, depth - 1), { minLength: 1, maxLength: 4 });
    const style = fc.constantFrom<LockStyle>('inline', 'library', 'helper');
    weighted.push(
      { weight: 2, arbitrary: fc.record({ s: fc.constant('lock' as const), l: fc.nat(1), style, body }) },
      {
        weight: 2,
        arbitrary: fc.record({ s: fc.constant('check' as const), key, when: fc.boolean(), body }),
      },
    );
  }
  return fc.oneof(...weighted);
}

function body(functions: number, most: number): fc.Arbitrary<readonly Statement[]> {
  return fc.array(statement(functions, 1), { minLength: 1, maxLength: most, size: 'max' });
}

/** Random programs: up to three functions and a main one. */
export const programs: fc.Arbitrary<Program> = fc
  .tuple(body(0, 5), body(1, 5), body(2, 5), body(3, 6))
  .map((functions) => ({ functions }));

/** Sites of one program: its first is `base`, and there are less than this many. */
export const SITES = 400;

/** Which function each site lies in, the function around each function, and whether it can be suspended; 0 is the module's own code. */
export interface Lexical {
  readonly functionOf: readonly number[];
  readonly outer: readonly number[];
  readonly suspends: readonly boolean[];
}

/** Whether what is read at one site can reach a later turn's other: kept in a suspended function, or captured by one inside it. */
export function reaches({ functionOf, outer, suspends }: Lexical, a: number, b: number): boolean {
  const f = functionOf[a]!;
  const g = functionOf[b]!;
  if (f === g) return suspends[f]!;
  const around = (inner: number): number[] => (inner === 0 ? [] : [inner, ...around(outer[inner]!)]);
  return around(f).includes(g) || around(g).includes(f);
}

/** Whether both sites lie in one function that cannot be suspended. */
export function inOneSynchronousFunction({ functionOf, suspends }: Lexical, a: number, b: number): boolean {
  return functionOf[a] === functionOf[b] && !suspends[functionOf[a]!];
}

/** Lexical as the protocol's text: "outer,*outer,…;fn,fn,…" in base 36. */
export function printLexical({ functionOf, outer, suspends }: Lexical): string {
  const outers = outer.map((f, i) => `${suspends[i]! ? '*' : ''}${f.toString(36)}`);
  return `${outers.join()};${functionOf.map((f) => f.toString(36)).join()}`;
}

/** The text of `program` as the body of a function of (rw, $): the hooks, and the log with the stores. */
export function emitProgram(program: Program, base: number): { text: string; lexical: Lexical } {
  let next = base;
  let names = 0;
  let inside = 0;
  const functionOf: number[] = [];
  const outer: number[] = [0];
  const suspends: boolean[] = [false];
  const site = (): number => {
    functionOf.push(inside);
    return next++;
  };
  /** The text of a function's body. */
  const within = (canSuspend: boolean, emitBody: () => string): string => {
    const around = inside;
    suspends.push(canSuspend);
    inside = outer.push(around) - 1;
    const text = emitBody();
    inside = around;
    return text;
  };
  const log = (op: string, key: Key, at: number, value: string, before = ''): string =>
    `$.access(t,"${op}",${key},${at},${value}${before === '' ? '' : `,${before}`})`;

  const readOf = (key: Key, at: number, guard: boolean): string => {
    const g = guard ? ',1' : '';
    if (key === 0) return `m.get(rw.mget(m,"k",${at}${g}))`;
    return key === 1 ? `rw.gv(v,C,"v",${at}${g})` : `rw.gp(o,"p",${at}${g}).p`;
  };
  const plain = (key: Key): string => ['m.get("k")', 'v', 'o.p'][key]!;
  const writeOf = (key: Key, value: string): string => {
    const at = site();
    const write =
      key === 0
        ? `m.set("k",rw.mset(m,"k",x,${at}))`
        : key === 1
          ? `rw.sv(v=x,C,"v",${at})`
          : `o.p=rw.sp(o,"p",x,${at})`;
    return `{const x=${value},b=${plain(key)};${write};${log('write', key, at, 'x', 'b')}}`;
  };
  const updateOf = (key: Key): string => {
    const at = site();
    if (key === 0) {
      return `{const b=(${log('read', 0, at, readOf(0, at, false))})??0;const x=b+1;{const b=m.get("k");m.set("k",rw.mset(m,"k",x,${next}));${log('write', 0, site(), 'x', 'b')}}}`;
    }
    const update = key === 1 ? `(rw.uv(C,"v",${at}),v++)` : `rw.up(o,"p",${at}).p++`;
    return `{const b=${plain(key)};${update};${log('update', key, at, plain(key), 'b')}}`;
  };
  const suspended = (value: string, on: string, waited = ''): string =>
    `{const x=${value};$.suspend(t${waited});await rw.aw(K,x);$.resume(t,${on})}`;

  const emit = (statement: Statement): string => {
    const n = ++names;
    switch (statement.s) {
      case 'read':
      case 'guard': {
        const at = site();
        return `${log(statement.s, statement.key, at, readOf(statement.key, at, statement.s === 'guard'))};`;
      }
      case 'check': {
        const at = site();
        const value = log('guard', statement.key, at, readOf(statement.key, at, true));
        return `if(${statement.when ? '' : '!'}${value}){${all(statement.body)}}`;
      }
      case 'write':
        return writeOf(statement.key, statement.value === 'fresh' ? '$.fresh()' : '7');
      case 'update':
        return updateOf(statement.key);
      case 'sleep':
        return suspended(`$.sleep(${statement.ticks})`, '[]');
      case 'turn':
        return suspended('undefined', '[]');
      case 'await':
        return `{const c=$.fork(t,${statement.f});${suspended(`f${statement.f}(c)`, '["c"+c]', ',"c"+c')}}`;
      case 'fork':
        return `{const c=$.fork(t,${statement.f});$.slots[${statement.slot}]={p:f${statement.f}(c),id:"c"+c}}`;
      case 'join':
        return `{const j=$.slots[${statement.slot}];if(j)${suspended('j.p', '[j.id]', ',j.id')}}`;
      case 'all': {
        const ids = statement.fs.map((_, i) => `c${i}`);
        const calls = statement.fs.map((f, i) => `f${f}(c${i}=$.fork(t,${f}))`);
        return `{let ${ids.join()};${suspended(`Promise.all([${calls.join()}])`, `[${ids.map((id) => `"c"+${id}`).join()}]`)}}`;
      }
      case 'resolve':
        return `$.resolve(${statement.d});`;
      case 'wait':
        return suspended(`$.deferred[${statement.d}].p`, `["d${statement.d}"]`, `,"d${statement.d}"`);
      case 'lock': {
        const inner = `try{${all(statement.body)}}finally{h.release()}`;
        if (statement.style === 'inline')
          return `{const h=$.queue(${statement.l});$.suspend(t,h.before);await rw.aw(K,h.turn);$.resume(t,[h.before]);${inner}}`;
        const acquire = statement.style === 'library' ? '$.acquire' : 'acquire';
        return `{let h=${acquire}(${statement.l});$.suspend(t);h=await rw.aw(K,h);$.resume(t,[h.before]);${inner}}`;
      }
      case 'timer':
        return `{const c=$.register(t);setTimeout(()=>{const t=$.run(c);${within(false, () => all(statement.body))}},$.ms(${statement.ticks}))}`;
      case 'then':
        return `{const c=$.fork(t,${statement.f}),p${n}=f${statement.f}(c),r=$.register(t,"c"+c);p${n}.then(()=>{const t=$.run(r);${within(false, () => all(statement.body))}})}`;
      case 'later':
        return `{const j=$.slots[${statement.slot}];if(j){const r=$.register(t,j.id);j.p.then(()=>{const t=$.run(r);${within(false, () => all(statement.body))}})}}`;
      case 'flight': {
        const call = `{const c=$.fork(t,${statement.f});j=$.flights[${statement.key}]={p:f${statement.f}(c),id:"c"+c}}`;
        const wait = `$.suspend(t,j.id);const y=await rw.aw(K,j.p);$.resume(t,[j.id]);`;
        return `{let j=$.flights[${statement.key}];if(!j)${call}${wait}${writeOf(statement.key, 'y')}}`;
      }
      case 'tail':
        return `{const c=$.fork(t,${statement.f}),p=f${statement.f}(c);$.tail(t,c);return rw.ret(K,p)}`;
    }
  };
  const all = (statements: readonly Statement[]): string => statements.map(emit).join('');

  const helper = site();
  let text = `const m=new Map(),o={p:0},C=rw.sc(${site()});let v=0;
async function acquire(l){const K=rw.ent(${helper});try{const h=$.queue(l);await rw.aw(K,h.turn);return rw.ret(K,h)}finally{rw.lv(K)}}\n`;
  program.functions.forEach((statements, f) => {
    const result = `return rw.ret(K,$.result(t))`;
    const body = within(
      true,
      () => `const K=rw.ent(${site()});try{${all(statements)}${result}}finally{$.end(t);rw.lv(K)}`,
    );
    text += `async function f${f}(t){${body}}\n`;
  });
  if (next - base > SITES) throw new Error(`a program has ${next - base} sites`);
  const main = program.functions.length - 1;
  return { text: `${text}return f${main}($.fork(0,${main}))`, lexical: { functionOf, outer, suspends } };
}
