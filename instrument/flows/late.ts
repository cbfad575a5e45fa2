// Values that an async function keeps in a variable and asks nothing of before it has waited:
//   const options = { ...config.current }; render(); const answer = await send(options); if (options.loud) …
// The conditions behind the await decide nothing of what was set going before it (isAskedLater() in src/tasks/rules/lost-update.ts).
import type { AnyNode, Program, Statement } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { childrenOf, isCode } from './nodes.ts';

/** The expressions whose values are kept so. */
export function askedLateIn(program: Program): AnyNode[] {
  const late: AnyNode[] = [];
  const visit = (node: AnyNode, waits: boolean): void => {
    const inside = 'async' in node ? node.async === true : waits;
    if (inside && node.type === 'BlockStatement') noteKept(node.body, late);
    for (const child of childrenOf(node)) visit(child, inside);
  };
  visit(program, false);
  return late;
}

function noteKept(statements: readonly Statement[], late: AnyNode[]): void {
  for (const [i, statement] of statements.entries()) {
    if (statement.type !== 'VariableDeclaration') continue;
    for (const { id, init } of statement.declarations) {
      if (id.type !== 'Identifier' || id.binding === undefined || init == null) continue;
      // A value that is waited for is looked at behind the wait.
      if (waitOf(init) === null && waitsFirst(statements, i + 1, id.binding) === true) late.push(init);
    }
  }
}

/** Whether statements wait, whatever they find, before one of them mentions a variable; null: neither. */
function waitsFirst(statements: readonly Statement[], from: number, variable: Binding): boolean | null {
  for (let i = from; i < statements.length; i++) {
    const statement = statements[i]!;
    if (statement.type === 'TryStatement' || statement.type === 'BlockStatement') {
      const { body } = statement.type === 'TryStatement' ? statement.block : statement;
      const inner = waitsFirst(body, 0, variable);
      if (inner !== null) return inner;
      if (statement.type === 'TryStatement' && mentions(statement, variable)) return false;
      continue;
    }
    const wait = simple(statement) ? waitOf(statement) : null;
    if (wait !== null) return !asks(statement, variable);
    if (mentions(statement, variable)) return false;
  }
  return null;
}

function simple({ type }: Statement): boolean {
  return type === 'ExpressionStatement' || type === 'VariableDeclaration' || type === 'ReturnStatement';
}

/** The await that an expression, or a simple statement, comes to in any case. */
function waitOf(node: AnyNode): AnyNode | null {
  if (node.type === 'AwaitExpression') return node;
  if (isCode(node) || branches(node)) return null;
  for (const child of childrenOf(node)) {
    const wait = waitOf(child);
    if (wait !== null) return wait;
  }
  return null;
}

function branches({ type }: AnyNode): boolean {
  return type === 'ConditionalExpression' || type === 'LogicalExpression' || type === 'ChainExpression';
}

/** Whether a condition, or a function that is made there, mentions the variable. */
function asks(node: AnyNode, variable: Binding): boolean {
  if (isCode(node) || branches(node)) return mentions(node, variable);
  for (const child of childrenOf(node)) if (asks(child, variable)) return true;
  return false;
}

function mentions(node: AnyNode, variable: Binding): boolean {
  if (node.type === 'Identifier') return node.binding === variable;
  for (const child of childrenOf(node)) if (mentions(child, variable)) return true;
  return false;
}
