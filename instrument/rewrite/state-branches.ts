// Conditions of state machines. A compiler makes of a branch that suspends a jump past it, and of what joins behind it a state:
//   if (x) {A} else {B} C      case 0: if (!x) return [3, 2]; A; return [3, 3]; case 2: B; case 3: C
//   while (x) {A} C            case 1: if (!x) return [3, 3]; A; return [3, 1]; case 3: C
// How far such a condition decides is found as for the one that was written (decisions.ts): its branches are the states up to the one
// that it jumps to.
import type { AnyNode, BlockStatement, IfStatement, Statement, SwitchCase, SwitchStatement } from 'acorn';
import { numberOf, type StateMachine, stateSet, stepOf } from '../select/state-machines.ts';
import { canLeave, keeps, limitDecisions, noteDecision, type Told } from './decisions.ts';
import { walkIndexTest } from './compiled-loops.ts';
import { asksForEnd, asksForFailure } from './failures.ts';
import { walkQuestion } from './questions.ts';
import type { Rewriter } from './rewriter.ts';

/** States that do nothing but to go to another one, one behind the other. */
const MOST_HOPS = 8;

/** A condition whose branches are being rewritten. */
interface Branch {
  /** As it was written. */
  readonly node: IfStatement;
  /** Its own sites. */
  readonly first: number;
  readonly end: number;
  /** Where its branch ends, which leaves or not, and the number of the decisions before it. */
  readonly then: number;
  readonly thenLeaves: boolean;
  readonly decisions: number;
  /** The state in which both ways go on. */
  readonly join: number;
  readonly leaves: boolean;
  /** Whether what stands around it handles a failure. */
  readonly failed: boolean;
}

export class StateBranches {
  readonly #cases: readonly SwitchCase[];
  readonly #end: number;
  readonly #machine: StateMachine;
  readonly #rewriter: Rewriter;
  readonly #decisions: number;
  /** The innermost last. */
  readonly #open: Branch[] = [];

  constructor({ cases, end }: SwitchStatement, machine: StateMachine, r: Rewriter) {
    this.#cases = cases;
    this.#end = end;
    this.#machine = machine;
    this.#rewriter = r;
    this.#decisions = r.decisions.length;
  }

  /** The rewriting comes to a state. */
  enter({ test, start }: SwitchCase): void {
    const state = numberOf(test);
    const r = this.#rewriter;
    for (let i = this.#open.length - 1; i >= 0; i--) {
      const branch = this.#open[i]!;
      if (branch.then !== state) continue;
      if (branch.thenLeaves) limitDecisions(branch.decisions, start, r);
      r.failed = branch.failed;
    }
    for (let branch = this.#open.at(-1); branch !== undefined && branch.join <= state;) {
      this.#close(branch);
      branch = this.#open.at(-1);
    }
  }

  /** Nothing comes behind the last state. */
  end(): void {
    for (let branch = this.#open.at(-1); branch !== undefined; branch = this.#open.at(-1))
      this.#close(branch);
    this.#rewriter.decisions.length = this.#decisions;
  }

  #close(branch: Branch): void {
    this.#open.pop();
    noteDecision(branch.node, branch.first, branch.end, this.#rewriter, branch.leaves);
  }

  /** Rewrites a condition by which the machine jumps; false: it does not. */
  walkIf(node: IfStatement, from: SwitchCase): boolean {
    const target = node.alternate == null ? this.#targetOf(node.consequent) : -1;
    const state = numberOf(from.test);
    const at = this.#cases.indexOf(from);
    const to = this.#indexOf(target);
    if (target < 0 || state < 0 || to < 0) return false;
    const r = this.#rewriter;
    // Back to where it came from: the end of `do … while`.
    if (to <= at) {
      r.walkGuarded(node.test, 1);
      return true;
    }
    const then = [
      ...from.consequent.slice(from.consequent.indexOf(node) + 1),
      ...this.#cases.slice(at + 1, to).flatMap(({ consequent }) => consequent),
    ];
    const behind = this.#endOf(then);
    if (behind >= 0 && this.#indexOf(behind) <= at && !this.#goesBack(to, behind)) {
      // A loop: its test decides all that follows.
      const earlier = this.#cases.slice(0, at).flatMap(({ consequent }) => consequent);
      const before = [...earlier, ...from.consequent.slice(0, from.consequent.indexOf(node))].reverse();
      walkIndexTest(node.test, before, then, r);
      return true;
    }
    const last = this.#indexOf(behind);
    const otherwise = last > to ? this.#cases.slice(to, last).flatMap(({ consequent }) => consequent) : null;
    const join = otherwise === null ? target : behind;
    const goesOut = (goal: number): boolean => goal > join || goal <= state;
    const written = this.#written(node, then, otherwise, goesOut);
    const told = this.#told(written.end, goesOut);
    const leaves = canLeave(written, told);
    const first = walkQuestion(written, leaves, r);
    const end = r.sites.length;
    const thenLeaves = endsElsewhere((written.consequent as BlockStatement).body.at(-1));
    const { length: decisions } = r.decisions;
    const { failed } = r;
    this.#open.push({ node: written, first, end, then: target, thenLeaves, decisions, join, leaves, failed });
    if (asksForFailure(written, r) || asksForEnd(written)) r.failed = true;
    return true;
  }

  #indexOf(state: number): number {
    return this.#cases.findIndex(({ test }) => state >= 0 && numberOf(test) === state);
  }

  /** The state that a branch does nothing but to go to; -1: it is none. */
  #targetOf(branch: AnyNode): number {
    const body = branch.type === 'BlockStatement' ? branch.body : [branch];
    if (body.length === 2 && body[1]!.type === 'BreakStatement') return stateSet(body[0]!, this.#machine);
    return body.length === 1 ? this.#jumpOf(body[0]!) : -1;
  }

  #jumpOf(node: AnyNode): number {
    if (node.type !== 'ReturnStatement') return -1;
    const step = stepOf(node, this.#machine);
    return step.kind === 'jump' ? this.#last(step.target) : -1;
  }

  /** The state that one goes on to from a state which does nothing else. */
  #last(state: number): number {
    let at = state;
    for (let hops = 0; hops < MOST_HOPS; hops++) {
      const [first] = this.#cases[this.#indexOf(at)]?.consequent ?? [];
      const step = first?.type === 'ReturnStatement' ? stepOf(first, this.#machine) : null;
      if (step?.kind !== 'jump') break;
      at = step.target;
    }
    return at;
  }

  /** Whether a state from that number of a case on goes to `state`: it is the loop around them that begins there. */
  #goesBack(from: number, state: number): boolean {
    return this.#cases.slice(from).some(({ consequent }) => this.#endOf(consequent) === state);
  }

  /** The state that a list of statements goes on to by a jump at its end; -1: the one behind it. */
  #endOf(body: readonly AnyNode[]): number {
    const last = body.at(-1);
    if (last?.type !== 'BreakStatement') return last === undefined ? -1 : this.#jumpOf(last);
    const before = body.at(-2);
    return before === undefined ? -1 : stateSet(before, this.#machine);
  }

  /** The condition as it was written, as far as can be told. */
  #written(
    node: IfStatement,
    then: readonly AnyNode[],
    otherwise: readonly AnyNode[] | null,
    goesOut: (state: number) => boolean,
  ): IfStatement {
    const { test } = node;
    const asked = test.type === 'UnaryExpression' && test.operator === '!' ? test.argument : test;
    const block = (list: readonly AnyNode[]): BlockStatement =>
      ({
        type: 'BlockStatement',
        start: node.end,
        end: list.at(-1)?.end ?? node.end,
        body: list.flatMap((statement, index) =>
          this.#waitsFor(statement, list[index + 1]) ? [] : this.#statementOf(statement, goesOut),
        ),
      }) as BlockStatement;
    const consequent = block(then);
    const alternate = otherwise === null ? null : block(otherwise);
    return { ...node, test: asked, consequent, alternate, end: (alternate ?? consequent).end };
  }

  /** Whether a statement does nothing but to await what the next one takes: both are one that was written. */
  #waitsFor(node: AnyNode, next: AnyNode | undefined): boolean {
    if (node.type !== 'ReturnStatement' || next === undefined) return false;
    if (stepOf(node, this.#machine).kind !== 'await') return false;
    const taken = this.#rewriter.code.slice(next.start, next.end);
    return ['sent', 'v'].some((name) => mentions(taken, `${this.#machine.context}.${name}`));
  }

  /** What was written for a statement of the machine: nothing for one that only says where it goes on, unless that is elsewhere. */
  #statementOf(node: AnyNode, goesOut: (state: number) => boolean): readonly Statement[] {
    if (node.type === 'BreakStatement' && node.label == null) return [];
    const set = stateSet(node, this.#machine);
    const target = set < 0 ? this.#jumpOf(node) : set;
    if (target < 0) return [node as Statement];
    const { start, end } = node;
    return goesOut(target) ? [{ type: 'ContinueStatement', label: null, start, end }] : [];
  }

  /** What is known of the statements of a condition's branches, which end at an offset. */
  #told(behind: number, goesOut: (state: number) => boolean): Told {
    const rest = this.#rewriter.code.slice(behind, this.#end);
    return (node) => {
      if (node.type === 'BreakStatement') return node.label == null ? false : null;
      if (node.type === 'ReturnStatement') {
        const step = stepOf(node, this.#machine);
        return step.kind === 'return' || (step.kind === 'jump' && goesOut(step.target));
      }
      if (node.type !== 'ExpressionStatement') return null;
      const target = stateSet(node, this.#machine);
      if (target >= 0) return goesOut(target);
      // All variables are the function's own here: one keeps something where it is used behind the branches.
      const { expression } = node;
      if (expression.type !== 'AssignmentExpression' || expression.left.type !== 'Identifier') return null;
      return keeps(expression) && mentions(rest, expression.left.name);
    };
  }
}

function endsElsewhere(last: AnyNode | undefined): boolean {
  return (
    last?.type === 'ContinueStatement' || last?.type === 'ReturnStatement' || last?.type === 'ThrowStatement'
  );
}

const WORD = /[\w$]/;

function mentions(code: string, name: string): boolean {
  for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + 1))
    if (!WORD.test(code.charAt(at - 1)) && !WORD.test(code.charAt(at + name.length))) return true;
  return false;
}
