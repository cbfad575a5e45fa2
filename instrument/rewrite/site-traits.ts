// What a write's text says of the value it stores: whether it is a constant, whether an update adds or takes away, and
// whether a constructor gives the object it makes the property. Sent to the runtime beside the sites (protocol.ts).
import type { AnyNode, Expression, MemberExpression, Super } from 'acorn';
import type { Binding } from '../analyze/scope.ts';

/** What is empty when it is made of nothing. */
const EMPTY: ReadonlySet<string> = new Set(['Map', 'Set', 'WeakMap', 'WeakSet', 'Array', 'Object']);

/** Constants that the language gives a name. */
const NAMED: ReadonlySet<string> = new Set(['undefined', 'NaN', 'Infinity']);

/** Whether an expression is made of nothing that was read before: a literal, an empty array, object or Map, `State.OPEN`. */
export function isConstant(value: Expression | Super): boolean {
  switch (value.type) {
    case 'Literal':
      return true;
    case 'Identifier':
      return (value.binding === undefined && NAMED.has(value.name)) || isSteadyName(value);
    case 'UnaryExpression':
      return isConstant(value.argument);
    case 'AssignmentExpression':
      return value.operator === '=' && isConstant(value.right);
    case 'ParenthesizedExpression':
      return isConstant(value.expression);
    case 'BinaryExpression':
      return value.left.type !== 'PrivateIdentifier' && isConstant(value.left) && isConstant(value.right);
    case 'TemplateLiteral':
      return value.expressions.length === 0;
    case 'ArrayExpression':
      return value.elements.length === 0;
    case 'ObjectExpression':
      return value.properties.length === 0;
    case 'NewExpression':
      return (
        value.arguments.length === 0 && value.callee.type === 'Identifier' && EMPTY.has(value.callee.name)
      );
    case 'MemberExpression':
      return isMemberOfEnumeration(value);
    default:
      return false;
  }
}

/** What tells the time: functions of global objects, and what makes another form of it. */
const CLOCKS: ReadonlySet<string> = new Set(['Date.now', 'performance.now', 'process.uptime']);
const FORMS: ReadonlySet<string> = new Set(['getTime', 'valueOf', 'toISOString', 'toJSON', 'toString']);
const ROUNDED: ReadonlySet<string> = new Set(['Math.floor', 'Math.round', 'Math.trunc', 'Math.ceil']);

/**
 * Whether an expression is made of the time it is evaluated at, and of constants: of nothing that was read before.
 * @param isTime - whether a variable holds such a value
 */
export function tellsTime(value: AnyNode, isTime: (variable: Binding) => boolean): boolean {
  switch (value.type) {
    case 'NewExpression':
      return (
        isGlobal(value.callee, 'Date') && value.arguments.every((argument) => tellsTime(argument, isTime))
      );
    case 'CallExpression': {
      const { callee, arguments: args } = value;
      if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
        return false;
      const { object, property } = callee;
      const name = object.type === 'Identifier' && isGlobal(object, object.name) ? object.name : '';
      if (args.length === 0 && CLOCKS.has(`${name}.${property.name}`)) return true;
      if (args.length === 1 && ROUNDED.has(`${name}.${property.name}`)) return tellsTime(args[0]!, isTime);
      return args.length === 0 && FORMS.has(property.name) && tellsTime(object, isTime);
    }
    case 'UnaryExpression':
      return value.operator === '+' && tellsTime(value.argument, isTime);
    case 'BinaryExpression': {
      const { left, right, operator } = value;
      if (left.type === 'PrivateIdentifier' || !'+-/'.includes(operator)) return false;
      if (tellsTime(left, isTime)) return isConstant(right) || tellsTime(right, isTime);
      return isConstant(left) && tellsTime(right, isTime);
    }
    case 'Identifier':
      return value.binding !== undefined && isTime(value.binding);
    default:
      return false;
  }
}

function isGlobal(node: AnyNode, name: string): boolean {
  return node.type === 'Identifier' && node.name === name && node.binding === undefined;
}

/**
 * A name that is never assigned again and was set to a constant, or came to the module from elsewhere as one: `OPEN`. A symbol that one call of a
 * function keeps to itself may say whose something is (`const mine = Symbol(); …; owner = mine`).
 */
function isSteadyName(node: Extract<AnyNode, { type: 'Identifier' }>): boolean {
  const { binding } = node;
  if (binding === undefined || binding.reassigned) return false;
  if (binding.steady && (binding.scope.single || binding.captured)) return true;
  if (!binding.scope.single) return false;
  if (binding.kind === 'class' || binding.kind === 'function') return true;
  return (binding.kind === 'import' || binding.foreign) && /^[A-Z][A-Z0-9_]*$/.test(binding.name);
}

/** `State.OPEN`, `WebSocket.CLOSED`, `STATES.open` of a name that the module does not assign again. */
function isMemberOfEnumeration({ object, property, computed }: MemberExpression): boolean {
  if (computed || object.type !== 'Identifier' || property.type !== 'Identifier') return false;
  const { binding } = object;
  if (binding === undefined || binding.reassigned || !binding.scope.single) return false;
  return (
    /^[A-Z]/.test(object.name) && (/^[A-Z]/.test(property.name) || /^[A-Z][A-Z0-9_]*$/.test(object.name))
  );
}

/** Whether the update adds (`++`, `+=`) or takes away (`--`, `-=`); 0 for all others. */
export function directionOf(node: AnyNode): -1 | 0 | 1 {
  if (node.type !== 'UpdateExpression' && node.type !== 'AssignmentExpression') return 0;
  const { operator } = node;
  return operator === '++' || operator === '+=' ? 1 : operator === '--' || operator === '-=' ? -1 : 0;
}

/**
 * Whether a value is the smaller or the greater of what the place holds and of something else (`first = Math.min(first, n)`): made of the
 * place as it is, and the same whoever comes first.
 */
export function isExtreme(target: AnyNode, value: AnyNode, textOf: (node: AnyNode) => string): boolean {
  if (value.type !== 'CallExpression' || value.callee.type !== 'MemberExpression') return false;
  const { object, property, computed } = value.callee;
  if (computed || object.type !== 'Identifier' || object.name !== 'Math' || property.type !== 'Identifier')
    return false;
  if (property.name !== 'min' && property.name !== 'max') return false;
  const text = textOf(target);
  return value.arguments.some((argument) => argument.type === target.type && textOf(argument) === text);
}

/** Whether a write makes a property agree with that of another object (`copy.state = current.state`). */
export function isMirrored(target: AnyNode, value: AnyNode): boolean {
  if (target.type !== 'MemberExpression' || value.type !== 'MemberExpression') return false;
  if (target.computed || value.computed || target.property.type !== 'Identifier') return false;
  return value.property.type === 'Identifier' && value.property.name === target.property.name;
}

/** Whether a write finds its own place, next to the one before (`stack[++top] = s`, `ring[next++] = s`): it puts something on a stack. */
export function isNextPlace(target: AnyNode): boolean {
  return target.type === 'MemberExpression' && target.computed && target.property.type === 'UpdateExpression';
}

/** Whether a function of that name is called with `new`, by the custom of the language before classes. */
export function namesConstructor(name: string): boolean {
  // Babel puts a `_` in front of what it gives a name (`Request = function _Request() {}`).
  return /^_?[A-Z]/.test(name);
}
