// Conditions that ask of a place whether something is there, and nothing else of it:
//   if (!ref.current) return                        by itself
//   const load = ref.current; if (!load) return; load(key)         by a variable, which is asked nothing else, and called at most
// Whatever else is put there, they come out the same (findsTheSame() in src/tasks/rules/lost-update.ts).
import type { AnyNode, Program } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { childrenOf } from './nodes.ts';

/** The expressions, places that are read, of which conditions ask nothing else. */
export function presenceIn(program: Program): AnyNode[] {
  const places: AnyNode[] = [];
  /** Variables of which presence is asked, and those that are used for more. */
  const asked = new Set<Binding>();
  const used = new Set<Binding>();
  /** The one place that a variable was given the value of; null: several, or none. */
  const given = new Map<Binding, AnyNode | null>();

  const ask = (node: AnyNode): void => {
    switch (node.type) {
      case 'ParenthesizedExpression':
        ask(node.expression);
        break;
      case 'UnaryExpression':
        if (node.operator === '!') ask(node.argument);
        else visit(node.argument);
        break;
      case 'LogicalExpression':
        ask(node.left);
        ask(node.right);
        break;
      case 'BinaryExpression':
        if (EQUALITIES.has(node.operator) && isNothing(node.right)) ask(node.left);
        else if (EQUALITIES.has(node.operator) && isNothing(node.left)) ask(node.right);
        else visitParts(node);
        break;
      case 'MemberExpression':
        places.push(node);
        visitParts(node);
        break;
      case 'Identifier':
        places.push(node);
        if (node.binding !== undefined) asked.add(node.binding);
        break;
      default:
        visit(node);
    }
  };
  const visit = (node: AnyNode): void => {
    switch (node.type) {
      case 'IfStatement':
      case 'ConditionalExpression':
        ask(node.test);
        visit(node.consequent);
        if (node.alternate != null) visit(node.alternate);
        break;
      case 'VariableDeclarator':
        if (node.id.type !== 'Identifier' || node.id.binding === undefined || node.init == null) {
          visitParts(node);
          break;
        }
        give(node.id.binding, node.init);
        break;
      case 'AssignmentExpression':
        if (node.operator !== '=' || node.left.type !== 'Identifier' || node.left.binding === undefined) {
          visitParts(node);
          break;
        }
        give(node.left.binding, node.right);
        break;
      case 'CallExpression':
        // A call of a variable asks nothing of it.
        if (node.callee.type !== 'Identifier') visit(node.callee);
        for (const argument of node.arguments) visit(argument);
        break;
      case 'LogicalExpression':
        if (node.operator === '&&') ask(node.left);
        else visit(node.left);
        visit(node.right);
        break;
      case 'UnaryExpression':
        if (node.operator === '!') ask(node);
        else visitParts(node);
        break;
      case 'Identifier':
        if (node.binding !== undefined) used.add(node.binding);
        break;
      default:
        visitParts(node);
    }
  };
  const visitParts = (node: AnyNode): void => {
    for (const child of childrenOf(node)) visit(child);
  };
  const give = (variable: Binding, value: AnyNode): void => {
    given.set(variable, given.has(variable) || value.type !== 'MemberExpression' ? null : value);
    visit(value);
  };
  visitParts(program);
  for (const variable of asked) {
    const place = used.has(variable) ? null : given.get(variable);
    if (place != null) places.push(place);
  }
  return places;
}

const EQUALITIES: ReadonlySet<string> = new Set(['==', '!=', '===', '!==']);

export function isNothing(node: AnyNode): boolean {
  switch (node.type) {
    case 'Literal':
      return node.value === null && node.raw === 'null';
    case 'Identifier':
      return node.name === 'undefined' && node.binding === undefined;
    case 'UnaryExpression':
      return node.operator === 'void' && node.argument.type === 'Literal';
    default:
      return false;
  }
}
