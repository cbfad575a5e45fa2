// What an arrow function's parameters take apart. An arrow has no `arguments`, so the patterns become declarations of its body:
//   ({ count }, n = 1) => B    (p,n = 1)=>{let { count }=H.gd(H.co(p,B,OFF),s,"count"); return(B)}
// The pattern stays where it stands, so that its columns do; what was around it is written before it or left out.
//
// Invariant: only where nobody can tell. A parameter can be declared again, be seen by a sloppy eval and by functions in defaults
// that do not see the body's names; a `let` cannot. Such arrows stay as they are, and what they take apart is not seen.
import type { AnyNode, ArrowFunctionExpression, Function as FunctionNode, Pattern } from 'acorn';
import { skipTrivia } from '../parse/tokens.ts';
import { operandCheck } from './checks.ts';
import { patternHook, walkDeclared } from './patterns.ts';
import type { Rewriter } from './rewriter.ts';

const LINE = /[\n\r\u2028\u2029]/;

/** The arrow function that a node is, if its patterns can become declarations and read something watched; else null. */
export function movableArrow(node: FunctionNode, r: Rewriter): ArrowFunctionExpression | null {
  const arrow = node as AnyNode;
  if (arrow.type !== 'ArrowFunctionExpression' || !arrow.params.some((param) => isRead(param, r)))
    return null;
  const { scope, info, body } = arrow;
  if (scope === undefined || scope.dynamic || info === undefined || info.directEval) return null;
  if (body.type === 'BlockStatement' && body.body.some((one) => 'directive' in one && one.directive))
    return null;
  const seen = new Set<string>();
  for (const param of arrow.params) {
    if (!isMovable(param, seen, arrow, r)) return null;
  }
  return arrow;
}

function isRead(param: Pattern, r: Rewriter): boolean {
  const pattern = patternOf(param);
  return pattern !== null && patternHook(pattern, () => '', r) !== null;
}

/** The pattern of a parameter that takes something apart; null for the others. */
function patternOf(param: Pattern): Pattern | null {
  const pattern = param.type === 'AssignmentPattern' ? param.left : param;
  return pattern.type === 'ObjectPattern' || pattern.type === 'ArrayPattern' ? pattern : null;
}

/** Whether a parameter can move, or be written again; `seen` are the names of those before it. */
function isMovable(param: Pattern, seen: Set<string>, arrow: ArrowFunctionExpression, r: Rewriter): boolean {
  if (param.type === 'AssignmentPattern' && !isPlainDefault(param.right)) return false;
  const pattern = patternOf(param);
  // What is left out must not hold a line break.
  if (LINE.test(r.code.slice(pattern === null ? param.start : pattern.end, param.end))) return false;
  if (pattern !== null) return isMovablePattern(pattern, seen, arrow);
  const named =
    param.type === 'AssignmentPattern' ? param.left : param.type === 'RestElement' ? param.argument : param;
  return named.type === 'Identifier' && isMovablePattern(named, seen, arrow);
}

/** A default that can be written in another place: no code runs in it. */
function isPlainDefault(value: AnyNode): boolean {
  if (value.type === 'ObjectExpression') return value.properties.length === 0;
  if (value.type === 'ArrayExpression') return value.elements.length === 0;
  return value.type === 'Literal';
}

function isMovablePattern(pattern: Pattern, seen: Set<string>, arrow: ArrowFunctionExpression): boolean {
  switch (pattern.type) {
    case 'Identifier': {
      const binding = arrow.scope?.bindings?.get(pattern.name);
      seen.add(pattern.name);
      return binding !== undefined && !binding.redeclared && !RESERVED.has(pattern.name);
    }
    case 'ObjectPattern':
      return pattern.properties.every((property) =>
        property.type === 'RestElement'
          ? isMovablePattern(property.argument, seen, arrow)
          : (!property.computed || isPlain(property.key, seen, arrow)) &&
            isMovablePattern(property.value, seen, arrow),
      );
    case 'ArrayPattern':
      return pattern.elements.every((element) => element === null || isMovablePattern(element, seen, arrow));
    case 'RestElement':
      return isMovablePattern(pattern.argument, seen, arrow);
    case 'AssignmentPattern':
      return isMovablePattern(pattern.left, seen, arrow) && isPlain(pattern.right, seen, arrow);
    default:
      return false;
  }
}

/** Names that `let` does not take, or that mean something else in a body. */
const RESERVED: ReadonlySet<string> = new Set(['let', 'arguments', 'eval', 'undefined']);

/** Whether an expression of a pattern means the same in the body: no function in it, no name of the body's or of a later parameter. */
function isPlain(node: AnyNode, seen: ReadonlySet<string>, arrow: ArrowFunctionExpression): boolean {
  const plain = (child: AnyNode | null): boolean => child === null || isPlain(child, seen, arrow);
  switch (node.type) {
    case 'Literal':
    case 'ThisExpression':
      return true;
    case 'Identifier':
      return node.name !== 'arguments' && (node.binding?.scope !== arrow.scope || seen.has(node.name));
    case 'TemplateLiteral':
      return node.expressions.every(plain);
    case 'MemberExpression':
      return node.object.type !== 'Super' && plain(node.object) && (!node.computed || plain(node.property));
    case 'UnaryExpression':
      return node.operator !== 'delete' && plain(node.argument);
    case 'BinaryExpression':
      return node.left.type !== 'PrivateIdentifier' && plain(node.left) && plain(node.right);
    case 'LogicalExpression':
      return plain(node.left) && plain(node.right);
    case 'ConditionalExpression':
      return plain(node.test) && plain(node.consequent) && plain(node.alternate);
    case 'ArrayExpression':
      return node.elements.every(plain);
    case 'ObjectExpression':
      return node.properties.every(
        (one) =>
          one.type === 'Property' && one.kind === 'init' && !one.method && !one.computed && plain(one.value),
      );
    case 'NewExpression':
    case 'CallExpression':
      return node.callee.type !== 'Super' && plain(node.callee) && node.arguments.every(plain);
    default:
      return false;
  }
}

/** Rewrites the parameters of such an arrow. Returns what sets the text of the body's entry, which goes before them. */
export function walkMovedParameters(node: ArrowFunctionExpression, r: Rewriter): (entry: string) => void {
  const { code, edits } = r;
  const at = edits.insert(node.params[0]!.start, '');
  const list: string[] = [];
  let left = node.params.filter((param) => patternOf(param) !== null).length;
  let past = node.start;
  for (const param of node.params) {
    const pattern = patternOf(param);
    if (pattern === null) {
      list.push(code.slice(param.start, param.end));
      edits.replace(param.start, param.end, '');
    } else {
      const name = r.fresh('p');
      const given = param.type === 'AssignmentPattern' ? code.slice(param.right.start, param.right.end) : '';
      list.push(given === '' ? name : `${name}=${given}`);
      walkDeclared(pattern, r);
      edits.replace(pattern.end, param.end, read(pattern, name, list.length, r) + (--left > 0 ? ',' : ';'));
    }
    past = removeToken(',', param.end, r) || param.end;
  }
  removeToken('=>', removeToken(')', past, r), r);
  return (entry) => edits.fill(at, `${list.join(',')})=>{${entry}let `);
}

/** The value of a pattern: the argument, and what is read of it. */
function read(pattern: Pattern, name: string, number: number, r: Rewriter): string {
  const hook = patternHook(
    pattern,
    () => r.site('read', pattern.start, pattern.end, `argument ${number}`),
    r,
  );
  const [check, end] = operandCheck(pattern.type === 'ArrayPattern' ? 'ci' : 'co', pattern, r);
  return hook === null ? `=${check}${name}${end}` : `=${hook[0]}${check}${name}${end}${hook[1]}`;
}

/** Leaves out the next token, if it is this one. Returns the offset behind it; 0 if it is another. */
function removeToken(token: string, from: number, r: Rewriter): number {
  const at = skipTrivia(r.code, from);
  if (!r.code.startsWith(token, at)) return 0;
  r.edits.replace(at, at + token.length, '');
  return at + token.length;
}
