// Functions: a task's entry and exit, temporaries and tokens at the start of the body, and the mark by which
// Function.prototype.toString finds the original text.
//   async function f() {B} → async function f() {const K=H.ent(s);try{B}finally{H.lv(K)}}
//   x => f()[k]            → x =>{var t;return((t=f())[H.rk(t,k,s)])}          only where the body needs it
import { emptyTemporaries } from './suspensions.ts';
import type {
  AnyNode,
  ArrowFunctionExpression,
  BlockStatement,
  Function as FunctionNode,
  StaticBlock,
} from 'acorn';
import { walkAnswer } from './answers.ts';
import { movableArrow, walkMovedParameters } from './arrow-parameters.ts';
import { failureParameter } from './failures.ts';
import { isCompilerHelper } from '../select/compiler-helpers.ts';
import { skipTrivia, tokenEnd } from '../parse/tokens.ts';
import { markText } from './marks.ts';
import { noteParameterEntries } from './listed-entries.ts';
import { parameterRead, walkDeclared } from './patterns.ts';
import { Frame } from './frame.ts';
import type { Rewriter } from './rewriter.ts';
import { namesConstructor } from './site-traits.ts';
import { walkStatements } from './statements.ts';
import { declareToken } from './variables.ts';

export function visitFunction(node: FunctionNode, r: Rewriter): void {
  if (node.id != null && isCompilerHelper(node.id.name, null)) return;
  const mark = openMark(node.start, r);
  const named = node.writtenName ?? node.id?.name ?? r.nameHint;
  // What a compiler made of an async function stands inside the function that was written.
  const isPartOf = node.runsAsTask === true || node.machine !== undefined;
  walkFunction(node, named === '' && isPartOf ? r.frame.name : named, r);
  mark(node.end);
}

/**
 * Reserves the mark of a function or class whose text begins at `start`; the returned function sets it if anything in
 * the text changed. It stands behind the first token.
 */
export function openMark(
  start: number,
  r: Rewriter,
  firstTokenEnd: number = tokenEnd(r.code, start),
): (end: number) => void {
  const before = r.edits.length;
  const at = r.edits.insert(firstTokenEnd, '');
  return (end) => {
    if (r.edits.changedSince(before)) r.edits.fill(at, markText(r.key, start, end));
  };
}

const ANONYMOUS = '(anonymous)';

/** Rewrites a function's parameters and body. `name` is what the task is called in a report. */
export function walkFunction(node: FunctionNode, name: string, r: Rewriter): void {
  const outer = r.frame;
  const { guard, returned, failed } = r;
  r.guard = 0;
  r.returned = false;
  r.failed = r.handlers.delete(node as AnyNode);
  const frame = (r.frame = new Frame(
    name === '' ? ANONYMOUS : name,
    false,
    true,
    outer,
    isPart(node, outer) ? outer.whole : null,
  ));
  // One call of a state machine after the other is one invocation.
  if (node.async || node.generator || node.machine !== undefined) frame.whole.suspends = true;
  if (frame.whole.suspends) frame.suspends = true;
  frame.constructs = r.constructs || (node.id != null && !node.async && namesConstructor(node.id.name));
  r.constructs = false;
  frame.promises = node.info?.promises === true;
  frame.failure = failureParameter(node);
  r.nameHint = '';
  const moved = movableArrow(node, r);
  if (moved === null) for (const param of node.params) walkDeclared(param, r);
  frame.canDeclare = true;
  const compiled = node.runsAsTask === true;
  const isTask = (compiled || (node.async && !node.generator)) && canWrap(node);
  // Its steps end the task of a state machine (state-machines.ts).
  const steps = isTask && compiled && !node.generator;
  if (isTask) {
    frame.task = r.prefix + 'k';
    frame.returnsToTask = !steps;
    frame.yieldsToTask = compiled && !steps;
    frame.steps = steps;
  } else if (node.loopBody === true || node.machine !== undefined) {
    frame.task = outer.steps ? outer.task : '0';
    frame.steps = outer.steps;
    frame.machine = node.machine ?? null;
    frame.inLoop = node.loopBody === true || outer.inLoop;
  }
  const entered = isTask
    ? `const ${frame.task}=${r.hooks}ent(${r.site('task', node.start, node.end, taskName(frame))});${steps ? '' : 'try{'}`
    : '';
  const entry = entered + parameterReads(node, r);
  const exit = isTask && !steps ? `}finally{${r.hooks}lv(${frame.task})}` : '';
  const token = declareToken(node.scope, node.start, r);
  if (moved !== null) walkMovedArrow(moved, token, entry, exit, r);
  else if (node.body.type === 'BlockStatement') walkBlockBody(node, node.body, token, entry, exit, r);
  else {
    r.returned = true;
    walkExpressionBody(node, token, entry, exit, r);
  }
  emptyTemporaries(frame, r);
  r.frame = outer;
  r.guard = guard;
  r.returned = returned;
  r.failed = failed;
}

/** Whether a compiler made the function of a part of the one around it. */
function isPart(node: FunctionNode, outer: Frame): boolean {
  if (node.machine !== undefined || node.loopBody === true) return true;
  return node.runsAtOnce === true && outer.outer !== null;
}

/** What a report calls the tasks of a function: a nameless one after the function that it stands in. */
function taskName({ name, outer }: Frame): string {
  if (name !== ANONYMOUS) return name;
  let around = outer;
  while (around !== null && around.name === ANONYMOUS) around = around.outer;
  return around === null || around.name === '' ? '' : `async in ${around.name}`;
}

/** An arrow whose parameters' patterns are declarations of its body (arrow-parameters.ts). */
function walkMovedArrow(
  node: ArrowFunctionExpression,
  token: string,
  entry: string,
  exit: string,
  r: Rewriter,
): void {
  const enter = walkMovedParameters(node, r);
  const { body } = node;
  if (body.type === 'BlockStatement') {
    r.edits.replace(body.start, body.start + 1, '');
    noteParameterEntries(node, r);
    walkStatements(body.body, r);
    r.edits.insert(body.end - 1, exit);
  } else {
    r.returned = true;
    const ret = r.frame.returnsToTask ? `${r.hooks}ret(${r.frame.task},` : '';
    r.edits.insert(arrowEnd(node, r), `return(${ret}`);
    walkResult(node, r);
    r.edits.insert(node.end, `)${ret === '' ? '' : ')'}${exit}}`);
  }
  enter(token + declarations(r.frame) + entry);
}

/** What the patterns of the parameters read, told at the start of the body. */
function parameterReads(node: FunctionNode, r: Rewriter): string {
  if (node.body.type !== 'BlockStatement' || node.scope?.bindings?.has('arguments') === true) return '';
  const isArrow = (node as AnyNode).type === 'ArrowFunctionExpression';
  return isArrow ? '' : node.params.map((param, index) => parameterRead(param, index, r)).join('');
}

function walkBlockBody(
  node: FunctionNode,
  body: BlockStatement,
  token: string,
  entry: string,
  exit: string,
  r: Rewriter,
): void {
  const first = body.body.findIndex(
    (statement) => statement.type !== 'ExpressionStatement' || statement.directive === undefined,
  );
  if (first < 0) {
    if (entry !== '') r.edits.insert(body.end - 1, `;${entry}${exit}`);
    return;
  }
  const at = r.edits.insert(body.body[first]!.start, '');
  noteParameterEntries(node as AnyNode, r);
  walkStatements(body.body, r, true);
  r.edits.fill(at, token + declarations(r.frame) + entry);
  if (exit !== '') r.edits.insert(body.end - 1, exit);
}

function declarations(frame: Frame): string {
  return frame.declared.length === 0 ? '' : `var ${frame.declared.join(',')};`;
}

function walkExpressionBody(
  node: FunctionNode,
  token: string,
  entry: string,
  exit: string,
  r: Rewriter,
): void {
  const arrow = arrowEnd(node, r);
  const at = r.edits.insert(arrow, '');
  const returned = r.edits.insert(node.body.start, '');
  const { frame } = r;
  walkResult(node, r);
  const prologue = token + declarations(frame) + entry;
  if (prologue === '') return;
  r.edits.fill(at, `{${prologue}return(`);
  if (frame.returnsToTask) {
    const sequence = node.body.type === 'SequenceExpression';
    r.edits.fill(returned, `${r.hooks}ret(${frame.task},${sequence ? '(' : ''}`);
    r.edits.insert(node.body.end, sequence ? '))' : ')');
  }
  r.edits.insert(node.end, `)${exit}}`);
}

/** A body that is an expression. A callback's answer goes to who calls back: `find((x) => x.free > 0)`. */
function walkResult({ body }: FunctionNode, r: Rewriter): void {
  if (r.frame.name === ANONYMOUS) r.walk(body);
  else walkAnswer(body, r, () => r.walk(body));
}

/** The offset behind `=>`. */
function arrowEnd(node: FunctionNode, r: Rewriter): number {
  const last = node.params.at(-1);
  for (let i = last === undefined ? node.start : last.end; i < node.body.start; i++) {
    i = skipTrivia(r.code, i);
    if (r.code.startsWith('=>', i)) return i + 2;
  }
  return node.body.start;
}

/**
 * Whether an async function's body can stand inside try { … }. Its functions become block functions then, which must not
 * share a name with a parameter, a var or each other; and a sloppy eval could tell.
 */
function canWrap(node: FunctionNode): boolean {
  if (node.scope?.dynamic === true || node.info === undefined) return false;
  if (node.body.type !== 'BlockStatement') return true;
  const seen = new Set<string>();
  for (const statement of node.body.body) {
    const declared: AnyNode = statement;
    if (declared.type !== 'FunctionDeclaration' || declared.id === null) continue;
    const { name } = declared.id;
    const binding = node.scope?.bindings?.get(name);
    if (seen.has(name) || name === 'arguments' || binding?.kind !== 'function' || binding.redeclared)
      return false;
    seen.add(name);
  }
  return true;
}

/** A class's static block: a function body of its own. */
export function visitStaticBlock(node: StaticBlock, r: Rewriter): void {
  const outer = r.frame;
  r.frame = new Frame(outer.name, true, true, outer);
  const token = declareToken(node.scope, node.start, r);
  const first = node.body[0];
  if (first !== undefined) {
    const at = r.edits.insert(first.start, '');
    walkStatements(node.body, r);
    r.edits.fill(at, token + declarations(r.frame));
  }
  r.frame = outer;
}
