// What an expression is by itself: a text, or an array that was made this instant and that nobody else can hold yet. Neither
// can race, so methods, elements and properties of these get no hook, and the code around them stays as V8 would see it natively:
// `title.split(' ').filter((word) => word.length > 3)` with a `title` that is a text.
//
// Globals' names are taken as the built-ins here, as elsewhere in the selection. What is not known is 'other'.
import type { CallExpression, Expression, Super } from 'acorn';
import type { Binding, ValueType } from '../analyze/scope.ts';
import { memberName } from './property-names.ts';

/** Methods of strings that answer with one. */
const TEXT_OF_TEXT = new Set([
  'charAt',
  'concat',
  'normalize',
  'padEnd',
  'padStart',
  'repeat',
  'replace',
  'replaceAll',
  'slice',
  'substr',
  'substring',
  'toLocaleLowerCase',
  'toLocaleUpperCase',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'trimEnd',
  'trimStart',
]);
/** Methods of arrays that make one of the same elements, fewer of them or in another order; or answer with the array itself. */
const SAME_ELEMENTS = new Set(['copyWithin', 'filter', 'reverse', 'slice', 'sort', 'toReversed', 'toSorted']);
/** … of others. */
const OTHER_ELEMENTS = new Set(['concat', 'fill', 'flat', 'flatMap', 'map', 'splice', 'toSpliced', 'with']);
/** … of those, that answer with the array itself. */
const ITSELF = new Set(['copyWithin', 'fill', 'reverse', 'sort']);
/** … that give each element to a function, first. */
const EACH = new Set([
  'every',
  'filter',
  'find',
  'findIndex',
  'findLast',
  'findLastIndex',
  'flatMap',
  'forEach',
  'map',
  'some',
]);
const TEXTS_OF_OBJECT = new Set(['getOwnPropertyNames', 'keys']);
const LISTS_OF_OBJECT = new Set(['entries', 'getOwnPropertySymbols', 'values']);
const LISTS_OF_ARRAY = new Set(['from', 'of']);

declare module 'acorn' {
  interface CallExpression {
    /** What the call answers with, once somebody asked. */
    valueType?: ValueType;
  }
  interface Function {
    /** The call whose first argument it is. */
    givenTo?: { readonly call: CallExpression };
  }
}

/** Whether nobody else can hold what the expression answers with: a text, or an array made by it. */
export function isOwnValue(node: Expression | Super): boolean {
  return node.type !== 'Super' && node.type !== 'Identifier' ? isNew(node) : isText(node);
}

/** Whether an array is made by the expression. */
export function isNewList(node: Expression): boolean {
  return node.type === 'CallExpression' && isNew(node) && typeOf(node) !== 'text';
}

function isText(node: Expression | Super): boolean {
  return node.type !== 'Super' && typeOf(node) === 'text';
}

function isNew(node: Expression): boolean {
  switch (node.type) {
    case 'ArrayExpression':
      return true;
    case 'CallExpression': {
      const type = typeOf(node);
      if (type === 'other' || type === 'text') return type === 'text';
      const { callee } = node;
      if (callee.type !== 'MemberExpression' || !ITSELF.has(memberName(callee))) return true;
      return isOwnValue(callee.object);
    }
    case 'NewExpression':
      return typeOf(node) === 'list';
    default:
      return typeOf(node) === 'text';
  }
}

/** How far expressions are followed into what they are made of. */
const MOST_STEPS = 40;
let steps = 0;

function typeOf(node: Expression): ValueType {
  if (steps === MOST_STEPS) return 'other';
  steps++;
  const type = lookAt(node);
  steps--;
  return type;
}

function lookAt(node: Expression): ValueType {
  switch (node.type) {
    case 'Literal':
      return typeof node.value === 'string' ? 'text' : 'other';
    case 'TemplateLiteral':
      return 'text';
    case 'ArrayExpression':
      return 'list';
    case 'BinaryExpression':
      return isSum(node) ? 'text' : 'other';
    case 'ConditionalExpression':
      return typeOf(node.consequent) === 'text' && typeOf(node.alternate) === 'text' ? 'text' : 'other';
    case 'Identifier':
      return node.binding === undefined ? 'other' : typeOfVariable(node.binding);
    case 'NewExpression':
      return isArrayClass(node.callee) ? 'list' : 'other';
    case 'CallExpression':
      return (node.valueType ??= typeOfCall(node));
    default:
      return 'other';
  }
}

function isArrayClass(callee: Expression | Super): boolean {
  return callee.type === 'Identifier' && callee.name === 'Array' && callee.binding === undefined;
}

/** Whether a text is added to something: that is a text. Long sums are nested deeply to the left. */
function isSum(node: Expression): boolean {
  let at = node;
  while (at.type === 'BinaryExpression' && at.operator === '+') {
    if (isText(at.right)) return true;
    at = at.left as Expression;
  }
  return at !== node && isText(at);
}

function typeOfVariable(binding: Binding): ValueType {
  const { value } = binding;
  if (binding.reassigned || binding.redeclared || binding.unhookable || binding.scope.dynamic) return 'other';
  if (binding.kind === 'param') return isElementOfTexts(binding) ? 'text' : 'other';
  if (binding.valueType !== null) return binding.valueType;
  // While it is looked for: it may be made of itself.
  binding.valueType = 'other';
  const type = value === null ? 'other' : typeOf(value);
  // Elements of an array that has a name can be replaced.
  return (binding.valueType = type === 'texts' ? 'list' : type);
}

/** Whether a parameter is given the elements of an array of texts, one after the other, and nothing else. */
function isElementOfTexts({ scope, start }: Binding): boolean {
  const { node, strict } = scope.fn;
  if (node?.type !== 'ArrowFunctionExpression' && node?.type !== 'FunctionExpression') return false;
  // `arguments[0]` is another name of it; a function that has a name can call itself.
  if (node.type === 'FunctionExpression' && (!strict || node.id != null)) return false;
  const [first] = node.params;
  if (first?.type !== 'Identifier' || first.start !== start || node.givenTo === undefined) return false;
  const { callee } = node.givenTo.call;
  return (
    callee.type === 'MemberExpression' && callee.object.type !== 'Super' && typeOf(callee.object) === 'texts'
  );
}

function typeOfCall({ callee, optional }: CallExpression): ValueType {
  if (callee.type === 'Identifier') {
    if (isArrayClass(callee)) return 'list';
    return callee.name === 'String' && callee.binding === undefined ? 'text' : 'other';
  }
  if (callee.type !== 'MemberExpression' || optional || callee.optional || callee.object.type === 'Super')
    return 'other';
  const name = memberName(callee);
  const { object } = callee;
  if (object.type === 'Identifier' && object.binding === undefined) {
    if (object.name === 'Object')
      return TEXTS_OF_OBJECT.has(name) ? 'texts' : LISTS_OF_OBJECT.has(name) ? 'list' : 'other';
    return isArrayClass(object) && LISTS_OF_ARRAY.has(name) ? 'list' : 'other';
  }
  if (name === 'split') return isText(object) ? 'texts' : 'other';
  const same = SAME_ELEMENTS.has(name);
  if (!same && !OTHER_ELEMENTS.has(name) && !TEXT_OF_TEXT.has(name) && name !== 'join') return 'other';
  const type = typeOf(object);
  switch (type) {
    case 'text':
      return TEXT_OF_TEXT.has(name) ? 'text' : 'other';
    case 'texts':
    case 'list':
      if (name === 'join') return 'text';
      return same ? type : OTHER_ELEMENTS.has(name) ? 'list' : 'other';
    default:
      return 'other';
  }
}

/** Notes the function that a method gives elements to. */
export function noteCallback(node: CallExpression, name: string): void {
  const [first] = node.arguments;
  if (!EACH.has(name)) return;
  if (first?.type === 'ArrowFunctionExpression' || first?.type === 'FunctionExpression')
    first.givenTo = { call: node };
}
