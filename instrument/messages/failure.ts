// The TypeError that V8 would throw where an operation of the program cannot be done, in V8's own words. The hooks that
// stand in the program's expressions (`cf`, `ci`, `co`: protocol.ts) throw it in V8's place, which would name them.
//
// Nothing is known of the site but an offset, until it fails: the text is parsed again, and the construct looked up.
import type {
  AnyNode,
  AssignmentExpression,
  ArrayPattern,
  CallExpression,
  Expression,
  ForOfStatement,
  NewExpression,
  ObjectPattern,
  Pattern,
} from 'acorn';
import { LineIndex } from '../parse/lines.ts';
import { parse, type Goal } from '../parse/parse.ts';
import { findToken, skipTrivia } from '../parse/tokens.ts';
import { ENGINE, nameOf } from './call-printer.ts';
import {
  callPosition,
  firstOperand,
  isLongSequence,
  lastPlaced,
  positionOf,
  samePlace,
} from './positions.ts';

/** A message, and the place (1-based) that V8 gives the error. */
export interface Failure {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

/**
 * What V8 says where the operation at `offset` is given `value`.
 * @param offset - of a call its end, of what is iterated or taken apart its start
 * @returns undefined where V8's words are not known for sure
 */
export function failureAt(
  code: string,
  goal: Goal,
  what: 'call' | 'iterate' | 'destructure',
  offset: number,
  value: unknown,
): Failure | undefined {
  const found = locate(parse(code, goal), what, offset, []);
  if (found === null) return undefined;
  const parameter = parameterAt(found.node, offset);
  const told =
    parameter !== null
      ? tellParameter(found.node, parameter, value)
      : isHeadAt(found.node, offset)
        ? tellHead(found.node, value)
        : tell(found, what, value, code);
  if (told === undefined) return undefined;
  const lines = new LineIndex(code);
  return { message: told[0], line: lines.line(told[1]), column: lines.column(told[1]) };
}

interface Found {
  readonly node: AnyNode;
  /** What it stands in, the nearest first. */
  readonly around: readonly AnyNode[];
}

type Told = readonly [message: string, offset: number];

/** The smallest construct of that kind at the offset. */
function locate(node: AnyNode, what: string, offset: number, around: readonly AnyNode[]): Found | null {
  if (node.start > offset || node.end < offset) return null;
  const inside = [node, ...around];
  for (const value of Object.values(node) as unknown[]) {
    for (const child of Array.isArray(value) ? (value as unknown[]) : [value]) {
      if (typeof child !== 'object' || child === null || !('type' in child)) continue;
      const found = locate(child as AnyNode, what, offset, inside);
      if (found !== null) return found;
    }
  }
  const matches =
    what === 'call'
      ? (node.type === 'CallExpression' || node.type === 'NewExpression') && node.end === offset
      : what === 'iterate'
        ? iterated(node)?.start === offset || isHeadAt(node, offset)
        : takenApart(node)?.[1].start === offset || isHeadAt(node, offset);
  if (what !== 'call' && parameterAt(node, offset) !== null) return { node, around };
  return matches ? { node, around } : null;
}

/** The pattern of an arrow function's parameter that stands at the offset. */
function parameterAt(node: AnyNode, offset: number): Pattern | null {
  if (node.type !== 'ArrowFunctionExpression') return null;
  for (const param of node.params) {
    const pattern = param.type === 'AssignmentPattern' ? param.left : param;
    if (pattern.start === offset) return pattern;
  }
  return null;
}

/** What V8 says of an argument that cannot be taken apart: it has no name for it, but for one that may have a default. */
function tellParameter(node: AnyNode, pattern: Pattern, value: unknown): Told | undefined {
  if (node.type !== 'ArrowFunctionExpression') return undefined;
  const nameFor = (param: Pattern): string =>
    param.type === 'AssignmentPattern' ? '(intermediate value)'.repeat(3) : valueName(value);
  const isOf = (param: Pattern, type: string): boolean =>
    (param.type === 'AssignmentPattern' ? param.left : param).type === type;
  if (pattern.type === 'ArrayPattern') {
    const objects = node.params.filter(
      (param) => isOf(param, 'ObjectPattern') && param.start < pattern.start,
    );
    const told =
      value == null && objects.length > 0
        ? `Cannot destructure property 'Symbol(Symbol.iterator)' of '${nameFor(objects.at(-1)!)}' as it is ${value}.`
        : unnamed(value);
    return [told, node.start];
  }
  if (pattern.type !== 'ObjectPattern') return undefined;
  const name = nameFor(node.params.find((param) => param.start === pattern.start) ?? pattern);
  const [first] = pattern.properties;
  if (first?.type !== 'Property' || first.computed || first.value.type === 'Identifier')
    return tellDestructuring(pattern, name, String(value));
  const nested = first.value.type === 'AssignmentPattern' ? first.value : null;
  if (nested?.left.type === 'Identifier') return tellDestructuring(pattern, name, String(value));
  const key = first.key.type === 'Identifier' ? first.key.name : nameOfKey(first.key);
  const of = nested === null ? name : nameOf(nested.right);
  return [`Cannot destructure property '${key}' of '${of}' as it is ${String(value)}.`, first.value.start];
}

/** The pattern that the head of a `for…of` declares variables by. */
export function headPattern(node: AnyNode): ArrayPattern | ObjectPattern | null {
  if (node.type !== 'ForOfStatement' || node.left.type !== 'VariableDeclaration') return null;
  const pattern = node.left.declarations[0]!.id;
  return pattern.type === 'ObjectPattern' || pattern.type === 'ArrayPattern' ? pattern : null;
}

/** Whether the pattern of a loop's head stands at the offset. */
function isHeadAt(node: AnyNode, offset: number): node is ForOfStatement {
  return node.type === 'ForOfStatement' && headPattern(node)?.start === offset;
}

/** What V8 says of a loop's value that cannot be taken apart. */
function tellHead(node: ForOfStatement, value: unknown): Told | undefined {
  const pattern = headPattern(node);
  if (pattern?.type === 'ArrayPattern') return ['.for is not iterable', pattern.end - 1];
  if (pattern === null) return undefined;
  const [first] = pattern.properties;
  if (first?.type === 'Property' && !first.computed && first.key.type === 'Identifier') {
    const { value: inner, key } = first;
    if (inner.type === 'ObjectPattern' || inner.type === 'ArrayPattern')
      return [`Cannot destructure property '${key.name}' of '.for' as it is ${String(value)}.`, inner.start];
  }
  return tellDestructuring(pattern, '.for', String(value));
}

/** What a construct iterates. */
function iterated(node: AnyNode): Expression | null {
  switch (node.type) {
    case 'SpreadElement':
      return node.argument;
    case 'ForOfStatement':
      return node.right;
    default: {
      const taken = takenApart(node);
      return taken !== null && taken[0].type === 'ArrayPattern' ? taken[1] : null;
    }
  }
}

function takenApart(node: AnyNode): readonly [ArrayPattern | ObjectPattern, Expression] | null {
  const [pattern, value] =
    node.type === 'VariableDeclarator'
      ? [node.id, node.init]
      : node.type === 'AssignmentExpression'
        ? [node.left, node.right]
        : [null, null];
  if (pattern === null || value == null) return null;
  return pattern.type === 'ArrayPattern' || pattern.type === 'ObjectPattern' ? [pattern, value] : null;
}

function tell({ node, around }: Found, what: string, value: unknown, code: string): Told | undefined {
  const told = tellPrinted(node, around, what, value, code);
  return told === undefined || !isNotPrinted(node, around) ? told : [describe(node, what, value), told[1]];
}

function tellPrinted(
  node: AnyNode,
  around: readonly AnyNode[],
  what: string,
  value: unknown,
  code: string,
): Told | undefined {
  if (node.type === 'CallExpression') return tellCall(node, around, code);
  if (node.type === 'NewExpression') return tellConstruction(node, around, code);
  if (what === 'iterate') return tellIteration(node, around[0], value, code);
  const taken = takenApart(node);
  return taken === null || taken[0].type !== 'ObjectPattern'
    ? undefined
    : tellDestructuring(taken[0], nameOf(taken[1]), String(value));
}

/** What V8 says where it has no name. */
function describe(node: AnyNode, what: string, value: unknown): string {
  if (what === 'iterate') return unnamed(value);
  if (what === 'call')
    return `${valueName(value)} is not a ${node.type === 'NewExpression' ? 'constructor' : 'function'}`;
  return `Cannot destructure '${valueName(value)}' as it is ${String(value)}.`;
}

function unnamed(value: unknown): string {
  return `${valueName(value)} is not iterable (cannot read property Symbol(Symbol.iterator))`;
}

function tellCall(node: CallExpression, around: readonly AnyNode[], code: string): Told {
  const at = callPosition(node.callee, node.optional, code);
  if (node.arguments.slice(0, -1).some((value) => value.type === 'SpreadElement')) {
    const type = ENGINE >= 14 ? 'undefined' : 'a undefined';
    return [`Function.prototype.apply was called on undefined, which is ${type} and not a function`, at];
  }
  const operand = operandAt(node, around, at, code);
  if (operand === null) return [`${nameOf(node.callee)} is not a function`, at];
  if (operand.delegated) return ['yield* (intermediate value) is not iterable', at];
  const { waits } = operand;
  const name = nameOf(!waits && operand.node === node ? node.callee : operand.node, !waits);
  return [`${name} is not a function or its return value is not ${waits ? 'async ' : ''}iterable`, at];
}

function tellConstruction(node: NewExpression, around: readonly AnyNode[], code: string): Told {
  const operand = operandAt(node, around, node.start, code);
  const name =
    operand === null
      ? nameOf(node.callee)
      : operand.delegated
        ? 'yield* (intermediate value)'
        : nameOf(operand.node, !operand.waits);
  return [`${name} is not a constructor`, node.start];
}

interface Operand {
  readonly node: Expression;
  /** It is that of a `for await`. */
  readonly waits: boolean;
  /** It is that of a `yield*`. */
  readonly delegated: boolean;
}

/** What is iterated and has the place of the call in it: V8 takes the one for the other, and names the whole. */
function operandAt(
  call: CallExpression | NewExpression,
  around: readonly AnyNode[],
  at: number,
  code: string,
): Operand | null {
  let node: AnyNode = call;
  for (const [index, outer] of around.entries()) {
    const delegated = outer.type === 'YieldExpression' && outer.delegate;
    if (delegated || iterated(outer) === node) {
      const listed = outer.type !== 'SpreadElement' || around[index + 1]?.type === 'ArrayExpression';
      if (!listed || positionOf(node, code) !== at) return null;
      const waits = outer.type === 'ForOfStatement' && outer.await;
      return { node: node as Expression, waits, delegated };
    }
    if ('params' in outer || 'body' in outer) return null;
    node = outer;
  }
  return null;
}

/** V8 does not look for the place in computed names (and once did not in static blocks): it describes the value there. */
function isNotPrinted(node: AnyNode, around: readonly AnyNode[]): boolean {
  let inner = node;
  for (const outer of around) {
    if ('computed' in outer && outer.computed && 'key' in outer && outer.key === inner) return true;
    if (ENGINE < 12 && (outer.type === 'StaticBlock' || ('static' in outer && outer.static))) return true;
    if ('params' in outer) return false;
    inner = outer;
  }
  return false;
}

function tellIteration(
  node: AnyNode,
  parent: AnyNode | undefined,
  value: unknown,
  code: string,
): Told | undefined {
  if (node.type === 'SpreadElement') {
    const { argument } = node;
    if (parent?.type === 'CallExpression' || parent?.type === 'NewExpression')
      return tellArguments(node.argument, parent, value, code);
    return [notIterable(argument, false, code), placeOf(argument, code)];
  }
  if (node.type === 'ForOfStatement') {
    const { right } = node;
    const at = positionOf(right, code);
    if (node.await && value == null)
      return [`Cannot read properties of ${value} (reading 'Symbol(Symbol.asyncIterator)')`, at];
    if (
      right.type === 'LogicalExpression'
        ? !isWithoutPlace(right, code) || !isCallAt(right, code)
        : isWithoutPlace(right, code) || isLongSequence(right)
    ) {
      const last = lastPlaced(right);
      const assigned = last === undefined ? undefined : lastAssigned(last);
      if (assigned !== undefined)
        return [tellAssigned(last as AssignmentExpression, assigned, node.await, value), assigned.start];
      if (last !== undefined) return [tellLast(last, node.await, value), positionOf(last, code)];
    }
    return [notIterable(right, node.await, code), at];
  }
  const source = iterated(node);
  if (source === null) return undefined;
  if (node.type === 'AssignmentExpression') {
    const outer = parent === undefined ? null : iterated(parent);
    return [outer === node ? notIterable(node, false, code) : unnamed(value), positionOf(node, code)];
  }
  const start = skipTrivia(code, findToken(code, '=', takenApart(node)![0].end) + 1);
  if (start < source.start || isWithoutPlace(source, code)) return [unnamed(value), start];
  if (positionOf(source, code) === start) return [notIterable(source, false, code), start];
  const first = firstCall(source, start);
  const told =
    first === null
      ? unnamed(value)
      : `${nameOf(first)} is not iterable (cannot read property Symbol(Symbol.iterator))`;
  return [told, start];
}

/** What V8 says where it finds another expression than the one that is iterated: it names a call, and nothing else. */
function tellLast(last: AnyNode, waits: boolean, value: unknown): string {
  const callee = calleeOf(last as Expression);
  if (waits) return `${callee === null ? 'undefined' : nameOf(callee)} is not a function`;
  return callee === null
    ? unnamed(value)
    : `${nameOf(callee)} is not iterable (cannot read property Symbol(Symbol.iterator))`;
}

/** What an assignment by a pattern assigns last: V8 gives its place to the whole. */
function lastAssigned(node: AnyNode): Pattern | undefined {
  if (node.type !== 'AssignmentExpression') return undefined;
  const { left } = node;
  const last =
    left.type === 'ObjectPattern'
      ? left.properties.at(-1)
      : left.type === 'ArrayPattern'
        ? left.elements.at(-1)
        : null;
  const target = last?.type === 'Property' ? last.value : last?.type === 'RestElement' ? last.argument : last;
  return target?.type === 'Identifier' || target?.type === 'MemberExpression' ? target : undefined;
}

/** It takes what is iterated for what an object pattern takes apart. */
function tellAssigned(node: AssignmentExpression, assigned: Pattern, waits: boolean, value: unknown): string {
  if (waits || value != null || node.left.type !== 'ObjectPattern' || assigned.type !== 'Identifier')
    return tellLast(node, waits, value);
  return `Cannot destructure property 'Symbol(Symbol.iterator)' of '${nameOf(node.right)}' as it is ${value}.`;
}

/** Whether V8 gives an expression no place where it is iterated. */
function isWithoutPlace(node: Expression, code: string): boolean {
  if (node.type === 'LogicalExpression') return firstOperand(node, code) === node.left;
  return node.type === 'ConditionalExpression' || node.type === 'ChainExpression';
}

function notIterable(node: Expression, asynchronous: boolean, code: string): string {
  const callee = calleeOf(node);
  const or = callee === null && !isCallAt(node, code) ? '' : ' is not a function or its return value';
  return asynchronous
    ? `${nameOf(node)}${or} is not async iterable`
    : `${nameOf(callee ?? node, true)}${or} is not iterable`;
}

/** Whether an expression has the place of a call in it: V8 takes the one for the other. */
function isCallAt(node: Expression, code: string): boolean {
  const placed = samePlace(node, code);
  if (placed === null) return false;
  if (calleeOf(placed) === null) return isCallAt(placed, code);
  return positionOf(placed, code) === positionOf(node, code);
}

function calleeOf(node: Expression): Expression | null {
  if (node.type === 'TaggedTemplateExpression') return node.tag;
  if (node.type === 'NewExpression') return node.callee;
  return node.type === 'CallExpression' && node.callee.type !== 'Super' ? node.callee : null;
}

/** The place of a spread value; a chain has none. */
function placeOf(node: Expression, code: string): number {
  return node.type === 'ChainExpression' ? 0 : positionOf(node, code);
}

/** `f(...x)` */
function tellArguments(
  argument: Expression,
  call: CallExpression | NewExpression,
  value: unknown,
  code: string,
): Told {
  const at = call.type === 'NewExpression' ? call.start : callPosition(call.callee, call.optional, code);
  const last = call.arguments.at(-1);
  const spreads = call.arguments.filter((one) => one.type === 'SpreadElement').length;
  if (spreads > 1 || last?.type !== 'SpreadElement' || last.argument !== argument) {
    const callee = calleeOf(argument);
    const name = callee === null ? valueName(value) : nameOf(callee);
    return [
      `${name} is not iterable (cannot read property Symbol(Symbol.iterator))`,
      placeOf(argument, code),
    ];
  }
  if (value == null) return [`${nameOf(argument)} is not iterable (cannot read property ${value})`, at];
  return ['Spread syntax requires ...iterable[Symbol.iterator] to be a function', at];
}

/** What V8 says of a value that it has no name for. */
function valueName(value: unknown): string {
  if (value === null) return 'object null';
  const type = typeof value;
  if (type === 'string') return `string "${value as string}"`;
  return type === 'number' || type === 'boolean' ? `${type} ${String(value)}` : type;
}

/** What is called at the very start of an expression: `f` of `f().a.b`. */
function firstCall(node: Expression, start: number): Expression | null {
  let found: Expression | null = null;
  for (let at = node; ;) {
    if (at.type === 'MemberExpression' && at.object.type !== 'Super') at = at.object;
    else if (at.type === 'CallExpression' && at.callee.type !== 'Super') {
      if (at.callee.type === 'Identifier' && at.callee.start === start) found = at.callee;
      at = at.callee;
    } else return at.type === 'NewExpression' && at.start === start ? at.callee : found;
  }
}

function tellDestructuring(pattern: ObjectPattern, source: string, value: string): Told | undefined {
  const first = pattern.properties[0];
  const whole = `Cannot destructure '${source}' as it is ${value}.`;
  if (first === undefined) return [whole, pattern.start];
  if (first.type === 'RestElement') return [whole, first.argument.start];
  if (first.computed) return [whole, pattern.start];
  const name = first.key.type === 'Identifier' ? first.key.name : nameOfKey(first.key);
  if (name === null) return undefined;
  if (first.value.type === 'AssignmentPattern')
    return [`Cannot read properties of ${value} (reading '${name}')`, first.value.start];
  if (first.value.type !== 'Identifier') return undefined;
  return [`Cannot destructure property '${name}' of '${source}' as it is ${value}.`, first.value.start];
}

function nameOfKey(key: Expression): string | null {
  return key.type === 'Literal' ? String(key.value) : null;
}
