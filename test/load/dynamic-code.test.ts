// Code that a program makes of text: eval and new Function behave as without racewire, and what their text accesses is seen.
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NODES, project, races } from '../cli/project.ts';

const major = (node: string): number =>
  Number(/n(\d\d)[\\/]/.exec(node)?.[1] ?? process.versions.node.split('.')[0]);

/** Prints what texts give, and the stacks and messages of those that fail. */
const PROGRAM = `const o = { count: 1, get looked() { return new Error('looked').stack } }; o.count = 2;
const map = new Map(); const same = (m) => { m.set(1, 2); return m };
const show = (f) => { try { console.log(f()) } catch (e) { console.log(e.stack.split('\\n').slice(0, 4).join('\\n')) } };
show(() => same(map) && eval('o.count++; same(map).get(1) + new Error("a").stack.split("\\\\n")[1]'));
show(() => same(map) && eval('o.count++; same(map).nothing(1)'));
show(() => eval('if (o.count) { o.count = 7 } else 3') + eval('for (var i = 0; i < 3; i++) map.set(i, i)').size);
show(() => (0, eval)('var held = { count: 1 }; held.count = 5; function more(a) { held.count += a; return held.count }; more.toString() + more(2)'));
show(() => globalThis.more.name + typeof held + delete globalThis.held);
show(() => globalThis.eval('this === globalThis'));
show(() => eval('o.count++; same(map).get(1) + new Error("b").stack.split("\\\\n")[1]\\n//# sourceURL=pack:///./(a)/b.js'));
show(() => new Function('a', 'b = 1', 'a.count = b; a.count += 1; throw new Error("x" + a.count)')(o));
show(() => new Function('a', 'b', 'a.count = b;\\n  return a.count + new Error("y").stack.split("\\\\n")[1] + arguments.callee')(o, 3));
show(() => new Function('o', 'return o.looked')(o).split('\\n').slice(0, 3).join());
show(() => { const f = Function('return ({ count }) => count'); return [f.name, f.length, f.toString(), String(f())] });
for (const text of [['/*', '*/){ o.count = 1'], ['a', '}), (function(){'], ['a', 'return a b'], ['a = ', 'a.count = 1'], [{ toString: () => 'q' }, 'return q.count']])
  show(() => new Function(...text)(o));
for (const [a, b] of [['/*', '*/){ o.count = 1'], ['a', '}), (function(){'], ['a', 'return a b'], ['a,', 'a.count = 1']])
  show(() => new Function(a, b)(o));
show(() => eval('o.count = ;'));
show(() => eval('o.count[Symbol.iterator](1)'));
const AsyncFunction = (async () => {}).constructor, GeneratorFunction = (function* () {}).constructor;
show(() => new AsyncFunction('m', 'await 1; m.count = 1; return m.count').toString());
show(() => [...GeneratorFunction('m', 'm.count = 1; yield m.count')(o)]);
const shadow = (Function) => new Function('a', 'a.count = 3');
show(() => shadow(class { constructor(...texts) { this.texts = texts } }));
show(() => Object.getOwnPropertyNames(globalThis).filter((name) => /race/.test(name)));
`;

/** Two tasks whose check and write stand in texts. */
const LOST_UPDATE = `const store = new Map([['n', 0]]);
const pause = () => new Promise((settle) => setTimeout(settle, 1));
const read = new Function('store', 'return store.get("n")');
const write = (n) => eval('store.set("n", n + 1)');
const add = async () => { const n = read(store); await pause(); write(n); };
Promise.all([add(), add()]);
`;

describe.each(NODES.map((node) => ({ node, name: `Node ${major(node)}` })))('$name', ({ node }) => {
  it.each(['prog.cjs', 'prog.mjs'])('runs the texts of %s as without racewire', async (file) => {
    const { racewire, plain } = project({ [file]: PROGRAM });
    const native = await plain(['node', file], { node });
    const run = await racewire([], ['node', file], { node });
    expect(run.report.coverage.files).toBe(4);
    expect(run.stdout).toBe(native.stdout);
  });
});

it('finds a lost update whose steps stand in texts, in the second run by what is kept of the first', async () => {
  const { racewire, path } = project({ 'main.cjs': LOST_UPDATE });
  const run = await racewire([], ['node', 'main.cjs']);
  expect(races(run)).toEqual(['lost-update [new Function]:3 [eval text]:1 [eval text]:1']);
  const cache = path('node_modules/.cache/racewire');
  const names = readdirSync(cache).sort();
  const times = names.map((name) => statSync(join(cache, name), { bigint: true }).ino);
  const second = await racewire([], ['node', 'main.cjs']);
  const columns = ({ report }: typeof run): unknown[] =>
    report.races.flatMap(({ accesses }) => accesses.map(({ line, column }) => [line, column]));
  expect(races(second)).toEqual(races(run));
  expect(columns(second)).toEqual(columns(run));
  expect(readdirSync(cache).sort()).toEqual(names);
  const kept = (name: string): boolean => name.endsWith('.kept');
  expect(names.filter(kept).length).toBeGreaterThanOrEqual(3);
  for (const [index, name] of names.entries())
    if (kept(name)) expect(statSync(join(cache, name), { bigint: true }).ino, name).toBe(times[index]);
});

it('reports the name that a text gives itself, and its source by the map that it brings along', async () => {
  const map = {
    version: 3,
    sources: ['app/add.js'],
    sourcesContent: ["const n = store.get('n');\nstore.set('n', n + 1);\n"],
    names: [],
    mappings: ';;AAAU;AACV',
  };
  const text = [
    `(async () => {`,
    `;`,
    `const n = store.get('n'); await pause();`,
    `store.set('n', n + 1);`,
    `})`,
    `//# sourceMappingURL=data:application/json;charset=utf-8;base64,${Buffer.from(JSON.stringify(map)).toString('base64')}`,
    `//# sourceURL=pack:///./app/add.js`,
  ].join('\n');
  const start = `const store = new Map([['n', 0]]);
const pause = () => new Promise((settle) => setTimeout(settle, 1));\n`;
  const main = (code: string): string =>
    `${start}const add = eval(${JSON.stringify(code)});\nPromise.all([add(), add()]);\n`;
  const { racewire } = project({
    'mapped.cjs': main(text),
    'named.cjs': main(text.replace(/.*sourceMappingURL.*/, '')),
  });
  expect(races(await racewire([], ['node', 'mapped.cjs']))).toEqual([
    'lost-update add.js:1 add.js:2 add.js:2',
  ]);
  expect(races(await racewire([], ['node', 'named.cjs']))).toEqual([
    'lost-update add.js:3 add.js:4 add.js:4',
  ]);
});
