// Calls of built-in functions that read or write a store they are given.
//   Object.keys(o) → Object.keys(H.st(o,s,g))          Reflect.get(o,k) → Reflect.get(o,H.rk(o,k,s))
//   Reflect.set(o,k,v) → Reflect.set(o,t=k,H.se(o,t,v,s))      (Object.defineProperty: H.sd)
//   Reflect.apply(X.name,t,xs) → Reflect.apply(X.name,t,H.ms(t,-OP,s,xs))       Atomics.load(v,i) → Atomics.load(v,H.at(i,s))
import type { CallExpression, Expression, MemberExpression, Property, SpreadElement } from 'acorn';
import { isMethodName, methodCode } from '../select/receivers.ts';
import { memberName } from '../select/property-names.ts';
import { walkKeysRead, walkIterated } from './iterated.ts';
import { detachedCode, takenMethod } from './method-calls.ts';
import type { Lift, Rewriter } from './rewriter.ts';
import { assignTemporary, isAnonymousFunction } from './temporaries.ts';

const KEYS_READ = new Set([
  'keys',
  'values',
  'entries',
  'getOwnPropertyNames',
  'getOwnPropertySymbols',
  'getOwnPropertyDescriptors',
  'ownKeys',
  'stringify',
]);
/** Of these, the ones that look at the keys alone. */
const KEYS_ALONE = new Set(['keys', 'getOwnPropertyNames', 'getOwnPropertySymbols', 'ownKeys']);
const KEY_HOOKS: ReadonlyMap<string, string> = new Map([
  ['get', 'rk'],
  ['getOwnPropertyDescriptor', 'rk'],
  ['has', 'rh'],
  ['deleteProperty', 'rd'],
  ['hasOwn', 'rh'],
]);
/** `Promise.all(xs)` and the like take what they are given at once. */
const PROMISE_OF_MANY = new Set(['all', 'allSettled', 'race', 'any']);
const NO_LOCATION = new Set(['isLockFree', 'pause']);

/** Rewrites the call; false if it is none of these, or has to stay as it is. */
export function walkBuiltInCall(
  node: CallExpression,
  callee: MemberExpression,
  r: Rewriter,
  lift: Lift | null,
): boolean {
  const { object } = callee;
  const name = memberName(callee);
  const args = node.arguments;
  if (args.some((argument) => argument.type === 'SpreadElement')) return false;
  const values = args as readonly Expression[];
  if (
    name === 'apply' &&
    values.length === 2 &&
    object.type !== 'Super' &&
    walkApply(callee, object, values, r, lift)
  )
    return true;
  if (name === 'hasOwnProperty' || name === 'call') return walkHasOwn(node, callee, values, r, lift);
  if (object.type !== 'Identifier' || object.binding !== undefined || values.length === 0) return false;
  switch (object.name) {
    case 'Object':
    case 'Reflect':
    case 'JSON':
      return walkNamespaced(node, object.name, name, values, r);
    case 'Promise':
      if (!PROMISE_OF_MANY.has(name)) return false;
      walkIterated(values[0]!, r);
      r.walkAll(values.slice(1));
      return true;
    case 'Atomics':
      if (NO_LOCATION.has(name) || values.length < 2) return false;
      r.walkAll(values.slice(0, -1));
      r.wrap(
        values.at(-1)!,
        `${r.hooks}at(`,
        `,${r.site('atomic', node.start, node.end, r.code.slice(values[0]!.start, values[0]!.end))})`,
      );
      return true;
    default:
      return false;
  }
}

function walkNamespaced(
  node: CallExpression,
  object: string,
  name: string,
  values: readonly Expression[],
  r: Rewriter,
): boolean {
  const [first, second, third] = values;
  if (KEYS_READ.has(name)) {
    walkKeysRead(first!, r, !KEYS_ALONE.has(name));
    r.walkAll(values.slice(1));
    return true;
  }
  if (name === 'defineProperty' && values.length === 3 && !isName(second!))
    return walkKeyAndValue(node, 'sd', [first!, second!, third!], [], r);
  if (object === 'Reflect' && name === 'apply' && values.length === 3) {
    const code = first!.type === 'MemberExpression' ? -methodCode(memberName(first)) : 0;
    const detached = first!.type === 'Identifier' ? detachedCode(first!, r) : '';
    const text = r.simple(second!);
    const temporary = text === '' && (code !== 0 || detached !== '') ? r.temporary() : '';
    const receiver = text || temporary;
    if ((code !== 0 || detached !== '') && receiver !== '') {
      r.walk(first!);
      if (temporary === '') r.walk(second!);
      else assignTemporary(second!, temporary, r);
      const site = r.site('call', node.start, node.end, r.code.slice(second!.start, second!.end));
      r.wrap(third!, `${r.hooks}ms(${receiver},${detached || code},${site},`, ')');
      r.release(temporary);
      return true;
    }
  }
  if (object === 'Object' && name === 'assign') {
    walkAssign(node, first!, values.slice(1), r);
    return true;
  }
  if (object === 'Reflect' && (name === 'apply' || name === 'construct')) {
    const list = name === 'apply' ? 2 : 1;
    for (const [index, value] of values.entries()) {
      if (index === list) walkIterated(value, r);
      else r.walk(value);
    }
    return true;
  }
  if (object === 'Object' && (name === 'fromEntries' || name === 'groupBy')) {
    walkIterated(first!, r);
    r.walkAll(values.slice(1));
    return true;
  }
  const hook = KEY_HOOKS.get(name);
  if (hook !== undefined && second !== undefined && (object === 'Reflect' || name !== 'get')) {
    return walkKeyed(node, first!, second, hook, values.slice(2), r);
  }
  if (object === 'Reflect' && name === 'set' && values.length >= 3)
    return walkKeyAndValue(node, 'se', [first!, second!, third!], values.slice(3), r);
  return false;
}

/** A property's name that is no index. */
function isName(node: Expression): boolean {
  return node.type === 'Literal' && typeof node.value === 'string' && !/^\d/.test(node.value);
}

/** `f.apply(t,xs)` reads the elements of xs; methods of stores have hooks of their own (method-calls.ts). */
function walkApply(
  callee: MemberExpression,
  object: Expression,
  values: readonly Expression[],
  r: Rewriter,
  lift: Lift | null,
): boolean {
  if (callee.computed || (object.type === 'Identifier' && object.name === 'Reflect')) return false;
  if (object.type === 'MemberExpression' && (object.computed || isMethodName(memberName(object))))
    return false;
  if (object.type === 'Identifier' && takenMethod(object) !== '') return false;
  r.walkSpine(object, lift);
  r.walk(values[0]!);
  walkIterated(values[1]!, r);
  return true;
}

function walkKeyed(
  node: CallExpression,
  store: Expression,
  key: Expression,
  hook: string,
  rest: readonly Expression[],
  r: Rewriter,
): boolean {
  const text = r.simple(store);
  const temporary = text === '' ? r.temporary() : '';
  if (text === '' && temporary === '') return false;
  const site = r.site(
    hook === 'rd' ? 'delete' : 'read',
    node.start,
    node.end,
    r.code.slice(store.start, store.end),
  );
  if (text !== '') r.walk(store);
  else assignTemporary(store, temporary, r);
  r.wrap(key, `${r.hooks}${hook}(${text || temporary},`, `,${site}${r.guard === 1 ? ',1' : ''})`);
  r.release(temporary);
  r.walkAll(rest);
  return true;
}

/** `Object.assign(o,{a: v})` → `Object.assign(o,{a: H.sp(o,"a",v,s)})`: the names that a literal lists are written. */
function walkAssign(
  node: CallExpression,
  target: Expression,
  sources: readonly Expression[],
  r: Rewriter,
): void {
  const simple = r.simple(target);
  // What a call answers is new, most of the time.
  const temporary = simple === '' && target.type === 'MemberExpression' ? r.temporary() : '';
  if (temporary === '') r.walk(target);
  else assignTemporary(target, temporary, r);
  const text = simple || temporary;
  for (const source of sources) {
    if (text === '') {
      walkKeysRead(source, r);
      continue;
    }
    if (source.type !== 'ObjectExpression' || !source.properties.every(isPlain)) {
      assignAll(node, target, text, source, r);
      continue;
    }
    for (const property of source.properties) {
      const name = plainName(property);
      if (
        name === '' ||
        !r.isWatchedName(name) ||
        property.type === 'SpreadElement' ||
        isAnonymousFunction(property.value)
      ) {
        r.walkProperty(property);
        continue;
      }
      const site = r.site(
        'write',
        node.start,
        node.end,
        r.code.slice(target.start, target.end),
        property.start,
      );
      r.wrap(property.value, `${r.hooks}sp(${text},${JSON.stringify(name)},`, `,${site})`);
    }
  }
  r.release(temporary);
}

/** `Object.assign(o,p)` → `Object.assign(o,H.st(p,s,bits,o,s2))`: what p holds is read, and written to o. */
function assignAll(
  node: CallExpression,
  target: Expression,
  text: string,
  source: Expression,
  r: Rewriter,
): void {
  const read = r.site('iterate', source.start, source.end, r.code.slice(source.start, source.end));
  const write = r.site('write', node.start, node.end, r.code.slice(target.start, target.end));
  const bits = source.type === 'ObjectExpression' ? ASSIGNED_ONLY : 0;
  r.wrap(source, `${r.hooks}st(`, `,${read},${bits},${text},${write})`);
}
/** Bit of the third argument of `st`: nothing is read that anybody else could have written. */
const ASSIGNED_ONLY = 4;

function isPlain(property: Property | SpreadElement): boolean {
  return plainName(property) !== '';
}

/** The name of `name: value` in an object literal, '' for every other kind of property. */
function plainName(property: Property | SpreadElement): string {
  if (
    property.type === 'SpreadElement' ||
    property.kind !== 'init' ||
    property.method ||
    property.computed ||
    property.shorthand
  )
    return '';
  return property.key.type === 'Identifier' && property.key.name !== '__proto__' ? property.key.name : '';
}

/** `Reflect.set(o,k,v)`, `Object.defineProperty(o,k,descriptor)`. */
function walkKeyAndValue(
  node: CallExpression,
  hook: 'se' | 'sd',
  [store, key, value]: readonly [Expression, Expression, Expression],
  rest: readonly Expression[],
  r: Rewriter,
): boolean {
  const texts: string[] = [];
  const temporaries: string[] = [];
  const plan = [store, key].map((part) => {
    const text = r.simple(part);
    if (text !== '') return { part, text, temporary: '' };
    const temporary = r.temporary();
    temporaries.push(temporary);
    return { part, text: temporary, temporary };
  });
  if (temporaries.includes('')) return false;
  const site = r.site('write', node.start, node.end, r.code.slice(store.start, store.end));
  for (const { part, text, temporary } of plan) {
    if (temporary === '') r.walk(part);
    else assignTemporary(part, temporary, r);
    texts.push(text);
  }
  r.wrap(value, `${r.hooks}${hook}(${texts[0]!},${texts[1]!},`, `,${site})`);
  for (const temporary of temporaries) r.release(temporary);
  r.walkAll(rest);
  return true;
}

/** `o.hasOwnProperty(k)` and `….hasOwnProperty.call(o,k)`. */
function walkHasOwn(
  node: CallExpression,
  callee: MemberExpression,
  values: readonly Expression[],
  r: Rewriter,
  lift: Lift | null,
): boolean {
  const { object } = callee;
  if (memberName(callee) === 'call') {
    if (object.type !== 'MemberExpression' || memberName(object) !== 'hasOwnProperty' || values.length !== 2)
      return false;
    if (r.simple(values[0]!) === '' && !r.frame.canDeclare) return false;
    r.walkSpine(object.object, lift);
    return walkKeyed(node, values[0]!, values[1]!, 'rh', [], r);
  }
  if (values.length !== 1 || callee.optional || object.type === 'Super') return false;
  const text = r.simple(object);
  if (text === '' || callee.computed) return false;
  r.walkSpine(object, lift);
  const site = r.memberSite('read', callee, node);
  r.wrap(values[0]!, `${r.hooks}rh(${text},`, `,${site}${r.guard === 1 ? ',1' : ''})`);
  return true;
}
