// Which variables are watched: one that another function uses and that is assigned after its initialisation. A local
// that no other function sees belongs to one task; a variable that never changes cannot race.
import type { Binding, Scope } from '../analyze/scope.ts';

/** Whether reads and writes of the variable get hooks. */
export function isWatchedVariable(binding: Binding): boolean {
  return binding.captured && binding.reassigned && canBeWatched(binding);
}

/** Whether hooks are possible at all. */
export function canBeWatched(binding: Binding): boolean {
  return (
    !binding.unhookable && !binding.scope.dynamic && hasChangingKind(binding) && canHoldToken(binding.scope)
  );
}

function hasChangingKind(binding: Binding): boolean {
  const { kind } = binding;
  return kind === 'let' || kind === 'var' || kind === 'param' || kind === 'function' || kind === 'class';
}

/**
 * LIMIT: a loop head's variables exist once per iteration, a switch has no place for a declaration before its first
 * case: no token can be placed there. (The top level of a script, whose names are every other script's, is `dynamic`.)
 */
function canHoldToken(scope: Scope): boolean {
  return (
    scope.kind === 'function' || scope.kind === 'block' || scope.kind === 'static' || scope.kind === 'program'
  );
}
