// The helper that runs a generator as an async function, where a minifier took its name away: it is known by how it begins.
//   TypeScript's __awaiter, esbuild's __async:
//   r=(t,a,g)=>new Promise((resolve,reject)=>{…;step((g=g.apply(t,a)).next())})
import type { AnyNode } from 'acorn';

/** Whether a value is such a helper: its last parameter is the generator. */
export function isRunner(value: AnyNode | null | undefined): boolean {
  // `this && this.__awaiter || function (…) { … }`
  const fn = value?.type === 'LogicalExpression' && value.operator === '||' ? value.right : value;
  if (fn?.type !== 'ArrowFunctionExpression' && fn?.type !== 'FunctionExpression') return false;
  if (fn.params.length < 3 || fn.params.length > 4) return false;
  const generator = fn.params.at(-1)!;
  const promise = answerOf(fn.body);
  if (generator.type !== 'Identifier' || promise?.type !== 'NewExpression') return false;
  const [executor] = promise.arguments;
  if (executor?.type !== 'ArrowFunctionExpression' && executor?.type !== 'FunctionExpression') return false;
  const last = executor.body.type === 'BlockStatement' ? executor.body.body.at(-1) : undefined;
  return last?.type === 'ExpressionStatement' && firstSteps(last.expression, generator.name);
}

/** `step((g = g.apply(t, a)).next())`, maybe behind other expressions. */
function firstSteps(node: AnyNode, generator: string): boolean {
  const call = node.type === 'SequenceExpression' ? node.expressions.at(-1)! : node;
  const next = call.type === 'CallExpression' ? objectOfCall(call.arguments[0], 'next') : null;
  const begun = next?.type === 'ParenthesizedExpression' ? next.expression : next;
  if (begun?.type !== 'AssignmentExpression' || begun.left.type !== 'Identifier') return false;
  const applied = objectOfCall(begun.right, 'apply');
  return begun.left.name === generator && applied?.type === 'Identifier' && applied.name === generator;
}

/** `o` of `o.name(…)`. */
function objectOfCall(node: AnyNode | undefined, name: string): AnyNode | null {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return null;
  const { object, property, computed } = node.callee;
  return !computed && property.type === 'Identifier' && property.name === name ? object : null;
}

/** What a function answers that does nothing else. */
export function answerOf(body: AnyNode): AnyNode | null {
  if (body.type !== 'BlockStatement') return body;
  const [statement, ...others] = body.body;
  return statement?.type === 'ReturnStatement' && others.length === 0 ? (statement.argument ?? null) : null;
}
