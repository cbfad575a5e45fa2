// Where instrumented code finds the hooks: a lexical constant of the global scope, which each script, module and function of a
// realm sees. It is no property of the global object: a program that lists or copies those (core-js) does not find it.

declare const __racewire: unknown;

/** The hooks of this realm, if it has any. */
export function globalHooks(): object | undefined {
  return typeof __racewire === 'undefined' ? undefined : (__racewire as object);
}
