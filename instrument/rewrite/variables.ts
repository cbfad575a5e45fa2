// Reads of hooked variables, and the tokens of the scopes they live in.
//   x → H.gv(x,C,"x",s,g)      const C=H.sc(s) at the start of x's scope
import type { AnyNode, Identifier } from 'acorn';
import type { Scope } from '../analyze/scope.ts';
import { hookedVariable, type Lift, type Rewriter } from './rewriter.ts';

/** The hook of one read. */
export function variableRead(
  node: Identifier,
  variable: { token: string; name: string },
  r: Rewriter,
): string {
  const { token, name } = variable;
  const site = r.variableSite('read', node.start, node.end, name);
  const text = r.code.slice(node.start, node.end);
  return `${r.hooks}gv(${text},${token},${JSON.stringify(name)},${site}${r.guard === 1 ? ',1' : ''})`;
}

/** The call that tells of a write after it happened: its value is the variable's. */
export function variableWritten(
  node: Identifier,
  variable: { token: string; name: string },
  r: Rewriter,
  whole: AnyNode = node,
): string {
  const site = r.variableSite('write', whole.start, whole.end, variable.name);
  return `${r.hooks}sv(${r.code.slice(node.start, node.end)},${variable.token},${JSON.stringify(variable.name)},${site})`;
}

export function visitIdentifier(node: Identifier, r: Rewriter): void {
  const variable = hookedVariable(node);
  if (variable !== null) r.edits.replace(node.start, node.end, variableRead(node, variable, r));
}

/** Gives a scope with hooked variables its token; the declaration it needs, '' if it needs none. */
export function declareToken(scope: Scope | undefined, start: number, r: Rewriter): string {
  if (scope === undefined || scope.bindings === null) return '';
  const hooked = [...scope.bindings.values()].filter((binding) => binding.hooked);
  if (hooked.length === 0) return '';
  scope.token = r.fresh('c');
  // At the top of a module it is a var: in a cycle of imports a function may be called before the module's body ran.
  const keyword = scope.kind === 'program' ? 'var' : 'const';
  return `${keyword} ${scope.token}=${r.hooks}sc(${r.scopeSite(start, hooked)});`;
}

/** A variable at the head of a chain: its hook goes before the chain. */
export function liftVariable(node: Identifier, r: Rewriter, lift: Lift): void {
  const variable = hookedVariable(node);
  if (variable !== null) lift.push(variableRead(node, variable, r));
}
