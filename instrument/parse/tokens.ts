// Small searches in the text between two nodes, where only white space, comments, brackets and one operator stand.

const IDENTIFIER = /(?:[$_\p{ID_Continue}\u200c\u200d]|\\u[0-9a-fA-F]{4}|\\u\{[0-9a-fA-F]+\})+/uy;

/** The offset of the first character at or after `from` that is neither white space nor in a comment. */
export function skipTrivia(code: string, from: number): number {
  for (let i = from; ;) {
    const c = code.charCodeAt(i);
    if (c === 47 /* / */ && code.charCodeAt(i + 1) === 42 /* * */) i = code.indexOf('*/', i + 2) + 2;
    else if (c === 47 && code.charCodeAt(i + 1) === 47) i = lineEnd(code, i);
    else if (c <= 32 || (c >= 128 && /\s/.test(code[i] ?? ''))) {
      if (i >= code.length) return i;
      i++;
    } else return i;
  }
}

function lineEnd(code: string, from: number): number {
  for (let i = from; i < code.length; i++) {
    const c = code.charCodeAt(i);
    if (c === 10 || c === 13 || c === 0x2028 || c === 0x2029) return i;
  }
  return code.length;
}

/** The offset of `token` after `from`, over white space, comments and closing brackets; -1 if something else comes first. */
export function findToken(code: string, token: string, from: number): number {
  for (let i = from; i < code.length; i++) {
    i = skipTrivia(code, i);
    if (code.startsWith(token, i)) return i;
    if (code.charCodeAt(i) !== 41 /* ) */) return -1;
  }
  return -1;
}

/** The end of the identifier or of the single character that stands at `from`. */
export function tokenEnd(code: string, from: number): number {
  IDENTIFIER.lastIndex = from;
  return IDENTIFIER.test(code) ? IDENTIFIER.lastIndex : from + 1;
}
