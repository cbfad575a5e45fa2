// Texts as they come: every line of the output is the line of the input, whatever stands in it.
import vm from 'node:vm';
import { describe, expect, it } from 'vitest';
import { cacheKey, explainHooks, InstrumentError, transform, type Goal } from '../../instrument/index.ts';
import { fakeRuntime } from './fake-runtime.ts';

const options = (goal: Goal) => ({ file: '/odd.js', goal, key: 'abc' });
const BREAKS = /\r\n|[\n\r\u2028\u2029]/;

/** Instruments, checks the lines, and runs it as a script. */
function run(code: string): unknown {
  const result = transform(code, options('script'));
  expect(result.unchanged).toBe(false);
  const before = code.split(BREAKS);
  const after = result.code.split(BREAKS);
  expect(after.length).toBe(before.length);
  const context = vm.createContext({});
  Object.defineProperty(vm.runInContext('globalThis', context), '__racewire', {
    value: fakeRuntime(false).hooks,
  });
  return vm.runInContext(result.code, context);
}

describe('odd input', () => {
  it('keeps lines of every kind of line break', () => {
    expect(run('var a = [1,\r\n2,\n3,\r4,\u20285,\u20296]\r\na[5]')).toBe(6);
  });
  it('keeps a hashbang and a BOM in their places', () => {
    const hashbang = transform('#!/usr/bin/env node\nx[0]', options('module')).code;
    expect(hashbang.startsWith('#!/usr/bin/env node\nconst __rw=')).toBe(true);
    expect(run('\ufeffvar a = [7]; a[0]')).toBe(7);
  });
  it('keeps directives directives', () => {
    expect(run('"use strict"\nvar o = Object.freeze([1]); try { o[0] = 2 } catch (e) { e.name }')).toBe(
      'TypeError',
    );
    expect(run('function f() { "use strict"; return this?.[0] }\nString(f())')).toBe('undefined');
    expect(run("'a', f()[0]; function f() { return [3] }")).toBe(3);
  });
  it('knows HTML-like comments', () => {
    expect(run('<!-- comment\nvar a = [1]\n--> comment\na[0]')).toBe(1);
    expect(run('--> comment\nvar a = [1]; a[0]')).toBe(1);
  });
  it('puts a semicolon where a line break ended the statement before', () => {
    expect(run('var o = { a: 1, clear() { return 5 } }\nvar p = o\no.clear()')).toBe(5);
    expect(
      run(
        'var o = { k: [4] }\nfunction f() { var z = o\n ++z.k[0]\n z.k.keys().next()\n return z }\nf().k[0]',
      ),
    ).toBe(5);
    expect(run('var o = new Map\nif (o) \n o.keys()\nelse\n o.values()\nfor (;;) { break }\no.size')).toBe(0);
  });
  it('keeps completion values', () => {
    expect(run('var a = [1]; 5; for (var x of a) { }')).toBe(undefined);
    expect(run('var a = [1]; function g() { return a[0] }')).toBe(undefined);
    expect(run('var a = [1]; for (var x of a) { a[0] }')).toBe(1);
  });
  it('declares nothing in scripts', () => {
    const context = vm.createContext({});
    const global = vm.runInContext('globalThis', context) as object;
    Object.defineProperty(global, '__racewire', { value: fakeRuntime(false).hooks });
    vm.runInContext(
      transform(
        'let x = [1]; function f() { x = [2] } f(); g()[0]; function g() { return x }',
        options('script'),
      ).code,
      context,
    );
    expect(Reflect.ownKeys(global).filter((key) => String(key).startsWith('__rw'))).toEqual([]);
    expect(vm.runInContext('typeof __rw', context)).toBe('undefined');
  });
  it('leaves empty, watched-nothing and instrumented texts alone', () => {
    for (const code of ['', '\n', '// only a comment', '"use strict"', 'var x = 1', '#!hashbang']) {
      expect(transform(code, options('script'))).toMatchObject({ code, unchanged: true });
    }
    const once = transform('x[0]', options('script')).code;
    expect(transform(once, options('script'))).toMatchObject({ code: once, unchanged: true });
  });
  it('chooses names that do not occur in the text', () => {
    expect(transform('var __rw = [1], __rw_ = 2; __rw[0]', options('commonjs')).code).toContain(
      'const __rw__=',
    );
  });
  it('has no dead zone where a cycle of imports calls a function early', () => {
    const cyclic = [
      'import "./other.mjs";',
      'import * as me from "./odd.js";',
      'export * from "./other.mjs";',
      'export { y } from "./other.mjs";',
    ];
    for (const first of cyclic)
      expect(transform(`${first}export function f(x) { return x[0] }`, options('module')).code).toContain(
        'var __rw=',
      );
    const code = 'import("./other.mjs"); const y = 1; export { y }; export function f(x) { return x[0] }';
    expect(transform(code, options('module')).code).toContain('const __rw=');
  });
  it('says where a text does not parse', () => {
    const fail = (code: string, goal: Goal): unknown => {
      try {
        return transform(code, options(goal));
      } catch (error) {
        return error;
      }
    };
    expect(fail('let a;\n  let a;', 'module')).toBeInstanceOf(InstrumentError);
    expect(fail('let a;\n  let a;', 'module')).toMatchObject({ line: 2, column: 7 });
    expect(fail('{"json": true}', 'module')).toBeInstanceOf(InstrumentError);
    expect(fail('return 1', 'module')).toBeInstanceOf(InstrumentError);
    expect(fail('await 1', 'commonjs')).toBeInstanceOf(InstrumentError);
    expect(fail(`${'['.repeat(100_000)}${']'.repeat(100_000)}`, 'script')).toBeInstanceOf(InstrumentError);
    expect(fail('return x[0]', 'commonjs')).not.toBeInstanceOf(Error);
  });
  it('knows import attributes, top-level await and import.meta', () => {
    const code =
      'import data from "./x.json" with { type: "json" };\nawait import("./y.js", { with: { type: "json" } });\nuse(import.meta.url[0], data[0])';
    expect(transform(code, options('module')).code.split('\n').length).toBe(3);
  });
  it('copes with long sums and long lines', () => {
    expect(run(`var a = [1]; ${'a[0]+'.repeat(1_000)}0`)).toBe(1_000);
    expect(run(`var a = [1];${'a[0]=a[0]+1;'.repeat(20_000)}a[0]`)).toBe(20_001);
  });
  it('gives a cache key that depends on all that matters', () => {
    const base = cacheKey('x', options('module'));
    expect(base).toMatch(/^[0-9a-f]{16}$/);
    expect(cacheKey('y', options('module'))).not.toBe(base);
    expect(cacheKey('x', options('script'))).not.toBe(base);
    expect(cacheKey('x', { ...options('module'), assignedNames: new Set(['a']) })).not.toBe(base);
    expect(cacheKey('x', options('module'))).toBe(base);
  });
  it('makes a source map when asked', () => {
    const { map, code } = transform('const m = f();\nuse(m.get(1), m.size)', {
      ...options('module'),
      map: true,
    });
    const parsed = JSON.parse(map!) as { sources: string[]; mappings: string };
    expect(parsed.sources).toEqual(['/odd.js']);
    expect(parsed.mappings.split(';').length).toBe(code.split('\n').length);
  });
  it('explains each hook', () => {
    const { hooks } = explainHooks(
      'let n = 0;\nfunction f(o) { n++; o.a = 1; return o.a + o[n] }',
      options('module'),
    );
    expect(hooks.map(({ line, op, why }) => `${line} ${op}: ${why}`)).toEqual([
      '1 scope: variables of this scope are watched',
      '2 update: `n` is used by another function and assigned after its initialisation',
      '2 write: `a` is assigned at line 2',
      '2 read: `a` is assigned at line 2',
      '2 read: an element by key of something that others may hold',
      '2 read: `n` is used by another function and assigned after its initialisation',
    ]);
  });
});
