// Where the walk over a program is: the function, the scope and the condition around it. Enters functions and scopes,
// and declares what they declare; what single nodes mean is said in analyze.ts.
import type { AnyNode, Function as FunctionNode, Identifier, Pattern } from 'acorn';
import { Declarations } from './declarations.ts';
import { hasUseStrict } from './facts.ts';
import { isConstructorName } from '../select/property-names.ts';
import {
  CONTAINED,
  DECLARES,
  FunctionInfo,
  References,
  Scope,
  type BindingKind,
  type State,
} from './scope.ts';

export abstract class Walk {
  protected readonly references: References = new References();
  protected readonly declarations: Declarations = new Declarations();
  protected fn!: FunctionInfo;
  protected scope!: Scope;
  /** The scope that `var` declares into. */
  protected varScope!: Scope;
  /** TEST, LEAVES and BOUND inside conditions, else 0. */
  protected test = 0;
  /** The variable whose value is being computed. */
  protected into: Identifier | null = null;
  /** Awaits and yields seen in the current function. */
  protected suspensions = 0;

  protected abstract visit(node: AnyNode): void;

  // ---- declarations

  protected declarePattern(pattern: Pattern, kind: BindingKind, scope: Scope): void {
    switch (pattern.type) {
      case 'Identifier':
        this.declarations.declare(pattern, kind, scope);
        // The name of a declaration is found like a use, so that a hook after a destructuring knows its variable.
        this.references.add(pattern, this.scope, CONTAINED | DECLARES, null);
        break;
      case 'ObjectPattern':
        for (const property of pattern.properties) {
          if (property.type === 'RestElement') this.declarePattern(property.argument, kind, scope);
          else {
            if (property.computed) this.visit(property.key);
            this.declarePattern(property.value, kind, scope);
          }
        }
        break;
      case 'ArrayPattern':
        for (const element of pattern.elements)
          if (element !== null) this.declarePattern(element, kind, scope);
        break;
      case 'RestElement':
        this.declarePattern(pattern.argument, kind, scope);
        break;
      case 'AssignmentPattern':
        this.declarePattern(pattern.left, kind, scope);
        this.visit(pattern.right);
        break;
      case 'MemberExpression':
        this.visit(pattern);
        break;
    }
  }

  // ---- scopes

  protected statements(body: readonly AnyNode[]): void {
    this.declarations.declareLexical(body, this.scope, this.varScope);
    for (const statement of body) this.visit(statement);
  }

  protected inScope(scope: Scope, walk: () => void): void {
    const outer = this.scope;
    this.scope = scope;
    walk();
    this.scope = outer;
  }

  protected walkFunction(
    node: FunctionNode,
    kind: 'declaration' | 'expression' | 'arrow' | 'constructor',
  ): void {
    const fn = this.fn;
    const state = this.#leave();
    if (kind === 'expression' && node.id != null) {
      this.scope = new Scope('name', this.scope, fn);
      this.declarations.declare(node.id, 'name', this.scope);
    }
    const block = node.body.type === 'BlockStatement' ? node.body : null;
    const strict = fn.strict || (block !== null && hasUseStrict(block.body));
    const constructs =
      kind === 'constructor' || (node.id != null && kind !== 'arrow' && isConstructorName(node.id.name));
    this.fn = node.info = new FunctionInfo(fn, node, strict, constructs);
    this.scope = this.varScope = node.scope = new Scope('function', this.scope, this.fn);
    node.scope.tokenFrom = node.body.start;
    for (const param of node.params) this.declarePattern(param, 'param', node.scope);
    if (block !== null) this.statements(block.body);
    else this.visit(node.body);
    if (this.fn.directEval) {
      node.scope.dynamic = true;
      if (kind === 'arrow') fn.directEval = true;
    }
    this.fn = fn;
    this.#restore(state);
  }

  #leave(): State {
    const state: State = {
      scope: this.scope,
      varScope: this.varScope,
      test: this.test,
      into: this.into,
      suspensions: this.suspensions,
    };
    this.test = 0;
    this.into = null;
    this.suspensions = 0;
    return state;
  }

  #restore(state: State): void {
    this.scope = state.scope;
    this.varScope = state.varScope;
    this.test = state.test;
    this.into = state.into;
    this.suspensions = state.suspensions;
  }

  /** A field's initialiser or a static block: code of its own function, without parameters or a name. */
  protected initialiser(kind: 'function' | 'static', walk: () => void): Scope {
    const fn = this.fn;
    const state = this.#leave();
    this.fn = new FunctionInfo(fn, null, true, true);
    const scope = new Scope(kind, this.scope, this.fn);
    this.scope = this.varScope = scope;
    walk();
    this.fn = fn;
    this.#restore(state);
    return scope;
  }
}
