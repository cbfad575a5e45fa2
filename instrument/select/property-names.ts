// Which writes make a property's name worth watching: a property that nobody assigns outside of initialisation cannot
// race, so `o.name` is hooked only where `name` is in the set that these rules let through. The set is one file's: what other
// files assign is not known when a text is instrumented, so what their exports hold is hooked under any name, and so is what a
// condition of an async function asks for (`if (!client.connected) await client.connect()`), of one that hands on to promises, or of one that remembers.
import type { Expression, MemberExpression, Super } from 'acorn';
import type { FunctionInfo } from '../analyze/scope.ts';

/** Links between objects and their classes; a race on one of them is never what a program means. */
const STRUCTURE = new Set(['prototype', '__proto__', 'constructor']);

/** State of built-in stores, read by these names and written by methods: hooked wherever they are read. */
const ALWAYS = new Set(['length', 'size']);

/** Whether reads of this property are hooked though the file never assigns it. */
export function isAlwaysWatched(name: string): boolean {
  return ALWAYS.has(name);
}

/**
 * The name under which a write to `target` is remembered; '' when the rules drop it: structure, module exports, methods
 * of a prototype, what a constructor stores in `this`, and functions attached while the module is set up.
 * @param value - what is assigned, where it is known
 */
export function assignedName(target: MemberExpression, fn: FunctionInfo, value: Expression | null): string {
  const name = memberName(target);
  if (name === '' || STRUCTURE.has(name)) return '';
  const object = target.object;
  if (object.type === 'ThisExpression' && fn.constructs) return '';
  if (name === 'exports' || isPrototype(object)) return '';
  // At the top a module tells what it exports; from a function on it is state that others see.
  if (fn.parent === null && isExports(object)) return '';
  if (fn.setsUp && value !== null && isFunctionLike(value)) return '';
  return name;
}

/** The plain name of a member, `#name` for private ones, '' for a computed key that is no string. */
export function memberName(node: MemberExpression): string {
  const property = node.property;
  if (property.type === 'PrivateIdentifier') return '#' + property.name;
  if (!node.computed) return property.type === 'Identifier' ? property.name : '';
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : '';
}

/** Whether the expression is `exports` or `module.exports`. */
export function isExports(object: Expression | Super): boolean {
  if (object.type === 'Identifier') return object.name === 'exports';
  return (
    object.type === 'MemberExpression' &&
    object.object.type === 'Identifier' &&
    object.object.name === 'module' &&
    memberName(object) === 'exports'
  );
}

function isPrototype(object: Expression | Super): boolean {
  return object.type === 'MemberExpression' && memberName(object) === 'prototype';
}

function isFunctionLike(value: Expression): boolean {
  return (
    value.type === 'FunctionExpression' ||
    value.type === 'ArrowFunctionExpression' ||
    value.type === 'ClassExpression'
  );
}

/** Whether a module specifier names a file of the same program or package, whose exports may be state that others assign. */
export function isOwnModule(source: Expression): boolean {
  return (
    source.type === 'Literal' && typeof source.value === 'string' && /^(?:[./#]|file:)/.test(source.value)
  );
}

/** Whether the expression is `require('./file')`. */
export function isRequireOfOwnModule(init: Expression): boolean {
  const [source] = init.type === 'CallExpression' ? init.arguments : [];
  if (init.type !== 'CallExpression' || source === undefined || source.type === 'SpreadElement') return false;
  return init.callee.type === 'Identifier' && init.callee.name === 'require' && isOwnModule(source);
}

/**
 * Whether `object.name` is read from what another file exports: that file, or a third one, may assign it. Names of
 * classes and constants are left out.
 */
export function isForeignState(object: Expression | Super, name: string): boolean {
  return object.type === 'Identifier' && object.binding?.foreign === true && isStateName(name);
}

/** Whether another file may assign `object.name` of an object that has come to this one by any way; the host's globals are left out. */
export function mayBeForeign(object: Expression | Super, name: string): boolean {
  if (object.type === 'Identifier' && object.binding === undefined) return false;
  return isStateName(name) && !name.startsWith('#') && !isBehindOptionalCall(object);
}

/** Whether the object is what a call has made in a chain that `?.` may cut short: no hook can stand there. */
function isBehindOptionalCall(object: Expression | Super): boolean {
  let optional = false;
  let called = false;
  for (let at = object; ;) {
    if (at.type !== 'MemberExpression' && at.type !== 'CallExpression') return optional && called;
    optional ||= at.optional;
    called ||= at.type === 'CallExpression';
    at = at.type === 'CallExpression' ? at.callee : at.object;
  }
}

/** Whether the name is no class's, constant's or structure's. */
function isStateName(name: string): boolean {
  return /^[a-z_$#]/.test(name) && !STRUCTURE.has(name);
}

/** Whether the name reads as a class's, so that its function is a constructor in the style before classes. */
export function isConstructorName(name: string): boolean {
  return /^[A-Z]/.test(name);
}
