// Places of an array that a search found free, and that are written:
//   const i = slots.findIndex((slot) => slot === null); …; slots[i] = who        likewise `indexOf(null)`, `!slot`
// The search has looked at that element, and found nothing there.
import type { AnyNode, CallExpression, Program } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { answerOf } from '../select/renamed-helpers.ts';
import type { Write } from './collection.ts';
import { childrenOf } from './nodes.ts';
import { isNothing } from './presence.ts';

const BY_VALUE: ReadonlySet<string> = new Set(['indexOf', 'lastIndexOf']);
const BY_TEST: ReadonlySet<string> = new Set(['findIndex', 'findLastIndex']);

interface Found {
  /** The call, and the text of what it searches. */
  readonly call: CallExpression;
  readonly list: string;
}

export class FoundPlaces {
  readonly #code: string;
  readonly #found = new Map<Binding, Found>();

  constructor(program: Program, code: string) {
    this.#code = code;
    this.#visit(program);
  }

  /** The search that found the place that is written; null: none. */
  of({ target, key }: Write): CallExpression | null {
    if (key !== null || target.type !== 'MemberExpression' || !target.computed) return null;
    const { object, property } = target;
    if (property.type !== 'Identifier' || property.binding === undefined) return null;
    const found = this.#found.get(property.binding);
    return found !== undefined && found.list === this.#text(object) ? found.call : null;
  }

  #visit(node: AnyNode): void {
    if (node.type === 'VariableDeclarator') this.#note(node.id, node.init);
    // A state machine's variable is declared around it, and begins with what it is assigned (analyze/resolve.ts).
    else if (node.type === 'AssignmentExpression' && node.operator === '=') this.#note(node.left, node.right);
    for (const child of childrenOf(node)) this.#visit(child);
  }

  #note(id: AnyNode, init: AnyNode | null | undefined): void {
    if (id.type !== 'Identifier' || id.binding === undefined || id.binding.reassigned) return;
    if (init?.type !== 'CallExpression' || init.callee.type !== 'MemberExpression') return;
    const { object, property } = init.callee;
    const [sought, ...others] = init.arguments;
    if (property.type !== 'Identifier' || sought === undefined || others.length > 0) return;
    if (BY_VALUE.has(property.name) ? isEmpty(sought) : BY_TEST.has(property.name) && asksForNothing(sought))
      this.#found.set(id.binding, { call: init, list: this.#text(object) });
  }

  #text({ start, end }: AnyNode): string {
    return this.#code.slice(start, end);
  }
}

/** Whether a function tells of its parameter that it is nothing: `(slot) => !slot`, `function (slot) { return slot === null }`. */
function asksForNothing(test: AnyNode): boolean {
  if (test.type !== 'ArrowFunctionExpression' && test.type !== 'FunctionExpression') return false;
  const [parameter, ...others] = test.params;
  if (parameter?.type !== 'Identifier' || others.length > 0) return false;
  const isIt = (node: AnyNode): boolean => node.type === 'Identifier' && node.name === parameter.name;
  const answer = answerOf(test.body);
  if (answer?.type === 'UnaryExpression') return answer.operator === '!' && isIt(answer.argument);
  if (answer?.type !== 'BinaryExpression' || !/^===?$/.test(answer.operator)) return false;
  const { left, right } = answer;
  return (isIt(left) && isEmpty(right)) || (isEmpty(left) && isIt(right));
}

/** Whether a value is one that stands for nothing: `null`, `undefined`, `0`, `''`, `false`. */
export function isEmpty(node: AnyNode): boolean {
  return (
    isNothing(node) ||
    (node.type === 'Literal' && (node.value === 0 || node.value === '' || node.value === false))
  );
}
