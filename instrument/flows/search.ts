// From what is written back to the reads that it is made of: through local variables, and through the parameters of functions of the
// text. Names tell which function a call means.
import type { AnyNode } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { OPS, type SiteRecord } from '../protocol.ts';
import { onlyCopies } from '../select/compiled-spreads.ts';
import { type Arguments, type Collection, type Parameter, type Source, type Write } from './collection.ts';
import { isCode, isNode } from './nodes.ts';
import { partsOf } from './objects.ts';

/** A text and its sites. */
export interface Places {
  readonly code: string;
  readonly sites: readonly SiteRecord[];
  /** Where each site's expression begins, and its function's number. */
  readonly offsets: readonly number[];
  readonly functionOf: readonly number[];
}

type Kept = [wait: number, partly: boolean, ...reads: number[]];

const [READ, WRITE, ITERATE, CALL, AWAIT] = ['read', 'write', 'iterate', 'call', 'await'].map((op) =>
  (OPS as readonly string[]).indexOf(op),
) as [number, number, number, number, number];
/** Nodes that are looked at for one text, expressions behind each other, and sites of one write. */
const MOST_NODES = 200_000;
const DEEP = 4;
const MOST_SITES = 32;
/** Characters of a site's text. */
const CUT = 80;
/** Methods that make a new value of the one they are called on. */
const PURE: ReadonlySet<string> = new Set(
  'concat filter map slice flat flatMap with toSorted toReversed toSpliced join includes some every find findIndex indexOf reduce at trim toUpperCase toLowerCase padStart padEnd split replace replaceAll toFixed toString'.split(
    ' ',
  ),
);

/** Looks for the reads of which written values are made. */
export class Search {
  readonly #collection: Collection;
  readonly #sources: ReadonlyMap<Binding, readonly Source[]>;
  readonly #parameters: ReadonlyMap<Binding, Parameter>;
  readonly #calls: ReadonlyMap<string, readonly Arguments[]>;
  readonly #places: Places;
  /** The sites in the order of where they begin. */
  readonly #order: readonly number[];
  readonly #arguments = new Map<string, readonly number[]>();
  #left = MOST_NODES;

  constructor(collection: Collection, places: Places) {
    const { sources, parameters, calls } = collection;
    this.#collection = collection;
    this.#sources = sources;
    this.#parameters = parameters;
    this.#calls = calls;
    this.#places = places;
    const { offsets } = places;
    this.#order = offsets.map((_, site) => site).sort((a, b) => offsets[a]! - offsets[b]!);
  }

  get code(): string {
    return this.#places.code;
  }

  /** The sites that begin from `start` to before `end`. */
  #between(start: number, end: number): number[] {
    const { offsets } = this.#places;
    let low = 0;
    let high = this.#order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (offsets[this.#order[middle]!]! < start) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let i = low; i < this.#order.length && offsets[this.#order[i]!]! < end; i++)
      found.push(this.#order[i]!);
    return found;
  }

  /** The writes that begin at `start`. */
  writesAt(start: number): number[] {
    return this.#between(start, start + 1).filter((site) => {
      const op = this.#places.sites[site]![2];
      return op === WRITE || op === CALL;
    });
  }

  /** The reads in an expression. */
  readsIn({ start, end }: AnyNode): number[] {
    return this.#between(start, end).filter((site) => {
      const op = this.#places.sites[site]![2];
      return op === READ || op === ITERATE || op === CALL;
    });
  }

  /** The reads that an expression is made of, functions in it left aside: directly, or by local variables. */
  madeOf(node: AnyNode): number[] {
    const found = new Set(this.#ownReadsIn(node));
    for (const binding of this.#reached(node))
      if (!binding.scope.single)
        for (const source of this.#sources.get(binding) ?? [])
          for (const site of this.#ownReadsIn(source.node)) found.add(site);
    return [...found].slice(0, MOST_SITES);
  }

  #ownReadsIn(node: AnyNode): number[] {
    const reads = this.readsIn(node);
    if (reads.length === 0) return reads;
    const inner: AnyNode[] = [];
    this.#each(node, (at) => {
      if (!isCode(at)) return true;
      inner.push(at);
      return 'leaf';
    });
    const { offsets } = this.#places;
    return reads.filter(
      (site) => !inner.some(({ start, end }) => offsets[site]! >= start && offsets[site]! < end),
    );
  }

  /** The reads that begin at `start` and have that text, or begin with it where it was cut. */
  readsAt(start: number, text: string): number[] {
    return this.#between(start, start + 1).filter((site) => {
      const [, , op, code] = this.#places.sites[site]!;
      return (
        (op === READ || op === CALL) &&
        (code === text || (text.length > code.length && code.length === CUT && text.startsWith(code)))
      );
    });
  }

  /** Whether a variable is one of the function around a write. */
  isOwn(variable: Binding, { body }: Write): boolean {
    const { node } = variable.scope.fn.whole;
    return body !== null && node !== null && node.body === body;
  }

  /**
   * What a variable of the function around a write was given, all of it since the last await before the write; null: it may be older, or is a
   * parameter.
   */
  givenNow(variable: Binding, { start, body, once }: Write): readonly AnyNode[] | null {
    const given = this.#sources.get(variable);
    if (given === undefined || this.#parameters.has(variable) || body === null) return null;
    const waits = this.#between(body.start, body.end).filter(
      (site) => this.#places.sites[site]![2] === AWAIT,
    );
    if (waits.length > 0 && !once) return null;
    const { offsets } = this.#places;
    const isOld = ({ node }: Source): boolean =>
      waits.some((site) => offsets[site]! >= node.start && offsets[site]! < start);
    return given.some((source) => source.key !== '' || isOld(source)) ? null : given.map(({ node }) => node);
  }

  /** Calls `visit` for each node of an expression that is evaluated, functions in it included; false: it said so, or they are too many. */
  #each(node: AnyNode, visit: (node: AnyNode) => boolean | 'leaf'): boolean {
    const goesOn = --this.#left >= 0 && visit(node);
    if (goesOn !== true) return goesOn === 'leaf';
    for (const [name, value] of Object.entries(node) as [string, unknown][]) {
      if (value === null || typeof value !== 'object') continue;
      if (name === 'property' && node.type === 'MemberExpression' && !node.computed) continue;
      if (name === 'key' && node.type === 'Property' && !node.computed) continue;
      const children: readonly unknown[] = Array.isArray(value) ? value : [value];
      for (const child of children) if (isNode(child) && !this.#each(child, visit)) return false;
    }
    return true;
  }

  /** The variables that an expression uses. */
  #variablesIn(node: AnyNode): Set<Binding> {
    const found = new Set<Binding>();
    this.#each(node, (at) => {
      if (at.type === 'Identifier' && at.binding !== undefined) found.add(at.binding);
      return true;
    });
    return found;
  }

  /** Whether an expression is made of what functions are given, directly or by local variables; whom it calls is none of it. */
  isGiven(value: AnyNode): boolean {
    const seen = new Set<Binding>();
    const called = new Set<AnyNode>();
    const pending: AnyNode[] = [value];
    for (let node = pending.pop(); node !== undefined; node = pending.pop())
      this.#each(node, (at) => {
        if (at.type === 'CallExpression') called.add(at.callee);
        if (at.type !== 'Identifier' || at.binding === undefined || called.has(at)) return true;
        if (seen.has(at.binding)) return true;
        seen.add(at.binding);
        for (const source of this.#sources.get(at.binding) ?? []) pending.push(source.node);
        return true;
      });
    for (const binding of seen) if (this.#parameters.has(binding)) return true;
    return false;
  }

  /** The reads of other functions whose value comes into the expression: by a parameter, or as the answer of a call. */
  passedInto(value: AnyNode): number[] {
    const found = new Set<number>();
    this.#answersIn(value, found, 0);
    this.#carriedIn(value, found);
    for (const binding of this.#reached(value)) {
      this.#ofParameter(binding, found, 0);
      for (const { node } of this.#sources.get(binding) ?? []) this.#answersIn(node, found, 0);
    }
    return [...found].slice(0, MOST_SITES);
  }

  /**
   * The reads whose value a property of a parameter was given: one that the text assigns in one place alone, so that it holds nothing
   * else (`req.session = { ...sessions.get(id) }` and `sessions.set(id, req.session)` in two functions).
   */
  #carriedIn(value: AnyNode, found: Set<number>): void {
    this.#each(value, (at) => {
      if (at.type !== 'MemberExpression') return true;
      const name = this.#collection.carrier(at);
      const given = name === '' ? undefined : this.#collection.carried.get(name);
      if (given?.length !== 1) return true;
      for (const site of this.readsIn(given[0]!)) found.add(site);
      this.#answersIn(given[0]!, found, 0);
      return true;
    });
  }

  /** The reads whose value functions answer that are called in the expression. */
  #answersIn(node: AnyNode, found: Set<number>, depth: number): void {
    if (depth === DEEP) return;
    this.#each(node, (at) => {
      if (at.type === 'CallExpression')
        for (const answer of this.#collection.answers.get(this.#collection.nameOf(at.callee)) ?? []) {
          if (found.size > MOST_SITES) return false;
          for (const site of this.readsIn(answer)) found.add(site);
          this.#answersIn(answer, found, depth + 1);
          for (const binding of this.#variablesIn(answer))
            for (const source of this.#sources.get(binding) ?? []) {
              for (const site of this.readsIn(source.node)) found.add(site);
              this.#answersIn(source.node, found, depth + 1);
            }
        }
      return true;
    });
  }

  /** The variables an expression is made of, directly or by what they were given. */
  #reached(value: AnyNode): Set<Binding> {
    const found = new Set<Binding>();
    let level: AnyNode[] = [value];
    for (let depth = 0; depth < DEEP && level.length > 0; depth++) {
      const next: AnyNode[] = [];
      for (const node of level)
        for (const binding of this.#variablesIn(node)) {
          if (found.has(binding)) continue;
          found.add(binding);
          for (const source of this.#sources.get(binding) ?? []) next.push(source.node);
        }
      level = next;
    }
    return found;
  }

  #ofParameter(binding: Binding, found: Set<number>, depth: number): void {
    const parameter = this.#parameters.get(binding);
    if (parameter === undefined || depth === DEEP) return;
    for (const site of this.#intoParameter(parameter[0], parameter[1], depth)) found.add(site);
  }

  /** The reads whose value is given to the function of that name for its parameter. */
  #intoParameter(fn: string, index: number, depth: number): readonly number[] {
    const key = `${index} ${fn}`;
    const known = this.#arguments.get(key);
    if (known !== undefined) return known;
    this.#arguments.set(key, []);
    const found = new Set<number>();
    for (const args of this.#calls.get(fn) ?? []) {
      const argument = args[index];
      if (argument === undefined || found.size > MOST_SITES || this.#left < 0) continue;
      for (const site of this.readsIn(argument)) found.add(site);
      this.#answersIn(argument, found, depth);
      for (const binding of this.#reached(argument)) {
        for (const { node } of this.#sources.get(binding) ?? []) {
          for (const site of this.readsIn(node)) found.add(site);
          this.#answersIn(node, found, depth);
        }
        this.#ofParameter(binding, found, depth + 1);
      }
    }
    const sites = [...found];
    this.#arguments.set(key, sites);
    return sites;
  }

  /**
   * Where the value that is written is made of nothing but local variables that were given what was read before an await:
   * that await (−1: they are another function's), whether only a property of the value is, and those reads.
   */
  keptIn({ target, value, once, body }: Write, site: number, fn: number): Kept | null {
    if (!once) return this.#captured(value, target, body, fn);
    const place = this.#text(target);
    const whole = this.#staleOf(value, target, fn, site, '');
    if (whole !== null) return [whole[0], false, ...whole[1]];
    for (const [name, node] of this.#replaced(value, place)) {
      const part = this.#staleOf(node, target, fn, site, name);
      if (part !== null) return [part[0], true, ...part[1]];
    }
    return null;
  }

  /**
   * Where a function writes what is made of nothing but constants that a function around it was given by what it read there:
   * `const before = o.n; …; undo.push(() => { o.n = before; })`.
   */
  #captured(value: AnyNode, target: AnyNode, body: AnyNode | null, fn: number): Kept | null {
    const reads = new Set<number>();
    const seen = new Set<Binding>();
    const pending: AnyNode[] = [value];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!this.#isPure(node, target, node !== value)) return null;
      for (const binding of this.#variablesIn(node)) {
        if (seen.has(binding) || binding.scope.single) continue;
        seen.add(binding);
        if (binding.reassigned || binding.scope.fn.whole.node?.body === body) return null;
        for (const source of this.#sources.get(binding) ?? []) {
          const found = this.readsIn(source.node).filter((site) => this.#places.functionOf[site] !== fn);
          if (found.length === 0) pending.push(source.node);
          for (const site of found) reads.add(site);
        }
      }
    }
    return reads.size === 0 || reads.size > MOST_SITES ? null : [-1, false, ...reads];
  }

  #text({ start, end }: AnyNode): string {
    return this.#places.code.slice(start, end);
  }

  /** The properties that an object which is put at `place` is given, those behind a copy of what stands there now. */
  #replaced(value: AnyNode, place: string): [name: string, node: AnyNode][] {
    const parts = partsOf(value);
    if (parts === null) {
      if (value.type !== 'CallExpression') return [];
      const callee = this.#text(value.callee);
      const [first] = value.arguments;
      return callee === 'Object.freeze' && first !== undefined ? this.#replaced(first, place) : [];
    }
    const found: [string, AnyNode][] = [];
    let copied = !parts.some((part) => part.copied !== null);
    for (const part of parts) {
      if (part.copied !== null) copied ||= this.#text(part.copied) === place;
      else if (copied && part.name !== '') found.push([part.name, part.value]);
    }
    return found;
  }

  #staleOf(
    value: AnyNode,
    target: AnyNode,
    fn: number,
    write: number,
    name: string,
  ): readonly [number, readonly number[]] | null {
    const { functionOf, offsets, sites } = this.#places;
    const reads = new Set<number>();
    let last = 0;
    let named = name === '';
    const seen = new Set<Binding>();
    const pending: AnyNode[] = [value];
    for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
      if (!this.#isPure(node, target, node !== value)) return null;
      if (name !== '' && node === value) named ||= this.#takes(node, name);
      for (const binding of this.#variablesIn(node)) {
        if (seen.has(binding) || binding.scope.single) continue;
        seen.add(binding);
        for (const source of this.#sources.get(binding) ?? []) {
          const found = this.readsIn(source.node).filter((site) => functionOf[site] === fn);
          if (found.length === 0) pending.push(source.node);
          else {
            if (binding.captured && binding.reassigned) return null;
            // What it waits for is made before that await.
            last = Math.max(
              last,
              source.node.type === 'AwaitExpression' ? source.node.start : source.node.end,
            );
            for (const site of found) reads.add(site);
          }
        }
      }
    }
    if (reads.size === 0 || reads.size > MOST_SITES || !named) return null;
    for (let site = 0; site < write; site++)
      if (sites[site]![2] === AWAIT && offsets[site]! >= last && functionOf[site] === fn)
        return [site, [...reads]];
    return null;
  }

  /** Whether an expression uses what that property of the old value was: a variable that a pattern took it into, or `old.name`. */
  #takes(node: AnyNode, name: string): boolean {
    let found = false;
    this.#each(node, (at) => {
      if (at.type === 'MemberExpression' && !at.computed && at.property.type === 'Identifier') {
        if (at.property.name === name && at.object.type === 'Identifier') found = true;
      } else if (at.type === 'Identifier' && at.binding !== undefined) {
        for (const { node: source, key } of this.#sources.get(at.binding) ?? [])
          if (key === name || (key === '' && endsBy(source, name))) found = true;
      }
      return true;
    });
    return found;
  }

  /**
   * Whether an expression runs nothing that could read the place that is written: it calls nothing but what makes a new value of
   * a local one, and names neither the place nor what holds it, nor variables of the module but as values.
   */
  #isPure(node: AnyNode, target: AnyNode, mayWait: boolean): boolean {
    const holder = rootOf(target);
    const isLocal = (at: AnyNode): boolean => {
      const root = rootOf(at);
      return root === null || (root.binding !== undefined && !root.binding.scope.single);
    };
    return this.#each(node, (at) => {
      switch (at.type) {
        case 'ThisExpression':
        case 'Super':
        case 'YieldExpression':
        case 'TaggedTemplateExpression':
        case 'AssignmentExpression':
        case 'UpdateExpression':
        case 'ImportExpression':
          return false;
        case 'AwaitExpression':
          return mayWait && 'leaf';
        case 'Identifier':
          return at.binding === undefined || at.binding !== holder?.binding;
        case 'SpreadElement':
          return isLocal(at.argument);
        case 'MemberExpression': {
          const root = rootOf(at.object);
          if (root !== null && root.binding === undefined) return true;
          const named = target.type === 'MemberExpression' && !target.computed ? target.property : null;
          const same =
            named?.type === 'Identifier' &&
            at.property.type === 'Identifier' &&
            named.name === at.property.name;
          return isLocal(at.object) && !same;
        }
        case 'NewExpression':
          return at.callee.type === 'Identifier' && at.callee.binding === undefined;
        case 'CallExpression': {
          if (at.awaited !== undefined) return mayWait && 'leaf';
          const { callee } = at;
          if (onlyCopies(at)) return true;
          if (callee.type === 'Identifier') return callee.binding === undefined;
          if (callee.type !== 'MemberExpression' || callee.computed) return false;
          const root = rootOf(callee.object);
          if (root !== null && root.binding === undefined) return true;
          return callee.property.type === 'Identifier' && PURE.has(callee.property.name);
        }
        default:
          return true;
      }
    });
  }
}

/** The variable that a chain of members begins with. */
function rootOf(node: AnyNode): Extract<AnyNode, { type: 'Identifier' }> | null {
  let at = node;
  while (at.type === 'MemberExpression') at = at.object;
  return at.type === 'Identifier' ? at : null;
}

/** Whether an expression is `….name`. */
function endsBy(node: AnyNode, name: string): boolean {
  return (
    node.type === 'MemberExpression' &&
    !node.computed &&
    node.property.type === 'Identifier' &&
    node.property.name === name
  );
}
