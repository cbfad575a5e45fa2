// Stacks of store accesses as a file for speedscope (https://www.speedscope.app), whose format is public: frames once,
// samples as lists of frame numbers from the outermost, weights beside them.
import type { Spool } from '../facts/read.ts';
import type { HooksFact } from '../facts/types.ts';
import { shownFile } from '../report/places.ts';
import { parseStack } from '../report/stack.ts';
import { VERSION } from '../version.ts';

interface Frame {
  readonly name: string;
  readonly file: string;
  readonly line: number;
}

export interface Speedscope {
  readonly $schema: 'https://www.speedscope.app/file-format-schema.json';
  readonly exporter: string;
  readonly name: string;
  readonly activeProfileIndex: 0;
  readonly shared: { readonly frames: readonly Frame[] };
  readonly profiles: readonly {
    readonly type: 'sampled';
    readonly name: string;
    readonly unit: 'none';
    readonly startValue: 0;
    readonly endValue: number;
    readonly samples: readonly (readonly number[])[];
    readonly weights: readonly number[];
  }[];
}

/**
 * One profile a thread that accessed stores; a weight is a number of accesses.
 * @param home - directory of racewire's built files, whose frames are left out
 * @param cwd - files are named relative to it
 */
export function speedscope(spools: readonly Spool[], name: string, home: string, cwd: string): Speedscope {
  const frames: Frame[] = [];
  const numbers = new Map<string, number>();
  const number = (frame: Frame): number => {
    const key = `${frame.name} ${frame.file}:${frame.line}`;
    let known = numbers.get(key);
    if (known === undefined) {
      known = frames.push(frame) - 1;
      numbers.set(key, known);
    }
    return known;
  };
  const profiles: Speedscope['profiles'][number][] = [];
  for (const { facts, thread, name: spool } of spools) {
    const fact = facts.findLast((one): one is HooksFact => one.fact === 'hooks');
    if (fact === undefined || fact.stacks.length === 0) continue;
    const samples: number[][] = [];
    const weights: number[] = [];
    for (const [stack, accesses] of fact.stacks) {
      const list = parseStack(stack, home).map(({ function: called, file, line }) =>
        number({ name: called === '' ? '(top level)' : called, file: shownFile(file, cwd), line }),
      );
      if (list.length === 0) continue;
      samples.push(list.reverse());
      weights.push(accesses);
    }
    profiles.push({
      type: 'sampled',
      name: thread === undefined ? spool : `${thread.name} of process ${thread.pid}`,
      unit: 'none',
      startValue: 0,
      endValue: weights.reduce((sum, weight) => sum + weight, 0),
      samples,
      weights,
    });
  }
  return {
    $schema: 'https://www.speedscope.app/file-format-schema.json',
    exporter: `racewire ${VERSION}`,
    name,
    activeProfileIndex: 0,
    shared: { frames },
    profiles: profiles.sort((a, b) => b.endValue - a.endValue),
  };
}
