// One walk over the program before anything is rewritten: declares variables, notes every use of a name, which
// properties are assigned, which loops and assignments suspend, and what flows into conditions.
// Invariant: every node is visited once; names are looked up afterwards (resolve.ts), so hoisting needs no second walk.
import type {
  AnyNode,
  CallExpression,
  Class,
  Expression,
  Identifier,
  MemberExpression,
  Pattern,
  Program,
} from 'acorn';
import { AssignCalls } from './assign-calls.ts';
import {
  declaresInBlock,
  endsByLeaving,
  hasUseStrict,
  isBound,
  isLogicalAssignment,
  isSteady,
  markCompiledTasks,
  markForeign,
  markIterator,
  markLoopBody,
  markSetUp,
  markSingle,
  markWrittenName,
  notePrivateWrite,
} from './facts.ts';
import type { Goal } from '../parse/parse.ts';
import { isFreshStore, keepsContained, onlyLooksAt } from '../select/local-stores.ts';
import { noteCallback } from '../select/own-values.ts';
import { assignedName, isOwnModule, isRequireOfOwnModule, memberName } from '../select/property-names.ts';
import { methodTaken } from '../select/receivers.ts';
import { isRunner } from '../select/renamed-helpers.ts';
import { resolve } from './resolve.ts';
import { Walk } from './walk.ts';
import { BOUND, CONTAINED, FunctionInfo, LEAVES, Scope, STEP, TEST, WRITE, type Analysis } from './scope.ts';

/**
 * Analyses a parsed program; notes its findings on the nodes as declared in scope.ts.
 * @param everything - hook what the selection would drop, too
 */
export function analyze(program: Program, goal: Goal, everything: boolean): Analysis {
  return new Analyzer().program(program, goal, everything);
}

const PROMISE_METHODS = new Set(['then', 'catch', 'finally']);

class Analyzer extends Walk {
  readonly #assigned = new Map<string, number>();
  readonly #assignCalls = new AssignCalls(this.#assigned);
  /** Names of helpers that run generators as async functions, and have lost theirs. */
  readonly #runners = new Set<string>();
  /** STEP inside the step of a `for`, else 0; what a function in it does is no step. */
  #step = 0;
  /** The expression whose value nobody uses. */
  #discarded: AnyNode | null = null;

  program(program: Program, goal: Goal, everything: boolean): Analysis {
    this.fn = new FunctionInfo(null, null, goal === 'module' || hasUseStrict(program.body), false);
    this.scope = this.varScope = program.scope = new Scope('program', null, this.fn);
    this.statements(program.body);
    markSingle(program);
    // The top level of a script is shared with every other script.
    this.scope.dynamic = this.fn.directEval || goal === 'script' || goal === 'eval';
    resolve(this.references, this.declarations.bindings, everything);
    this.#assignCalls.resolve();
    return { assigned: this.#assigned, bindings: this.declarations.bindings };
  }

  #class(node: Class): void {
    const outer = this.scope;
    const { superClass, body } = node;
    const scope = new Scope('class', outer, this.fn);
    this.scope = scope;
    if (node.id != null) this.declarations.declare(node.id, 'name', scope);
    if (superClass != null) this.visit(superClass);
    for (const member of body.body) {
      if (member.type === 'StaticBlock') {
        member.scope = this.initialiser('static', () => this.statements(member.body));
        continue;
      }
      if (member.computed) this.visit(member.key);
      if (member.type === 'MethodDefinition') {
        this.walkFunction(member.value, member.kind === 'constructor' ? 'constructor' : 'expression');
      } else {
        const value = member.value;
        if (value == null) continue;
        this.#assignCalls.noteField(member, value);
        this.initialiser('function', () => this.visit(value));
      }
    }
    this.scope = outer;
  }

  // ---- names

  #use(node: Identifier, flags: number): void {
    this.references.add(node, this.scope, flags | this.test | this.#step, this.into);
  }

  /** A condition: what it reads are guards. */
  #condition(node: AnyNode, kind = 0): void {
    const test = this.test;
    this.test = test | TEST | kind;
    this.visit(node);
    this.test = test;
  }

  /** The computation of a variable's new value. */
  #value(node: Expression, target: Pattern): void {
    const into = this.into;
    this.into = target.type === 'Identifier' ? target : into;
    this.visit(node);
    this.into = into;
  }

  #target(target: Pattern, value: Expression | null): void {
    switch (target.type) {
      case 'Identifier':
        this.#use(target, WRITE);
        break;
      case 'MemberExpression':
        this.#noteAssigned(target, value);
        this.visit(target);
        break;
      case 'ObjectPattern':
        for (const property of target.properties) {
          if (property.type === 'RestElement') this.#target(property.argument, null);
          else {
            if (property.computed) this.visit(property.key);
            this.#target(property.value, null);
          }
        }
        break;
      case 'ArrayPattern':
        for (const element of target.elements) if (element !== null) this.#target(element, null);
        break;
      case 'RestElement':
        this.#target(target.argument, null);
        break;
      case 'AssignmentPattern':
        this.#target(target.left, null);
        this.visit(target.right);
        break;
    }
  }

  #noteAssigned(target: MemberExpression, value: Expression | null): void {
    if (value !== null) this.#assignCalls.noteProperty(memberName(target), value);
    const name = assignedName(target, this.fn, value);
    if (name !== '' && !this.#assigned.has(name)) this.#assigned.set(name, target.start);
  }

  /** An expression whose object cannot get away by the use that is being made of it. */
  #contained(node: AnyNode): void {
    if (node.type === 'Identifier') this.#use(node, CONTAINED);
    else this.visit(node);
  }

  #call(node: CallExpression): void {
    const { callee } = node;
    let looks = false;
    if (this.fn.setsUp) markSetUp(node);
    if (callee.type === 'MemberExpression') {
      const { object } = callee;
      const name = memberName(callee);
      if (object.type === 'Identifier') {
        this.#use(object, keepsContained(name, this.#discarded !== node) ? CONTAINED : 0);
        looks = onlyLooksAt(object.name, name);
      } else this.visit(object);
      if (PROMISE_METHODS.has(name)) this.fn.promises = true;
      if (callee.computed) this.visit(callee.property);
      else noteCallback(node, name);
    } else {
      this.visit(callee);
      if (callee.type === 'Identifier' && callee.name === 'eval' && !this.fn.strict)
        this.fn.directEval = true;
    }
    this.#assignCalls.noteCall(node);
    if (markCompiledTasks(node, this.#runners)) this.fn.makesMachine = true;
    notePrivateWrite(node, this.fn, this.#assigned);
    for (const argument of node.arguments) {
      if (looks) this.#contained(argument);
      else this.visit(argument);
    }
  }

  #forEach(node: AnyNode & { type: 'ForOfStatement' | 'ForInStatement' }): void {
    const outer = this.scope;
    if (node.left.type === 'VariableDeclaration' && node.left.kind !== 'var') {
      this.scope = node.scope = new Scope('head', outer, this.fn);
      node.scope.tokenFrom = node.body.start;
    }
    if (node.left.type === 'VariableDeclaration') this.visit(node.left);
    else this.#target(node.left, null);
    this.#contained(node.right);
    const waits = node.type === 'ForOfStatement' && node.await;
    if (waits) this.suspensions++;
    const before = this.suspensions;
    this.visit(node.body);
    node.suspends = waits || this.suspensions > before;
    this.scope = outer;
  }

  // ---- the walk

  #all(nodes: readonly (AnyNode | null)[]): void {
    for (const node of nodes) if (node !== null) this.visit(node);
  }

  protected override visit(node: AnyNode): void {
    switch (node.type) {
      case 'Identifier':
        this.#use(node, 0);
        break;
      case 'MemberExpression':
        this.#contained(node.object);
        if (node.computed) this.visit(node.property);
        break;
      case 'CallExpression':
        this.#call(node);
        break;
      case 'NewExpression':
        if (node.callee.type === 'Identifier' && node.callee.name === 'Promise') this.fn.promises = true;
        this.visit(node.callee);
        this.#all(node.arguments);
        break;
      case 'ExpressionStatement':
        this.#discarded = node.expression;
        this.visit(node.expression);
        break;
      case 'VariableDeclaration': {
        const scope = node.kind === 'var' ? this.varScope : this.scope;
        const kind = node.kind === 'var' || node.kind === 'let' ? node.kind : 'const';
        for (const { id, init } of node.declarations) {
          this.declarePattern(id, kind, scope);
          if (init == null) continue;
          if (isRequireOfOwnModule(init)) markForeign(id, scope);
          if (id.type === 'Identifier') {
            const binding = scope.bindings!.get(id.name)!;
            binding.begun = true;
            binding.value = init;
            if (isFreshStore(init)) binding.fresh = true;
            else if (isSteady(init)) binding.steady = true;
            if (init.type === 'ObjectExpression') binding.literal = init;
            binding.method = methodTaken(init);
            markLoopBody(id, init);
            markIterator(id, init);
            markWrittenName(id, init);
            if (isRunner(init)) this.#runners.add(id.name);
          }
          this.#value(init, id);
        }
        break;
      }
      case 'AssignmentExpression': {
        const before = this.suspensions;
        const { left, right, operator } = node;
        this.#target(left, right);
        if (left.type === 'Identifier' && operator === '=') {
          left.taken = methodTaken(right);
          left.given = { value: right };
          markLoopBody(left, right);
          markIterator(left, right);
          markWrittenName(left, right);
        }
        if (left.type === 'Identifier' && operator !== '=')
          this.#use(left, isLogicalAssignment(operator) ? TEST : 0);
        this.#value(right, left);
        node.suspends = this.suspensions > before;
        break;
      }
      case 'UpdateExpression':
        if (node.argument.type === 'Identifier') this.#use(node.argument, WRITE);
        else {
          if (node.argument.type === 'MemberExpression') this.#noteAssigned(node.argument, null);
          this.visit(node.argument);
        }
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') this.#noteDeleted(node.argument);
        this.visit(node.argument);
        break;
      case 'BinaryExpression':
        this.#binary(node);
        break;
      case 'LogicalExpression':
        // `n || 0` is a default.
        if (node.operator !== '&&' && node.right.type === 'Literal') this.visit(node.left);
        else this.#condition(node.left);
        this.visit(node.right);
        break;
      case 'ConditionalExpression':
        this.#condition(node.test);
        this.visit(node.consequent);
        this.visit(node.alternate);
        break;
      case 'AwaitExpression':
        this.suspensions++;
        this.visit(node.argument);
        break;
      case 'YieldExpression':
        this.suspensions++;
        if (node.argument != null) this.visit(node.argument);
        break;
      case 'ArrowFunctionExpression':
        this.walkFunction(node, 'arrow');
        break;
      case 'FunctionExpression':
        this.walkFunction(node, 'expression');
        break;
      case 'FunctionDeclaration':
        this.walkFunction(node, 'declaration');
        break;
      case 'ClassDeclaration':
      case 'ClassExpression':
        this.#class(node);
        break;
      case 'SequenceExpression':
        this.#all(node.expressions);
        break;
      case 'ArrayExpression':
        this.#all(node.elements);
        break;
      case 'ObjectExpression':
        this.#all(node.properties);
        break;
      case 'Property':
        if (node.computed) this.visit(node.key);
        this.visit(node.value);
        break;
      case 'SpreadElement':
        this.#contained(node.argument);
        break;
      case 'TemplateLiteral':
        this.#all(node.expressions);
        break;
      case 'TaggedTemplateExpression':
        this.visit(node.tag);
        this.visit(node.quasi);
        break;
      case 'ChainExpression':
        this.visit(node.expression);
        break;
      case 'ImportExpression':
        this.visit(node.source);
        if (node.options != null) this.visit(node.options);
        break;
      case 'ReturnStatement':
        // What a function returns at its end is no longer its own, but no longer used by it either.
        if (node.argument != null) {
          if (this.fn.node?.generator === true || this.fn.node?.machine !== undefined)
            this.visit(node.argument);
          else this.#contained(node.argument);
        }
        break;
      case 'ThrowStatement':
        this.visit(node.argument);
        break;
      case 'IfStatement':
        this.#condition(node.test, endsByLeaving(node.consequent) ? LEAVES : 0);
        this.visit(node.consequent);
        if (node.alternate != null) this.visit(node.alternate);
        break;
      case 'WhileStatement':
      case 'DoWhileStatement':
        if (node.type === 'WhileStatement') this.#condition(node.test);
        this.visit(node.body);
        if (node.type === 'DoWhileStatement') this.#condition(node.test);
        break;
      case 'ForStatement':
        this.#for(node);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
        this.#forEach(node);
        break;
      case 'SwitchStatement':
        this.#condition(node.discriminant);
        node.scope = new Scope('switch', this.scope, this.fn);
        this.inScope(node.scope, () => {
          for (const { consequent } of node.cases)
            this.declarations.declareLexical(consequent, this.scope, this.varScope);
          for (const { test, consequent } of node.cases) {
            if (test != null) this.visit(test);
            this.#all(consequent);
          }
        });
        break;
      case 'BlockStatement':
        if (!node.body.some(declaresInBlock)) this.#all(node.body);
        else {
          node.scope = new Scope('block', this.scope, this.fn);
          this.inScope(node.scope, () => this.statements(node.body));
        }
        break;
      case 'TryStatement':
        this.visit(node.block);
        if (node.handler != null) {
          const { param, body } = node.handler;
          this.inScope(new Scope('catch', this.scope, this.fn), () => {
            if (param != null) this.declarePattern(param, 'catch', this.scope);
            this.visit(body);
          });
        }
        if (node.finalizer != null) this.visit(node.finalizer);
        break;
      case 'LabeledStatement':
        this.visit(node.body);
        break;
      case 'WithStatement':
        this.visit(node.object);
        this.inScope(new Scope('with', this.scope, this.fn), () => {
          this.scope.dynamic = true;
          this.visit(node.body);
        });
        break;
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) {
          const binding = this.declarations.declare(specifier.local, 'import', this.scope);
          binding.foreign = specifier.type !== 'ImportNamespaceSpecifier' && isOwnModule(node.source);
          if (
            specifier.type === 'ImportSpecifier' &&
            specifier.imported.type === 'Identifier' &&
            !binding.foreign
          )
            binding.imported = specifier.imported.name;
        }
        break;
      case 'ExportNamedDeclaration':
        if (node.declaration != null) {
          this.declarations.declareLexical([node.declaration], this.scope, this.varScope);
          this.visit(node.declaration);
        } else if (node.source == null) {
          for (const { local } of node.specifiers) if (local.type === 'Identifier') this.#use(local, 0);
        }
        break;
      case 'ExportDefaultDeclaration':
        this.declarations.declareLexical([node.declaration], this.scope, this.varScope);
        this.visit(node.declaration);
        break;
      default:
        break;
    }
  }

  #noteDeleted(argument: Expression): void {
    const target = argument.type === 'ChainExpression' ? argument.expression : argument;
    if (target.type === 'MemberExpression') this.#noteAssigned(target, null);
  }

  /** Long sums are nested deeply to the left: a loop, so that their length does not cost stack. */
  #binary(node: AnyNode & { type: 'BinaryExpression' }): void {
    const rights: { right: AnyNode; contained: boolean }[] = [];
    let left: AnyNode = node;
    while (left.type === 'BinaryExpression') {
      rights.push({ right: left.right, contained: left.operator === 'in' });
      left = left.left;
    }
    const test = this.test;
    if ((test & LEAVES) !== 0 && isBound(node.operator)) this.test = test | BOUND;
    this.visit(left);
    for (let i = rights.length - 1; i >= 0; i--) {
      const { right, contained } = rights[i]!;
      if (contained) this.#contained(right);
      else this.visit(right);
    }
    this.test = test;
  }

  #for(node: AnyNode & { type: 'ForStatement' }): void {
    const outer = this.scope;
    if (node.init?.type === 'VariableDeclaration' && node.init.kind !== 'var') {
      this.scope = node.scope = new Scope('head', outer, this.fn);
      // Functions of the initialisation see a variable of their own.
      node.scope.tokenFrom = node.init.end;
    }
    if (node.init != null) this.visit(node.init);
    if (node.test != null) this.#condition(node.test);
    this.#step = STEP;
    if (node.update != null) this.visit(node.update);
    this.#step = 0;
    const before = this.suspensions;
    this.visit(node.body);
    node.suspends = this.suspensions > before;
    this.scope = outer;
  }
}
