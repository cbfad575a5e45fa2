// Looks up every name after the walk, when all declarations are known, and draws the conclusions.
import { canBeWatched, isWatchedVariable } from '../select/variables.ts';
import { CONTAINED, DECLARES, TEST, WRITE, type Binding, type Reference, type Scope } from './scope.ts';

/** Sets `binding` on each reference's node and the flags of the bindings; then asks the selection, unless everything is to be hooked. */
export function resolve(references: readonly Reference[], bindings: readonly Binding[], everything: boolean): void {
  for (const reference of references) resolveOne(reference);
  propagateTests(references);
  for (const binding of bindings) {
    binding.hooked = everything ? canBeWatched(binding) : isWatchedVariable(binding);
    if (everything) binding.escapes = true;
  }
}

function resolveOne(reference: Reference): void {
  const { node, scope, flags } = reference;
  let dynamic = false;
  let at: Scope | null = scope;
  let binding: Binding | undefined;
  for (; at !== null; at = at.parent) {
    if (at.dynamic) dynamic = true;
    binding = at.bindings.get(node.name);
    if (binding !== undefined) break;
  }
  if (binding === undefined) return;
  node.binding = binding;
  if (dynamic || (node.start < binding.scope.tokenFrom && (flags & DECLARES) === 0)) binding.unhookable = true;
  if (scope.fn !== binding.scope.fn) binding.captured = true;
  if ((flags & WRITE) !== 0) binding.reassigned = true;
  if ((flags & TEST) !== 0 && scope.fn === binding.scope.fn) binding.tested = true;
  if ((flags & (CONTAINED | WRITE)) === 0) binding.escapes = true;
}

/** A value that flows into a tested variable is tested, too; two rounds follow it over two locals. */
function propagateTests(references: readonly Reference[]): void {
  for (let round = 0; round < 2; round++) {
    for (const { node, scope, into } of references) {
      const target = into?.binding;
      if (target?.tested !== true || node.binding === undefined || node.binding.tested) continue;
      if (node.binding.scope.fn === scope.fn) node.binding.tested = true;
    }
  }
}
