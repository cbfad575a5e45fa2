// Parts of what a place holds that conditions ask for, and nothing else of it there:
//   if (state.user) return                       `user` of what is read
//   if (store.getState().user) return            `user` of whatever the functions answer with that are called (rewrite/questions.ts)
//   isReady() { return state.ready }             the same of what a function answers with
// Another object, in which that is the same, gives the same answer (keepsWhatWasAsked() in src/tasks/rules/lost-update.ts).
import type { AnyNode, Program } from 'acorn';
import { childrenOf, isCode } from './nodes.ts';

/** A part that is asked for. */
export interface AskedPart {
  /** The expression of what it is a part of; of what functions answer with the whole condition. */
  readonly node: AnyNode;
  readonly name: string;
}

export function askedPartsIn(program: Program): AskedPart[] {
  const parts: AskedPart[] = [];
  const visit = (node: AnyNode): void => {
    if (node.type === 'IfStatement' || node.type === 'ConditionalExpression')
      noteParts(node.test, node.test, parts);
    else if (node.type === 'ReturnStatement' && node.argument != null) noteParts(node.argument, null, parts);
    for (const child of childrenOf(node)) visit(child);
  };
  visit(program);
  return parts;
}

/** @param question - the condition; null: an answer, which asks nobody */
function noteParts(node: AnyNode, question: AnyNode | null, parts: AskedPart[]): void {
  if (isCode(node)) return;
  if (node.type === 'MemberExpression' && !node.computed && node.property.type === 'Identifier') {
    const { object, property } = node;
    const { name } = property;
    if (object.type !== 'CallExpression') parts.push({ node: object, name });
    else {
      // `m.get(k).user` is read in place.
      parts.push({ node: object, name });
      if (question !== null) parts.push({ node: question, name });
      for (const part of [object.callee, ...object.arguments]) noteParts(part, null, parts);
      return;
    }
  } else if (node.type === 'CallExpression') {
    // Whatever a function makes of it. A method of a part (`state.items.includes(x)`) asks for the part.
    if (question !== null) parts.push({ node: question, name: '' });
    const { callee } = node;
    if (callee.type === 'MemberExpression') noteParts(callee.object, question, parts);
    for (const argument of node.arguments) noteParts(argument, question, parts);
    return;
  }
  for (const child of childrenOf(node)) noteParts(child, question, parts);
}
