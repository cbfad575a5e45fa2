// Texts that were made of a file and have no map: each mark is found where it was written, whatever was taken away around it.
import { transformSync } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { makeRealign } from '../../src/report/realign.ts';

const SOURCE = `// It's a cache; "quotes" in comments, and (brackets.
import type { Load } from './load.ts';

export interface Entry<T> {
  readonly value: T; // don't
}

abstract class Base<T> {
  protected abstract mark0(): void;
}

export class Cache<T extends object = object> extends Base<T> {
  private readonly entries: Map<string, Entry<T>> = new Map<string, Entry<T>>();
  static shared?: Cache;

  protected mark0(): void {
    mark1(this.entries as unknown as Map<string, number>);
  }

  async get(key: string, load: (key: string) => Promise<T>): Promise<T> {
    if (!mark2(this.entries.has(key), 'it is "there"')) {
      const value: T = await load(key);
      mark3(this.entries.set(key, { value } satisfies Entry<T>));
    }
    return mark4<T>(this.entries.get(key)!.value);
  }

  async twice(key: string, load: Load<T>): Promise<[T, T]> {
    if (!mark5(this.entries.has(key))) mark6(load as never);
    return Promise.all([mark7(this.get(key, load)), mark8(this.get(key, load))]) as Promise<[T, T]>;
  }
}

type Last = { [K in keyof Entry<1>]: K };
export function last(this: void, { value }: Entry<1>, ...rest: readonly unknown[]): Last | undefined {
  return mark9(value, ...rest)! as Last;
}
`;

/** Line and column of each mark. */
function marks(text: string): Map<string, { line: number; column: number }> {
  return new Map(
    [...text.matchAll(new RegExp('mark[1-9](?=[(<])', 'g'))].map((found) => {
      const before = text.slice(0, found.index).split('\n');
      return [found[0], { line: before.length, column: before.at(-1)!.length + 1 }];
    }),
  );
}

const made = (options: object): string => transformSync(SOURCE, { loader: 'ts', ...options }).code;

describe('makeRealign', () => {
  it.each([
    ['types away', made({})],
    [
      'class fields lowered',
      made({ target: 'es2021', tsconfigRaw: { compilerOptions: { useDefineForClassFields: false } } }),
    ],
    ['async functions lowered', made({ target: 'es2016' })],
    ['as CommonJS', made({ format: 'cjs' })],
    ['without white space', made({ minifyWhitespace: true })],
    ['in a function', `'use strict';async (exports, require)=>{{${made({})}\n}}`],
    ['with calls of imports renamed', made({}).replaceAll('mark', '__vi_import_0__.mark')],
  ])('finds every mark with %s', (_, text) => {
    const realign = makeRealign(text, SOURCE);
    const expected = marks(SOURCE);
    expect([...expected.keys()]).toHaveLength(9);
    for (const [name, { line, column }] of marks(text)) {
      expect({ name, ...realign(line, column) }).toEqual({ name, ...expected.get(name) });
    }
    expect(marks(text).size).toBe(9);
  });

  it('says nothing about what it does not recognise', () => {
    const realign = makeRealign(`${made({})}\nfunction added() {\n  helper();\n}`, SOURCE);
    const lines = made({}).split('\n').length;
    expect(realign(lines + 2, 3)).toBeUndefined();
    expect(realign(9999, 1)).toBeUndefined();
    expect(makeRealign('a b c', '')(1, 1)).toBeUndefined();
    expect(makeRealign('', 'a b c')(1, 1)).toBeUndefined();
  });
});
