// Suspensions of a task.
//   yield x, in a generator that a compiler made of an async function → yield H.aw(K,x,s)
//   await x → await H.aw(K,x,s)          return x, in an async function → return H.ret(K,x)
import type { AwaitExpression, Expression, ReturnStatement, YieldExpression } from 'acorn';
import { walkAnswer } from './answers.ts';
import { callAtOperand } from './checks.ts';
import { positionOf } from '../messages/positions.ts';
import { readAllHook, tellFirstSpread } from './iterated.ts';
import type { Rewriter } from './rewriter.ts';
import { visitStep } from './state-machines.ts';
import { suspend } from './suspensions.ts';

export function visitAwait(node: AwaitExpression, r: Rewriter): void {
  suspend(node, node.argument, r);
}

/** @param statement - the reserved place before the statement, -1 where none may stand */
export function visitReturn(node: ReturnStatement, r: Rewriter, statement = -1): void {
  if (r.frame.machine !== null && r.frame.steps) {
    visitStep(node, r.frame.machine, r);
    return;
  }
  if (node.argument == null) return;
  r.returned = true;
  const { argument } = node;
  tellFirstSpread(argument, statement, r);
  walkAnswer(argument, r, () => {
    if (r.frame.returnsToTask) r.wrap(argument, `${r.hooks}ret(${r.frame.task},`, ')');
    else r.walk(argument);
  });
  r.returned = false;
}

export function visitYield(node: YieldExpression, r: Rewriter): void {
  const { argument } = node;
  if (argument == null) return;
  if (node.delegate) walkDelegate(argument, r);
  else if (r.frame.yieldsToTask) {
    suspend(node, argument, r);
  } else r.walk(argument);
}

/** `yield* x` → `yield* H.it(x,s)`: frames of what goes through it have the place that x has for V8. */
function walkDelegate(argument: Expression, r: Rewriter): void {
  const hook = readAllHook(argument, 'it', r);
  r.operand = callAtOperand(argument, r);
  if (hook === null) {
    r.walk(argument);
    return;
  }
  const place = positionOf(argument, r.code);
  const [open, close] = argument.type === 'SequenceExpression' ? ['(', ')'] : ['', ''];
  r.edits.insertFor(
    r.lines.sameLine(place, argument.start) ? place : argument.start,
    argument.start,
    hook[0] + open,
  );
  r.walk(argument);
  r.edits.insert(argument.end, close + hook[1]);
}
