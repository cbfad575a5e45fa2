// Which element accesses of a `for` need no hook in each iteration: the loop is known to run through, nothing in it can order
// threads, and the index goes up or down evenly, or does so around a ring (`(head + i) & mask`, `i % n`). The first iteration calls the access's hook, the rest is told as one range
// behind the loop (rewrite/counted-loops.ts).
// Invariant: each access chosen happens exactly once in each iteration that ends, and the loop only ends by its test or by an
// exception. After an exception the range is not told: it can be missed, never made up.
import type {
  AnyNode,
  AssignmentExpression,
  CallExpression,
  Expression,
  ForStatement,
  Identifier,
  MemberExpression,
  VariableDeclarator,
} from 'acorn';
import type { Binding, Scope } from '../analyze/scope.ts';

/** A loop whose step is known. */
export interface CountedLoop {
  readonly head: VariableDeclarator & { init: Expression };
  readonly counter: Binding;
  /** The text that, behind a value of the counter, gives the next one: `+1`, `-(step)`. */
  readonly step: string;
  readonly accesses: ReadonlyMap<MemberExpression, CountedIndex>;
  /** The constants of its body, and what they are. */
  readonly constants: ReadonlyMap<Binding, Expression>;
}

/** An index that begins again: `offset + counted & by`, `offset + counted % by`; plain ones have no `by`. */
export interface CountedIndex {
  readonly counted: Expression;
  readonly operator: '' | '&' | '%';
  readonly by: Expression | null;
  readonly offset: Expression | null;
}

/** An access of a counted loop while the loop is rewritten. */
export interface CountedAccess {
  /** The variable that says whether the hook is still to be called. */
  readonly state: string;
  readonly loop: CountedLoop;
  /** The expression of its site, '' until it is visited. */
  site: string;
}

/** Nodes of a loop that are looked at: a longer one is taken as it is. */
const MOST_NODES = 400;
const MOST_ACCESSES = 12;
const MOST_KEY = 60;
/** Parts of an index, with the constants it is made of taken apart. */
const MOST_PARTS = 30;

/** The counted loop that a `for` is; null if it is none, or nothing in it would gain. */
export function countedLoop(node: ForStatement): CountedLoop | null {
  const { init, test, update } = node;
  if (init?.type !== 'VariableDeclaration' || init.kind !== 'let' || test == null || update == null)
    return null;
  const step = stepOf(update);
  if (step === null) return null;
  const counter = step.variable.binding;
  if (
    counter === undefined ||
    counter.scope !== node.scope ||
    counter.captured ||
    counter.changed ||
    counter.unhookable ||
    counter.hooked
  )
    return null;
  const head = init.declarations.find(({ id }) => id.type === 'Identifier' && id.binding === counter);
  if (head?.init == null || !isPlainValue(head.init)) return null;
  const walk = new Walk(node, counter);
  const accesses = walk.accesses();
  if (accesses.size === 0 || (step.by !== null && !walk.isConstant(step.by))) return null;
  const { constants } = walk;
  const loop = { head: head as CountedLoop['head'], counter, accesses, constants };
  return { ...loop, step: step.sign + (step.by === null ? '1' : textWith(step.by, loop, '')) };
}

interface Step {
  readonly variable: Identifier;
  readonly sign: '+' | '-';
  /** null: by 1. */
  readonly by: Expression | null;
}

function stepOf(update: Expression): Step | null {
  if (update.type === 'UpdateExpression' && update.argument.type === 'Identifier')
    return { variable: update.argument, sign: update.operator === '++' ? '+' : '-', by: null };
  if (update.type !== 'AssignmentExpression' || update.left.type !== 'Identifier') return null;
  const { operator, left, right } = update;
  if (operator === '+=') return { variable: left, sign: '+', by: right };
  return operator === '-=' ? { variable: left, sign: '-', by: right } : null;
}

/** Not a function or class, which the assignment would name. */
function isPlainValue(node: Expression): boolean {
  return (
    node.type !== 'ArrowFunctionExpression' &&
    node.type !== 'FunctionExpression' &&
    node.type !== 'ClassExpression'
  );
}

/**
 * The text of an index that `degree` knows, with `value` in the place of the counter. Variables are named as they are, so
 * it means the same where none of them was assigned in between.
 */
export function textWith(
  node: Expression,
  loop: Pick<CountedLoop, 'counter' | 'constants'>,
  value: string,
): string {
  switch (node.type) {
    case 'Identifier': {
      if (node.binding === loop.counter) return value;
      const constant = loop.constants.get(node.binding!);
      return constant === undefined ? node.name : textWith(constant, loop, value);
    }
    case 'Literal':
      return node.raw!;
    case 'BinaryExpression':
      return `(${textWith(node.left as Expression, loop, value)}${node.operator}${textWith(node.right, loop, value)})`;
    default:
      return '';
  }
}

/** Thrown at what a counted loop must not hold. */
const UNFIT = Symbol('unfit');

// One look at a loop: what is accessed in each iteration, what is assigned.
class Walk {
  readonly #node: ForStatement;
  readonly #counter: Binding;
  readonly #assigned = new Set<Binding>();
  readonly #found: MemberExpression[] = [];
  readonly constants = new Map<Binding, Expression>();
  #nodes = 0;
  #parts = 0;
  /** Above 0 where code does not run in each iteration. */
  #sometimes = 0;
  /** Loops of the body around the node. */
  #loops = 0;

  constructor(node: ForStatement, counter: Binding) {
    this.#node = node;
    this.#counter = counter;
  }

  accesses(): Map<MemberExpression, CountedIndex> {
    const chosen = new Map<MemberExpression, CountedIndex>();
    try {
      this.#look(this.#node.test!);
      // The test is evaluated once more than the body.
      this.#found.length = 0;
      this.#look(this.#node.body);
    } catch (reason) {
      if (reason === UNFIT) return chosen;
      throw reason;
    }
    for (const access of this.#found) {
      if (chosen.size === MOST_ACCESSES) break;
      if (!this.#isSteady(access.object as Identifier)) continue;
      const index = this.#indexOf(access.property as Expression);
      if (index !== null) chosen.set(access, index);
    }
    return chosen;
  }

  /** What kind of index it is; null if of none that is known. */
  #indexOf(node: Expression): CountedIndex | null {
    if (this.#degree(node) >= 0) return { counted: node, operator: '', by: null, offset: null };
    const sum = this.#resolve(node);
    if (sum.type !== 'BinaryExpression' || sum.left.type === 'PrivateIdentifier') return null;
    if (sum.operator !== '+') return this.#wrapped(sum, null);
    const [left, right] = [this.#degree(sum.left), this.#degree(sum.right)];
    if (left === 0) return this.#wrapped(sum.right, sum.left);
    return right === 0 ? this.#wrapped(sum.left, sum.right) : null;
  }

  #wrapped(given: Expression, offset: Expression | null): CountedIndex | null {
    const node = this.#resolve(given);
    if (node.type !== 'BinaryExpression' || node.left.type === 'PrivateIdentifier') return null;
    const { left, right, operator } = node;
    if (operator !== '&' && operator !== '%') return null;
    if (this.#degree(left) === 1 && this.isConstant(right))
      return { counted: left, operator, by: right, offset };
    if (operator === '&' && this.isConstant(left) && this.#degree(right) === 1)
      return { counted: right, operator, by: left, offset };
    return null;
  }

  /** What a constant of the body is made of. */
  #resolve(node: Expression): Expression {
    let at = node;
    for (let depth = 0; depth < MOST_PARTS && at.type === 'Identifier'; depth++) {
      const constant = at.binding === undefined ? undefined : this.constants.get(at.binding);
      if (constant === undefined) break;
      at = constant;
    }
    return at;
  }

  /** Whether an expression is the same in all iterations. */
  isConstant(node: Expression): boolean {
    return this.#degree(node) === 0;
  }

  #degree(node: Expression): number {
    this.#parts = 0;
    return this.#degreeOf(node);
  }

  /** How often the counter is a factor of an index, 0 or 1; −1 if it is not of that kind. */
  #degreeOf(node: Expression): number {
    if (++this.#parts > MOST_PARTS) return -1;
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'number' && Number.isInteger(node.value) && node.raw !== undefined
          ? 0
          : -1;
      case 'Identifier': {
        if (node.binding === this.#counter) return 1;
        const constant = node.binding === undefined ? undefined : this.constants.get(node.binding);
        if (constant !== undefined) return this.#degreeOf(constant);
        return this.#isSteady(node) ? 0 : -1;
      }
      case 'BinaryExpression': {
        if (node.left.type === 'PrivateIdentifier') return -1;
        const left = this.#degreeOf(node.left);
        const right = left < 0 ? -1 : this.#degreeOf(node.right);
        if (right < 0) return -1;
        if (node.operator === '+' || node.operator === '-') return Math.max(left, right);
        return node.operator === '*' && left + right < 2 ? left + right : -1;
      }
      default:
        return -1;
    }
  }

  /** Whether a variable is the same in all iterations, and still there behind the loop. */
  #isSteady({ binding }: Identifier): boolean {
    if (binding === undefined || binding.unhookable || binding.hooked || this.#assigned.has(binding))
      return false;
    for (let scope: Scope | null = this.#node.scope!.parent; scope !== null; scope = scope.parent)
      if (scope === binding.scope) return true;
    return false;
  }

  #assign(node: Identifier): void {
    if (node.binding !== undefined) this.#assigned.add(node.binding);
  }

  #maybe(node: AnyNode | null | undefined): void {
    if (node == null) return;
    this.#sometimes++;
    this.#look(node);
    this.#sometimes--;
  }

  #all(nodes: readonly AnyNode[]): void {
    for (const node of nodes) this.#look(node);
  }

  #inner(body: AnyNode): void {
    this.#loops++;
    this.#maybe(body);
    this.#loops--;
  }

  #look(node: AnyNode): void {
    if (++this.#nodes > MOST_NODES) throw UNFIT;
    switch (node.type) {
      case 'Literal':
      case 'Identifier':
      case 'ThisExpression':
      case 'EmptyStatement':
      case 'PrivateIdentifier':
        return;
      case 'ExpressionStatement':
        return this.#look(node.expression);
      case 'BlockStatement':
        return this.#all(node.body);
      case 'VariableDeclaration':
        for (const { id, init } of node.declarations) {
          if (id.type !== 'Identifier' || (init != null && !isPlainValue(init))) throw UNFIT;
          this.#assign(id);
          if (init == null) continue;
          this.#look(init);
          if (node.kind === 'const' && id.binding !== undefined) this.constants.set(id.binding, init);
        }
        return;
      case 'IfStatement':
        this.#look(node.test);
        this.#maybe(node.consequent);
        return this.#maybe(node.alternate);
      case 'ForStatement':
        if (node.init != null) this.#look(node.init);
        if (node.test != null) this.#look(node.test);
        this.#maybe(node.update);
        return this.#inner(node.body);
      case 'WhileStatement':
        this.#look(node.test);
        return this.#inner(node.body);
      case 'DoWhileStatement':
        this.#inner(node.body);
        return this.#maybe(node.test);
      case 'BreakStatement':
        if (node.label != null || this.#loops === 0) throw UNFIT;
        return;
      case 'ContinueStatement':
        if (node.label != null) throw UNFIT;
        // What comes behind it is skipped at times.
        if (this.#loops === 0) this.#sometimes = 1 << 20;
        return;
      case 'BinaryExpression':
        if (node.operator === 'in' || node.operator === 'instanceof') throw UNFIT;
        this.#look(node.left);
        return this.#look(node.right);
      case 'LogicalExpression':
        this.#look(node.left);
        return this.#maybe(node.right);
      case 'ConditionalExpression':
        this.#look(node.test);
        this.#maybe(node.consequent);
        return this.#maybe(node.alternate);
      case 'SequenceExpression':
        return this.#all(node.expressions);
      case 'UnaryExpression':
        if (node.operator === 'delete') throw UNFIT;
        return this.#look(node.argument);
      case 'UpdateExpression':
        return node.argument.type === 'Identifier' ? this.#assign(node.argument) : this.#look(node.argument);
      case 'AssignmentExpression':
        return this.#assignment(node);
      case 'MemberExpression':
        return this.#member(node);
      case 'CallExpression':
        if (!isMath(node)) throw UNFIT;
        return this.#all(node.arguments);
      default:
        throw UNFIT;
    }
  }

  #assignment({ left, right, operator }: AssignmentExpression): void {
    if (!isPlainValue(right)) throw UNFIT;
    const logical = operator === '&&=' || operator === '||=' || operator === '??=';
    if (left.type === 'Identifier') this.#assign(left);
    else if (left.type !== 'MemberExpression') throw UNFIT;
    else if (logical) {
      this.#look(left.object);
      this.#look(left.property);
    } else this.#member(left);
    if (logical) this.#maybe(right);
    else this.#look(right);
  }

  #member(node: MemberExpression): void {
    const { object, property } = node;
    if (node.optional || object.type === 'Super') throw UNFIT;
    this.#look(object);
    if (!node.computed) return;
    this.#look(property);
    if (
      this.#sometimes === 0 &&
      object.type === 'Identifier' &&
      object.name.length < MOST_KEY &&
      node.end - object.end < MOST_KEY
    )
      this.#found.push(node);
  }
}

/** `Math.f(…)`: runs no code of the program and orders nothing. */
function isMath({ callee, arguments: values }: CallExpression): boolean {
  return (
    callee.type === 'MemberExpression' &&
    !callee.computed &&
    callee.object.type === 'Identifier' &&
    callee.object.name === 'Math' &&
    callee.object.binding === undefined &&
    values.every(({ type }) => type !== 'SpreadElement')
  );
}
