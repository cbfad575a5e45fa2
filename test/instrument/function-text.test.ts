// Function.prototype.toString of instrumented functions gives the original text.
import { afterAll, describe, expect, it } from 'vitest';
import { installFunctionText, originalText, registerSource } from '../../src/hooks/function-text.ts';
import { transform } from '../../instrument/index.ts';
import { fakeRuntime } from './fake-runtime.ts';
import vm from 'node:vm';

const native = Function.prototype.toString;
afterAll(() => {
  Function.prototype.toString = native;
});

/** The texts of the functions that `code` puts in `out`, native and instrumented. */
function texts(code: string): { native: string[]; instrumented: string[] } {
  const collect = '\nObject.values(out).map((f) => Function.prototype.toString.call(f));';
  const plain = vm.runInNewContext(code + collect) as string[];
  const context = vm.createContext({});
  const realm = vm.runInContext('globalThis', context) as { Function: FunctionConstructor };
  Object.defineProperty(realm, '__racewire', { value: fakeRuntime(false).hooks });
  installFunctionText(realm);
  const result = transform(code + collect, { file: '/f.js', goal: 'script', key: 'abc123' });
  registerSource('abc123', code + collect);
  expect(result.code).toContain('/*@rw:abc123:');
  return { native: [...plain], instrumented: [...(vm.runInContext(result.code, context) as string[])] };
}

describe('Function.prototype.toString', () => {
  it('gives the written text of every kind of function and class', () => {
    const { native: plain, instrumented } = texts(`
      class A { static async sm(m) { return m.get(1) } get x() { return this.#p[0] } #p = []; 'quoted name'(m) { return m.has(1) }
        [\`computed\`](m) { return m.has(2) } *gen(m) { m.clear() } async *ag(m) { m.clear() } static { this.z = (m) => m.get(3) } #q(m) { m.clear() } static q(a) { return a.#q } }
      const o = { method(m) { m.clear() }, get g() { return this[1] }, async am(m) { await m.get(1) }, \\u0061b(m) { m.clear() } };
      var out = [A, A.sm, Object.getOwnPropertyDescriptor(A.prototype, 'x').get, A.prototype['quoted name'], A.prototype.computed,
        A.prototype.gen, A.prototype.ag, A.z, A.q(new A()), o.method, Object.getOwnPropertyDescriptor(o, 'g').get, o.am, o.ab,
        function f(m) { return m.get(1) }, async function (m) { await m }, (m) => m.get(1), m => m.get(1), async m => m.get(1), async (m) => { await m },
        function /* c */ g /* d */ (m) { return m.get(1) } /* not this */, class extends Array { m() { return this.length } }, () => ({ a: [].x[1] })];`);
    expect(plain.length).toBe(22);
    expect(instrumented).toEqual(plain);
  });

  it('leaves other texts alone, also those that only look marked', () => {
    expect(originalText('function f() {}')).toBe('function f() {}');
    expect(originalText('function/*@rw:zz:1:2*/ f() {}')).toBe('function/*@rw:zz:1:2*/ f() {}');
    expect(originalText('function/*@rw:0f0f:1:2*/ f() {}')).toBe('function f() {}');
  });

  it('cannot be told from the built-in', () => {
    installFunctionText();
    const { toString } = Function.prototype;
    expect(toString.name).toBe('toString');
    expect(toString.length).toBe(0);
    expect('prototype' in toString).toBe(false);
    expect(toString.call(toString)).toBe(native.call(native));
    expect(() => toString.call({} as never)).toThrow(
      new TypeError("Function.prototype.toString requires that 'this' be a Function"),
    );
    expect(() => Reflect.construct(Object, [], toString)).toThrow(TypeError);
  });

  it('reads a source only when it is asked for, and survives one that cannot be read', () => {
    registerSource('beef', () => {
      throw new Error('gone');
    });
    expect(originalText('()/*@rw:beef:0:5*/ => 1')).toBe('() => 1');
    registerSource('cafe', () => 'abcdef');
    expect(originalText('()/*@rw:cafe:1:3*/ => 1')).toBe('bc');
  });
});
