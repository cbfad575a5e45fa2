// Calls that turn a text into code: the text is instrumented before it gets there (src/load/dynamic-code.ts).
//   eval(x), (0, eval)(x)     eval(H.ev(x,s,eval))        globalThis.eval(x)    globalThis.eval(H.ev(x,s,0))
//   new Function(a, b)        new Function(a,H.fb(Function,s,[a],b))            also AsyncFunction and the like, and without `new`
// The callee is told, too: only the built-in functions of a realm take instrumented text.
import type { CallExpression, Expression, NewExpression } from 'acorn';
import type { Rewriter } from './rewriter.ts';

const CONSTRUCTORS: ReadonlySet<string> = new Set([
  'Function',
  'AsyncFunction',
  'GeneratorFunction',
  'AsyncGeneratorFunction',
]);
const LINE = /[\n\r\u2028\u2029]/;
const GLOBALS: ReadonlySet<string> = new Set(['globalThis', 'global', 'self', 'window']);

/** The text by which a hook is told of the `eval` that is called; '' if none is. */
function evalText(callee: Expression, r: Rewriter): string {
  if (callee.type === 'Identifier') return callee.name === 'eval' ? 'eval' : '';
  if (callee.type === 'SequenceExpression') {
    const last = callee.expressions.at(-1)!;
    return last.type === 'Identifier' && last.name === 'eval' ? 'eval' : '';
  }
  if (callee.type !== 'MemberExpression' || callee.computed || callee.property.type !== 'Identifier')
    return '';
  const { object, property } = callee;
  if (property.name !== 'eval' || object.type !== 'Identifier' || !GLOBALS.has(object.name)) return '';
  return r.isGlobal(object, object.name) ? '0' : '';
}

/** Rewrites the arguments of a call of `eval`; false if it is none, or of something else. */
export function walkEvalArguments(node: CallExpression, r: Rewriter): boolean {
  const text = evalText(node.callee as Expression, r);
  const [first, ...rest] = node.arguments;
  if (text === '' || first === undefined || first.type === 'SpreadElement') return false;
  const site = r.site('call', node.start, node.end, 'eval');
  r.walkHidden(() => {
    const { callee } = node;
    const head = r.code.slice(callee.start, first.start);
    if (callee.type === 'Identifier' && first.type !== 'SequenceExpression' && !LINE.test(head)) {
      // V8 places what is wrong with the text at the call evaluated last, which is the hook: its place is the eval's.
      r.edits.replace(callee.start, first.start, `${head}${r.hooks}ev(`);
      r.walk(first);
      r.edits.insert(first.end, `,${site},${text})`);
    } else r.wrap(first, `${r.hooks}ev(`, `,${site},${text})`);
    r.walkAll(rest);
  });
  return true;
}

/** Rewrites the arguments of `Function(…)` and its like; false if it is none, or they cannot be told twice. */
export function walkFunctionArguments(node: CallExpression | NewExpression, r: Rewriter): boolean {
  const { callee } = node;
  const last = node.arguments.at(-1);
  if (callee.type !== 'Identifier' || !CONSTRUCTORS.has(callee.name) || last === undefined) return false;
  const others = node.arguments.slice(0, -1);
  const texts = others.map((value) => (value.type === 'SpreadElement' ? '' : r.simple(value)));
  if (last.type === 'SpreadElement' || texts.includes('')) return false;
  const site = r.site('call', node.start, node.end, callee.name);
  r.walkHidden(() => {
    r.walkAll(others);
    r.wrap(last, `${r.hooks}fb(${callee.name},${site},[${texts.join(',')}],`, ')');
  });
  return true;
}
