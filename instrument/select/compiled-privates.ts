// Private fields as compilers write them for engines without them: calls of a helper with the object, the WeakMap that
// stands for the field, and the value. They are accesses to the field that was written.
//   TypeScript  __classPrivateFieldGet(o,_C_x,"f")   __classPrivateFieldSet(o,_C_x,v,"f")
//   esbuild     __privateGet(o,_x)                   __privateSet(o,_x,v)
//   SWC         _class_private_field_get(o,_x)       _class_private_field_set(o,_x,v)
//                                                    _class_private_field_update(o,_x).value++      esbuild: __privateWrapper(o,_x)._++
//   Babel       _classPrivateFieldGet(_x,o)          _classPrivateFieldSet(_x,o,v)             older ones in SWC's order
import type { CallExpression, Expression } from 'acorn';

const READERS = new Set([
  '__classPrivateFieldGet',
  '__privateGet',
  '_class_private_field_get',
  '_classPrivateFieldGet',
  '_classPrivateFieldGet2',
]);
const WRITERS = new Set([
  '__classPrivateFieldSet',
  '__privateSet',
  '_class_private_field_set',
  '_classPrivateFieldSet',
  '_classPrivateFieldSet2',
]);

/** What they answer has a property that is read and written at once: `o.#x++`. */
const UPDATERS = new Set(['__privateWrapper', '_class_private_field_update']);

/** An access to a private field that was compiled away. */
export interface CompiledPrivate {
  /** As it was written, with `#`. */
  readonly name: string;
  readonly object: Expression;
  /** What is stored; null for a read, and where that is told elsewhere. */
  readonly value: Expression | null;
  readonly updates: boolean;
}

/** The access that the call stands for, or null. */
export function compiledPrivate({ callee, arguments: args }: CallExpression): CompiledPrivate | null {
  if (callee.type !== 'Identifier') return null;
  const writes = WRITERS.has(callee.name);
  const updates = UPDATERS.has(callee.name);
  if (!writes && !updates && !READERS.has(callee.name)) return null;
  const [one, other, third, fourth] = args;
  // Babel's has the field in front.
  const swapped = callee.name.startsWith('_class') && one?.type === 'Identifier' && one.name.startsWith('_');
  const [object, field] = swapped ? [other, one] : [one, other];
  if (object === undefined || object.type === 'SpreadElement' || field?.type !== 'Identifier') return null;
  const typescript = callee.name.startsWith('__class');
  const kind = writes ? fourth : third;
  // Methods ("m") and accessors ("a") hold no state.
  if (typescript && (kind?.type !== 'Literal' || kind.value !== 'f')) return null;
  if (writes && (third === undefined || third.type === 'SpreadElement')) return null;
  const name = field.name.replace(typescript ? /^_[^_]*_/ : /^_/, '');
  return { name: '#' + name, object, value: writes ? (third as Expression) : null, updates };
}
