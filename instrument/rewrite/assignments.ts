// Assignments to variables and members.
//   x = v → H.sv(x = v,C,"x",s)            o.name = v → o.name = H.sp(o,"name",v,s)        o[k] = v → o[k] = H.se(o,k,v,s)
//   x += v → (H.uv(C,"x",s),x += v)        o.name += v → o.name += (H.up(o,"name",s),v)        o[k] += v → H.ue(o,k,s)[k] += v
//   x ??= v → (H.gv(x,C,"x",s,1)??H.sv(x = v,C,"x",s2))         o.name ??= v → H.gp(o,"name",s,1).name ??= H.sp(o,"name",v,s2)
// A compound assignment whose right side suspends is split, because its read and its write are in different turns:
//   this.#rows = [] → this.#rows = H.sp(this,"#rows",H.ep(this,"#rows",[],()=>this.#rows),s)         a private field is emptied
//   o.n += await f() → o.n = H.sp(o,"n",(H.gp(o,"n",s),o.n)+(await f()),s2)
import type { AssignmentExpression, Expression, Identifier, MemberExpression } from 'acorn';
import { assignsEmpty } from '../flows/emptied.ts';
import { findToken } from '../parse/tokens.ts';
import { isKept } from './answers.ts';
import { walkCountedUpdate, walkCountedWrite } from './counted-accesses.ts';
import { visitPatternAssignment } from './patterns.ts';
import { isWatchedElement, watchedProperty } from './members.ts';
import { memberPlan, type MemberPlan } from './member-plan.ts';
import { peekText } from './peeks.ts';
import { walkPlacedUpdate, walkPlacedWrite } from './placed-accesses.ts';
import { hookedVariable, type Rewriter } from './rewriter.ts';
import { walkBounded } from './questions.ts';
import { isConstant } from './site-traits.ts';
import { isAnonymousFunction } from './temporaries.ts';
import { variableRead } from './variables.ts';

export function visitAssignment(node: AssignmentExpression, r: Rewriter): void {
  const { left } = node;
  if (left.type === 'Identifier') {
    r.hint(node.right, left.name);
    assignVariable(node, left, r);
  } else if (left.type === 'MemberExpression') {
    if (left.property.type === 'Identifier' && !left.computed) r.hint(node.right, left.property.name);
    assignMember(node, left, r);
  } else visitPatternAssignment(node, r);
}

function isLogical(operator: string): boolean {
  return operator === '??=' || operator === '||=' || operator === '&&=';
}

function walkRight(node: AssignmentExpression, r: Rewriter): void {
  const binding = node.left.type === 'Identifier' ? node.left.binding : undefined;
  if (binding?.bounded === true) walkBounded(node.right, r);
  else if (binding?.tested === true) r.walkGuarded(node.right, 1);
  else r.walk(node.right);
}

function assignVariable(node: AssignmentExpression, left: Identifier, r: Rewriter): void {
  const variable = hookedVariable(left);
  const { operator, start, end } = node;
  // A state machine's variables are declared elsewhere.
  if (operator === '=' && r.frame.machine !== null && left.binding !== undefined && isKept(node.right))
    r.kept.set(left.binding, node.right);
  if (operator === '=') r.hint(node.right, left.name);
  if (variable === null) {
    walkRight(node, r);
    r.nameHint = '';
    return;
  }
  const name = JSON.stringify(variable.name);
  const written = (): string => {
    r.noteValue(left, node.right);
    return `,${variable.token},${name},${r.variableSite('write', start, end, variable.name)})`;
  };
  if (operator === '=') {
    r.edits.insert(start, `${r.hooks}sv(`);
    walkRight(node, r);
    r.nameHint = '';
    r.edits.insert(end, written());
    return;
  }
  const at = findToken(r.code, operator, left.end);
  if (isLogical(operator)) {
    const guard = r.guard;
    if (!isConstant(node.right)) r.guard = 1;
    const read = variableRead(left, variable, r);
    r.guard = guard;
    r.edits.insert(start, `(${read}${operator.slice(0, -1)}${r.hooks}sv(`);
    r.edits.replace(at, at + operator.length, '=');
    walkRight(node, r);
    r.edits.insert(end, written() + ')');
  } else if (node.suspends === true) {
    r.edits.insert(start, `${r.hooks}sv(`);
    r.edits.replace(at, at + operator.length, `=${variableRead(left, variable, r)}${operator.slice(0, -1)}(`);
    walkRight(node, r);
    r.edits.insert(end, ')' + written());
  } else {
    r.noteUpdate(node);
    r.edits.insert(
      start,
      `(${r.hooks}uv(${variable.token},${name},${r.variableSite('update', start, end, variable.name)}),`,
    );
    walkRight(node, r);
    r.edits.insert(end, ')');
  }
}

function assignMember(node: AssignmentExpression, left: MemberExpression, r: Rewriter): void {
  if (assignFunction(node, left, r)) return;
  const element = isWatchedElement(left);
  if (node.operator === '=') {
    if (walkCountedWrite(node, left, r, () => walkRight(node, r))) return;
    if (element && walkPlacedWrite(node, left, r, () => walkRight(node, r))) return;
  } else if (
    walkCountedUpdate(left, node, r) ||
    (element && !isLogical(node.operator) && walkPlacedUpdate(left, node, r))
  ) {
    walkRight(node, r);
    return;
  }
  if (updateBehindRead(node, left, r)) return;
  const plan = memberPlan(left, r);
  if (plan === null) {
    walkRight(node, r);
    return;
  }
  const { operator } = node;
  if (operator === '=') {
    plan.walkPlain();
    const [before, after] = plan.call('s', r.memberSite('write', left, node), 'value');
    const [known, old] = knownBefore(node, left, r);
    wrapRight(node, [before + known, old + after], r);
  } else if (isLogical(operator)) {
    plan.walkHooked((target) =>
      target.read(r.memberSite('read', left, left), isConstant(node.right) ? '' : ',1'),
    );
    wrapRight(node, plan.call('s', r.memberSite('write', left, node), 'value'), r);
  } else if (node.suspends === true) assignSplit(node, left, plan, r);
  else {
    plan.walkHooked((target) => target.update(r.memberSite('update', left, node)));
    walkRight(node, r);
  }
  plan.release();
}

/**
 * `o.name += v` → `o.name += (H.up(o,"name",s),v)`: V8 gives the read of a compound assignment no place of its own, so no
 * call may stand before it.
 */
function updateBehindRead(node: AssignmentExpression, left: MemberExpression, r: Rewriter): boolean {
  if (node.operator === '=' || isLogical(node.operator) || node.suspends === true) return false;
  const name = watchedProperty(left, r);
  const object = name === '' || left.object.type === 'Super' ? '' : r.simple(left.object);
  if (object === '') return false;
  r.walkSpine(left.object, null);
  const site = r.memberSite('update', left, node);
  r.wrap(node.right, `(${r.hooks}up(${object},${JSON.stringify(name)},${site}),`, ')', () =>
    walkRight(node, r),
  );
  return true;
}

/**
 * `o.name = function () {}` → `(H.wp(o,"name",s),o.name = function () {})`: V8 calls a nameless function in stacks after what it is
 * assigned to (`o.f = o.g = function () {}`: to both), as long as it is assigned to that at once. False where the object or the key is no simple expression.
 */
function assignFunction(node: AssignmentExpression, left: MemberExpression, r: Rewriter): boolean {
  if (node.operator !== '=' || left.object.type === 'Super') return false;
  let value = node.right;
  while (value.type === 'AssignmentExpression' && value.operator === '=') value = value.right;
  const called = node === r.discarded && r.frame.statements && isCalledFunction(value);
  if (!called && !isAnonymousFunction(value)) return false;
  const name = watchedProperty(left, r);
  const object = r.simple(left.object) || peekText(left.object, r);
  const key =
    name !== '' ? JSON.stringify(name) : isWatchedElement(left) ? r.simple(left.property as Expression) : '';
  if (object === '' || key === '') return false;
  const hook = name !== '' ? 'wp' : 'we';
  const call = `${r.hooks}${hook}(${object},${key},${r.memberSite('write', left, node)})`;
  r.edits.insert(node.start, called ? '(' : `(${call},`);
  r.walkSpine(left.object, null);
  if (left.computed) r.walk(left.property);
  walkRight(node, r);
  r.edits.insert(node.end, called ? `,${call})` : ')');
  return true;
}

/** `(function () {…})()`, `(function () {…}).call(this)`: V8 puts the name it is assigned to before those of functions in it. */
function isCalledFunction(value: Expression): boolean {
  if (value.type !== 'CallExpression') return false;
  const { callee } = value;
  return callee.type === 'MemberExpression'
    ? callee.object.type === 'FunctionExpression'
    : callee.type === 'FunctionExpression';
}

/** What a private field held that is emptied: nobody else can look. The two halves of a hook around the empty store. */
function knownBefore(
  node: AssignmentExpression,
  { object, property }: MemberExpression,
  r: Rewriter,
): readonly [before: string, after: string] {
  if (property.type !== 'PrivateIdentifier' || !assignsEmpty(node)) return ['', ''];
  const owner = r.simple(object);
  const declaring = r.privateNames.findLast((names) => names.has(property.name));
  if (owner === '' || declaring?.get(property.name) !== true) return ['', ''];
  const field = `#${property.name}`;
  return [`${r.hooks}ep(${owner},"${field}",`, `,()=>${owner}.${field})`];
}

function wrapRight(
  node: AssignmentExpression,
  [before, after]: readonly [string, string],
  r: Rewriter,
): void {
  r.wrap(node.right, before, after, () => walkRight(node, r));
}

function assignSplit(
  node: AssignmentExpression,
  left: MemberExpression,
  plan: MemberPlan,
  r: Rewriter,
): void {
  const { operator } = node;
  plan.walkPlain();
  const at = findToken(r.code, operator, left.end);
  const read = plan.readAgain(r.memberSite('read', left, left));
  const [before, after] = plan.call('s', r.memberSite('write', left, node), 'value');
  r.edits.replace(at, at + operator.length, `=${before}${read}${operator.slice(0, -1)}(`);
  walkRight(node, r);
  r.edits.insert(node.end, ')' + after);
}
