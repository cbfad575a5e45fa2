// Which variables are watched: one that another function uses and that is assigned after its initialisation. A local
// that no other function sees belongs to one task; a variable that never changes cannot race.
import type { Binding, Scope, ScopeKind } from '../analyze/scope.ts';

const TOKEN_SCOPES: ReadonlySet<ScopeKind> = new Set([
  'function',
  'block',
  'static',
  'program',
  'switch',
  'head',
]);

/** Whether reads and writes of the variable get hooks. */
export function isWatchedVariable(binding: Binding): boolean {
  const changes = binding.scope.kind === 'head' ? binding.changed : binding.reassigned;
  return binding.captured && changes && canBeWatched(binding);
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

/** The top level of a script, whose names are every other script's, is `dynamic`. */
function canHoldToken(scope: Scope): boolean {
  return TOKEN_SCOPES.has(scope.kind);
}
