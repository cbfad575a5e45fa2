// Whether a text may load an ES module, told without parsing it: a word `import` that could begin a declaration or a call. In
// types of JSDoc it does neither, and CommonJS that is written with types is full of those.

const IMPORTS = /\bimport(?:\s*[(*{'"/]|\s+[\w$\\\u0080-\uffff])/g;

// What stands before it in its line: a line's comment, or one that is not closed and holds nothing but comment so far.
const IN_COMMENT = /^\s*(?:\/\/|(?:\*(?!\/)|\/\*)(?!.*\*\/))|\/\*\*?\s*@\w+\s*\{(?!.*\*\/)/;

/** True where in doubt. */
export function mayImport(text: string): boolean {
  IMPORTS.lastIndex = 0;
  for (let found = IMPORTS.exec(text); found !== null; found = IMPORTS.exec(text)) {
    if (!IN_COMMENT.test(text.slice(text.lastIndexOf('\n', found.index) + 1, found.index))) return true;
  }
  return false;
}
