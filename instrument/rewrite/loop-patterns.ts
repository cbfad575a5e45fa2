// What the head of a loop takes apart. The value is there when the body begins, so the pattern becomes a declaration around it:
//   for (const {a} of x) B            for (const  p  of …) {const {a}=H.gd(H.co(p,B,OFF),s,"a");B}
//   for (const [k, {a}] of x) B       for (const  p  of …) {H.gd(H.pk(p,"1"),s,"a");const [k, {a}]=H.ci(p,B,OFF);B}
// V8 does the same (it calls p `.for`, in messages, too). Of an array pattern itself nothing is told: what is taken apart are
// mostly the fresh pairs of a Map or of Object.entries.
//
// Invariant: only where nobody can tell: no code stands in the pattern, no name of it in what is iterated (it would be in its
// dead zone there), and all of it up to the body stands on one line. Such heads stay as they are, and what they read is not seen.
import type { ForInStatement, ForOfStatement, ObjectPattern, ArrayPattern, Pattern } from 'acorn';
import { headPattern } from '../messages/failure.ts';
import { operandCheck } from './checks.ts';
import { patternHook } from './patterns.ts';
import type { Rewriter } from './rewriter.ts';

const WORD = /[\w$]/;
const LINE = /[\n\r\u2028\u2029]/;

/** Opens a block around a loop's body, which begins with a text. */
export type Open = (first: string) => void;

/** Moves the pattern of a loop's head. Returns what opens the block that it goes to; null: the head stays as it is. */
export function moveHead(node: ForOfStatement | ForInStatement, r: Rewriter): Open | null {
  const pattern = headPattern(node);
  if (pattern === null || node.left.type !== 'VariableDeclaration' || node.left.kind === 'var') return null;
  const { code, edits } = r;
  if (node.scope?.dynamic === true || LINE.test(code.slice(pattern.start, node.body.start))) return null;
  const names: string[] = [];
  if (!isQuiet(pattern, names) || mentions(code.slice(node.right.start, node.right.end), names)) return null;
  const value = r.fresh('p');
  const label = `one of ${code.slice(node.right.start, Math.min(node.right.end, node.right.start + 60))}`;
  const reads = nestedReads(pattern, value, label, r);
  const site = (): string => r.site('read', pattern.start, pattern.end, label);
  const own = pattern.type === 'ObjectPattern' ? patternHook(pattern, site, r) : null;
  if (own === null && reads === '') return null;
  // V8 places the step of the iterator at the end of the pattern.
  edits.replace(pattern.start, pattern.end - 1, '');
  edits.replace(pattern.end - 1, pattern.end, ` ${value} `);
  const [check, end] = operandCheck(pattern.type === 'ObjectPattern' ? 'co' : 'ci', pattern, r);
  const { kind } = node.left;
  return (first) => {
    edits.insert(node.body.start, `{${first}${reads}${kind} `);
    edits.insertMoved(pattern.start, node.body.start, code.slice(pattern.start, pattern.end));
    edits.insert(node.body.start, `=${own?.[0] ?? ''}${check}${value}${end}${own?.[1] ?? ''};`);
  };
}

/** What the patterns inside a pattern read, told before it is taken apart: their objects are looked at without running code. */
function nestedReads(
  pattern: ObjectPattern | ArrayPattern,
  value: string,
  label: string,
  r: Rewriter,
): string {
  const inside = (part: Pattern, key: string): string => {
    const inner = part.type === 'AssignmentPattern' ? part.left : part;
    if (inner.type !== 'ObjectPattern' && inner.type !== 'ArrayPattern') return '';
    const held = `${r.hooks}pk(${value},${JSON.stringify(key)})`;
    const site = (): string => r.site('read', inner.start, inner.end, label);
    const hook = inner.type === 'ObjectPattern' ? patternHook(inner, site, r) : null;
    return (hook === null ? '' : `${hook[0]}${held}${hook[1]};`) + nestedReads(inner, held, label, r);
  };
  if (pattern.type === 'ArrayPattern')
    return pattern.elements.map((part, index) => (part === null ? '' : inside(part, String(index)))).join('');
  return pattern.properties
    .map((property) => {
      if (property.type === 'RestElement') return '';
      const { key } = property;
      if (key.type === 'Identifier') return inside(property.value, key.name);
      return key.type === 'Literal' ? inside(property.value, String(key.value)) : '';
    })
    .join('');
}

/** Whether no code stands in a pattern; its names are added. */
function isQuiet(pattern: Pattern, names: string[]): boolean {
  switch (pattern.type) {
    case 'Identifier':
      names.push(pattern.name);
      return true;
    case 'ObjectPattern':
      return pattern.properties.every((property) =>
        property.type === 'RestElement'
          ? isQuiet(property.argument, names)
          : !property.computed && isQuiet(property.value, names),
      );
    case 'ArrayPattern':
      return pattern.elements.every((element) => element === null || isQuiet(element, names));
    case 'RestElement':
      return isQuiet(pattern.argument, names);
    case 'AssignmentPattern':
      return pattern.right.type === 'Literal' && isQuiet(pattern.left, names);
    default:
      return false;
  }
}

/** Whether a text may use one of the names; a name can be written with escapes, and an eval can use any. */
function mentions(code: string, names: readonly string[]): boolean {
  if (code.includes('\\') || code.includes('eval')) return true;
  return names.some((name) => {
    for (let at = code.indexOf(name); at >= 0; at = code.indexOf(name, at + 1)) {
      if (!WORD.test(code.charAt(at - 1)) && !WORD.test(code.charAt(at + name.length))) return true;
    }
    return false;
  });
}
