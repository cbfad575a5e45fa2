// Code made from text while the program runs: the hooks of `eval` and of `new Function`. What becomes of the text is
// src/load/dynamic-code.ts's to say, which loads the transformer at the first one.

/** Gives the text that is to be evaluated in the place of another one; never throws. */
export interface DynamicCode {
  /** @param callee - what is called, or 0 for the property `eval` of the global object */
  evaluated(text: string, callee: unknown): string;
  /** @param params - the arguments before the body */
  body(body: string, params: readonly unknown[], callee: unknown): string;
}

/** Filled when code is instrumented as it is loaded. */
export const dynamicCode: { code: DynamicCode | null } = { code: null };

/** [eval(text)] Anything that is no string stays. */
export function ev(text: unknown, _site: number, callee: unknown): unknown {
  return typeof text !== 'string' || dynamicCode.code === null
    ? text
    : dynamicCode.code.evaluated(text, callee);
}

/** [new Function(…, body)] */
export function fb(callee: unknown, _site: number, params: readonly unknown[], body: unknown): unknown {
  return typeof body !== 'string' || dynamicCode.code === null
    ? body
    : dynamicCode.code.body(body, params, callee);
}
