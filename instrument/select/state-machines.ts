// Generators that a compiler made state machines of, for engines that have none: a function that is called once for each step.
//   function () {V; return __generator(this, function (C) {switch (C.label) {case 0: …}})}            TypeScript, SWC
//   _regenerator().m(function f() {V; return _regenerator().w(function (C) {while (1) switch (C.n) {…}}, f, this, T)})   Babel
// What the first ones answer is a pair of an instruction and a value; what regenerator's answer is a value, or what a method of C made
// of it. V, the variables of the function, are the machine's own: no other function sees them for that.
import type {
  AnyNode,
  CallExpression,
  Expression,
  FunctionExpression,
  MemberExpression,
  ReturnStatement,
  SpreadElement,
} from 'acorn';
import { runsMachine } from './compiler-helpers.ts';

/** What a state machine is told and answers by. */
export interface StateMachine {
  /** The name of what it is called with. */
  readonly context: string;
  /** Regenerator's. */
  readonly regenerator: boolean;
  /** Of its `try` that have a `finally`: the states from which one leaves through that, from a to before b. */
  readonly finals: readonly (readonly [from: number, to: number])[];
}

/** What a state machine does at one of its `return`s. */
export type Step =
  /** It suspends for `value`; it returns it, or nothing, through any `finally` there is. */
  | { readonly kind: 'await'; readonly value: Expression }
  | { readonly kind: 'return'; readonly value: Expression | null; readonly last: boolean }
  /** A `finally` has run to its end; it goes to another state, or does what another one does. */
  | { readonly kind: 'jump'; readonly target: number }
  | { readonly kind: 'finally' | 'delegate' };

/** Makes the state machine that a call runs known as one; false: it runs none. */
export function markStateMachine(node: CallExpression): boolean {
  if (!runsMachine(node)) return false;
  const machine = node.arguments.find((argument) => argument.type === 'FunctionExpression');
  const context = machine?.params[0];
  if (machine === undefined || context?.type !== 'Identifier') return false;
  const { callee } = node;
  const regenerator = callee.type === 'MemberExpression' && /^w(?:rap)?$/.test(nameOf(callee));
  const tries = regenerator ? node.arguments.at(-1) : undefined;
  const finals = regenerator ? finalsOf(tries?.type === 'ArrayExpression' ? tries.elements : []) : [];
  if (!regenerator) collectTries(machine.body, finals);
  machine.machine = { context: context.name, regenerator, finals };
  markAwaited(machine.body, machine.machine);
  return true;
}

/** Notes what the answer of an await was awaited of: `C.sent()`, or `C.v`, at the beginning of the state behind it. */
function markAwaited(body: AnyNode, machine: StateMachine): void {
  const [only] = body.type === 'BlockStatement' ? body.body : [];
  const states = only?.type === 'WhileStatement' ? only.body : only;
  if (states?.type !== 'SwitchStatement') return;
  let awaited: Expression | null = null;
  for (const { consequent } of states.cases) {
    const [first] = consequent;
    const answer = awaited === null || first === undefined ? null : answerIn(first, machine);
    if (answer !== null) answer.awaited = { value: awaited! };
    const last = consequent.at(-1);
    const step = last?.type === 'ReturnStatement' ? stepOf(last, machine) : null;
    awaited = step?.kind === 'await' ? step.value : null;
  }
}

/** What a statement does first, if that is to take the answer of an await alone, or as what is given to a variable. */
function answerIn(statement: AnyNode, machine: StateMachine): CallExpression | MemberExpression | null {
  let node: AnyNode | null | undefined = statement;
  for (;;) {
    switch (node?.type) {
      case 'ExpressionStatement':
      case 'ParenthesizedExpression':
        node = node.expression;
        break;
      case 'SequenceExpression':
        node = node.expressions[0];
        break;
      case 'AssignmentExpression':
        node = node.right;
        break;
      case 'UnaryExpression':
      case 'ReturnStatement':
        node = node.argument;
        break;
      case 'IfStatement':
        node = node.test;
        break;
      case 'CallExpression':
        return node.callee.type === 'MemberExpression' && takesAnswer(node.callee, machine) ? node : null;
      case 'MemberExpression':
        return machine.regenerator && takesAnswer(node, machine) ? node : null;
      default:
        return null;
    }
  }
}

function takesAnswer(node: MemberExpression, { context }: StateMachine): boolean {
  const name = nameOf(node);
  return (
    node.object.type === 'Identifier' && node.object.name === context && (name === 'sent' || name === 'v')
  );
}

/** The function that makes the state machine which an argument of a compiler's helper is; null: it is none. */
export function makesMachine(argument: AnyNode): FunctionExpression | null {
  if (argument.type === 'CallExpression' && argument.callee.type === 'MemberExpression')
    return /^m(?:ark)?$/.test(nameOf(argument.callee)) && argument.arguments.length > 0
      ? makesMachine(argument.arguments[0]!)
      : null;
  if (argument.type !== 'FunctionExpression' || argument.generator || argument.async) return null;
  const last = argument.body.body.at(-1);
  const made = last?.type === 'ReturnStatement' ? last.argument : null;
  return made?.type === 'CallExpression' && runsMachine(made) ? argument : null;
}

/** Whether a variable is the body of a loop, which compilers make a machine of where a function in it sees its variables. */
export function isLoopBody(name: string): boolean {
  return /^_loop_?\d*$/.test(name);
}

/** The state that an assignment to the machine's context sets (`C.n = 3`, `C.label = 3`); -1: it is none, or sets no state. */
export function stateSet(node: AnyNode, { context, regenerator }: StateMachine): number {
  if (node.type !== 'ExpressionStatement' || node.expression.type !== 'AssignmentExpression') return -1;
  const { left, right } = node.expression;
  if (left.type !== 'MemberExpression' || left.object.type !== 'Identifier' || left.object.name !== context)
    return -1;
  const name = nameOf(left);
  return name === 'label' || (regenerator && (name === 'n' || name === 'next')) ? numberOf(right) : -1;
}

/** What a state machine does at a `return`. */
export function stepOf({ argument }: ReturnStatement, { context, regenerator }: StateMachine): Step {
  if (argument == null) return { kind: 'return', value: null, last: true };
  if (regenerator) return regeneratorStep(argument, context);
  if (argument.type !== 'ArrayExpression') return { kind: 'delegate' };
  const [instruction, operand] = argument.elements;
  const value = operand == null || operand.type === 'SpreadElement' ? null : operand;
  switch (numberOf(instruction)) {
    case 2:
      return { kind: 'return', value, last: true };
    case 4:
      return value === null ? { kind: 'delegate' } : { kind: 'await', value };
    case 5:
      return { kind: 'delegate' };
    case 7:
      return { kind: 'finally' };
    default:
      return { kind: 'jump', target: numberOf(operand) };
  }
}

function regeneratorStep(value: Expression, context: string): Step {
  const { callee } = value as CallExpression;
  if (value.type !== 'CallExpression' || callee.type !== 'MemberExpression') return { kind: 'await', value };
  if (callee.object.type !== 'Identifier' || callee.object.name !== context) return { kind: 'await', value };
  const [how, operand] = value.arguments;
  const returned = operand == null || operand.type === 'SpreadElement' ? null : operand;
  switch (nameOf(callee)) {
    case 'a':
      return numberOf(how) === 2
        ? { kind: 'return', value: returned, last: true }
        : { kind: 'jump', target: numberOf(operand) };
    case 'abrupt':
      return how?.type === 'Literal' && how.value === 'return'
        ? { kind: 'return', value: returned, last: false }
        : { kind: 'jump', target: numberOf(operand) };
    case 'stop':
      return { kind: 'return', value: null, last: true };
    case 'f':
    case 'finish':
      return { kind: 'finally' };
    case 'd':
    case 'delegateYield':
      return { kind: 'delegate' };
    default:
      return { kind: 'await', value };
  }
}

/** The parts of a state machine's body that it comes to again: from a state to where it goes back to that. */
export function loopsOf(body: AnyNode, machine: StateMachine): [from: number, to: number][] {
  const loops: [number, number][] = [];
  const starts = new Map<number, number>();
  const visit = (node: AnyNode): void => {
    if (node.type === 'SwitchCase') starts.set(numberOf(node.test), node.start);
    const step = node.type === 'ReturnStatement' ? stepOf(node, machine) : null;
    const from = starts.get(step?.kind === 'jump' ? step.target : stateSet(node, machine));
    if (from !== undefined) loops.push([from, node.end]);
    switch (node.type) {
      case 'BlockStatement':
        node.body.forEach(visit);
        break;
      case 'WhileStatement':
        visit(node.body);
        break;
      case 'SwitchStatement':
        node.cases.forEach(visit);
        break;
      case 'SwitchCase':
        node.consequent.forEach(visit);
        break;
      case 'IfStatement':
        visit(node.consequent);
        break;
      default:
    }
  };
  visit(body);
  return loops;
}

/** Of `[[try, catch, finally, behind], …]`: those that have a `finally`. */
function finalsOf(tries: readonly (AnyNode | null)[]): [from: number, to: number][] {
  const finals: [from: number, to: number][] = [];
  for (const part of tries) {
    if (part?.type !== 'ArrayExpression') continue;
    const from = numberOf(part.elements[0]);
    const to = numberOf(part.elements[2]);
    if (from >= 0 && to >= 0) finals.push([from, to]);
  }
  return finals;
}

/** A `try` begins, at the beginning of a case: `C.trys.push([try, catch, finally, behind])`; null: none does. */
export function triesOf(statement: AnyNode): readonly (Expression | SpreadElement)[] | null {
  const call = statement.type === 'ExpressionStatement' ? statement.expression : null;
  if (call?.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return null;
  const { object } = call.callee;
  return object.type === 'MemberExpression' && nameOf(object) === 'trys' ? call.arguments : null;
}

function collectTries(body: AnyNode, finals: [from: number, to: number][]): void {
  if (body.type !== 'BlockStatement') return;
  for (const statement of body.body)
    if (statement.type === 'SwitchStatement')
      for (const { consequent } of statement.cases)
        for (const first of consequent) finals.push(...finalsOf(triesOf(first) ?? []));
}

export function nameOf({ property, computed }: MemberExpression): string {
  return property.type === 'Identifier' && !computed ? property.name : '';
}

export function numberOf(node: AnyNode | null | undefined): number {
  return node?.type === 'Literal' && typeof node.value === 'number' ? node.value : -1;
}
