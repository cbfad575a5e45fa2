/** Longest text whose flows are looked for (flows/flows.ts), as `codeLength` counts it. */
export const LONGEST_FLOWS = 300_000;

/** The length of a text without the source map that stands in it, in UTF-16 units: with one a module is several times as long. */
export function codeLength(text: string): number {
  const from = text.lastIndexOf('sourceMappingURL=data:');
  if (from < 0) return text.length;
  const end = text.indexOf('\n', from);
  return end < 0 ? from : from + text.length - end;
}
