// Places that are read and given a default, and asked nothing else there:
//   const n = votes.get(who) ?? 0        whatever is found, what follows goes its way
//   const n = votes.get(who); … (n || 0) + 1        if (!n) n = 0        n ??= 0        by a variable, which is asked nothing else
//   votes.has(who) ? votes.get(who) : 0        who in votes ? votes[who] : 0
// They are conditions, but nothing hangs on which way they come out but the value (decidedOtherwise() in
// src/tasks/rules/lost-update.ts).
import type { AnyNode, Program } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { childrenOf } from './nodes.ts';
import { isNothing } from './presence.ts';

/** The expressions of places that are given a default which is made of nothing, outside of conditions. */
export function defaultedIn(program: Program, code: string): AnyNode[] {
  const places: AnyNode[] = [];
  /** Variables that are given a default, those that conditions ask more of, and what they hold. */
  const defaulted = new Set<Binding>();
  const asked = new Set<Binding>();
  const given = new Map<Binding, AnyNode>();
  /** Places whose value, with its default, a variable is made of; and the one whose value is being visited. */
  const held: [Binding, AnyNode][] = [];
  let holder: Binding | undefined;
  let isAnswer = false;

  const textOf = ({ start, end }: AnyNode): string => code.slice(start, end);
  // A place, or the variable that holds what was read there.
  const giveDefault = (node: AnyNode): void => {
    if (node.type === 'Identifier' && node.binding !== undefined) defaulted.add(node.binding);
    else {
      // Who asks for an answer may make a condition of it.
      if (holder === undefined && !isAnswer) places.push(node);
      else if (holder !== undefined) held.push([holder, node]);
      visitParts(node, true);
    }
  };
  const visitValue = (variable: Binding | undefined, value: AnyNode, answers = false): void => {
    const before = holder;
    const answered = isAnswer;
    holder = variable;
    isAnswer = answers;
    visit(value, false);
    holder = before;
    isAnswer = answered;
  };
  /** Whether `read` reads the very place that `test` asks for. */
  const isOfPlace = (test: AnyNode, read: AnyNode): boolean => {
    if (test.type === 'BinaryExpression')
      return (
        test.operator === 'in' &&
        read.type === 'MemberExpression' &&
        read.computed &&
        textOf(test.right) === textOf(read.object) &&
        textOf(test.left) === textOf(read.property)
      );
    if (test.type !== 'CallExpression' || read.type !== 'CallExpression') return false;
    const [has, get] = [test.callee, read.callee];
    if (has.type !== 'MemberExpression' || get.type !== 'MemberExpression') return false;
    return (
      isNamed(has.property, 'has') &&
      isNamed(get.property, 'get') &&
      textOf(has.object) === textOf(get.object) &&
      test.arguments.map(textOf).join() === read.arguments.map(textOf).join()
    );
  };

  const visit = (node: AnyNode, isAsked: boolean): void => {
    switch (node.type) {
      case 'IfStatement': {
        const variable = variableSetIf(node);
        if (variable !== undefined) {
          defaulted.add(variable);
          return;
        }
        visit(node.test, true);
        visit(node.consequent, false);
        if (node.alternate != null) visit(node.alternate, false);
        return;
      }
      case 'ConditionalExpression':
        if (!isAsked && isMadeOfNothing(node.alternate) && isOfPlace(node.test, node.consequent))
          giveDefault(node.test);
        else visit(node.test, true);
        visit(node.consequent, isAsked);
        visit(node.alternate, isAsked);
        return;
      case 'WhileStatement':
      case 'DoWhileStatement':
      case 'ForStatement':
        for (const child of childrenOf(node)) visit(child, child === node.test);
        return;
      case 'SwitchStatement':
        visit(node.discriminant, true);
        for (const part of node.cases) visit(part, false);
        return;
      case 'LogicalExpression':
        if (!isAsked && node.operator !== '&&' && isMadeOfNothing(node.right)) giveDefault(node.left);
        else visit(node.left, true);
        visit(node.right, isAsked);
        return;
      case 'AssignmentExpression':
        if ((node.operator === '??=' || node.operator === '||=') && isMadeOfNothing(node.right)) {
          giveDefault(node.left);
          return;
        }
        if (node.left.type !== 'Identifier') break;
        visitValue(node.left.binding, node.right);
        return;
      case 'VariableDeclarator':
        if (node.id.type !== 'Identifier' || node.init == null) break;
        if (node.id.binding !== undefined) given.set(node.id.binding, node.init);
        visitValue(node.id.binding, node.init);
        return;
      case 'Identifier':
        if (isAsked && node.binding !== undefined) asked.add(node.binding);
        return;
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
      case 'ClassExpression':
        for (const child of childrenOf(node)) visitValue(undefined, child, isAnswerOf(node, child));
        return;
      case 'ReturnStatement':
        if (node.argument != null) visitValue(undefined, node.argument, true);
        return;
      default:
    }
    visitParts(node, isAsked);
  };
  const visitParts = (node: AnyNode, isAsked: boolean): void => {
    for (const child of childrenOf(node)) visit(child, isAsked);
  };
  visit(program, false);
  for (const [variable, place] of held) if (!asked.has(variable)) places.push(place);
  for (const variable of defaulted) {
    const place = given.get(variable);
    if (place !== undefined && !asked.has(variable)) places.push(place);
  }
  return places;
}

const isAnswerOf = (node: AnyNode, part: AnyNode): boolean =>
  node.type === 'ArrowFunctionExpression' && node.expression && part === node.body;

const isNamed = (node: AnyNode, name: string): boolean => node.type === 'Identifier' && node.name === name;

// if (!n) n = 0; if (n === undefined) { n = []; }
function variableSetIf(node: AnyNode & { type: 'IfStatement' }): Binding | undefined {
  if (node.alternate != null) return undefined;
  const { test, consequent } = node;
  const only =
    consequent.type === 'BlockStatement' && consequent.body.length === 1 ? consequent.body[0]! : consequent;
  if (only.type !== 'ExpressionStatement' || only.expression.type !== 'AssignmentExpression')
    return undefined;
  const { left, operator, right } = only.expression;
  if (left.type !== 'Identifier' || operator !== '=' || !isMadeOfNothing(right)) return undefined;
  let about: AnyNode | undefined;
  if (test.type === 'UnaryExpression' && test.operator === '!') about = test.argument;
  else if (test.type === 'BinaryExpression' && isNothing(test.right)) about = test.left;
  return about?.type === 'Identifier' && about.binding === left.binding ? left.binding : undefined;
}

/** Whether a value is the same wherever it is made: a constant, or a new list or record of such. */
function isMadeOfNothing(node: AnyNode): boolean {
  switch (node.type) {
    case 'Literal':
      return true;
    case 'Identifier':
      return node.binding === undefined && (node.name === 'undefined' || node.name === 'Infinity');
    case 'UnaryExpression':
      return isMadeOfNothing(node.argument);
    case 'TemplateLiteral':
      return node.expressions.length === 0;
    case 'ParenthesizedExpression':
      return isMadeOfNothing(node.expression);
    case 'ArrayExpression':
      return node.elements.every((element) => element === null || isMadeOfNothing(element));
    case 'ObjectExpression':
      return node.properties.every(
        (property) => property.type === 'Property' && isMadeOfNothing(property.value),
      );
    case 'NewExpression':
      return (
        node.callee.type === 'Identifier' &&
        node.callee.binding === undefined &&
        MADE_EMPTY.has(node.callee.name) &&
        node.arguments.length === 0
      );
    default:
      return false;
  }
}

const MADE_EMPTY: ReadonlySet<string> = new Set(['Map', 'Set', 'Array', 'Object', 'WeakMap', 'WeakSet']);
