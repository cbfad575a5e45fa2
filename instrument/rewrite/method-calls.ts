// Calls of methods that read or write a store.
//   m.get(k) → m.get(H.mget(m,k,s,g))     m.set(k,v) → m.set(t=k,H.mset(m,t,v,s))     m.name() → (H.m0(m,OP,s,g),m.name())
//   m.name(a,b) → m.name(t=a,H.m2(m,OP,s,t,b))                m.name(...xs) → m.name(...H.ms(m,OP,s,[...xs]))
//   super.get(k) → super.get(H.mget(this,k,s,g)) in a class that extends a collection
//   this.#m.get(k) → this.#m.get(H.mget(this.#m,k,s,g))       other receivers are kept: f().get(k) → (t=f()).get(H.mget(t,k,s,g))
//   A.prototype.name.call(m,a) → A.prototype.name.call(t=m,H.m1(t,-OP,s,a))       name.call(m,a) → name.call(t=m,H.m1(t,H.md(name),s,a))
//   f=o.name; … f.apply(o,xs) → f.apply(o,H.ms(o,-OP,s,xs))
// The hook stands in the last argument: after everything is evaluated, before the method runs.
import type {
  CallExpression,
  Expression,
  Identifier,
  MemberExpression,
  NewExpression,
  SpreadElement,
} from 'acorn';
import { findToken } from '../parse/tokens.ts';
import { isLocalStore } from '../select/local-stores.ts';
import { isOwnValue } from '../select/own-values.ts';
import { isNoReceiver, isObjectPrototype, methodCode } from '../select/receivers.ts';
import { memberName } from '../select/property-names.ts';
import { bareCallCheck, callCheck, receiverBrackets } from './checks.ts';
import { bracketsOf, hasOptionalLink } from './members.ts';
import { peekText, privateFieldText } from './peeks.ts';
import type { Lift, Rewriter } from './rewriter.ts';
import { assignTemporary } from './temporaries.ts';

/** Methods of a fixed arity that have a hook of their own. */
const OWN_HOOKS: ReadonlyMap<string, readonly [arity: number, hook: string]> = new Map([
  ['get', [1, 'mget']],
  ['has', [1, 'mhas']],
  ['add', [1, 'madd']],
  ['delete', [1, 'mdel']],
  ['set', [2, 'mset']],
]);
const GUARDED = new Set(['mget', 'mhas']);

/** Rewrites `m.name(…)` and `….name.call(m,…)`; false if it is no call of a watched method, or has to stay. */
export function walkMethodCall(
  node: CallExpression,
  callee: MemberExpression,
  r: Rewriter,
  lift: Lift | null,
): boolean {
  if (callee.computed || callee.property.type !== 'Identifier') return false;
  const name = callee.property.name;
  const object = callee.object;
  const behindLink = hasOptionalLink(object);
  if (name === 'call' || name === 'apply') return !behindLink && walkBorrowed(node, callee, name, r, lift);
  const code = methodCode(name);
  if (object.type === 'Super') return code !== 0 && walkSuperCall(node, callee, code, r, lift);
  if (code === 0 || isNoReceiver(object)) return false;
  if (isOwnValue(object) || (object.type === 'Identifier' && isLocalStore(object.binding))) return false;
  const text = behindLink ? peekText(object, r) : r.simple(object) || privateFieldText(object, node, r);
  if (behindLink && (text === '' || (node.arguments.length === 0 && lift === null))) {
    r.leave('method call after a call and an optional link', node);
    return false;
  }
  const site = r.memberSite('call', callee, node);
  if (node.arguments.length === 0) {
    const tail = `,${code},${site}${r.guard === 1 ? ',1' : ''})`;
    if (text !== '' && lift !== null && node !== r.operand) {
      r.walkSpine(object, lift);
      lift.push(`${r.hooks}m0(${text}${tail}`);
    } else walkBare(node, callee, object, tail, r, lift);
    return true;
  }
  const temporary = text === '' ? r.temporary() : '';
  if (text === '' && temporary === '') {
    r.sites.pop();
    r.leave('method call where no temporary can be declared', node);
    return false;
  }
  const stored = name === 'set' ? node.arguments[1] : undefined;
  if (stored !== undefined) r.noteStored(stored);
  if (text !== '') r.walkSpine(object, lift);
  else {
    const [before, after] = receiverBrackets(object, temporary, r);
    r.wrap(object, before, after, () => r.walkSpine(object, lift));
    r.altered = true;
  }
  const receiver = text || temporary;
  const check =
    text === '' || node === r.operand ? callCheck(node, receiver, JSON.stringify(name), r) : undefined;
  walkHookedArguments({ node, name, code, site, receiver, values: node.arguments, check }, r);
  r.release(temporary);
  return true;
}

/** A method of the collection that the class extends, called past the class's own; false where it has to stay. */
function walkSuperCall(
  node: CallExpression,
  callee: MemberExpression,
  code: number,
  r: Rewriter,
  lift: Lift | null,
): boolean {
  if (!r.inCollection) return false;
  const name = memberName(callee);
  const values = node.arguments;
  if (values.length === 0) {
    if (lift === null || node === r.operand) return false;
    lift.push(`${r.hooks}m0(this,${code},${r.memberSite('call', callee, node)}${r.guard === 1 ? ',1' : ''})`);
    return true;
  }
  const stored = name === 'set' ? values[1] : undefined;
  const site = r.memberSite('call', callee, node);
  if (stored !== undefined) r.noteStored(stored);
  walkHookedArguments({ node, name, code, site, receiver: 'this', values }, r);
  return true;
}

/** `f().name()` → `H.m0(H.c0(f(),"name",B,OFF),OP,s,g).name()` */
function walkBare(
  node: CallExpression,
  callee: MemberExpression,
  object: Expression,
  tail: string,
  r: Rewriter,
  lift: Lift | null,
): void {
  const key = JSON.stringify(memberName(callee));
  const check = node.optional ? ['', ''] : bareCallCheck(node.end, key, r);
  const [open, close] = bracketsOf(object, r);
  r.wrap(object, `${open}${r.hooks}m0(${check[0]}`, check[1] + tail + close, () => r.walkSpine(object, lift));
  r.altered = true;
}

/** Functions of Node's modules that fill or read views they are given, and whose names say so. */
const FREE = new Set([
  'readSync',
  'readvSync',
  'writeSync',
  'writevSync',
  'writeFileSync',
  'writeFile',
  'appendFileSync',
  'appendFile',
  'randomFill',
  'randomFillSync',
  'getRandomValues',
  'deflate',
  'deflateSync',
  'deflateRaw',
  'deflateRawSync',
  'gzip',
  'gzipSync',
  'brotliCompress',
  'brotliCompressSync',
  'zstdCompress',
  'zstdCompressSync',
  'createDeflate',
  'createDeflateRaw',
  'crc32',
  'checkPrime',
  'checkPrimeSync',
  'timingSafeEqual',
  'pbkdf2',
  'pbkdf2Sync',
  'scrypt',
  'scryptSync',
  'hkdf',
  'hkdfSync',
  'createHmac',
  'createSecretKey',
  'createCipheriv',
  'createDecipheriv',
  'serialize',
  'transcode',
  'isUtf8',
  'isAscii',
  'inflate',
  'inflateSync',
  'inflateRaw',
  'inflateRawSync',
  'gunzip',
  'gunzipSync',
  'unzip',
  'unzipSync',
  'brotliDecompress',
  'brotliDecompressSync',
  'zstdDecompress',
  'zstdDecompressSync',
]);
/** Classes that copy the views they are given. */
const COPYING = new Set(['Blob', 'File']);

/** Rewrites `readSync(…)`, taken out of its module, and `new Blob(…)`; false if the call is of no such function, or has to stay. */
export function walkFreeCall(node: CallExpression | NewExpression, callee: Identifier, r: Rewriter): boolean {
  const name = callee.binding?.imported || callee.name;
  const names = node.type === 'NewExpression' ? COPYING : FREE;
  if (!names.has(name) || node.arguments.length === 0) return false;
  const receiver = r.simple(callee);
  if (receiver === '') return false;
  const site = r.site('call', node.start, node.end, callee.name);
  walkHookedArguments({ node, name, code: methodCode(name), site, receiver, values: node.arguments }, r);
  return true;
}

interface HookedCall {
  readonly node: CallExpression | NewExpression;
  readonly name: string;
  readonly code: number | string;
  readonly site: string;
  /** The receiver's text, fit to be evaluated again. */
  readonly receiver: string;
  readonly values: readonly (Expression | SpreadElement)[];
  /** Around the last argument, where V8 would name a temporary. */
  readonly check?: readonly [before: string, after: string] | undefined;
}

/** What is asked of a list, with one argument: a guard where the answer is tested. */
const SEARCHES: ReadonlySet<string> = new Set([
  'find',
  'findLast',
  'findIndex',
  'findLastIndex',
  'indexOf',
  'lastIndexOf',
  'filter',
]);

function walkHookedArguments(call: HookedCall, r: Rewriter): void {
  r.walkHidden(() => walkArgumentsOf(call, r));
}

function walkArgumentsOf(call: HookedCall, r: Rewriter): void {
  const { name, code, site, receiver, values } = call;
  const [before, after] = call.check ?? ['', ''];
  if (values.some((value) => value.type === 'SpreadElement')) {
    walkSpreadArguments(call, r);
    return;
  }
  const args = values as readonly Expression[];
  const temporaries: string[] = [];
  const texts: string[] = [];
  const last = args.length - 1;
  const allSimple = args.slice(0, last).every((arg) => r.simple(arg) !== '');
  let stuck = false;
  for (let i = 0; i < last; i++) {
    const arg = args[i]!;
    const text = r.simple(arg);
    if (text !== '' && (allSimple || arg.type === 'Literal')) {
      r.walk(arg);
      texts.push(text);
      continue;
    }
    const temporary = r.temporary();
    stuck ||= temporary === '';
    if (temporary === '') {
      r.walk(arg);
      texts.push('void 0');
    } else {
      assignTemporary(arg, temporary, r);
      temporaries.push(temporary);
      texts.push(temporary);
    }
  }
  if (stuck) {
    r.leave('method call where no temporary can be declared', call.node);
    r.walk(args[last]!);
  } else {
    const own = OWN_HOOKS.get(name);
    if (own !== undefined && own[0] === args.length) {
      const keys = texts.map((text) => text + ',').join('');
      const guard = r.guard === 1 && GUARDED.has(own[1]) ? ',1' : '';
      r.wrap(args[last]!, `${before}${r.hooks}${own[1]}(${receiver},${keys}`, `,${site}${guard})${after}`);
    } else {
      const hook = args.length <= 3 ? `m${args.length}` : 'mn';
      const guard = r.guard === 1 && hook === 'm1' && SEARCHES.has(name) ? ',1' : '';
      r.wrap(
        args[last]!,
        `${before}${r.hooks}${hook}(${[receiver, code, site, ...texts].join(',')},`,
        `${guard})${after}`,
      );
    }
  }
  for (const temporary of temporaries) r.release(temporary);
}

function walkSpreadArguments(call: HookedCall, r: Rewriter): void {
  const { node, code, site, receiver, values } = call;
  let from = node.callee.end;
  if (node.type === 'CallExpression' && node.optional) from = findToken(r.code, '?.', from) + 2;
  const open = values === node.arguments ? findToken(r.code, '(', from) + 1 : values[0]!.start;
  const [before, after] = call.check ?? ['', ''];
  r.edits.insert(open, `...${before}${r.hooks}ms(${receiver},${code},${site},[`);
  r.walkAll(values);
  r.edits.insert(node.end - 1, `])${after}`);
}

/** `X.name.call(m, …)` and `X.name.apply(m, xs)`; also of a variable `name`, of which the run tells whether it is a built-in. */
function walkBorrowed(
  node: CallExpression,
  callee: MemberExpression,
  how: string,
  r: Rewriter,
  lift: Lift | null,
): boolean {
  const method = callee.object;
  const detached = method.type === 'Identifier';
  if (!(detached || (method.type === 'MemberExpression' && !method.computed))) return false;
  if (node.optional || callee.optional) return false;
  const name = detached ? takenMethod(method) || method.name : memberName(method);
  const code = detached ? detachedCode(method, r) : methodCode(name) === 0 ? '' : -methodCode(name); // Below 0: another object's method.
  const [receiver, ...values] = node.arguments;
  if (code === '' || receiver === undefined || receiver.type === 'SpreadElement') return false;
  if (how === 'apply' && values.length !== 1) return false;
  if (!detached && isObjectPrototype(method.object)) return false;
  if (values.some((value) => value.type === 'SpreadElement')) return false;
  const text = r.simple(receiver);
  const temporary = text === '' && values.length > 0 ? r.temporary() : '';
  if (text === '' && values.length > 0 && temporary === '') return false;
  r.walkSpine(detached ? method : method.object, lift);
  const site = r.site(
    'call',
    node.start,
    node.end,
    r.code.slice(receiver.start, receiver.end),
    detached ? method.start : method.property.start,
  );
  if (values.length === 0) {
    r.wrap(receiver, `${r.hooks}m0(`, `,${code},${site}${r.guard === 1 ? ',1' : ''})`);
    return true;
  }
  if (temporary === '') r.walk(receiver);
  else assignTemporary(receiver, temporary, r);
  const again = text || temporary;
  if (how === 'apply') r.wrap(values[0]!, `${r.hooks}ms(${again},${code},${site},`, ')');
  else walkHookedArguments({ node, name, code, site, receiver: again, values }, r);
  r.release(temporary);
  return true;
}

/** The name of the method that a variable has from an object: so do compilers keep the `set` of `o.set(k, await f())` over the await. */
export function takenMethod({ binding }: Identifier): string {
  return binding === undefined || binding.kind === 'param' || binding.foreign ? '' : (binding.method ?? '');
}

/**
 * The code of the method that a variable holds, as text: one taken out of an object, or, where the variable has a method's
 * name, of those of views and arrays alone what the run finds; '' for others.
 */
export function detachedCode(method: Identifier, r: Rewriter): string {
  const taken = takenMethod(method);
  if (taken !== '') return String(-methodCode(taken));
  const { name } = method;
  const code = methodCode(name);
  const known = (code >= PUSH && code < TO_STRING) || (code >= GET_INT8 && code <= SWAP64);
  const text = known ? r.simple(method) : '';
  return text === '' ? '' : `${r.hooks}md(${text})`;
}

const [PUSH, TO_STRING, GET_INT8, SWAP64] = ['push', 'toString', 'getInt8', 'swap64'].map(methodCode) as [
  number,
  number,
  number,
  number,
];
