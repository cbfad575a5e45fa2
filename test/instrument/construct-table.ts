// A table of constructs: the same behaviour as native, and the very calls of hooks.
import { describe, expect, it } from 'vitest';
import { compare } from './compare.ts';

/** [what, program, calls of hooks except those of stores made at the top of the module] */
type Case = readonly [what: string, program: string, calls: readonly string[]];

export const names: ReadonlySet<string> = new Set(['a', 'b', 'n', 'get', '#x']);

/** The recorded calls carry site numbers; here they are compared without. */
export function table(title: string, cases: readonly Case[]): void {
  describe(title, () => {
    it.each(cases)('%s', async (_what, program, calls) => {
      const { native, instrumented, calls: seen, code } = await compare(program, { assignedNames: names });
      expect(instrumented, code).toEqual(native);
      const heads = seen.filter((call) => !call.startsWith('nw(')).map((call) => /^\w+/.exec(call)![0]);
      expect(heads, code).toEqual(calls);
    });
  });
}
