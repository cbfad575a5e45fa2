// What is iterated or listed at once.
//   [...x] → [...H.it(x,s,g)]       {...o}, Object.keys(o) → H.st(o,s,g)
import type { Expression, SpreadElement } from 'acorn';
import { isLocalStore } from '../select/local-stores.ts';
import type { Rewriter } from './rewriter.ts';

/** Expressions whose value nobody else can hold yet. */
function isOwn(node: Expression, r: Rewriter): boolean {
  switch (node.type) {
    case 'ArrayExpression':
    case 'Literal':
    case 'TemplateLiteral':
      return true;
    case 'Identifier':
      return node.name === 'arguments' || isLocalStore(node.binding);
    case 'CallExpression':
      // Object.keys(o) and the like make a new array; o itself is hooked in the call.
      return node.callee.type === 'MemberExpression' && r.isGlobal(node.callee.object, 'Object');
    default:
      return false;
  }
}

/** Rewrites something that is iterated at once. */
export function walkIterated(node: Expression, r: Rewriter): void {
  if (isOwn(node, r)) {
    r.walk(node);
    return;
  }
  const site = r.site('iterate', node.start, node.end, r.code.slice(node.start, Math.min(node.end, node.start + 80)));
  r.wrap(node, `${r.hooks}it(`, `,${site}${r.guard === 1 ? ',1' : ''})`);
}

/** `...x` in a call or an array. */
export function visitSpread(node: SpreadElement, r: Rewriter): void {
  walkIterated(node.argument, r);
}

/** Rewrites something whose own keys are read. */
export function walkKeysRead(node: Expression, r: Rewriter): void {
  if (node.type === 'ObjectExpression' || isOwn(node, r)) {
    r.walk(node);
    return;
  }
  const site = r.site('iterate', node.start, node.end, r.code.slice(node.start, Math.min(node.end, node.start + 80)));
  r.wrap(node, `${r.hooks}st(`, `,${site}${r.guard === 1 ? ',1' : ''})`);
}

/** `...o` in an object. */
export function visitObjectSpread(node: SpreadElement, r: Rewriter): void {
  walkKeysRead(node.argument, r);
}
