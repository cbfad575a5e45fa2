// What the analysis knows of functions, scopes and variables.
import type { Expression, Function as FunctionNode, Identifier, ObjectExpression } from 'acorn';
import type { StateMachine } from '../select/state-machines.ts';

/**
 * How a name came to be. `name` is a function expression's or class's own inner name; `block-function` a function
 * declared in a block, whose name sloppy code also sees outside of it.
 */
export type BindingKind =
  'var' | 'let' | 'const' | 'param' | 'function' | 'class' | 'import' | 'catch' | 'name' | 'block-function';

/** What a value is known to be: `text`: a string; `texts`: an array of strings, or of what is no object; `list`: an array. */
export type ValueType = 'text' | 'texts' | 'list' | 'other';

/** One variable. */
export class Binding {
  readonly name: string;
  readonly kind: BindingKind;
  readonly scope: Scope;
  /** Offset of the name where it is declared first. */
  readonly start: number;
  /** Assigned after its initialisation. */
  reassigned = false;
  /** Assigned after its initialisation other than by the step of the loop whose head declares it: `i++` makes a new variable. */
  changed = false;
  /** Used in another function than the one that declares it. */
  captured = false;
  /** Used in a condition of the function that declares it: what is read into it is a guard. */
  tested = false;
  /** Compared with a bound by an `if` of that function that leaves it: what is counted into it is asked for that. */
  bounded = false;
  /** Something else can reach it by name (sloppy eval, with), or no token can be placed for its scope. */
  unhookable = false;
  /** Initialised with a new array, object, Map or Set; `escapes` says whether anybody else can get hold of that. */
  fresh = false;
  escapes = false;
  /** What it is initialised with. */
  value: Expression | null = null;
  /** What that is, once somebody asked (select/own-values.ts). */
  valueType: ValueType | null = null;
  /** The object literal it is initialised with. */
  literal: ObjectExpression | null = null;
  /** Initialised with a literal, a symbol, or what never changes. */
  steady = false;
  /** What another file of the program exports under this name: others can hold it, too. */
  foreign = false;
  /** The name of the watched method that each of its assignments takes out of an object; '' if one does not, null without any. */
  method: string | null = null;
  /** The name under which one of Node's own modules exports it. */
  imported = '';
  /** How often its function assigns it, and what; a compiler's hoisted variable that is assigned once is no other than one that begins so. */
  assignments = 0;
  assigned: Expression | null = null;
  /** It begins with a value, or another function assigns it. */
  begun = false;
  /** Declared more than once in its scope. */
  redeclared = false;
  /** The selection's answer: reads and writes get hooks. */
  hooked = false;

  constructor(name: string, kind: BindingKind, scope: Scope, start: number) {
    this.name = name;
    this.kind = kind;
    this.scope = scope;
    this.start = start;
  }
}

/** `program`, `function` and `static` (a class's static block) hold variables; `head` is a loop's head. */
export type ScopeKind =
  'program' | 'function' | 'static' | 'block' | 'switch' | 'head' | 'catch' | 'class' | 'name' | 'with';

/** One scope; only those that declare something, or that change how names are found, are made. */
export class Scope {
  readonly kind: ScopeKind;
  readonly parent: Scope | null;
  readonly fn: FunctionInfo;
  /** What it declares; null while that is nothing: most scopes of a program are empty. */
  bindings: Map<string, Binding> | null = null;
  /** It is there once: the program's, or that of the one function that a test runner wraps a module in. */
  single = false;
  /** Names may appear in it at run time: a sloppy direct eval stands in its function, or it is a with. */
  dynamic = false;
  /** Offset from which the scope's own token is visible: code of parameters stands before it. */
  tokenFrom = 0;
  /** The variable that holds this scope's token; '' if no variable of it is hooked. */
  token = '';

  constructor(kind: ScopeKind, parent: Scope | null, fn: FunctionInfo) {
    this.kind = kind;
    this.parent = parent;
    this.fn = fn;
  }
}

/** One function, class-field initialiser, static block, or the program itself. */
export class FunctionInfo {
  readonly parent: FunctionInfo | null;
  readonly node: FunctionNode | null;
  readonly strict: boolean;
  /** A class's constructor, or a function that reads as one: its writes to `this` are initialisation. */
  readonly constructs: boolean;
  /** The function that was written, which a compiler made several of: all that runs in one invocation of it, and nowhere else. */
  readonly whole: FunctionInfo;
  /** It makes a state machine, and declares the variables of that. */
  makesMachine = false;
  /** A sloppy direct eval stands in it (arrow functions count for themselves and for what surrounds them). */
  directEval = false;
  /** It runs while the module is set up: the program itself, a function that is called where it stands at the top, and UMD's factory. */
  readonly setsUp: boolean;
  /** It gives a callback to a promise, or makes one: what its conditions decide may be done in a later turn. */
  promises = false;

  constructor(parent: FunctionInfo | null, node: FunctionNode | null, strict: boolean, constructs: boolean) {
    this.parent = parent;
    this.node = node;
    this.strict = strict;
    this.constructs = constructs;
    this.setsUp = parent === null || node?.setsUp === true;
    const isPart =
      node !== null && (node.machine !== undefined || node.runsAtOnce === true || node.loopBody === true);
    this.whole = isPart && parent !== null ? parent.whole : this;
  }
}

/** What a function's walk starts anew. */
export interface State {
  scope: Scope;
  varScope: Scope;
  test: number;
  into: Identifier | null;
  suspensions: number;
}

declare module 'acorn' {
  interface MemberExpression {
    /** What regenerator answers with here: what was awaited in the state before. */
    awaited?: { readonly value: Expression };
  }
  interface CallExpression {
    /** What `C.sent()` answers with: what was awaited in the state before. */
    awaited?: { readonly value: Expression };
    /** The variable that it is assigned to: the iterator of a loop that a compiler wrote out. */
    iterator?: { readonly variable: Identifier };
    /** The name of the function that a compiler made it of. */
    writtenName?: string;
  }
  interface Identifier {
    /** The variable this identifier reads or writes; absent for globals and names that are no variables. */
    binding?: Binding;
    /** The name of the watched method that is assigned to it here. */
    taken?: string;
    /** What is assigned to it here. */
    given?: { readonly value: Expression };
  }
  interface Function {
    info?: FunctionInfo;
    /** It is called while the module is set up. */
    setsUp?: boolean;
    /** A generator, or what makes a state machine of one, that a compiler's helper runs as an async function. */
    runsAsTask?: boolean;
    /** What the function was called that a compiler gave a name of its own. */
    writtenName?: string;
    /** … once, as a part of the function that it stands in. */
    runsAtOnce?: boolean;
    /** The state machine of a compiled generator. */
    machine?: StateMachine;
    /** A compiled generator that is the body of a loop. */
    loopBody?: boolean;
    scope?: Scope;
  }
  interface Program {
    scope?: Scope;
  }
  interface BlockStatement {
    scope?: Scope;
  }
  interface StaticBlock {
    scope?: Scope;
  }
  interface SwitchStatement {
    scope?: Scope;
  }
  interface ForStatement {
    scope?: Scope;
    /** An await or yield stands in the body. */
    suspends?: boolean;
  }
  interface ForOfStatement {
    scope?: Scope;
    /** An await or yield stands in the body. */
    suspends?: boolean;
  }
  interface ForInStatement {
    scope?: Scope;
    suspends?: boolean;
  }
  interface AssignmentExpression {
    /** An await or yield stands in the right side. */
    suspends?: boolean;
  }
}

/** What the analysis hands to the rewriting, besides what it noted on the nodes. */
export interface Analysis {
  /** Names of properties that are assigned outside of initialisation, and where first; private names with their `#`. */
  readonly assigned: ReadonlyMap<string, number>;
  readonly bindings: readonly Binding[];
}

/** The names the resolver has yet to look up: one entry of each list for each name (a million of them in a large bundle). */
export class References {
  readonly nodes: Identifier[] = [];
  readonly scopes: Scope[] = [];
  readonly flags: number[] = [];
  /** The variable whose new value is computed from this read. */
  readonly into: (Identifier | null)[] = [];

  add(node: Identifier, scope: Scope, flags: number, into: Identifier | null): void {
    this.nodes.push(node);
    this.scopes.push(scope);
    this.flags.push(flags);
    this.into.push(into);
  }
}

/** Flags of a reference: it writes; it stands in a condition; the object it names cannot get away; it declares the name; below. */
export const WRITE = 1;
export const TEST = 2;
export const CONTAINED = 4;
export const DECLARES = 8;
/** It stands in the step of a `for`. */
export const STEP = 16;
/** It stands in a condition by which its function leaves. */
export const LEAVES = 32;
/** It stands beside `<`, `>`, `<=` or `>=` there. */
export const BOUND = 64;
