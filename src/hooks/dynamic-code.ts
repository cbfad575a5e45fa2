// Code made from text while the program runs: the hook of direct eval.
// LIMIT: the text of a direct eval runs as it is. It sees the variables of the function around it, which therefore get no
// hooks (instrument/select/variables.ts); `new Function` and indirect eval are not instrumented either.

/** Direct eval of `text` is about to happen at `site`; what is returned is evaluated. Anything that is no string stays. */
export function ev(text: unknown, _site: number): unknown {
  return text;
}
