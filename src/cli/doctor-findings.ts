// What a run tells about itself: what was instrumented, what was not and why, and what to change.
import { existsSync, readFileSync } from 'node:fs';
import { plural } from '../formats/numbers.ts';
import type { Probed } from '../load/probe.ts';
import type { Spool } from '../facts/read.ts';
import type { Report } from '../report/model.ts';
import { toolSource } from '../config/tools.ts';
import { packageOf } from '../report/packages.ts';
import { shownFile } from '../report/places.ts';

export interface Finding {
  /** Nothing to do about `good` and `note`; `change` says what could be better. */
  readonly mark: 'good' | 'note' | 'change';
  readonly text: string;
  /** Names, one a line where they are few. */
  readonly names?: readonly string[];
  /** What to change. */
  readonly advice?: string;
}

interface Run {
  readonly report: Report;
  readonly spools: readonly Spool[];
  readonly probed: readonly Probed[];
  readonly cwd: string;
  /** Directory of racewire's own built files. */
  readonly home: string;
  /** `--deps`. */
  readonly deps: boolean;
}

/** The findings of a run, in the order in which they are printed. */
export function findingsOf(run: Run): Finding[] {
  const hooked = new Set(
    run.spools.flatMap(({ facts }) => facts.flatMap((fact) => (fact.fact === 'module' ? [fact.file] : []))),
  );
  return [
    instrumented(run, hooked),
    ...skipped(run),
    ...evaluated(run, hooked),
    ...dependencies(run, hooked),
    ...unwatched(run, hooked),
    ...foreignCode(run),
    ...threads(run),
    ...processes(run),
    ...buffers(run),
    ...lost(run),
    ...overlaps(run),
  ];
}

const isDependency = (file: string): boolean => /[\\/]node_modules[\\/]/.test(file);

function instrumented({ report, cwd }: Run, hooked: ReadonlySet<string>): Finding {
  const own = [...hooked]
    .filter((file) => !isDependency(file) && !file.endsWith('-wrapper'))
    .map((file) => shownFile(file, cwd));
  const { files } = report.coverage;
  if (files > 0) return { mark: 'good', text: `${plural(files, 'file')} instrumented`, names: own.sort() };
  return {
    mark: 'change',
    text: 'no file was instrumented',
    advice:
      'Run the command from the project’s own directory (where package.json lies), or name the files: `--include "src/**"`. A program that is only in node_modules needs `--deps`.',
  };
}

function skipped({ report }: Run): Finding[] {
  const { skipped: files, unhandled } = report.coverage;
  return [
    ...(files.length === 0
      ? []
      : [
          {
            mark: 'change' as const,
            text: `${plural(files.length, 'file')} could not be instrumented and ran unchanged`,
            names: files.map(({ file, why }) => `${file}: ${why}`),
            advice:
              'Files that are no JavaScript to the parser: compile them first (`tsx`, a build), or leave them out with `--exclude`.',
          },
        ]),
    ...(unhandled.length === 0
      ? []
      : [
          {
            mark: 'note' as const,
            text: `${plural(unhandled.length, 'construct')} left without hooks`,
            names: unhandled.map(({ file, line, what }) => `${file}:${line} ${what}`),
          },
        ]),
  ];
}

const EVALUATES = /(?<![.\w$])eval\s*\(|\bnew\s+Function\s*\(/;

function evaluated({ cwd }: Run, hooked: ReadonlySet<string>): Finding[] {
  const places: string[] = [];
  for (const file of hooked) {
    if (isDependency(file) || !existsSync(file)) continue;
    readFileSync(file, 'utf8')
      .split('\n')
      .forEach((line, index) => {
        if (EVALUATES.test(line) && !/^\s*(\/\/|\*|\/\*)/.test(line))
          places.push(`${shownFile(file, cwd)}:${index + 1}`);
      });
  }
  if (places.length === 0) return [];
  return [
    {
      mark: 'note',
      text: `${plural(places.length, 'line')} with eval or new Function: of variables around them, and of properties the text only reads, nothing is seen`,
      names: places,
    },
  ];
}

function dependencies({ probed, deps, home }: Run, hooked: ReadonlySet<string>): Finding[] {
  const packages = new Set<string>();
  for (const file of probed.flatMap(({ files }) => files)) {
    if (hooked.has(file) || !isDependency(file) || file.startsWith(home)) continue;
    packages.add(packageOf(file) ?? file);
  }
  if (packages.size === 0) return [];
  if (deps) {
    // What else is left with --deps has nothing in it that could race.
    const isTool = new RegExp(toolSource([]));
    const tools = [...packages].filter((name) =>
      isTool.test(`/node_modules/${name.replace(/@[^@/]*$/, '')}/`),
    );
    if (tools.length === 0) return [];
    return [
      {
        mark: 'note',
        text: `${plural(tools.length, 'package')} that ${tools.length === 1 ? 'runs or compiles' : 'run or compile'} the program had no hooks (--include "**/node_modules/NAME/**" adds them)`,
        names: tools.sort(),
      },
    ];
  }
  return [
    {
      mark: 'note',
      text: `${plural(packages.size, 'package')} ran without hooks: races inside their own Maps and objects are not seen`,
      names: [...packages].sort(),
      advice:
        'If a race may lie in a dependency’s state that your code drives, run with `--deps`, or `--include "node_modules/NAME/**"` for one.',
    },
  ];
}

function unwatched({ probed, cwd, home, report }: Run, hooked: ReadonlySet<string>): Finding[] {
  const skippedFiles = new Set(report.coverage.skipped.map(({ file }) => file));
  const files = probed
    .flatMap((one) => one.files)
    .filter(
      (file) =>
        /\.[cm]?[jt]sx?$/.test(file) && !isDependency(file) && !hooked.has(file) && !file.startsWith(home),
    )
    .map((file) => shownFile(file, cwd));
  const outside = [...new Set(files)]
    .filter((file) => !skippedFiles.has(file) && /^([/\\]|[A-Z]:)/.test(file))
    .sort();
  if (outside.length === 0) return [];
  return [
    {
      mark: 'note',
      text: `${plural(outside.length, 'file')} outside of the project ran without hooks`,
      names: outside,
      advice: '`--include` takes files outside of the project’s directory, too.',
    },
  ];
}

function foreignCode({ probed }: Run): Finding[] {
  const addons = [...new Set(probed.flatMap((one) => one.addons))];
  const wasm = probed.reduce((sum, one) => sum + one.wasm, 0);
  return [
    ...(addons.length === 0
      ? []
      : [
          {
            mark: 'note' as const,
            text: `${plural(addons.length, 'native addon')} loaded: what they do inside is not seen`,
            names: addons,
          },
        ]),
    ...(wasm === 0
      ? []
      : [
          {
            mark: 'note' as const,
            text: `WebAssembly was compiled ${wasm === 1 ? 'once' : `${wasm} times`}: its shared memory is seen only where JavaScript touches it`,
          },
        ]),
  ];
}

function threads({ probed, spools }: Run): Finding[] {
  const started = probed.reduce((sum, one) => sum + one.workers, 0);
  if (started === 0) return [];
  const watched = spools.filter(({ thread }) => thread !== undefined && thread.tid > 0).length;
  const text = `${plural(started, 'worker')} started, ${Math.min(watched, started)} watched`;
  if (watched >= started) return [{ mark: 'good', text }];
  return [
    {
      mark: 'change',
      text,
      advice:
        'A worker without the preload is not seen: start it with `new Worker` of node:worker_threads after the program has begun, and do not take `--require` out of its execArgv.',
    },
  ];
}

function processes({ probed, spools }: Run): Finding[] {
  const started = probed.flatMap((one) => one.children);
  const watched = new Set(spools.flatMap(({ thread }) => (thread === undefined ? [] : [thread.pid])));
  const missed = started.filter((pid) => !watched.has(pid)).length;
  if (started.length === 0) return [];
  const text = `${plural(started.length, 'child process', 'child processes')} of Node.js, ${started.length - missed} watched`;
  if (missed === 0) return [{ mark: 'good', text }];
  return [
    {
      mark: 'change',
      text,
      advice: 'A child with Node.js below 20, or one that ended before it began, is not watched.',
    },
  ];
}

function buffers({ report }: Run): Finding[] {
  const { unknownSharedBuffers: count } = report.coverage;
  if (count === 0) return [];
  return [
    {
      mark: 'change',
      text: `${plural(count, 'shared buffer')} came from code that is not watched: accesses to them are not compared`,
      advice: 'Make shared memory in instrumented code, or instrument the package that makes it (`--deps`).',
    },
  ];
}

function lost({ report }: Run): Finding[] {
  return report.coverage.lost.map(({ what, why, count }) => ({
    mark: 'change',
    text: `lost ${count === 1 ? 'once' : `${count} times`}: ${what} (${why})`,
  }));
}

function overlaps({ report }: Run): Finding[] {
  const { overlappingTaskPairs, threadsSharingMemory } = report.coverage;
  const found: Finding[] = [];
  if (report.engines.includes('tasks')) {
    found.push(
      overlappingTaskPairs > 0
        ? { mark: 'good', text: `${plural(overlappingTaskPairs, 'pair')} of tasks overlapped on one key` }
        : {
            mark: threadsSharingMemory > 0 ? 'note' : 'change',
            text: 'no two tasks overlapped on one key: a race across await could not have been found',
            advice:
              'Start calls together, as production does: `await Promise.all([f(1), f(2)])`, or send requests at the same time.',
          },
    );
  }
  if (report.engines.includes('threads') && threadsSharingMemory > 0)
    found.push({ mark: 'good', text: `${plural(threadsSharingMemory, 'thread')} shared memory` });
  return found;
}
