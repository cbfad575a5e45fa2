// A store that is emptied behind an await, by the function that had copied what it held before:
//   const rows = this.#rows.map(toJson); await insert(rows); this.#rows = []        what came meanwhile is in no copy, and gone
//   await send([...names]); names.clear()                                          the same; `list.length = 0`, `list.splice(0)`
//
// Only where the text leaves no other way to what came meanwhile: the copy is the function's last look at the store before it empties it, and
// the function gives the store itself to nobody, keeps it under no other name that it uses later, and mentions it in no function of
// its own. Whether anything came meanwhile the runtime has to see (src/tasks/rules/lost-insertion.ts).
import type { AnyNode, AssignmentExpression } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { childrenOf } from './nodes.ts';

/** An expression that empties a store, and those that copied it before. */
export interface Emptied {
  readonly node: AnyNode;
  readonly copies: readonly AnyNode[];
}

/** Methods that make a copy of what they are called on, or look at all of it, at once. */
const COPYING: ReadonlySet<string> = new Set(
  'slice map filter concat join flat flatMap reduce reduceRight toSorted toReversed'.split(' '),
);
/** Those whose answer goes through the store step by step. */
const WALKS: ReadonlySet<string> = new Set(['keys', 'values', 'entries']);
/** Functions that look at all that an argument holds, at once. */
const COPIERS: ReadonlySet<string> = new Set([
  'Object.keys',
  'Object.values',
  'Object.entries',
  'Array.from',
  'JSON.stringify',
  'structuredClone',
  'Map',
  'Set',
]);
const EMPTY: ReadonlySet<string> = new Set(['Map', 'Set', 'Array']);

/** How a place is mentioned: copied, emptied, given another name, or used otherwise without giving away what it holds. */
type Kind = 'copy' | 'emptying' | 'alias' | 'other';

interface Mention {
  readonly kind: Kind;
  /** The expression that copies or empties. */
  readonly node: AnyNode;
  /** The loop of the function that it stands in. */
  readonly loop: AnyNode | null;
  /** By the other name. */
  readonly alias: boolean;
  /** How many places where the function waits the text has before it. */
  readonly waits: number;
}

/** What a function empties that can go on in a later turn. */
export function emptiedIn(body: AnyNode): Emptied[] {
  const found: Emptied[] = [];
  for (const mentions of new Places(body).mentions.values()) if (mentions !== null) collect(mentions, found);
  return found;
}

/** Whether an assignment empties a store, or puts an empty one where there was one. */
export function assignsEmpty({ left, operator, right }: AssignmentExpression): boolean {
  if (operator !== '=') return false;
  return (
    isEmpty(right) ||
    (isZero(right) &&
      left.type === 'MemberExpression' &&
      left.property.type === 'Identifier' &&
      left.property.name === 'length')
  );
}

/** Whether a call of a method of that name empties what it is called on. */
export function clears(name: string, args: readonly AnyNode[]): boolean {
  return name === 'clear' || (name === 'splice' && args.length === 1 && isZero(args[0]!));
}

function collect(mentions: readonly Mention[], found: Emptied[]): void {
  for (const [at, { kind, node, loop }] of mentions.entries()) {
    if (kind !== 'emptying' || mentions.slice(at + 1).some(({ alias }) => alias)) continue;
    const copies: AnyNode[] = [];
    let i = at - 1;
    for (; i >= 0 && mentions[i]!.kind === 'copy' && mentions[i]!.loop === loop; i--)
      copies.push(mentions[i]!.node);
    if (copies.length === 0) continue;
    // Of several looks in one turn the first one is noted: `const n = rows.length; const copy = rows.slice(0, n)`.
    const { waits } = mentions[i + 1]!;
    for (; i >= 0 && mentions[i]!.kind === 'other' && mentions[i]!.waits === waits; i--)
      copies.push(mentions[i]!.node);
    found.push({ node, copies });
  }
}

/** The places that one function mentions: a variable, or a chain of properties of it. null: what it holds may go elsewhere. */
class Places {
  readonly mentions: Map<string, Mention[] | null> = new Map();
  readonly #aliases = new Map<Binding, string>();
  #loop: AnyNode | null = null;
  #nested = false;
  #waits = 0;

  constructor(body: AnyNode) {
    this.#visit(body, []);
  }

  #visit(node: AnyNode, above: readonly AnyNode[]): void {
    const nested = this.#nested;
    const loop = this.#loop;
    if (isFunction(node)) this.#nested = true;
    else if (/^(?:For|While|DoWhile)/.test(node.type)) this.#loop = node;
    this.#note(node, above);
    const here = [node, ...above.slice(0, 3)];
    for (const child of childrenOf(node)) {
      // What a loop goes through is asked for once, before it.
      const head = node.type === 'ForOfStatement' && child === node.right;
      const inside = this.#loop;
      if (head) this.#loop = loop;
      this.#visit(child, here);
      this.#loop = inside;
    }
    if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') this.#waits++;
    this.#nested = nested;
    this.#loop = loop;
  }

  #note(node: AnyNode, above: readonly AnyNode[]): void {
    if (node.type !== 'MemberExpression' && node.type !== 'Identifier') return;
    const [parent] = above;
    if (parent?.type === 'MemberExpression' && node === parent.property && !parent.computed) return;
    let place = placeOf(node);
    if (place === '') return;
    const aliased = node.type === 'Identifier' && node.binding ? this.#aliases.get(node.binding) : undefined;
    if (aliased !== undefined) place = aliased;
    if (this.mentions.get(place) === null) return;
    const found = this.#nested ? null : this.#use(node, place, above);
    if (found === null) this.mentions.set(place, null);
    else {
      const mention = {
        ...found,
        loop: this.#loop,
        alias: aliased !== undefined,
        waits: this.#waits,
      };
      const mentions = this.mentions.get(place);
      if (mentions == null) this.mentions.set(place, [mention]);
      else mentions.push(mention);
    }
  }

  /** How a place is used; null: what it holds goes elsewhere. */
  #use(
    node: AnyNode,
    place: string,
    [parent, grand, great]: readonly AnyNode[],
  ): { kind: Kind; node: AnyNode } | null {
    switch (parent?.type) {
      case 'SpreadElement':
        return { kind: 'copy', node };
      case 'VariableDeclarator':
        if (parent.id.type !== 'Identifier' || parent.id.binding === undefined) return null;
        if (parent.id === node) return { kind: 'other', node };
        if (parent.id.binding.reassigned || parent.id.binding.captured) return null;
        this.#aliases.set(parent.id.binding, place);
        return { kind: 'alias', node };
      case 'AssignmentExpression':
        if (parent.left !== node) return null;
        return { kind: isEmpty(parent.right) ? 'emptying' : 'other', node: parent };
      case 'CallExpression':
      case 'NewExpression':
        return parent.callee !== node && isCopier(parent.callee) ? { kind: 'copy', node: parent } : null;
      case 'ForOfStatement':
      case 'BinaryExpression':
      case 'UnaryExpression':
        return { kind: 'other', node };
      case 'MemberExpression':
        break;
      default:
        return null;
    }
    if (parent.computed || parent.property.type !== 'Identifier') return { kind: 'other', node };
    const { name } = parent.property;
    if (grand?.type === 'AssignmentExpression' && grand.left === parent)
      return { kind: name === 'length' && isZero(grand.right) ? 'emptying' : 'other', node: grand };
    if (grand?.type !== 'CallExpression' || grand.callee !== parent) return { kind: 'other', node };
    if (COPYING.has(name)) return { kind: 'copy', node: grand };
    if (WALKS.has(name) && great?.type === 'SpreadElement') return { kind: 'copy', node: grand };
    const drops =
      name === 'clear' || (name === 'splice' && grand.arguments.length === 1 && isZero(grand.arguments[0]!));
    return { kind: drops && great?.type === 'ExpressionStatement' ? 'emptying' : 'other', node: grand };
  }
}

/** The name of a place, '' if it is none: `rows`, `this.#rows`, `state.rows`. */
function placeOf(node: AnyNode): string {
  if (node.type === 'ThisExpression') return 'this';
  if (node.type === 'Identifier') return node.name;
  if (node.type !== 'MemberExpression' || node.computed || node.optional) return '';
  const outer = placeOf(node.object);
  if (outer === '') return '';
  if (node.property.type === 'PrivateIdentifier') return `${outer}.#${node.property.name}`;
  return node.property.type === 'Identifier' ? `${outer}.${node.property.name}` : '';
}

function isEmpty(node: AnyNode): boolean {
  if (node.type === 'ArrayExpression') return node.elements.length === 0;
  if (node.type === 'ObjectExpression') return node.properties.length === 0;
  return (
    node.type === 'NewExpression' &&
    node.arguments.length === 0 &&
    node.callee.type === 'Identifier' &&
    EMPTY.has(node.callee.name)
  );
}

function isZero(node: AnyNode): boolean {
  return node.type === 'Literal' && node.value === 0;
}

function isCopier(callee: AnyNode): boolean {
  const root = callee.type === 'MemberExpression' ? callee.object : callee;
  return root.type === 'Identifier' && root.binding === undefined && COPIERS.has(placeOf(callee));
}

function isFunction({ type }: AnyNode): boolean {
  return (
    type === 'FunctionDeclaration' || type === 'FunctionExpression' || type === 'ArrowFunctionExpression'
  );
}
