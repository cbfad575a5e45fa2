// Every program of the corpus through the built command: the right kind on the right lines, or silence.
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { countsOf, judge, programsOf, type Verdict } from './corpus-runner.ts';

const verdicts: Verdict[] = [];
afterAll(() => console.log(countsOf(verdicts)));

describe.concurrent('the corpus', () => {
  for (const program of programsOf(join(import.meta.dirname, 'corpus'))) {
    const title = program.race ? `${program.name} has a ${program.kind}` : `${program.name} has none`;
    it(program.todo ? `${title} (judged wrong today)` : title, async () => {
      const verdict = await judge(program);
      verdicts.push(verdict);
      if (program.todo) expect(verdict.wrong, 'judged right now: take `.todo` out of its name').not.toBe('');
      else expect(verdict.wrong).toBe('');
    });
  }
});
