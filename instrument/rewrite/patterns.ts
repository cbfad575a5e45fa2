// Destructuring: what is taken apart is read, targets are written.
//   const {a,b:c} = o → const {a,b:c} = H.gd(o,s,"a","b")     const [a,,b] = x → const [a,,b] = H.gi(x,3,s)
//   const {[k]:v} = o → const {[k]:v} = H.ge(o,k,s)           where k is a variable that never changes
//   [o.a,o[k]] = v → [H.wp(o,"a",s).a,H.we(o,k,s)[k]] = v     [x] = v → (t=[x] = v,H.sv(x,C,"x",s),t)
import type { AssignmentExpression, Expression, Pattern, VariableDeclarator } from 'acorn';
import type { Binding } from '../analyze/scope.ts';
import { callAtOperand, operandCheck } from './checks.ts';
import { isElementMethodName } from '../select/receivers.ts';
import { memberPlan } from './member-plan.ts';
import { hookedVariable, type Rewriter } from './rewriter.ts';
import { variableWritten } from './variables.ts';

/** Rewrites keys and defaults of a pattern that declares variables. */
export function walkDeclared(pattern: Pattern, r: Rewriter): void {
  walkTargets(pattern, r, null);
}

/** Rewrites the targets of a pattern; hooks that have to follow the whole assignment are added to `after`. */
export function walkTargets(pattern: Pattern, r: Rewriter, after: string[] | null): void {
  switch (pattern.type) {
    case 'Identifier': {
      const variable = after === null ? null : hookedVariable(pattern);
      if (variable !== null) after!.push(variableWritten(pattern, variable, r));
      break;
    }
    case 'MemberExpression': {
      const plan = memberPlan(pattern, r);
      plan?.walkHooked((target) => target.pattern(r.memberSite('write', pattern)));
      plan?.release();
      break;
    }
    case 'ObjectPattern':
      for (const property of pattern.properties) {
        if (property.type === 'RestElement') walkTargets(property.argument, r, after);
        else {
          if (property.computed) r.walk(property.key);
          walkTargets(property.value, r, after);
        }
      }
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) if (element !== null) walkTargets(element, r, after);
      break;
    case 'RestElement':
      walkTargets(pattern.argument, r, after);
      break;
    case 'AssignmentPattern':
      walkTargets(pattern.left, r, after);
      if (pattern.left.type === 'Identifier') r.hint(pattern.right, pattern.left.name);
      r.walk(pattern.right);
      break;
  }
}

type Hook = readonly [before: string, after: string];

/** The hook around the source of a destructuring, null if nothing watched is read by it. */
function sourceHook(pattern: Pattern, source: Expression, r: Rewriter): Hook | null {
  if (source.type === 'ArrayExpression' || source.type === 'ObjectExpression') return null;
  const label = r.code.slice(source.start, Math.min(source.end, source.start + 80));
  return patternHook(pattern, () => r.site('read', source.start, source.end, label), r, true);
}

/** Whether a key that a pattern computes is a variable that is the same before the pattern as in it. */
function isKnownBefore({ type, binding }: Expression & { binding?: Binding }, pattern: Pattern): boolean {
  return (
    type === 'Identifier' && binding !== undefined && !binding.reassigned && binding.start < pattern.start
  );
}

/**
 * The hook around what a pattern takes apart, null if nothing watched is read by it.
 * @param sees - the hook stands where the pattern's keys mean what they mean in it
 */
export function patternHook(
  pattern: Pattern,
  site: () => string,
  r: Rewriter,
  sees: boolean = false,
): Hook | null {
  if (pattern.type === 'ArrayPattern') {
    const rest = pattern.elements.at(-1)?.type === 'RestElement';
    return [`${r.hooks}gi(`, `,${rest ? -1 : pattern.elements.length},${site()})`];
  }
  if (pattern.type !== 'ObjectPattern') return null;
  const names: string[] = [];
  const keys: string[] = [];
  let takesMethods = false;
  for (const property of pattern.properties) {
    if (property.type === 'RestElement') return [`${r.hooks}st(`, `,${site()})`];
    const { key } = property;
    if (property.computed) {
      if (sees && isKnownBefore(key, pattern)) keys.push(r.simple(key));
      continue;
    }
    const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : '';
    takesMethods ||= isElementMethodName(name);
    if (key.type === 'Literal' || r.isWatchedName(name)) names.push(JSON.stringify(name));
  }
  let [before, after] = takesMethods ? [`${r.hooks}dm(`, `,${site()})`] : ['', ''];
  for (const key of keys) [before, after] = [`${r.hooks}ge(${before}`, `${after},${key},${site()})`];
  if (names.length > 0) return [`${r.hooks}gd(${before}`, `${after},${site()},${names.join(',')})`];
  return before === '' ? null : [before, after];
}

/**
 * The statement that tells what a parameter's pattern reads of its argument; '' if nothing watched is read by it. Not of arrow
 * functions, which have no `arguments` (arrow-parameters.ts).
 */
export function parameterRead(param: Pattern, index: number, r: Rewriter): string {
  const pattern = param.type === 'AssignmentPattern' ? param.left : param;
  if (pattern.type !== 'ObjectPattern' && pattern.type !== 'ArrayPattern') return '';
  const hook = patternHook(
    pattern,
    () => r.site('read', pattern.start, pattern.end, `argument ${index + 1}`),
    r,
  );
  return hook === null ? '' : `${hook[0]}arguments[${index}]${hook[1]};`;
}

/** A source that needs no hook is checked where V8 would not name it as it was written. */
function walkUnhooked(pattern: Pattern, source: Expression, r: Rewriter): void {
  const open = r.edits.insert(source.start, '');
  const before = r.edits.length;
  r.walk(source);
  if (!r.edits.changedSince(before) || pattern.type !== 'ObjectPattern') return;
  const [check, end] = operandCheck('co', source, r);
  const sequence = source.type === 'SequenceExpression';
  r.edits.fill(open, sequence ? check + '(' : check);
  r.edits.insert(source.end, sequence ? ')' + end : end);
}

/** Rewrites the source of a destructuring. */
export function walkSource(pattern: Pattern, source: Expression, r: Rewriter): void {
  const hook = sourceHook(pattern, source, r);
  if (pattern.type === 'ArrayPattern') r.operand = callAtOperand(source, r);
  if (hook === null) walkUnhooked(pattern, source, r);
  else {
    const [before, after] = operandCheck(pattern.type === 'ArrayPattern' ? 'ci' : 'co', source, r);
    r.wrap(source, hook[0] + before, after + hook[1]);
  }
}

/**
 * Rewrites a declarator's pattern and source. Where a statement may be added and the source can be evaluated twice, the
 * hook goes before the statement: V8's messages name the source ("Cannot destructure property 'a' of 'o' …").
 */
export function walkPatternDeclarator(
  node: VariableDeclarator,
  source: Expression,
  statement: number,
  r: Rewriter,
): void {
  const text = r.simple(source);
  walkDeclared(node.id, r);
  if (statement < 0 || text === '' || (source.type === 'Identifier' && hookedVariable(source) !== null)) {
    walkSource(node.id, source, r);
    return;
  }
  const hook = sourceHook(node.id, source, r);
  if (hook !== null) r.edits.fill(statement, `${hook[0]}${text}${hook[1]};`);
}

/** `[a, o.b] = v` and `({a, b: o.c} = v)`. */
export function visitPatternAssignment(node: AssignmentExpression, r: Rewriter): void {
  const after: string[] = [];
  const at = r.edits.insert(node.start, '');
  const temporary = r.temporary();
  walkTargets(node.left, r, temporary === '' ? null : after);
  walkSource(node.left, node.right, r);
  if (after.length > 0) {
    r.edits.fill(at, `(${temporary}=`);
    r.edits.insert(node.end, `,${after.join(',')},${temporary})`);
  }
  r.release(temporary);
}
