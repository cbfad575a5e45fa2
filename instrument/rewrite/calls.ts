// Calls. What a call does to a store is in method-calls.ts and built-in-calls.ts; here is what all calls share.
//   f(...x) → f(...H.it(x,s,g))   readSync(a,b) → readSync(t=a,H.m2(readSync,OP,s,t,b))      x() → (H.gv(x,C,"x",s),x())
import type { CallExpression, Expression, NewExpression, Super, TaggedTemplateExpression } from 'acorn';
import { memberName } from '../select/property-names.ts';
import { walkBuiltInCall } from './built-in-calls.ts';
import { iteratedBy } from '../select/compiled-loops.ts';
import { tellStep, walkIterator } from './compiled-loops.ts';
import { walkCompiledPrivate } from './compiled-privates.ts';
import { walkEvalArguments, walkFunctionArguments } from './dynamic-code.ts';
import { rejectionHandler } from './failures.ts';
import {
  walkArguments,
  walkCheckedCall,
  walkCheckedCallee,
  walkCheckedConstructor,
  walkPlainCall,
} from './plain-calls.ts';
import { walkClone, walkCopies, walkIterated } from './iterated.ts';
import { noteWalk } from './listed-entries.ts';
import { hasOptionalLink, walkCallee, walkChain, walkReference } from './members.ts';
import { walkFreeCall, walkMethodCall } from './method-calls.ts';
import type { Lift, Rewriter } from './rewriter.ts';

/** Rewrites a call inside a chain. */
export function walkCall(node: CallExpression, r: Rewriter, lift: Lift | null): void {
  const { callee } = node;
  if (r.frame.suspends) noteCall(callee, r);
  const handler = rejectionHandler(node);
  if (handler !== null) r.handlers.add(handler);
  if (r.walks.size > 0) tellStep(node, r, lift);
  if (walkCopies(node, r)) return;
  const iterated = node.iterator === undefined ? null : iteratedBy(node);
  if (iterated !== null) {
    const { guard } = r;
    r.guard = 0;
    walkIterator(node, iterated, r);
    r.guard = guard;
    return;
  }
  switch (callee.type) {
    case 'Super':
      break;
    case 'Identifier':
      r.walkSpine(callee, lift);
      if (walkEvalArguments(node, r) || walkFunctionArguments(node, r)) return;
      if (walkCompiledPrivate(node, r) || walkFreeCall(node, callee, r) || walkClone(node, callee, r)) return;
      if (walkCheckedCall(node, callee, r, lift)) return;
      break;
    case 'MemberExpression':
      noteWalk(node, callee, r);
      if (
        (!hasOptionalLink(callee.object) && walkBuiltInCall(node, callee, r, lift)) ||
        walkMethodCall(node, callee, r, lift) ||
        walkEvalArguments(node, r)
      )
        return;
      walkPlainCall(node, callee, r, lift);
      return;
    default:
      if (node === r.operand && walkCheckedCallee(node, callee, r)) return;
      walkReference(callee, r);
      if (walkEvalArguments(node, r)) return;
  }
  walkArguments(node, r);
}

/** Notes whom a function calls: what an answer decides (answers.ts). */
function noteCall(callee: Expression | Super, r: Rewriter): void {
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression' && !callee.computed
        ? memberName(callee)
        : '';
  if (name !== '') r.frame.whole.called.push([name, r.sites.length]);
}

export function visitCall(node: CallExpression, r: Rewriter): void {
  walkChain(node, r, (lift) => walkCall(node, r, lift));
}

/** Classes whose instances are stores, or memory: where they are made gives them their name. */
const STORES = new Set([
  'Map',
  'Set',
  'WeakMap',
  'WeakSet',
  'Headers',
  'URLSearchParams',
  'FormData',
  'EventEmitter',
  'Array',
  'SharedArrayBuffer',
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float16Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
  'DataView',
]);
/** Of these, the ones whose first argument is not iterated: the others copy what they are given. */
const NOT_FILLED = new Set(['EventEmitter', 'Array', 'SharedArrayBuffer', 'DataView']);

export function visitNew(node: NewExpression, r: Rewriter): void {
  const { callee } = node;
  const store = callee.type === 'Identifier' && STORES.has(callee.name) ? callee.name : '';
  const made = store !== '' || isSharedMemory(callee);
  // Of a Date that is made to take a member of it nobody keeps the object.
  const isTime = r.taken !== node && r.operand !== node && r.tellsTime(node);
  r.walkHidden(() =>
    walkChain(node, r, (lift) => {
      if (made || isTime) r.edits.insert(node.start, `${r.hooks}${made ? 'nw' : 'nt'}(`);
      if (callee.type === 'Identifier') {
        if (store === '' && node === r.operand && walkCheckedConstructor(node, callee, r, lift)) return;
        r.walkSpine(callee, lift);
        if (walkFunctionArguments(node, r) || walkFreeCall(node, callee, r)) return;
        const [first, ...rest] = node.arguments;
        if (first !== undefined) {
          if (store !== '' && !NOT_FILLED.has(store) && first.type !== 'SpreadElement')
            walkIterated(first, r);
          else r.walk(first);
        }
        r.walkAll(rest);
      } else walkConstructor(node, callee, r, lift);
      if (made) {
        r.edits.insert(
          node.end,
          `,${r.site('create', node.start, node.end, store || 'WebAssembly.Memory')})`,
        );
      } else if (isTime) r.edits.insert(node.end, ')');
    }),
  );
  if (made || isTime) r.altered = true;
}

function isSharedMemory(callee: Expression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'WebAssembly' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'Memory'
  );
}

/** `new a.b()`: a call in what is constructed needs brackets, or it would be taken for the constructor's own. */
function walkConstructor(node: NewExpression, callee: Expression, r: Rewriter, lift: Lift): void {
  const before = r.edits.length;
  const open = r.edits.insert(callee.start, '');
  if (callee.type === 'MemberExpression') walkPlainCall(node, callee, r, lift);
  else if (node !== r.operand || !walkCheckedCallee(node, callee, r)) {
    walkReference(callee, r);
    walkArguments(node, r);
  }
  if (!r.edits.changedSince(before)) return;
  r.edits.fill(open, '(');
  r.edits.insert(callee.end, ')');
}

export function visitTaggedTemplate(node: TaggedTemplateExpression, r: Rewriter): void {
  walkChain(node, r, (lift) => {
    const { tag } = node;
    if (tag.type === 'Identifier') r.walkSpine(tag, lift);
    else if (tag.type === 'MemberExpression') walkCallee(tag, r, lift);
    else walkReference(tag, r);
    r.walk(node.quasi);
  });
}
