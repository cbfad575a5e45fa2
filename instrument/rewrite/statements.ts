// Statements: where conditions are, and where a hook may stand as a statement of its own.
import type {
  AnyNode,
  BlockStatement,
  DoWhileStatement,
  ExpressionStatement,
  IfStatement,
  SwitchStatement,
  VariableDeclaration,
  WhileStatement,
} from 'acorn';
import { isCompilerHelper } from '../select/compiler-helpers.ts';
import { isRunner } from '../select/renamed-helpers.ts';
import { type StateMachine, triesOf } from '../select/state-machines.ts';
import { isKept } from './answers.ts';
import { walkListedForOf } from './async-loops.ts';
import { visitReturn } from './awaits.ts';
import { canLeave, endDecisions, noteDecision, noteExpression, noteLoop, noteUse } from './decisions.ts';
import { asksForEnd, asksForFailure } from './failures.ts';
import { tellFirstSpread } from './iterated.ts';
import { walkForEach } from './loops.ts';
import { walkPatternDeclarator } from './patterns.ts';
import { noteSnapshot } from './snapshots.ts';
import { walkBounded, walkQuestion } from './questions.ts';
import type { Rewriter } from './rewriter.ts';
import { StateBranches } from './state-branches.ts';
import { declareToken } from './variables.ts';

/**
 * Rewrites a list of statements.
 * @param whole - they are all that a function does
 */
export function walkStatements(body: readonly AnyNode[], r: Rewriter, whole = false): void {
  const decisions = r.decisions.length;
  for (const statement of body) walkListed(statement, r);
  // Behind a function's own list nothing comes that is a part of it.
  if (whole) r.decisions.length = decisions;
  else endDecisions(body.at(-1), decisions, r);
}

function walkListed(statement: AnyNode, r: Rewriter): void {
  if (statement.type === 'ExpressionStatement') {
    const before = r.edits.length;
    visitExpressionStatement(statement, r);
    // The statement before may rely on a line break to end it.
    r.edits.guardStatement(before, statement.start);
  } else if (statement.type === 'VariableDeclaration')
    walkDeclaration(statement, r.frame.statements ? r.edits.insert(statement.start, '') : -1, r);
  else if (statement.type === 'ReturnStatement')
    visitReturn(statement, r, r.frame.statements ? r.edits.insert(statement.start, '') : -1);
  else if (statement.type === 'ForOfStatement')
    walkListedForOf(statement, r, r.frame.statements ? r.edits.insert(statement.start, '') : -1);
  else if (statement.type === 'ForInStatement')
    walkForEach(statement, r, r.frame.statements ? r.edits.insert(statement.start, '') : -1);
  else r.walk(statement);
}

export function visitExpressionStatement(node: ExpressionStatement, r: Rewriter): void {
  if (node.directive !== undefined) return;
  const first = r.sites.length;
  r.discarded = node.expression;
  r.walk(node.expression);
  noteExpression(node, first, r);
  noteUse(node, first, r);
}

export function visitBlock(node: BlockStatement, r: Rewriter): void {
  const token = declareToken(node.scope, node.start, r);
  if (token !== '') r.edits.insert(node.start + 1, token);
  walkStatements(node.body, r);
}

export function visitVariableDeclaration(node: VariableDeclaration, r: Rewriter): void {
  walkDeclaration(node, -1, r);
}

function walkDeclaration(node: VariableDeclaration, statement: number, r: Rewriter): void {
  for (const [index, declarator] of node.declarations.entries()) {
    const { id, init } = declarator;
    if (id.type === 'Identifier' && (isCompilerHelper(id.name, init) || isRunner(init))) continue;
    if (init == null) {
      if (id.type !== 'Identifier') walkPatternOnly(id, r);
      continue;
    }
    const guard = r.guard;
    if (isTested(id)) r.guard = 1;
    if (id.type === 'Identifier') {
      r.hint(init, id.name);
      if (id.binding !== undefined) r.noteInitial(id.binding, init);
      if (id.binding !== undefined && isKept(init)) r.kept.set(id.binding, init);
      if (r.frame.name === '' && isLiteralStore(init)) {
        r.wrap(init, `${r.hooks}nw(`, `,${r.site('create', init.start, init.end, id.name)})`);
      } else {
        noteSnapshot(id, init, r);
        if (index === 0) tellFirstSpread(init, statement, r);
        if (id.binding?.bounded === true) walkBounded(init, r);
        else r.walk(init);
      }
      r.nameHint = '';
    } else walkPatternDeclarator(declarator, init, index === 0 ? statement : -1, r);
    r.guard = guard;
  }
}

function walkPatternOnly(id: VariableDeclaration['declarations'][number]['id'], r: Rewriter): void {
  if (id.type === 'ObjectPattern' || id.type === 'ArrayPattern') r.walk(id);
}

/** An array or object made at the top of a module lives as long as the module: where it was made gives it its name. */
function isLiteralStore(init: AnyNode): boolean {
  return init.type === 'ArrayExpression' || init.type === 'ObjectExpression';
}

/** Whether one of the variables of a pattern is used in a condition. */
function isTested(id: VariableDeclaration['declarations'][number]['id']): boolean {
  switch (id.type) {
    case 'Identifier':
      return id.binding?.tested === true;
    case 'ObjectPattern':
      return id.properties.some((property) =>
        isTested(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return id.elements.some((element) => element !== null && isTested(element));
    case 'AssignmentPattern':
      return isTested(id.left);
    case 'RestElement':
      return isTested(id.argument);
    default:
      return false;
  }
}

/** The cases of a state machine: its conditions are what was written with a branch (state-branches.ts). */
function walkStates(node: SwitchStatement, machine: StateMachine, r: Rewriter): void {
  const branches = new StateBranches(node, machine, r);
  for (const part of node.cases) {
    branches.enter(part);
    for (const statement of part.consequent) {
      if (triesOf(statement) !== null) continue;
      if (statement.type !== 'IfStatement' || !branches.walkIf(statement, part)) walkListed(statement, r);
    }
  }
  branches.end();
}

export function visitIf(node: IfStatement, r: Rewriter): void {
  const first = walkQuestion(node, canLeave(node), r);
  const end = r.sites.length;
  const { failed } = r;
  if (asksForFailure(node, r) || asksForEnd(node)) r.failed = true;
  r.walk(node.consequent);
  r.failed = failed;
  if (node.alternate != null) r.walk(node.alternate);
  noteDecision(node, first, end, r);
}

export function visitWhile(node: WhileStatement, r: Rewriter): void {
  const first = r.sites.length;
  r.walkGuarded(node.test, 1);
  const end = r.sites.length;
  r.walk(node.body);
  noteLoop(node, first, end, r);
}

export function visitDoWhile(node: DoWhileStatement, r: Rewriter): void {
  r.walk(node.body);
  r.walkGuarded(node.test, 1);
}

/** `switch (x) {…}` → `{const C=H.sc(s);switch (x) {…}}`: there is no place for a declaration before the first case. */
export function visitSwitch(node: SwitchStatement, r: Rewriter): void {
  const token = declareToken(node.scope, node.start, r);
  if (token !== '') r.edits.insert(node.start, '{' + token);
  r.walkGuarded(node.discriminant, 1);
  if (r.frame.machine !== null) walkStates(node, r.frame.machine, r);
  else
    for (const { test, consequent } of node.cases) {
      if (test != null) r.walk(test);
      walkStatements(consequent, r);
    }
  if (token !== '') r.edits.insert(node.end, '}');
}
