// Writes of what is made anew, in the turn of the write, of all that it hangs on: whatever came before, it is right.
//   if (this.open) throw …; …; this.failures++; this.open = this.failures >= this.max       a comparison of what other places hold now
//   if (!state.ready) return; …; state = { ...state, count: state.count + 1 }               what the condition had asked stays as it is now
//
// A comparison of something local, which may be older than the turn (`this.up = answer.status < 500`), is not; nor one of the place
// itself (`this.on = !this.on`).
import type { AnyNode, Program } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import type { Write } from './collection.ts';
import { childrenOf } from './nodes.ts';
import { type Part, partsOf } from './objects.ts';

/** What is asked of the text around an expression. */
export interface Surroundings {
  readonly code: string;
  /** The reads that begin at an offset and have that text. */
  readsAt(start: number, text: string): readonly number[];
  /** The reads in an expression. */
  readsIn(node: AnyNode): readonly number[];
  /** What a variable was given, all of it since the last await before a write; null: it may be older. */
  givenNow(variable: Binding, write: Write): readonly AnyNode[] | null;
  /** Whether a variable is one of the function around a write. */
  isOwn(variable: Binding, write: Write): boolean;
}

/** Reads whose conditions have nothing to do with what a write stores; `all`: none has. */
export type Renewed = 'all' | readonly number[];

/** The property of what a place holds that an expression takes. */
interface Taken {
  readonly name: string;
  readonly start: number;
}

const COMPARISONS: ReadonlySet<string> = new Set(['<', '<=', '>', '>=', '==', '!=', '===', '!==']);
const CLOCKS: ReadonlySet<string> = new Set(['Date.now', 'performance.now']);
/** Variables that are looked through for what they were given. */
const DEEP = 4;

export class Renewals {
  readonly #program: Program;
  readonly #around: Surroundings;
  /** By the text of a place: the properties that are taken of it. */
  #taken: Map<string, Taken[]> | null = null;

  constructor(program: Program, around: Surroundings) {
    this.#program = program;
    this.#around = around;
  }

  /** What the write has nothing to do with; null: it may have with everything. */
  of(write: Write): Renewed | null {
    const { value } = write;
    const place = this.#placeOf(write);
    const parts = partsOf(value);
    if (parts === null) return this.#isDerived(value, place, write) ? 'all' : null;
    if (holdsWait(value)) return null;
    const found: number[] = [];
    for (const { name, start } of this.#takenOf(place))
      if (this.#keeps(parts, name, place, write)) found.push(...this.#around.readsAt(start, place));
    return found.length === 0 ? null : found;
  }

  #placeOf({ target, key }: Write): string {
    return key === null ? this.#text(target) : `${this.#text(target)}.get(${this.#text(key)})`;
  }

  #text({ start, end }: AnyNode): string {
    return this.#around.code.slice(start, end);
  }

  #takenOf(place: string): readonly Taken[] {
    if (this.#taken === null) {
      this.#taken = new Map();
      this.#collect(this.#program);
    }
    return this.#taken.get(place) ?? [];
  }

  #collect(node: AnyNode): void {
    if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
      const place = this.#text(node.object);
      const taken = { name: node.property.name, start: node.object.start };
      const known = this.#taken!.get(place);
      if (known === undefined) this.#taken!.set(place, [taken]);
      else known.push(taken);
    }
    for (const child of childrenOf(node)) this.#collect(child);
  }

  /** Whether the property of that name is what it is now in the new object, or made of what is now. */
  #keeps(parts: readonly Part[], name: string, place: string, write: Write): boolean {
    let kept = false;
    for (const part of parts) {
      if (part.copied !== null) {
        if (this.#text(part.copied) !== place) return false;
        kept = true;
      } else {
        if (part.name === '') return false;
        if (part.name === name) kept = this.#isDerived(part.value, `${place}.${name}`, write);
      }
    }
    return kept;
  }

  /** Whether an expression compares what other places than `place` hold now. */
  #isDerived(node: AnyNode, place: string, write: Write): boolean {
    const parts: AnyNode[] = [];
    return (
      compares(node) &&
      this.#isNow(node, place, write, parts, 0) &&
      parts.some((part) => this.#around.readsIn(part).length > 0)
    );
  }

  /**
   * Whether an expression says how things are now.
   * @param parts - takes the expressions it comes to
   */
  #isNow(node: AnyNode, place: string, write: Write, parts: AnyNode[], depth: number): boolean {
    if (this.#text(node) === place) return false;
    const all = (...nodes: readonly AnyNode[]): boolean =>
      nodes.every((part) => this.#isNow(part, place, write, parts, depth));
    switch (node.type) {
      case 'Literal':
      case 'ThisExpression':
        return true;
      case 'ParenthesizedExpression':
        return all(node.expression);
      case 'UnaryExpression':
        return all(node.argument);
      case 'BinaryExpression':
        return node.left.type !== 'PrivateIdentifier' && all(node.left, node.right);
      case 'LogicalExpression':
        return all(node.left, node.right);
      case 'CallExpression':
        return node.arguments.length === 0 && CLOCKS.has(this.#text(node.callee));
      case 'MemberExpression':
        parts.push(node);
        // What a local variable holds may be an object that others hold, too.
        if (node.object.type === 'Identifier' && node.object.binding !== undefined)
          return !node.computed || all(node.property);
        return node.computed ? all(node.object, node.property) : all(node.object);
      case 'Identifier': {
        parts.push(node);
        const { binding } = node;
        if (binding === undefined || !this.#around.isOwn(binding, write)) return true;
        const given = depth < DEEP ? this.#around.givenNow(binding, write) : null;
        return given?.every((part) => this.#isNow(part, place, write, parts, depth + 1)) === true;
      }
      default:
        return false;
    }
  }
}

function compares(node: AnyNode): boolean {
  switch (node.type) {
    case 'ParenthesizedExpression':
      return compares(node.expression);
    case 'BinaryExpression':
      return COMPARISONS.has(node.operator);
    case 'UnaryExpression':
      return node.operator === '!';
    case 'LogicalExpression':
      return compares(node.left) || compares(node.right);
    default:
      return false;
  }
}

function holdsWait(node: AnyNode): boolean {
  if (node.type === 'AwaitExpression' || node.type === 'YieldExpression') return true;
  if ((node.type === 'CallExpression' || node.type === 'MemberExpression') && node.awaited !== undefined)
    return true;
  for (const child of childrenOf(node)) if (holdsWait(child)) return true;
  return false;
}
