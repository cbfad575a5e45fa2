// What a program declares: one binding for each name of a scope.
import type { AnyNode, Identifier } from 'acorn';
import { Binding, type BindingKind, type Scope } from './scope.ts';

/** The variables of one program, as they are found. */
export class Declarations {
  readonly bindings: Binding[] = [];

  /** Declares a name; again, where the scope has it already. */
  declare({ name, start }: Identifier, kind: BindingKind, scope: Scope): Binding {
    const known = scope.bindings?.get(name);
    if (known !== undefined) {
      known.redeclared = true;
      if (kind === 'function') known.reassigned = true;
      if (kind === 'block-function' || known.kind === 'block-function') known.unhookable = true;
      return known;
    }
    const binding = new Binding(name, kind, scope, start);
    (scope.bindings ??= new Map()).set(name, binding);
    this.bindings.push(binding);
    return binding;
  }

  /** Names declared by the statements of a block become visible in all of it, so they are declared before the walk. */
  declareLexical(body: readonly AnyNode[], scope: Scope, varScope: Scope): void {
    for (const statement of body) {
      if (statement.type === 'ClassDeclaration' && statement.id !== null)
        this.declare(statement.id, 'class', scope);
      else if (statement.type === 'FunctionDeclaration' && statement.id !== null) {
        const own = scope === varScope;
        this.declare(statement.id, own ? 'function' : 'block-function', scope);
        if (!own && !scope.fn.strict) this.declare(statement.id, 'block-function', varScope);
      }
    }
  }
}
