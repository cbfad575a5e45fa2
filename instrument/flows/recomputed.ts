// A place that is given what others of the same state come to:
//   stats.average = mean(stats.history.toArray())      last = items.reduce((a, b) => Math.max(a, b), 0)
//
// Whoever writes it last goes by what everybody has left there, so that the order of the writers does not matter to it. Only where each
// name in the value is one that the writers share: what the written place is a property of, a variable that is declared beside or around the
// written one, or one of the module; or a local one that was given such a value and nothing else.
//
// So is an element whose place was counted in that state (`ring[(ring.head + ring.size) % ring.length] = o`): what is stored there was put
// behind what others had left.
import type { AnyNode, CallExpression } from 'acorn';
import type { Binding, Scope } from '../analyze/scope.ts';
import type { Source } from './collection.ts';
import { childrenOf } from './nodes.ts';

/** How many local variables after each other are looked through. */
const DEEP = 3;
/** Nodes of a value that are looked at; a longer one is none of these. */
const MOST_NODES = 100;

/** Whether `value`, which `target` is given, is made of nothing but the state that the target is a part of. */
export function isRecomputed(
  target: AnyNode,
  value: AnyNode,
  sources: ReadonlyMap<Binding, readonly Source[]>,
): boolean {
  return new Value(target, sources).isOwn(value, DEEP);
}

/** Whether `target` is an element whose place is counted in the state that it is a part of. */
export function isOwnPlace(target: AnyNode, sources: ReadonlyMap<Binding, readonly Source[]>): boolean {
  if (target.type !== 'MemberExpression' || !target.computed) return false;
  const { property } = target;
  const [count, ...others] = property.type === 'Identifier' ? givenTo(property.binding, sources) : [property];
  if (count === undefined || others.length > 0) return false;
  if (count.type === 'UpdateExpression') return new Value(target, sources).isOwn(count.argument, DEEP);
  return count.type === 'BinaryExpression' && new Value(target, sources).isOwn(count, DEEP);
}

function givenTo(
  binding: Binding | undefined,
  sources: ReadonlyMap<Binding, readonly Source[]>,
): readonly AnyNode[] {
  if (binding === undefined || binding.reassigned) return [];
  return (sources.get(binding) ?? []).map(({ node }) => node);
}

/** Names of such a binding hold what runs, not what it runs on. */
const CODE: ReadonlySet<string> = new Set(['function', 'block-function', 'class', 'import', 'name']);
/** What comes from elsewhere, or changes something itself. */
const FOREIGN: ReadonlySet<string> = new Set([
  'AwaitExpression',
  'YieldExpression',
  'AssignmentExpression',
  'UpdateExpression',
]);

class Value {
  readonly #root: AnyNode;
  readonly #isVariable: boolean;
  readonly #sources: ReadonlyMap<Binding, readonly Source[]>;
  #found = false;
  #left = MOST_NODES;

  constructor(target: AnyNode, sources: ReadonlyMap<Binding, readonly Source[]>) {
    this.#root = rootOf(target);
    this.#isVariable = target.type === 'Identifier';
    this.#sources = sources;
  }

  isOwn(value: AnyNode, deep: number): boolean {
    return this.#visit(value, value, deep) && this.#found;
  }

  #visit(node: AnyNode, value: AnyNode, deep: number): boolean {
    if (--this.#left < 0 || FOREIGN.has(node.type)) return false;
    if (node.type === 'ThisExpression') return (this.#found ||= this.#root.type === 'ThisExpression');
    if (node.type === 'Identifier') return this.#isShared(node.binding, value, deep);
    for (const child of childrenOf(node)) {
      // A function that is called by its name.
      if (node.type === 'CallExpression' && child === node.callee && child.type === 'Identifier') continue;
      if (!this.#visit(child, value, deep)) return false;
    }
    return true;
  }

  #isShared(binding: Binding | undefined, { start, end }: AnyNode, deep: number): boolean {
    // A global name or one of a property, a function, what a function in the value declares.
    if (binding === undefined || CODE.has(binding.kind) || this.#isImported(binding)) return true;
    if (binding.start >= start && binding.start < end) return true;
    const root = this.#root.type === 'Identifier' ? this.#root.binding : undefined;
    if (
      binding === root ||
      binding.scope.single ||
      (this.#isVariable && root !== undefined && isAround(binding.scope, root.scope))
    ) {
      this.#found = true;
      return true;
    }
    if (deep === 0 || binding.reassigned || binding.kind === 'param') return false;
    const given = this.#sources.get(binding);
    return given?.length === 1 && this.#visit(given[0]!.node, given[0]!.node, deep - 1);
  }

  /** Whether it stands for another module, in one that a test runner wrapped: `const m = await load('./m')`. */
  #isImported(binding: Binding): boolean {
    if (!binding.scope.single || binding.scope.kind === 'program' || binding.reassigned) return false;
    const given = this.#sources.get(binding);
    if (given?.length !== 1) return false;
    const { node } = given[0]!;
    return (
      node.type === 'AwaitExpression' && node.argument.type === 'CallExpression' && isNamed(node.argument)
    );
  }
}

function isNamed({ arguments: [name] }: CallExpression): boolean {
  return name?.type === 'Literal' && typeof name.value === 'string';
}

/** What a place is a property of, at last. */
function rootOf(node: AnyNode): AnyNode {
  let at = node;
  while (at.type === 'MemberExpression') at = at.object;
  return at;
}

function isAround(outer: Scope, inner: Scope): boolean {
  for (let at: Scope | null = inner; at !== null; at = at.parent) if (at === outer) return true;
  return false;
}
