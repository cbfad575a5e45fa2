// The mark that an instrumented function or class carries behind its first token: /*@rw:<key>:<start>:<end>*/. The
// runtime's Function.prototype.toString finds the original text by it. src/hooks reads it; keep both in step.

/** The mark of the text from `start` to `end` (UTF-16 offsets in the original). */
export function markText(key: string, start: number, end: number): string {
  return `/*@rw:${key}:${start}:${end}*/`;
}
