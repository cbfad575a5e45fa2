// Random programs for the fidelity property: small, of every construct that gets hooks, and always ending (each loop and
// each call burns fuel). They log what they do, so that two runs can be compared step by step.
import fc from 'fast-check';

const NAMES = ['x', 'y', 'z', 'o', 'p', 'v', 'm', 's'];
const PROPERTIES = ['a', 'b', 'n'];
const KEYS = ['"a"', '"b"', '0', '1', 'x', 'k()'];

const name = fc.constantFrom(...NAMES);

/** As a literal. */
const quoted = (text: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  text.map((value) => JSON.stringify(value));

const property = fc.constantFrom(...PROPERTIES);

interface Grammar {
  readonly expression: string;
  readonly target: string;
  readonly member: string;
  readonly pattern: string;
  readonly parameter: string;
  readonly statement: string;
  readonly block: string;
  readonly fn: string;
}

const grammar = fc.letrec<Grammar>((tie: fc.LetrecTypedTie<Grammar>): fc.LetrecValue<Grammar> => {
  const e = tie('expression');
  const template = (strings: TemplateStringsArray, ...parts: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
    fc.tuple(...parts).map((values) => strings.map((text, i) => text + (values[i] ?? '')).join(''));
  const key = fc.oneof({ depthSize: 'small' }, fc.constantFrom(...KEYS), template`log(${e})`);
  return {
    member: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      template`${name}.${property}`,
      template`${name}[${key}]`,
      template`(${e}).${property}`,
      template`(${e})[${key}]`,
      template`this.${property}`,
    ),
    target: fc.oneof({ weight: 2, arbitrary: name }, { weight: 3, arbitrary: tie('member') }),
    pattern: fc.oneof(
      template`[${tie('target')}, ${tie('target')} = ${e}]`,
      template`[, ...${tie('target')}]`,
      template`{ a: ${tie('target')}, [${key}]: ${tie('target')} = ${e} }`,
      template`{ b: ${tie('target')}, ...${tie('target')} }`,
    ),
    fn: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      template`() => ${e}`,
      template`(q = ${e}) => (${e}, q)`,
      template`function (q) { ${tie('block')} return ${e} }`,
      template`settle(async (q) => { ${tie('block')} return await ${e} })`,
      template`settle(async () => ${e})`,
      template`(${tie('parameter')}, q = ${e}) => (${e}, q)`,
      template`(${tie('parameter')}, ...q) => { ${tie('block')} log(w1, w2, q); return ${e} }`,
      template`({ a: w3 } = {}, ${tie('parameter')}) => [w3, w1, w2, ${e}]`,
      template`settle(async (${tie('parameter')}) => { ${tie('block')} return [await ${e}, w1, w2] })`,
      template`settle(async (${tie('parameter')}) => (w1 = ${e}))`,
      template`function (${tie('parameter')}) { ${tie('block')} return [w2, w1] }`,
      template`(${tie('parameter')}) => { var g = () => w1++; function w${fc.constantFrom('1', '3')}() {} return g() }`,
    ),
    parameter: fc.oneof(
      template`{ a: w1, b: w2 = ${e} }`,
      template`{ [${key}]: w1, ...w2 }`,
      template`[w1, w2 = ${e}]${fc.constantFrom('', ' = []', ' = [x, y]')}`,
      template`[w1, ...w2]`,
      template`{ a: [w1], n: { w2 } = {} }`,
      template`{ a: w1 = w2, w2 }${fc.constantFrom('', ' = {}', ' = o')}`,
      template`{ w2, w1 = () => w2 }`,
    ),
    expression: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 5 },
      fc.constantFrom('1', '2', '"s"', 'undefined', 'null', 'this', '[]', '[1, 2, 3]', '({ a: 1, b: [2] })'),
      name,
      tie('member'),
      template`log(${e})`,
      template`(${tie('target')} = ${e})`,
      template`(${tie('target')} ${fc.constantFrom('+=', '-=', '??=', '||=', '&&=')} ${e})`,
      template`(${tie('pattern')} = ${e})`,
      template`${fc.constantFrom('++', '--')}${tie('target')}`,
      template`(${tie('target')}${fc.constantFrom('++', '--')})`,
      template`(delete ${tie('member')})`,
      template`(${key} in ${name})`,
      template`(${e} ${fc.constantFrom('+', '===', '<', '&&', '||')} ${e})`,
      template`(${e} ?? ${e})`,
      template`(${e} ? ${e} : ${e})`,
      template`${name}?.${property}`,
      template`${name}?.[${key}]?.${property}`,
      template`${name}?.${fc.constantFrom('get', 'has', 'push')}(${e})`,
      template`(${e}).${fc.constantFrom('get', 'has', 'delete', 'push', 'indexOf', 'a')}(${e})`,
      template`${name}.${fc.constantFrom('set', 'splice', 'fill', 'concat')}(${e}, ${e})`,
      template`${name}.${fc.constantFrom('clear', 'pop', 'keys', 'join', 'b')}()`,
      template`${name}.${property}.${fc.constantFrom('get', 'pop', 'a')}(${e})`,
      template`${name}[${key}](${e})`,
      template`${name}[${fc.constantFrom('"get"', '"set"', '"push"', '"fill"', '`has`', 'log("splice")')}](${fc.constantFrom('', '1, ', 'x, k(), ')}${e})`,
      template`(${e})[${fc.constantFrom('"pop"', '"keys"', 'q')}]()`,
      template`${name}(${e})`,
      template`new ${fc.constantFrom('Map', 'Set', 'x', 'o.a')}(${e})`,
      template`[...${e}, ${e}]`,
      template`f(...${e})`,
      template`({ x, a: ${e}, ...${e}, [${key}]: ${e} })`,
      template`Object.${fc.constantFrom('keys', 'values', 'assign')}(${e})`,
      template`Reflect.${fc.constantFrom('get', 'has', 'deleteProperty')}(${name}, ${key})`,
      template`Array.prototype.${fc.constantFrom('slice', 'push', 'indexOf')}.call(${name}, ${e})`,
      template`(${tie('fn')})`,
      template`(${tie('fn')})(${e})`,
      template`(${tie('fn')}).name`,
      quoted(e).map((text) => `eval(${text})`),
      quoted(tie('block')).map((text) => `eval(${text})`),
      quoted(tie('block')).map((text) => `(0, eval)(${text})`),
      template`new Function('q', 'w1 = 1', ${quoted(tie('block').map((text) => `${text}return q`))})(${e})`,
      template`Function(${quoted(template`return ${e}`)}).call(${name})`,
      template`String(Function(${quoted(template`return [${tie('fn')}, ${e}]`)}))`,
      template`typeof ${name}`,
      template`((${e}, ${e}))`,
      fc.constant('(class { #p = x; static s = this; a() { return this.#p++ } get b() { return super.b } })'),
      fc.constant('(new (class extends Map { n = x; constructor() { super(); this.a = x } })())'),
    ),
    block: fc
      .array(tie('statement'), { maxLength: 3, depthIdentifier: 'statement' })
      .map((lines) => lines.map((line) => line + '\n').join('')),
    statement: fc.oneof(
      { depthSize: 'small', withCrossShrink: true, maxDepth: 4, depthIdentifier: 'statement' },
      e.map((text) => `;${text}`),
      e.map((text) => `log(${text});`),
      template`{ const { a: c1, ...c2 } = ${e}; log(c1, c2) }`,
      template`{ const [d1, d2 = ${e}] = ${e}; log(d1, d2) }`,
      template`if (${e}) { ${tie('block')} } else ${e};`,
      template`for (const i of ${e}) { tick(); ${tie('block')} log(i) }`,
      template`for (${tie('target')} of ${e}) { tick(); ${tie('block')} }`,
      template`for (${fc.constantFrom('const', 'let')} ${tie('parameter')} of ${e}) { tick(); ${tie('block')} log(w1, w2) }`,
      template`for (const { a: i, b: [, { a: j } = q], ...w } of ${e}) { tick(); ${tie('block')} fs.push(() => log(i, j, w)) }`,
      template`for (const [i, { a: j, n }] of ${e}) { tick(); log(i, j, n); ${tie('block')} }`,
      template`for (const i in ${e}) { tick(); ${tie('block')} }`,
      template`for (let i = 0; i < 2; i++) { tick(); ${tie('block')} fs.push(() => i++) }`,
      template`try { ${tie('block')} } catch (error) { log(error.name, error.message) } finally { log(${e}) }`,
      template`switch (${e}) { case ${e}: ${tie('block')} default: log(${e}) }`,
      template`{ let w = ${e}; const g = () => w = ${e}; log(g()); log(w); w++ }`,
      template`{ l: for (const i of [1, 2]) { tick(); if (${e}) continue l; log(i) } }`,
      template`x = ${tie('fn')};`,
      template`f(${e});`,
    ),
  };
});

/** A function body that logs, and returns or throws. It may use await when `isAsync`. */
export const randomProgram: fc.Arbitrary<string> = fc
  .record({
    functions: fc.array(fc.tuple(grammar.block, grammar.expression), { minLength: 1, maxLength: 2 }),
    body: fc.array(grammar.statement, { minLength: 2, maxLength: 6 }),
    last: grammar.expression,
    strict: fc.boolean(),
    suspends: fc.boolean(),
  })
  .map(({ functions, body, last, strict, suspends }) => {
    const text = body.join('\n');
    // In an async program every other logged value is awaited.
    const main = suspends
      ? text.replace(/\blog\((?=[^)]*\))/g, (found, at: number) => (at % 2 === 0 ? found : 'await log('))
      : text;
    return `${strict ? '"use strict"\n' : ''}let fuel = 400;
function tick() { if (--fuel < 0) throw new Error('no fuel') }
function settle(f) { return (...args) => { const result = f(...args); result.catch(() => {}); return result } }
function k() { tick(); log('k'); return 'a' }
let x = 1, y = 'y', z, fs = []
var o = { a: 1, b: { a: 2 }, get n() { log('getter'); return 3 }, set n(w) { log('setter', w) } }, p = new Proxy({ a: 1 }, { get(t, key) { log('trap', String(key)); return Reflect.get(t, key) } })
var v = [1, 2, 3], m = new Map([[1, 'one']]), s = new Set([1, 2])
${functions.map(([block, result], i) => `function ${i === 0 ? 'f' : 'x' + i}(q) { tick(); ${block}\n return ${result} }`).join('\n')}
${suspends ? `return (async () => {\n${nested(main)}\nreturn ${last} })()` : `${text}\nreturn ${last}`}`;
  });

/** Awaits are put only where the async function itself runs; inside nested functions the text may not parse, and is dropped. */
function nested(text: string): string {
  try {
    new Function(`return (async () => {${text}\n})`);
    return text;
  } catch {
    return text.replaceAll('await log(', 'log(');
  }
}

/** Whether the engine takes the text at all. */
export function isProgram(body: string): boolean {
  try {
    new Function(body);
    return true;
  } catch {
    return false;
  }
}
