// Looks up every name after the walk, when all declarations are known, and draws the conclusions.
import type { Identifier } from 'acorn';
import { isFreshStore } from '../select/local-stores.ts';
import { canBeWatched, isWatchedVariable } from '../select/variables.ts';
import { isSteady } from './facts.ts';
import {
  BOUND,
  CONTAINED,
  DECLARES,
  STEP,
  TEST,
  WRITE,
  type Binding,
  type References,
  type Scope,
} from './scope.ts';

/** Sets `binding` on each name's node and the flags of the bindings; then asks the selection, unless everything is to be hooked. */
export function resolve(references: References, bindings: readonly Binding[], everything: boolean): void {
  const { nodes, scopes, flags } = references;
  for (let i = 0; i < nodes.length; i++) resolveOne(nodes[i]!, scopes[i]!, flags[i]!);
  for (const binding of bindings) if (binding.assignments === 1) beginByAssignment(binding);
  propagateTests(references);
  for (const binding of bindings) {
    binding.hooked = everything ? canBeWatched(binding) : isWatchedVariable(binding);
    if (everything) binding.escapes = true;
  }
}

function resolveOne(node: Identifier, scope: Scope, flags: number): void {
  const { name } = node;
  let dynamic = false;
  let at: Scope | null = scope;
  let binding: Binding | undefined;
  do {
    if (at.dynamic) dynamic = true;
    if (at.bindings !== null) binding = at.bindings.get(name);
    at = at.parent;
  } while (binding === undefined && at !== null);
  if (binding === undefined) return;
  node.binding = binding;
  if (dynamic || (node.start < binding.scope.tokenFrom && (flags & DECLARES) === 0))
    binding.unhookable = true;
  if (scope.fn.whole !== binding.scope.fn.whole) binding.captured = true;
  if ((flags & WRITE) !== 0) {
    binding.reassigned = true;
    const taken = node.taken ?? '';
    binding.method = binding.method === null ? taken : binding.method === taken ? taken : '';
    binding.assignments++;
    if (node.given === undefined || scope.fn.whole !== binding.scope.fn.whole) binding.begun = true;
    else binding.assigned = node.given.value;
    if ((flags & STEP) === 0 || scope !== binding.scope) binding.changed = true;
  }
  if ((flags & TEST) !== 0 && scope.fn.whole === binding.scope.fn.whole) binding.tested = true;
  if ((flags & BOUND) !== 0 && scope.fn.whole === binding.scope.fn.whole) binding.bounded = true;
  if ((flags & (CONTAINED | WRITE)) === 0) binding.escapes = true;
}

/** A state machine's variables stand in the function that makes it: the only assignment of one is what it was written to begin with. */
function beginByAssignment(binding: Binding): void {
  const { assigned: value } = binding;
  if (binding.kind !== 'var' || binding.begun || value === null || !binding.scope.fn.makesMachine) return;
  binding.reassigned = binding.changed = false;
  if (isFreshStore(value)) binding.fresh = true;
  else if (isSteady(value)) binding.steady = true;
}

/** A value that flows into a tested variable is tested, too; two rounds follow it over two locals. */
function propagateTests({ nodes, scopes, into }: References): void {
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < nodes.length; i++) {
      if (into[i] === null || into[i]!.binding?.tested !== true) continue;
      const binding = nodes[i]!.binding;
      if (binding !== undefined && binding.scope.fn.whole === scopes[i]!.fn.whole) binding.tested = true;
    }
  }
}
