// What a text says of its values: which variable is given what, which place is written with what, and what functions are called with.
import type {
  AnyNode,
  ArrayExpression,
  ArrowFunctionExpression,
  CallExpression,
  Expression,
  Function as FunctionNode,
  FunctionExpression,
  IfStatement,
  MemberExpression,
  Pattern,
  Program,
  SpreadElement,
} from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { memberName } from '../select/property-names.ts';
import { loopsOf, type StateMachine, stepOf } from '../select/state-machines.ts';
import { assignsEmpty, clears } from './emptied.ts';
import { isNode } from './nodes.ts';
import { isNothing } from './presence.ts';
import { type Bound, boundsIn, type Reset, resetsOf } from './resets.ts';

/** What a local variable was given: an expression, and the property that a pattern took out of it ('': all). */
export interface Source {
  readonly node: AnyNode;
  readonly key: string;
}

/** A write, by where it begins. */
export interface Write {
  readonly start: number;
  readonly target: AnyNode;
  /** Of `target.set(key, value)`; null: the target is the place itself. */
  readonly key: AnyNode | null;
  readonly value: AnyNode;
  /** The body of the function that it stands in, if any. */
  readonly body: AnyNode | null;
  /** It stands in a function that can go on in a later turn, in none of its loops, and nothing else is written there. */
  readonly once: boolean;
  /** It stands in a function within another one, which ends in the turn of its call, and nothing else is written there. */
  readonly captures: boolean;
}

export type Arguments = readonly (Expression | SpreadElement)[];
export type Parameter = readonly [fn: string, index: number];

/** Methods that store their second argument. */
const SETTERS: ReadonlySet<string> = new Set(['set', 'setItem']);
const INSERTERS: ReadonlySet<string> = new Set(['push', 'unshift']);
const LOOPS: ReadonlySet<string> = new Set([
  'ForStatement',
  'ForOfStatement',
  'ForInStatement',
  'WhileStatement',
  'DoWhileStatement',
]);

/** The values of one text. */
export class Collection {
  readonly writes: Write[] = [];
  readonly sources: Map<Binding, Source[]> = new Map();
  /** What the functions of a name are called with. */
  readonly calls: Map<string, Arguments[]> = new Map();
  /** Which parameter of the functions of which name a variable is. */
  readonly parameters: Map<Binding, Parameter> = new Map();
  /** What the functions of a name return, or resolve the promise with that they return. */
  readonly answers: Map<string, AnyNode[]> = new Map();
  /** Those that promises are resolved with. */
  readonly resolved: AnyNode[] = [];
  /** What functions tell their callers: what they return, resolve promises with, and give to callbacks. */
  readonly told: AnyNode[] = [];
  /** What the properties of parameters are given, by their names (`req.session = …`). */
  readonly carried: Map<string, AnyNode[]> = new Map();
  readonly resets: Reset[] = [];
  /** Calls that put something into an array, in functions that can go on in a later turn. */
  readonly insertions: CallExpression[] = [];
  /** The bodies of functions that empty a store and can go on in a later turn. */
  readonly emptying: Set<AnyNode> = new Set();
  #body: AnyNode | null = null;
  /** What the conditions around a place of the running function have found to be reached. */
  #bounds: readonly Bound[] = [];
  readonly #names = new Map<AnyNode, string>();
  /** Of the first parameter of what is given to `new Promise`: the name of the function around it. */
  readonly #resolvers = new Map<Binding, string>();
  #name = '';
  #suspends = false;
  /** How many functions the running one stands in, itself included. */
  #depth = 0;
  /** The running function is a state machine. */
  #machine: StateMachine | null = null;
  /** … in these parts of it again and again. */
  #repeated: readonly (readonly [from: number, to: number])[] = [];
  #loops = 0;

  constructor(program: Program) {
    this.#visitAll(program);
  }

  #visit(node: AnyNode): void {
    switch (node.type) {
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        this.#enter(node, node as FunctionNode);
        return;
      case 'VariableDeclarator':
        if (node.init != null) {
          if (node.id.type === 'Identifier') this.#names.set(node.init, node.id.name);
          this.#given(node.id, node.init);
        }
        break;
      case 'Property':
      case 'PropertyDefinition':
      case 'MethodDefinition':
        if (node.value != null && !node.computed) this.#names.set(node.value as AnyNode, keyOf(node.key));
        break;
      case 'AssignmentExpression':
        if (node.operator !== '=') break;
        if (this.#suspends && assignsEmpty(node)) this.emptying.add(this.#body!);
        if (node.left.type === 'MemberExpression') {
          this.#names.set(node.right, memberName(node.left));
          this.#carries(node.left, node.right);
        } else {
          if (node.left.type === 'Identifier') this.#names.set(node.right, node.left.name);
          this.#given(node.left, node.right);
        }
        this.#written(node.start, node.left, null, node.right);
        break;
      case 'CallExpression':
        this.#called(node);
        break;
      case 'ArrayExpression':
        this.#steps(node);
        return;
      case 'NewExpression': {
        const [executor] = node.arguments;
        if (node.callee.type === 'Identifier' && node.callee.name === 'Promise' && executor !== undefined)
          this.#promised(executor);
        break;
      }
      case 'IfStatement':
        this.#branches(node);
        return;
      case 'ReturnStatement':
        if (this.#machine !== null) {
          const step = stepOf(node, this.#machine);
          if (step.kind === 'return' && step.value !== null) this.#answered(this.#name, step.value);
        } else if (node.argument != null) this.#answered(this.#name, node.argument);
        break;
      default:
    }
    if (LOOPS.has(node.type)) {
      this.#loops++;
      this.#visitAll(node);
      this.#loops--;
    } else this.#visitAll(node);
  }

  /**
   * Functions of a list, each of which tells the next one by its last parameter (`waterfall([(next) => next(null, o.n), (n, next) => …])`):
   * what it calls that with, behind the place of the failure, the next one is called with.
   */
  #steps(node: ArrayExpression): void {
    const steps = node.elements.filter((step) => step !== null && isFunction(step));
    const name = (index: number): string => `[${node.start}]${index}`;
    if (steps.length > 1) for (const [index, step] of steps.entries()) this.#names.set(step, name(index));
    this.#visitAll(node);
    if (steps.length < 2) return;
    for (const [index, { params }] of steps.entries()) {
      const told = this.calls.get(given(name(index), params.length - 1)) ?? [];
      const calls = told.flatMap(([failure, ...args]) =>
        failure !== undefined && isNothing(failure) ? [args] : [],
      );
      if (calls.length > 0) this.calls.set(name(index + 1), calls);
    }
  }

  #visitAll(node: AnyNode): void {
    const parts = node as unknown as Record<string, unknown>;
    for (const name in parts) {
      const value = parts[name];
      if (Array.isArray(value)) {
        for (const child of value as unknown[]) if (isNode(child)) this.#visit(child);
      } else if (isNode(value)) this.#visit(value);
    }
  }

  #branches({ test, consequent, alternate }: IfStatement): void {
    this.#visit(test);
    const outer = this.#bounds;
    this.#bounds = [...outer, ...boundsIn(test)];
    this.#visit(consequent);
    this.#bounds = outer;
    if (alternate != null) this.#visit(alternate);
  }

  #enter(node: AnyNode, { id, params, body, async, generator }: FunctionNode): void {
    const fn = node as FunctionNode;
    // What a compiler made several functions of is one.
    const isPart = fn.info !== undefined && fn.info.whole !== fn.info;
    const name = isPart ? this.#name : (fn.writtenName ?? id?.name ?? this.#names.get(node) ?? '');
    for (const [index, param] of params.entries())
      for (const [binding] of variablesOf(param, '')) this.parameters.set(binding, [name, index]);
    const suspends = this.#suspends;
    const loops = this.#loops;
    const outer = this.#name;
    const bounds = this.#bounds;
    this.#bounds = [];
    const outside = this.#body;
    if (!isPart) this.#body = body;
    const machine = this.#machine;
    this.#machine = fn.machine ?? null;
    this.#suspends = async || generator || fn.machine !== undefined;
    const repeated = this.#repeated;
    this.#repeated = fn.machine === undefined ? [] : loopsOf(body, fn.machine);
    // `while (1)` around the states of a machine is none.
    this.#loops = fn.machine?.regenerator === true ? -1 : 0;
    this.#name = name;
    this.#depth++;
    if (node.type === 'ArrowFunctionExpression' && node.expression) this.#answered(name, node.body);
    this.#visitAll(node);
    this.#machine = machine;
    this.#repeated = repeated;
    this.#suspends = suspends;
    this.#loops = loops;
    this.#bounds = bounds;
    this.#body = outside;
    this.#name = outer;
    this.#depth--;
  }

  #answered(name: string, node: AnyNode): void {
    this.told.push(node);
    if (name === '') return;
    const answers = this.answers.get(name);
    if (answers === undefined) this.answers.set(name, [node]);
    else answers.push(node);
  }

  /** What a promise of the running function is made by. */
  #promised(executor: AnyNode): void {
    if (!isFunction(executor)) return;
    const [resolve] = executor.params;
    if (resolve?.type === 'Identifier' && resolve.binding !== undefined)
      this.#resolvers.set(resolve.binding, this.#name);
  }

  /** A variable, or the variables of a pattern, are given the value of `node`. */
  #given(pattern: Pattern, value: AnyNode): void {
    const node = awaitOf(value);
    for (const [binding, key] of variablesOf(pattern, '')) {
      const sources = this.sources.get(binding);
      if (sources === undefined) this.sources.set(binding, [{ node, key }]);
      else sources.push({ node, key });
    }
  }

  #carries(target: MemberExpression, value: AnyNode): void {
    const name = this.carrier(target);
    if (name === '') return;
    const values = this.carried.get(name);
    if (values === undefined) this.carried.set(name, [value]);
    else values.push(value);
  }

  /** The name of a property of a parameter; '' for all else. */
  carrier({ object, property, computed }: MemberExpression): string {
    if (computed || object.type !== 'Identifier' || property.type !== 'Identifier') return '';
    return object.binding !== undefined && this.parameters.has(object.binding) ? property.name : '';
  }

  #written(start: number, target: AnyNode, key: AnyNode | null, value: AnyNode, alone = true): void {
    const isRepeated = this.#repeated.some(([from, to]) => start >= from && start < to);
    const once = alone && this.#suspends && this.#loops <= 0 && !isRepeated;
    const captures = alone && !this.#suspends && this.#depth > 1;
    this.writes.push({ start, target, key, value, body: this.#body, once, captures });
  }

  #called(node: CallExpression): void {
    const { callee, arguments: args } = node;
    if (this.#bounds.length > 0)
      for (const start of resetsOf(node)) this.resets.push({ start, bounds: this.#bounds });
    const resolves =
      callee.type === 'Identifier' && callee.binding !== undefined
        ? this.#resolvers.get(callee.binding)
        : undefined;
    if (resolves !== undefined && args.length > 0) {
      this.resolved.push(args[0]!);
      this.#answered(resolves, args[0]!);
    }
    if (callee.type === 'Identifier' && callee.binding !== undefined && this.parameters.has(callee.binding))
      this.told.push(...args);
    const name = this.nameOf(callee);
    if (this.#suspends && clears(name, args)) this.emptying.add(this.#body!);
    if (this.#suspends && INSERTERS.has(name) && args.length > 0) this.insertions.push(node);
    if (callee.type === 'MemberExpression' && args.length >= 2) {
      if (args.length === 2 && SETTERS.has(name))
        this.#written(node.start, callee.object, args[0]!, args[1]!);
      if (name === 'assign')
        for (const source of args.slice(1)) this.#written(node.start, args[0]!, null, source, false);
    }
    if (name === '' || args.length === 0) return;
    const calls = this.calls.get(name);
    if (calls === undefined) this.calls.set(name, [args]);
    else calls.push(args);
    for (const [index, arg] of args.entries()) if (isFunction(arg)) this.#names.set(arg, given(name, index));
  }

  /** The name of what is called: what a parameter holds has that of its place. */
  nameOf(callee: CallExpression['callee']): string {
    if (callee.type === 'MemberExpression') return memberName(callee);
    if (callee.type !== 'Identifier') return '';
    const parameter = callee.binding === undefined ? undefined : this.parameters.get(callee.binding);
    return parameter === undefined ? callee.name : given(...parameter);
  }
}

function isFunction(node: AnyNode): node is ArrowFunctionExpression | FunctionExpression {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

/** The name of a function that stands where `fn` is called, as its argument of that number. */
function given(fn: string, index: number): string {
  return `${fn}(${index})`;
}

/** What a state machine is given for an await that was written, as that. */
function awaitOf(node: AnyNode): AnyNode {
  const awaited =
    node.type === 'CallExpression' || node.type === 'MemberExpression' ? node.awaited : undefined;
  if (awaited === undefined) return node;
  const { start, end } = awaited.value;
  return { type: 'AwaitExpression', start, end, argument: awaited.value };
}

function keyOf(key: AnyNode): string {
  if (key.type === 'PrivateIdentifier') return '#' + key.name;
  return key.type === 'Identifier' ? key.name : '';
}

/** The variables of a pattern, each with the plain name of the property it takes. */
export function* variablesOf(pattern: Pattern, key: string): Generator<readonly [Binding, string]> {
  switch (pattern.type) {
    case 'Identifier':
      if (pattern.binding !== undefined) yield [pattern.binding, key];
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') yield* variablesOf(property.argument, '');
        else {
          const named = !property.computed && property.key.type === 'Identifier' ? property.key.name : '';
          yield* variablesOf(property.value, key === '' ? named : key);
        }
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element !== null) yield* variablesOf(element, key);
      break;
    case 'AssignmentPattern':
      yield* variablesOf(pattern.left, key);
      break;
    case 'RestElement':
      yield* variablesOf(pattern.argument, key);
      break;
    default:
  }
}
