// One function while its body is rewritten: its temporaries, and what is known of it by then.
import type { AnyNode } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import type { StateMachine } from '../select/state-machines.ts';

export class Frame {
  readonly name: string;
  /** Temporaries can be declared: there is a body to do it in. */
  canDeclare: boolean;
  /** The variable that holds the task's entry, or `0`. */
  task = '0';
  /** `return x` tells the task its value. */
  returnsToTask = false;
  /** `yield x` suspends the task: a compiler's generator. */
  yieldsToTask = false;
  /** The state machine of a compiled async function, whose `return`s tell the task what it does. */
  machine: StateMachine | null = null;
  /** It is a part of a compiled async function that is a state machine's steps; and of a loop's body in it. */
  steps = false;
  inLoop = false;
  /** How many `for await` whose awaits are the task's were rewritten so far. */
  loops = 0;
  /** In functions nobody sees completion values, so a statement may be added before another. */
  readonly statements: boolean;
  #free: string[] = [];
  readonly declared: string[] = [];
  readonly places: Map<Binding, string> = new Map();
  /** The outermost loop around what is rewritten. */
  loop: AnyNode | null = null;
  /** Its awaits: the edit that names the site, the site, and the temporaries that are needed behind it (awaits.ts). */
  readonly waits: { readonly at: number; readonly site: string; readonly needed: ReadonlySet<string> }[] = [];
  /** The function around it. */
  readonly outer: Frame | null;
  /** Its number among the functions that have sites; -1 before the first one. */
  index = -1;
  /** One invocation can go on in a later turn: async functions, generators, modules. */
  suspends = false;
  /** It returns yes or no, by which a caller may decide (answers.ts); it decides itself: leaves, or throws. */
  answers = false;
  decides = false;
  /** Names of what an invocation that can go on in a later turn calls, and how many sites there were before. */
  readonly called: (readonly [name: string, site: number])[] = [];
  /** What its conditions decide may be done in a later turn, though it is not suspended itself. */
  promises = false;
  /** It makes what `this` is in it. */
  constructs = false;
  /** The parameter that tells it of a failure (failures.ts). */
  failure = '';

  /** The function that was written, which a compiler made several of: one function for all that is told of it. */
  readonly whole: Frame;

  constructor(
    name: string,
    canDeclare: boolean,
    statements: boolean,
    outer: Frame | null,
    whole: Frame | null = null,
  ) {
    this.name = name;
    this.canDeclare = canDeclare;
    this.statements = statements;
    this.outer = outer;
    this.whole = whole ?? this;
  }

  take(fresh: () => string): string {
    const known = this.#free.pop();
    if (known !== undefined) return known;
    const name = fresh();
    this.declared.push(name);
    return name;
  }

  /** The variable that holds where the elements of an object begin (placed-accesses.ts). */
  placeOf(variable: Binding, fresh: () => string): string {
    let name = this.places.get(variable);
    if (name === undefined) {
      this.places.set(variable, (name = fresh()));
      this.declared.push(`${name}=-1`);
    }
    return name;
  }

  give(name: string): void {
    this.#free.push(name);
  }

  /** The temporaries that hold something needed now. */
  taken(): ReadonlySet<string> {
    return new Set(this.declared.filter((name) => !this.#free.includes(name)));
  }
}
