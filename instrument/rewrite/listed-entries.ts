// Entries that a walk hands out, one after the other, with what they hold, where they are written back behind a suspension:
//   for (const [k, v] of m) {… await …; m.set(k, v + 1)}        {H.wk(m,k,s); …}     also of m.entries(), [...m], Array.from(m)
//   for (const [k, v] of Object.entries(o)) {…; o[k] = v + 1}   {H.wk(o,k,s,1); …}   also of a list's entries()
//   [...m].map(async ([k, v]) => {…})   list.map(async (v, i) => {…})   m.forEach(async (v, k) => {…})
//   for (const v of m.values()) {… await …; m.set(v.id, f(v))}  {H.wk(m,H.pk(v,"id"),s,2,v); …}   if that is where v lies
// The step reads the entry. Of a copy that is older than its steps, this says less than what was read when.
//
// Invariant: only where the store can be named once more without running code, and both names mean the same at the body's start.
import type {
  AnyNode,
  BlockStatement,
  CallExpression,
  Expression,
  Identifier,
  MemberExpression,
  Pattern,
  Super,
} from 'acorn';
import { childrenOf } from '../flows/nodes.ts';
import { memberName } from '../select/property-names.ts';
import { peekText } from './peeks.ts';
import type { Rewriter } from './rewriter.ts';

/** What makes of a list of entries a list of some of them. */
const LISTS = new Set(['filter', 'slice', 'sort', 'toSorted', 'reverse', 'toReversed']);
const WALKS = new Set(['map', 'forEach', 'flatMap']);

/** Bits of `wk`: elements and properties, not the entries of a collection; what was handed out, whose key is only supposed. */
export const ELEMENT = 1;
const SUPPOSED = 2;

/** The hook at the start of a loop's body, or of a callback's; '' where none is needed. */
export function entryHook(
  key: AnyNode,
  held: AnyNode,
  store: Expression,
  body: AnyNode,
  r: Rewriter,
): string {
  if (body.type !== 'BlockStatement' || key.type !== 'Identifier') return '';
  const names = namesIn(held);
  if (names.size === 0 || hides(body, key.name)) return '';
  const text = namedIn(body, store, r);
  if (text === '') return '';
  const found = { uses: false, writes: 0, replaced: false };
  search(body, store, (node) => node.type === 'Identifier' && node.name === key.name, names, found);
  if (!found.uses || found.replaced || found.writes === 0) return '';
  const { start } = key;
  const label = r.code.slice(store.start, Math.min(store.end, store.start + 80));
  const bits = found.writes === ELEMENT ? `,${ELEMENT}` : '';
  return `${r.hooks}wk(${text},${key.name},${r.site('read', start, held.end, label)}${bits});`;
}

/** The same of a walk that hands out values alone, where one is put back under a key that it holds: `users.set(user.id, …)`. */
function valueHook(held: Identifier, list: Expression, body: AnyNode, r: Rewriter): string {
  const store = entriesOf(list, r, false, 'values');
  if (store === null || body.type !== 'BlockStatement' || hides(body, held.name)) return '';
  const text = namedIn(body, store, r);
  const key = text === '' ? null : keyHeld(body, store, held);
  const keyText = key === null ? '' : peekText(key, r);
  if (key === null || keyText === '') return '';
  const found = { uses: false, writes: 0, replaced: false };
  search(body, store, (node) => isSame(key, node), new Set([held.name]), found);
  if (!found.uses || found.replaced) return '';
  const label = r.code.slice(store.start, Math.min(store.end, store.start + 80));
  const site = r.site('read', held.start, held.end, label);
  return `${r.hooks}wk(${text},${keyText},${site},${SUPPOSED},${held.name});`;
}

/** The member of `held` under which something is put into the store; null: there is none. */
function keyHeld(node: AnyNode, store: Expression, held: Identifier): MemberExpression | null {
  if (node.type === 'CallExpression' && node.callee.type === 'MemberExpression') {
    const [key] = node.arguments;
    const { callee } = node;
    const isHeld = key?.type === 'MemberExpression' && isSame(held, key.object) && !key.computed;
    if (isHeld && memberName(callee) === 'set' && isSame(callee.object, store)) return key;
  }
  for (const child of childrenOf(node)) {
    const key = keyHeld(child, store, held);
    if (key !== null) return key;
  }
  return null;
}

/** Puts the hook of a loop over entries at the start of its body. */
export function noteLoopEntries(pattern: AnyNode, right: Expression, body: AnyNode, r: Rewriter): void {
  if (pattern.type === 'Identifier') {
    putFirst(body, valueHook(pattern, right, body, r), r);
    return;
  }
  const store = entriesOf(right, r);
  const parts = pattern.type === 'ArrayPattern' ? pattern.elements : [];
  if (store === null || parts.length !== 2 || parts[0] == null || parts[1] == null) return;
  putFirst(body, entryHook(parts[0], parts[1], store, body, r), r);
}

/** Notes the callback of a walk by a method, for noteParameterEntries(). */
export function noteWalk(node: CallExpression, callee: MemberExpression, r: Rewriter): void {
  const [callback] = node.arguments;
  if (callback === undefined || callee.object.type === 'Super' || !WALKS.has(memberName(callee))) return;
  if (callback.type === 'ArrowFunctionExpression' && callback.async) r.walkers.set(callback, callee.object);
}

/** Puts the hook of such a callback at the start of its body. */
export function noteParameterEntries(node: AnyNode, r: Rewriter): void {
  const walked = r.walkers.get(node);
  if (walked === undefined || node.type !== 'ArrowFunctionExpression') return;
  r.walkers.delete(node);
  const [first, second] = node.params;
  if ((first?.type === 'ArrayPattern' || first?.type === 'Identifier') && second === undefined) {
    noteLoopEntries(first, walked, node.body, r);
  } else if (first !== undefined && second !== undefined) {
    putFirst(node.body, entryHook(second, first, walked, node.body, r), r);
  }
}

function putFirst(body: AnyNode, hook: string, r: Rewriter): void {
  if (body.type !== 'BlockStatement') return;
  const first = body.body.find(
    (statement) => statement.type !== 'ExpressionStatement' || statement.directive === undefined,
  );
  if (first !== undefined && hook !== '') r.edits.insert(first.start, hook);
}

/** The store whose entries (or values) an expression lists or walks; null: it is not known. */
function entriesOf(
  node: Expression,
  r: Rewriter,
  listed = false,
  method: 'entries' | 'values' = 'entries',
): Expression | null {
  switch (node.type) {
    case 'Identifier':
    case 'MemberExpression':
      return listed || method === 'values' ? null : node;
    case 'ArrayExpression': {
      const [spread] = node.elements;
      return node.elements.length === 1 && spread?.type === 'SpreadElement'
        ? entriesOf(spread.argument, r, false, method)
        : null;
    }
    case 'CallExpression': {
      const { callee, arguments: given } = node;
      const [first] = given;
      if (callee.type !== 'MemberExpression' || callee.object.type === 'Super') return null;
      const name = memberName(callee);
      if (given.length === 1 && first!.type !== 'SpreadElement') {
        if (name === 'entries' && method === 'entries' && r.isGlobal(callee.object, 'Object')) return first!;
        if (name === 'from' && r.isGlobal(callee.object, 'Array')) return entriesOf(first!, r, false, method);
      }
      if (name === method && given.length === 0) return callee.object;
      return LISTS.has(name) ? entriesOf(callee.object, r, true, method) : null;
    }
    default:
      return null;
  }
}

/** A text that gives the store in a block without running code; '' if there is none. */
function namedIn(body: BlockStatement | null, store: Expression, r: Rewriter): string {
  const root = rootOf(store);
  if (root.type === 'ThisExpression' && isConstructed(r)) return '';
  if (root.type === 'Identifier' && (root.binding === undefined || (body !== null && hides(body, root.name))))
    return '';
  return storeText(store, r);
}

/**
 * A text that gives in a loop the store whose entries it goes through; '' if there is none.
 * @param names - what the loop declares
 */
export function storeOf(list: Expression, names: readonly string[], body: AnyNode, r: Rewriter): string {
  const store = entriesOf(list, r);
  if (store === null) return '';
  const root = rootOf(store);
  if (root.type === 'Identifier' && names.includes(root.name)) return '';
  return namedIn(body.type === 'BlockStatement' ? body : null, store, r);
}

/** The name that the store begins with whose entries an expression lists or walks; '' if there is none. */
export function rootNameOf(list: Expression, r: Rewriter): string {
  const store = entriesOf(list, r);
  const root = store === null ? null : rootOf(store);
  return root?.type === 'Identifier' ? root.name : '';
}

/** Whether an expression lists the properties of an object. */
export function isProperties(list: AnyNode, r: Rewriter): boolean {
  if (list.type !== 'CallExpression' || list.callee.type !== 'MemberExpression') return false;
  const { object } = list.callee;
  return object.type !== 'Super' && (r.isGlobal(object, 'Object') || isProperties(object, r));
}

/** Whether `this` may not be there yet: around here an object is made. */
function isConstructed(r: Rewriter): boolean {
  for (let { frame } = r as { frame: Rewriter['frame'] | null }; frame !== null; frame = frame.outer)
    if (frame.constructs) return true;
  return false;
}

function rootOf(node: Expression | Super): Expression | Super {
  return node.type === 'MemberExpression' ? rootOf(node.object) : node;
}

/** A text that gives the store without running code; '' if there is none. */
function storeText(store: Expression, r: Rewriter): string {
  if (store.type === 'MemberExpression' && store.property.type === 'PrivateIdentifier') {
    const { name } = store.property;
    const isField = r.privateNames.findLast((names) => names.has(name))?.get(name) === true;
    return isField && store.object.type === 'ThisExpression' ? `this.#${name}` : '';
  }
  return store.type === 'Identifier' || store.type === 'MemberExpression' ? peekText(store, r) : '';
}

/** Whether a name means something else in a block, or its value is not there yet. */
export function hides(body: BlockStatement, name: string): boolean {
  return body.scope?.dynamic === true || body.scope?.bindings?.has(name) === true;
}

function namesIn(pattern: AnyNode, names: Set<string> = new Set()): Set<string> {
  if (pattern.type === 'Identifier') names.add(pattern.name);
  else for (const part of childrenOf(pattern)) namesIn(part, names);
  return names;
}

interface Found {
  /** What the entry holds is used. */
  uses: boolean;
  /** The entry is written: 2 by a method, ELEMENT as an element or property. */
  writes: number;
  /** Another store is put in place of the walked one. */
  replaced: boolean;
}

function search(
  node: AnyNode,
  store: Expression,
  isKey: (node: AnyNode) => boolean,
  names: ReadonlySet<string>,
  found: Found,
): void {
  if (isKey(node)) return;
  switch (node.type) {
    case 'Identifier':
      if (node.binding !== undefined && names.has(node.name)) found.uses = true;
      return;
    case 'CallExpression': {
      const { callee, arguments: given } = node;
      if (
        callee.type === 'MemberExpression' &&
        given[0] !== undefined &&
        isKey(given[0]) &&
        isSame(callee.object, store)
      ) {
        const name = memberName(callee);
        if (name === 'set' || name === 'delete') found.writes ||= 2;
      }
      break;
    }
    case 'AssignmentExpression':
      if (isSame(node.left, store)) found.replaced = true;
      if (isEntry(node.left, store, isKey)) found.writes ||= ELEMENT;
      break;
    case 'UpdateExpression':
    case 'UnaryExpression':
      if (
        (node.type === 'UpdateExpression' || node.operator === 'delete') &&
        isEntry(node.argument, store, isKey)
      )
        found.writes ||= ELEMENT;
      break;
    default:
  }
  for (const child of childrenOf(node)) search(child, store, isKey, names, found);
}

function isEntry(node: AnyNode, store: Expression, isKey: (node: AnyNode) => boolean): boolean {
  return (
    node.type === 'MemberExpression' && node.computed && isKey(node.property) && isSame(node.object, store)
  );
}

/** Whether two expressions name the same place. */
export function isSame(a: AnyNode | Pattern, b: AnyNode): boolean {
  if (a.type === 'ThisExpression') return b.type === 'ThisExpression';
  if (a.type === 'Identifier')
    return b.type === 'Identifier' && a.binding === (b as Identifier).binding && a.name === b.name;
  if (a.type !== 'MemberExpression' || b.type !== 'MemberExpression' || a.computed || b.computed)
    return false;
  return (
    a.property.type === b.property.type &&
    (a.property as Identifier).name === (b.property as Identifier).name &&
    isSame(a.object, b.object)
  );
}
