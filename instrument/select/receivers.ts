// Receivers that are no stores: method calls, elements and properties of these get no hook.
import type { Expression, MemberExpression, Super } from 'acorn';
import { METHOD_CODES } from '../protocol.ts';
import { memberName } from './property-names.ts';

/** Built-in namespaces and classes whose methods are functions, not accesses to a store. */
const NAMESPACES = new Set([
  'Math',
  'JSON',
  'Number',
  'String',
  'Symbol',
  'Promise',
  'Date',
  'RegExp',
  'Intl',
  'Boolean',
  'BigInt',
  'Error',
  'console',
  'performance',
  'Reflect',
  'Atomics',
  'Object',
  'Function',
  'Proxy',
  'WebAssembly',
  'require',
  'module',
  'exports',
]);

/** The OP code of a method that has hooks of its own; 0 for all others. */
export function methodCode(name: string): number {
  return METHOD_CODES.get(name) ?? 0;
}

/** Whether a method of this name has hooks of its own. */
export function isMethodName(name: string): boolean {
  return methodCode(name) !== 0;
}

/** `Object.prototype.toString` looks at the class, not at the content. */
export function isObjectPrototype(node: Expression | Super): boolean {
  if (node.type === 'ObjectExpression') return true;
  return (
    node.type === 'MemberExpression' &&
    memberName(node) === 'prototype' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'Object'
  );
}

/** The name of the watched method that an expression takes out of its object: `o.set`; '' for all others. */
export function methodTaken(node: Expression): string {
  if (node.type !== 'MemberExpression' || node.computed) return '';
  if (isNoReceiver(node.object) || isObjectPrototype(node.object)) return '';
  const name = memberName(node);
  return isMethodName(name) ? name : '';
}

const ELEMENT_METHODS = ['getInt8', 'writeUintBE'].map(methodCode) as [number, number];

/** Whether a method of this name touches one element of a DataView or a Buffer. */
export function isElementMethodName(name: string): boolean {
  const code = methodCode(name);
  return code >= ELEMENT_METHODS[0] && code <= ELEMENT_METHODS[1];
}

/** Whether `object` in `object.name(…)` cannot be a Map, array, view or other store. */
export function isNoReceiver(object: Expression | Super): boolean {
  switch (object.type) {
    case 'Super':
    case 'Literal':
    case 'TemplateLiteral':
    case 'MetaProperty':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
    case 'ClassExpression':
      return true;
    case 'Identifier':
      return object.binding === undefined && NAMESPACES.has(object.name);
    default:
      return false;
  }
}

/** Whether members of `object` belong to the host or to the module system rather than to the program's state. */
export function isHostObject(object: Expression | Super): boolean {
  if (object.type === 'Super' || object.type === 'MetaProperty') return true;
  if (object.type === 'Identifier')
    return object.name === 'arguments' || (object.binding === undefined && NAMESPACES.has(object.name));
  return object.type === 'MemberExpression' && isHostMember(object);
}

function isHostMember(node: MemberExpression): boolean {
  const { object } = node;
  if (object.type === 'MetaProperty') return true;
  if (object.type !== 'Identifier' || object.binding !== undefined) return false;
  const name = memberName(node);
  return (
    (object.name === 'process' && (name === 'env' || name === 'argv' || name === 'versions')) ||
    (object.name === 'module' && name === 'exports') ||
    (object.name === 'require' && name === 'cache')
  );
}

/** Whether a computed key is one of the well-known symbols: those name behaviour, not state. */
export function isWellKnownSymbol(key: Expression): boolean {
  return (
    key.type === 'MemberExpression' &&
    key.object.type === 'Identifier' &&
    key.object.name === 'Symbol' &&
    key.object.binding === undefined
  );
}
