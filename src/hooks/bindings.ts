// Node's bindings, for what it offers no other way to.
import process from 'node:process';

export type Callable = (this: unknown, ...values: unknown[]) => unknown;
export type Binding = Record<string, Callable | undefined>;

const node = process as unknown as { noDeprecation?: boolean; binding(name: string): Binding };

/** A binding, without the warning; undefined where a permission model keeps it. */
export function bindingOf(name: string): Binding | undefined {
  const { noDeprecation } = node;
  try {
    node.noDeprecation = true;
    return node.binding(name);
  } catch {
    return undefined;
  } finally {
    if (noDeprecation === undefined) delete node.noDeprecation;
    else node.noDeprecation = noDeprecation;
  }
}
