// The table: node type → how it is rewritten. A type that is missing has nothing to rewrite in it.
import { visitAssignment } from './assignments.ts';
import { visitForOf, visitLabeled, visitTry } from './async-loops.ts';
import { visitAwait, visitReturn, visitYield } from './awaits.ts';
import { visitCall, visitNew, visitTaggedTemplate, walkCall } from './calls.ts';
import { visitClass, visitMemberOfObject, visitObject } from './classes.ts';
import { visitFunction } from './functions.ts';
import { visitSpread } from './iterated.ts';
import { visitFor, walkForEach } from './loops.ts';
import { visitMember, walkChain, walkMember } from './members.ts';
import { visitBinary, visitConditional, visitLogical } from './operators.ts';
import { walkDeclared } from './patterns.ts';
import { inLoop } from './placed-accesses.ts';
import type { Links, Visitors } from './rewriter.ts';
import {
  visitBlock,
  visitDoWhile,
  visitExpressionStatement,
  visitIf,
  visitSwitch,
  visitVariableDeclaration,
  visitWhile,
  walkStatements,
} from './statements.ts';
import { visitUnary, visitUpdate } from './updates.ts';
import { liftVariable, visitIdentifier } from './variables.ts';

export const visitors: Visitors = {
  Program: (node, r) => walkStatements(node.body, r),
  // Statements
  BlockStatement: visitBlock,
  ExpressionStatement: visitExpressionStatement,
  VariableDeclaration: visitVariableDeclaration,
  IfStatement: visitIf,
  SwitchStatement: visitSwitch,
  ForStatement: visitFor,
  ForInStatement: (node, r) => walkForEach(node, r, -1),
  ForOfStatement: visitForOf,
  WhileStatement: (node, r) => inLoop(node, r, () => visitWhile(node, r)),
  DoWhileStatement: (node, r) => inLoop(node, r, () => visitDoWhile(node, r)),
  ReturnStatement: (node, r) => visitReturn(node, r),
  ThrowStatement: (node, r) => r.walk(node.argument),
  TryStatement: visitTry,
  CatchClause: (node, r) => {
    if (node.param != null) walkDeclared(node.param, r);
    const { failed } = r;
    r.failed = true;
    r.walk(node.body);
    r.failed = failed;
  },
  LabeledStatement: visitLabeled,
  // The names in a with may be members of its object, also the names of the hooks.
  WithStatement: (node, r) => {
    r.leave('with', node);
    r.walk(node.object);
  },
  // Functions and classes
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  // Modules
  ExportNamedDeclaration: (node, r) => {
    if (node.declaration != null) r.walk(node.declaration);
  },
  ExportDefaultDeclaration: (node, r) => {
    r.hint(node.declaration, 'default');
    r.walk(node.declaration);
  },
  ImportExpression: (node, r) => {
    r.walk(node.source);
    if (node.options != null) r.walk(node.options);
  },
  // Expressions
  Identifier: visitIdentifier,
  MemberExpression: visitMember,
  CallExpression: visitCall,
  NewExpression: visitNew,
  ChainExpression: (node, r) => walkChain(node, r, (lift) => r.walkSpine(node.expression, lift)),
  TaggedTemplateExpression: visitTaggedTemplate,
  AssignmentExpression: visitAssignment,
  UpdateExpression: visitUpdate,
  UnaryExpression: visitUnary,
  BinaryExpression: visitBinary,
  LogicalExpression: visitLogical,
  ConditionalExpression: visitConditional,
  SequenceExpression: (node, r) => r.walkAll(node.expressions),
  ArrayExpression: (node, r) => r.walkAll(node.elements),
  ObjectExpression: visitObject,
  SpreadElement: visitSpread,
  TemplateLiteral: (node, r) => r.walkAll(node.expressions),
  AwaitExpression: visitAwait,
  YieldExpression: visitYield,
  // Patterns of a declaration without a value: the head of a loop
  ObjectPattern: (node, r) => walkDeclared(node, r),
  ArrayPattern: (node, r) => walkDeclared(node, r),
};

export const links: Links = {
  member: walkMember,
  call: walkCall,
  variable: liftVariable,
  property: visitMemberOfObject,
};
