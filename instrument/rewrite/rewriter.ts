// The state of one rewriting: edits, sites, temporaries, and where the walk stands. What each construct becomes is in the
// other files of this folder, one construct each; the table that joins them is in visitors.ts.
import type {
  AnyNode,
  CallExpression,
  Expression,
  Identifier,
  MemberExpression,
  Property,
  SpreadElement,
  Super,
} from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import type { Goal } from '../parse/parse.ts';
import type { LineIndex } from '../parse/lines.ts';
import type { CountedAccess } from '../select/counted-loops.ts';
import { isAlwaysWatched, isForeignState, mayBeForeign, memberName } from '../select/property-names.ts';
import { HOOKS, OPS, type OpName, type SiteRecord } from '../protocol.ts';
import type { Edits } from './edits.ts';
import { Frame } from './frame.ts';
import { directionOf, isConstant, isExtreme, isMirrored, isNextPlace, tellsTime } from './site-traits.ts';

const AWAIT = OPS.indexOf('await');

export type Visitor<T extends AnyNode['type'] = AnyNode['type']> = (
  node: Extract<AnyNode, { type: T }>,
  rewriter: Rewriter,
) => void;
export type Visitors = { readonly [T in AnyNode['type']]?: Visitor<T> };

/** How the links of a chain are rewritten; given from outside because chains nest in everything and everything in them. */
export interface Links {
  member(node: MemberExpression, r: Rewriter, lift: Lift | null): void;
  call(node: CallExpression, r: Rewriter, lift: Lift | null): void;
  variable(node: Identifier, r: Rewriter, lift: Lift): void;
  property(node: Property | SpreadElement, r: Rewriter): void;
}

/** Texts that go before a whole call chain, so that the chain itself, and V8's messages about it, stay as written. */
export type Lift = string[];

const FUNCTIONS: ReadonlySet<string> = new Set([
  'ArrowFunctionExpression',
  'FunctionExpression',
  'FunctionDeclaration',
]);

/** What V8 calls "(intermediate value)", whatever is in it. */
const UNNAMED: ReadonlySet<string> = new Set([
  ...FUNCTIONS,
  'ClassExpression',
  'ObjectExpression',
  'AwaitExpression',
  'YieldExpression',
  'ConditionalExpression',
]);

/** What a site's hook is about; sites of other constructs have none. Index: the site. */
export type Subject = readonly [kind: 'property' | 'element' | 'method' | 'variable', name: string];

export interface RewriterOptions {
  readonly code: string;
  readonly key: string;
  readonly goal: Goal;
  readonly assigned: Pick<ReadonlySet<string>, 'has'>;
  readonly alsoAssigned: Pick<ReadonlySet<string>, 'has'> | undefined;
  readonly edits: Edits;
  readonly lines: LineIndex;
  /** Keep what `explainHooks` needs. */
  readonly explain?: boolean;
}

export class Rewriter {
  readonly code: string;
  readonly key: string;
  readonly goal: Goal;
  readonly edits: Edits;
  readonly lines: LineIndex;
  readonly sites: SiteRecord[] = [];
  /** What member and variable sites are about, for `explainHooks`. */
  readonly subjects: Map<number, Subject> = new Map();
  readonly unhandled: { what: string; line: number }[] = [];
  /** How hooks are reached: `__racewire.` or a local alias of it. */
  readonly hooks: string;
  /** Prefix of every name this rewriting adds; it occurs nowhere in the text. */
  readonly prefix: string;
  /** The expression in front of each site's index: where no variable can be declared the runtime keeps the number. */
  readonly base: string;
  frame: Frame;
  /** 1 where what is read decides something. */
  guard: 0 | 1 = 0;
  /** Inside the test of an `if` that leaves with what it has asked for (questions.ts). */
  remembers = false;
  /** Name for the function that is visited next. */
  nameHint = '';
  /** Of the classes around, the innermost last: their private names, and whether each can be read without running code. */
  readonly privateNames: ReadonlyMap<string, boolean>[] = [];
  /** The member of a class that is rewritten is one of the instances, which are collections: `super.get(k)` reads them. */
  inCollection = false;
  /** The accesses of counted loops around. */
  readonly counted: Map<MemberExpression, CountedAccess> = new Map();
  readonly #visitors: Visitors;
  readonly #links: Links;
  readonly #assigned: Pick<ReadonlySet<string>, 'has'>;
  readonly #alsoAssigned: Pick<ReadonlySet<string>, 'has'> | undefined;
  readonly #unhandledSeen = new Set<string>();
  readonly #explain: boolean;
  /** What is read goes to the caller. */
  returned = false;
  /** The expression of the statement that is being rewritten: nobody uses its value. */
  discarded: Expression | null = null;
  /** Spreads whose hook stands before the statement. */
  readonly told: Set<SpreadElement> = new Set();
  /** Copies in objects, and the properties of which are written back. */
  readonly snapshots: Map<SpreadElement, readonly string[]> = new Map();
  /** A hook or a temporary stands in what V8 prints of the callee that is being rewritten. */
  altered = false;
  /** What is rewritten handles a failure; and the functions that do from their beginning (failures.ts). */
  failed = false;
  readonly handlers: Set<AnyNode> = new Set();
  /** The function visited next is a class's constructor. */
  constructs = false;
  /** The call whose place V8 also gives to what is iterated: its message names that. */
  operand: Expression | null = null;
  /** The numbered functions. */
  readonly #functions: Frame[] = [];
  /** Sites whose value is returned, and those that write a constant. */
  readonly #returned: number[] = [];
  readonly #constant: number[] = [];
  /** Conditions that decide something behind them, so far: their first site and the one behind their last. */
  readonly decisions: [first: number, end: number][] = [];
  /** Those that do not: first site, one behind the last, and up to which site they decide. */
  readonly #limits: number[][] = [];
  /** Names of functions by whose answers conditions decide. */
  readonly asked: Set<string> = new Set();
  /** Who leaves by the answer of a function of that name, and the site behind the question. */
  readonly askers: (readonly [name: string, asker: Frame, end: number])[] = [];
  /** Conditions that decide what their function does up to its end: also what those do whom it calls. */
  readonly leads: [first: number, end: number][] = [];
  /** Statements behind which what they read is used up: their first site and the one behind their last. */
  readonly used: [first: number, end: number][] = [];
  /** What a condition adds up: the first site and the one behind the last. */
  readonly sums: [first: number, end: number][] = [];
  /** Tests of loops, and for how many lines they decide what is called. */
  readonly loops: [first: number, end: number, lines: number][] = [];
  /** Sites of expressions whose value nobody takes. */
  readonly #dropped: number[] = [];
  /** Writes of the smaller or greater of what there is and something else. */
  readonly #extremes: number[] = [];
  /** Writes of elements whose place they move on to. */
  readonly #stacked: number[] = [];
  /** Writes that make a property agree with another object's. */
  readonly #mirrored: number[] = [];
  /** Writes of what the function was given, as it is. */
  readonly #given: number[] = [];
  /** Writes of what the clock tells, and the variables that hold nothing else. */
  readonly #times: number[] = [];
  readonly #timed: Set<Binding> = new Set();
  /** What is constructed to take a member of it at once. */
  taken: Expression | null = null;
  /** Hooks that tell the steps of iterators that are in variables (compiled-loops.ts). */
  readonly walks: Map<Binding, string> = new Map();
  /** Callbacks of walks, and what is walked (listed-entries.ts). */
  readonly walkers: Map<AnyNode, Expression> = new Map();
  /** Calls whose answer is kept in a variable. */
  readonly kept: Map<Binding, AnyNode> = new Map();
  /** Updates that add, and that take away; writes of a constructor to what it makes. */
  readonly #adds: number[] = [];
  readonly #takes: number[] = [];
  readonly #constructs: number[] = [];
  /** Writes of a constant, or of the failure itself, where a failure is handled. */
  readonly #failures: number[] = [];
  /** Runs of sites that lie in one function: its number and how many. */
  readonly #runs: [fn: number, sites: number][] = [];
  #names = 0;

  constructor(options: RewriterOptions, visitors: Visitors, links: Links) {
    const { code, goal } = options;
    this.code = code;
    this.key = options.key;
    this.goal = goal;
    this.edits = options.edits;
    this.lines = options.lines;
    this.#assigned = options.assigned;
    this.#alsoAssigned = options.alsoAssigned;
    this.#visitors = visitors;
    this.#explain = options.explain === true;
    this.#links = links;
    let prefix = '__rw';
    while (code.includes(prefix)) prefix += '_';
    this.prefix = prefix;
    const global = goal === 'script' || goal === 'eval';
    this.hooks = goal === 'commonjs' || goal === 'once' ? `${prefix}h.` : `${HOOKS}.`;
    this.base = global ? `${HOOKS}.bases.k${options.key}` : prefix;
    this.frame = new Frame('', !global, !global, null);
    this.frame.suspends = goal === 'module';
  }

  /** Rewrites one node. */
  walk(node: AnyNode): void {
    const visitor = this.#visitors[node.type] as Visitor | undefined;
    if (visitor !== undefined) visitor(node as never, this);
  }

  walkAll(nodes: readonly (AnyNode | null)[]): void {
    for (const node of nodes) if (node !== null) this.walk(node);
  }

  /** Rewrites what stands left of a dot, a key or a call. `lift` is null where nothing may go before the chain. */
  walkSpine(node: Expression | Super, lift: Lift | null): void {
    if (node.type === 'MemberExpression') this.#links.member(node, this, lift);
    else if (node.type === 'CallExpression') this.#links.call(node, this, lift);
    else if (node.type === 'Identifier' && lift !== null) this.#links.variable(node, this, lift);
    else if (node.type === 'Identifier' || node.type === 'NewExpression') {
      if (node.type === 'NewExpression') this.taken = node;
      this.#walkBracketed(node);
    } else if (UNNAMED.has(node.type)) this.walkHidden(() => this.walk(node));
    else {
      const before = this.edits.length;
      this.walk(node);
      if (this.edits.changedSince(before)) this.altered = true;
    }
  }

  /** Rewrites what V8 does not print of a callee. */
  walkHidden(walk: () => void): void {
    const { altered } = this;
    walk();
    this.altered = altered;
  }

  /** Rewrites a node; where it becomes a call it gets brackets (members.ts says why). */
  #walkBracketed(node: Expression): void {
    const before = this.edits.length;
    const open = this.edits.insert(node.start, '');
    this.walk(node);
    if (!this.edits.changedSince(before)) return;
    this.edits.fill(open, '(');
    this.edits.insert(node.end, ')');
    if (node.type === 'Identifier') this.altered = true;
  }

  /** Rewrites one property of an object literal. */
  walkProperty(node: Property | SpreadElement): void {
    this.#links.property(node, this);
  }

  /** Rewrites `node` with the given guard. */
  walkGuarded(node: AnyNode, guard: 0 | 1): void {
    const outer = this.guard;
    this.guard = guard;
    this.walk(node);
    this.guard = outer;
  }

  /** Names the function that `value` is, if it is one, after what it is assigned to. */
  hint(value: AnyNode, name: string): void {
    this.nameHint = FUNCTIONS.has(value.type) ? name : '';
  }

  // ---- sites

  /**
   * Adds a site and returns the expression of its number.
   * @param from - where the access begins; if it spans lines, `mark` says which line is meant
   */
  site(op: OpName, from: number, to: number, label: string, mark: number = from): string {
    const at = mark === from || this.lines.sameLine(from, mark) ? from : mark;
    if (this.discarded?.start === from && this.discarded.end === to) this.#dropped.push(this.sites.length);
    return this.#add(op, at, this.code.slice(from, Math.min(to, from + 80)), label);
  }

  #add(op: OpName, at: number, text: string, label: string): string {
    const record: SiteRecord = [
      this.lines.line(at),
      this.lines.column(at),
      OPS.indexOf(op),
      text,
      label.length > 80 ? label.slice(0, 80) : label,
      this.frame.name,
    ];
    const fn = this.#functionIndex(this.frame.whole);
    const run = this.#runs.at(-1);
    if (run !== undefined && run[0] === fn) run[1]++;
    else this.#runs.push([fn, 1]);
    if (this.returned) this.#returned.push(this.sites.length);
    return `${this.base}+${this.sites.push(record) - 1}`;
  }

  #functionIndex(frame: Frame): number {
    if (frame.index < 0) {
      if (frame.outer !== null) this.#functionIndex(frame.outer.whole);
      frame.index = this.#functions.push(frame) - 1;
    }
    return frame.index;
  }

  /** The number of the function that each site lies in. */
  functionOf(): number[] {
    return this.#runs.flatMap(([fn, sites]) => new Array<number>(sites).fill(fn));
  }

  /** Which function each site lies in, as the prologue tells the runtime: see protocol.ts. */
  siteFunctions(): string {
    const runs = this.#runs.map(([fn, sites]) =>
      sites === 1 ? fn.toString(36) : `${fn.toString(36)}*${sites.toString(36)}`,
    );
    const functions = this.#functions.map(
      (frame) =>
        (frame.suspends ? '*' : '') +
        (frame.decides || (frame.answers && this.asked.has(frame.name)) ? '!' : '') +
        (frame.outer?.whole.index ?? 0).toString(36),
    );
    const list = (sites: readonly number[]): string => sites.map((site) => site.toString(36)).join(',');
    const ranges = (of: readonly (readonly number[])[]): string =>
      of.map((range) => range.map((site) => site.toString(36)).join('*')).join(',');
    const lists = [this.#returned, this.#constant].map(list);
    lists.push(ranges(this.#limits), list(this.#adds), list(this.#takes), list(this.#constructs));
    lists.push(this.#questions(), ranges(this.leads), list(this.#failures), ranges(this.used));
    lists.push(ranges(this.sums), list(this.#dropped), list(this.#extremes));
    lists.push(list(this.#stacked), list(this.#given), list(this.#mirrored), list(this.#times));
    lists.push(ranges(this.loops));
    return `${functions.join(',')};${runs.join(',')};${lists.join(';')}`.replace(/;+$/, '');
  }

  /**
   * Pairs of functions: one that answers, and one that leaves by its answer. Also whom such a one calls behind the question:
   * after a suspension anybody, else those who suspend.
   */
  #questions(): string {
    if (this.askers.length === 0) return '';
    const named = new Map<string, Frame[]>();
    for (const frame of this.#functions) {
      const frames = named.get(frame.name);
      if (frames === undefined) named.set(frame.name, [frame]);
      else frames.push(frame);
    }
    const awaits: number[] = [];
    for (let site = 0; site < this.sites.length; site++)
      if (this.sites[site]![2] === AWAIT) awaits.push(site);
    // Its first question to one decides all that a later one does.
    const askers = [...this.askers].sort((a, b) => a[2] - b[2]);
    const asked = new Map<Frame, Set<string>>();
    const pairs = new Set<string>();
    for (const [name, asker, end] of askers) {
      let questions = asked.get(asker);
      if (questions === undefined) asked.set(asker, (questions = new Set()));
      if (questions.has(name)) continue;
      questions.add(name);
      const answering = named.get(name)?.filter(({ answers }) => answers) ?? [];
      if (answering.length === 0) continue;
      const decided = new Set([asker]);
      const suspension = awaits.find((site) => site >= end) ?? Infinity;
      for (const [callee, site] of asker.called) {
        if (site < end) continue;
        for (const frame of named.get(callee) ?? [])
          if (site > suspension || frame.suspends) decided.add(frame);
      }
      for (const answer of answering)
        for (const { index } of decided)
          if (index >= 0) pairs.add(`${answer.index.toString(36)}*${index.toString(36)}`);
    }
    return [...pairs].join(',');
  }

  /**
   * Conditions at these sites decide nothing behind the site made last.
   * @param behind - the offset up to which they do
   * @param how - 1: nor in other functions; 2: there the function ends, which it has decided as a whole
   */
  limit(first: number, end: number, behind: number, how: 0 | 1 | 2 = 0): void {
    this.#limits.push([first, end, this.sites.length, how, this.linesTo(first, behind)]);
  }

  /** The lines between a site and an offset behind it. */
  linesTo(site: number, behind: number): number {
    return this.lines.line(behind) - this.sites[site]![0];
  }

  /** Notes that the site made next writes `value`: a constant, the failure that is handled, an extreme, the time, what is given or taken from elsewhere. */
  noteValue(target: AnyNode, value: Expression): void {
    if (isExtreme(target, value, ({ start, end }) => this.code.slice(start, end)))
      this.#extremes.push(this.sites.length);
    if (isMirrored(target, value)) this.#mirrored.push(this.sites.length);
    if (isNextPlace(target)) this.#stacked.push(this.sites.length);
    if (value.type === 'Identifier' && value.binding?.kind === 'param') this.#given.push(this.sites.length);
    if (this.tellsTime(value)) this.#times.push(this.sites.length);
    const constant = isConstant(value);
    if (constant) this.#constant.push(this.sites.length);
    if (this.failed && (constant || this.#isFailure(value))) this.#failures.push(this.sites.length);
  }

  /** Notes that the site made last stores `value` by a method. */
  noteStored(value: AnyNode): void {
    if (this.tellsTime(value)) this.#times.push(this.sites.length - 1);
  }

  /** Notes what a variable is initialised with. */
  noteInitial(variable: Binding, value: Expression): void {
    if (!variable.reassigned && this.tellsTime(value)) this.#timed.add(variable);
  }

  /** Whether a value is made of nothing but what the clock tells when it is evaluated. */
  tellsTime(value: AnyNode): boolean {
    return tellsTime(value, (variable) => this.#timed.has(variable));
  }

  /** Whether a value is the failure itself that the callback was told of. */
  #isFailure(value: Expression): boolean {
    return value.type === 'Identifier' && value.name === this.frame.failure;
  }

  /** Notes which way the site made next changes the value. */
  noteUpdate(node: AnyNode): void {
    const direction = directionOf(node);
    if (direction !== 0) (direction > 0 ? this.#adds : this.#takes).push(this.sites.length);
  }

  /** The site of a member access; its label is the receiver's text. */
  memberSite(op: OpName, node: MemberExpression, whole: AnyNode = node): string {
    const { start, end } = node.object;
    const kind = op === 'call' ? 'method' : node.computed ? 'element' : 'property';
    if (this.#explain) this.subjects.set(this.sites.length, [kind, memberName(node)]);
    if (whole.type === 'AssignmentExpression' && op === 'write') this.noteValue(whole.left, whole.right);
    if (op === 'update') this.noteUpdate(whole);
    if (node.object.type === 'ThisExpression' && this.frame.constructs && op === 'write')
      this.#constructs.push(this.sites.length);
    return this.site(
      op,
      whole.start,
      whole.end,
      this.code.slice(start, Math.min(end, start + 80)),
      node.property.start,
    );
  }

  /** The site of a variable access. */
  variableSite(op: OpName, from: number, to: number, name: string): string {
    if (this.#explain) this.subjects.set(this.sites.length, ['variable', name]);
    return this.site(op, from, to, name);
  }

  /** The site of a scope, whose text says where its hooked variables are declared: `name line:column`, by commas. */
  scopeSite(at: number, hooked: readonly Binding[]): string {
    const places = hooked.map(
      ({ name, start }) => `${name} ${this.lines.line(start)}:${this.lines.column(start)}`,
    );
    return this.#add('scope', at, places.join(','), this.frame.name);
  }

  /** Notes a construct that was left as it is. */
  leave(what: string, node: AnyNode): void {
    if (this.#unhandledSeen.has(what)) return;
    this.#unhandledSeen.add(what);
    this.unhandled.push({ what, line: this.lines.line(node.start) });
  }

  // ---- names

  /** A name that occurs nowhere in the text. */
  fresh(kind: string): string {
    return `${this.prefix}${kind}${++this.#names}`;
  }

  /** A temporary of the current function, or '' where none can be declared. Give it back with `release`. */
  temporary(): string {
    return this.frame.canDeclare ? this.frame.take(() => this.fresh('t')) : '';
  }

  release(name: string): void {
    if (name !== '') this.frame.give(name);
  }

  // ---- selection

  /** Whether reads and writes of this property's name get hooks. */
  isWatchedName(name: string): boolean {
    return this.#assigned.has(name) || this.#alsoAssigned?.has(name) === true || isAlwaysWatched(name);
  }

  /** The name under which a plain or private member is hooked; '' if it is not. */
  watchedMember(node: MemberExpression): string {
    if (node.computed) return '';
    // What a state machine is called with is its own.
    if (node.object.type === 'Identifier' && node.object.name === this.frame.machine?.context) return '';
    const name = memberName(node);
    if (name === '' || this.isWatchedName(name) || isForeignState(node.object, name)) return name;
    // What decides how an operation goes on may be turned in another file meanwhile.
    const { task, promises } = this.frame;
    const decides = this.guard === 1 && (task !== '0' || promises || this.remembers);
    return decides && mayBeForeign(node.object, name) ? name : '';
  }

  /** Whether the identifier means the built-in of that name. */
  isGlobal(node: Expression | Super, name: string): boolean {
    return node.type === 'Identifier' && node.name === name && node.binding === undefined;
  }

  /** The text of an expression that can be evaluated twice without effect; '' if it cannot. */
  simple(node: Expression | Super): string {
    switch (node.type) {
      case 'Identifier':
        return this.code.slice(node.start, node.end);
      case 'ThisExpression':
        return 'this';
      case 'Literal':
        return node.regex === undefined && node.end - node.start < 40
          ? this.code.slice(node.start, node.end)
          : '';
      default:
        return '';
    }
  }

  // ---- edits

  /** Inserts before and after a node, inside any brackets around it; a sequence gets brackets of its own. */
  wrap(node: AnyNode, before: string, after: string, walk: () => void = () => this.walk(node)): void {
    const sequence = node.type === 'SequenceExpression';
    this.edits.insert(node.start, sequence ? before + '(' : before);
    walk();
    this.edits.insert(node.end, sequence ? ')' + after : after);
  }
}

/** The variable of an identifier if its reads and writes are hooked. */
export function hookedVariable(node: Identifier): { token: string; name: string } | null {
  const binding = node.binding;
  if (binding === undefined || !binding.hooked) return null;
  return { token: binding.scope.token, name: binding.name };
}
