// What `Object.assign` may assign: the names that its sources list, and where a source lists none, those of what it writes to.
//   Object.assign(o, { a: 1 })     const part = { a: 1 }; Object.assign(o, part)
//   const defaults = { ms: 100 };  Object.assign(defaults, options)
//   state = { likes: 0 };          Object.assign(this.state, patch)
import type { CallExpression, Expression, Identifier, ObjectExpression, PropertyDefinition } from 'acorn';
import { memberName } from '../select/property-names.ts';

/** The calls of one text. */
export class AssignCalls {
  readonly #assigned: Map<string, number>;
  /** Sources that are variables: what they hold is known later. */
  readonly #sources: Identifier[] = [];
  /** Targets of any names: variables, and names of properties. */
  readonly #targets: Identifier[] = [];
  readonly #members = new Set<string>();
  /** What properties are given. */
  readonly #literals: (readonly [name: string, literal: ObjectExpression])[] = [];

  /** @param assigned - gets the names, and where they are listed */
  constructor(assigned: Map<string, number>) {
    this.#assigned = assigned;
  }

  /** A class gives a field its first value. */
  noteField({ key, computed }: PropertyDefinition, value: Expression): void {
    if (key.type === 'PrivateIdentifier') this.noteProperty('#' + key.name, value);
    else if (key.type === 'Identifier' && !computed) this.noteProperty(key.name, value);
  }

  /** A property is given a value. */
  noteProperty(name: string, value: Expression): void {
    if (value.type === 'ObjectExpression' && name !== '') this.#literals.push([name, value]);
  }

  noteCall({ callee, arguments: [target, ...sources] }: CallExpression): void {
    if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return;
    if (callee.object.name !== 'Object' || memberName(callee) !== 'assign') return;
    for (const source of sources) {
      if (source.type === 'ObjectExpression') this.#noteKeys(source);
      else if (source.type === 'Identifier') this.#sources.push(source);
    }
    if (sources.every(({ type }) => type === 'ObjectExpression')) return;
    if (target!.type === 'Identifier') this.#targets.push(target as Identifier);
    else if (target!.type === 'MemberExpression') this.#members.add(memberName(target));
  }

  /** Adds what the variables were initialised with, all of which are known by now. */
  resolve(): void {
    for (const { binding } of this.#sources) if (binding?.literal) this.#noteKeys(binding.literal);
    // What a function makes for itself is nobody else's.
    for (const { binding } of this.#targets)
      if (binding?.literal && (binding.scope.single || binding.captured)) this.#noteKeys(binding.literal);
    if (this.#members.size === 0) return;
    for (const [name, literal] of this.#literals) if (this.#members.has(name)) this.#noteKeys(literal);
  }

  #noteKeys({ properties }: ObjectExpression): void {
    for (const property of properties) {
      if (property.type !== 'Property' || property.computed || property.key.type !== 'Identifier') continue;
      if (!this.#assigned.has(property.key.name)) this.#assigned.set(property.key.name, property.start);
    }
  }
}
