// The commands that work on reports that exist.
import { Command } from 'commander';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { readFileSync } from 'node:fs';
import type { Key } from '../config/keys.ts';
import { userError } from '../errors.ts';
import { makePaint, takesColours, type Paint } from '../formats/paint.ts';
import { prettyRace } from '../formats/pretty.ts';
import { wrapText, WIDTH } from '../formats/layout.ts';
import { makeBaseline } from '../report/baseline.ts';
import { KIND_TEXTS } from '../report/kinds.ts';
import { mergeReports, readReport } from '../report/merge.ts';
import type { Report } from '../report/model.ts';
import { cacheDirectory, LAST_REPORT } from './directories.ts';
import { applyRules, judge, publish, writeReport, type Lines } from './publish.ts';
import { readRules } from './rules.ts';
import { parse, type Call, type Run } from './sub-command.ts';

/** Settings that speak of a finished report. */
const REPORT_KEYS: readonly Key[] = [
  'reporter',
  'output',
  'blame',
  'failOn',
  'suppressions',
  'baseline',
  'show',
  'detail',
];

const files = new Map<string, readonly string[] | undefined>();

const linesOnDisk: Lines = (file) => {
  if (!files.has(file)) {
    files.set(
      file,
      existsSync(file) ? readFileSync(file, 'utf8').split(/\r\n|[\n\r\u2028\u2029]/) : undefined,
    );
  }
  return files.get(file);
};

function lastReport(root: string): string {
  const file = join(cacheDirectory(root), LAST_REPORT);
  if (!existsSync(file)) {
    throw userError(
      'ERR_RACEWIRE_FILE',
      file,
      'the report of the last run',
      'no such file; run `racewire -- <command>` first, or name a report',
    );
  }
  return file;
}

async function show(report: Report, { config, root }: Call): Promise<number> {
  const judged = applyRules(report, await readRules(config, process.cwd(), root), linesOnDisk);
  const written = publish(judged, config, linesOnDisk);
  return judge(judged, config) || written;
}

export const report: Run = async (argv) => {
  const program = new Command('racewire report')
    .description('Prints the report of the last run, or of a file, again; exits as that run did.')
    .argument('[file]', 'a report in JSON');
  const call = await parse(program, REPORT_KEYS, argv);
  return call === undefined ? 0 : show(readReport(call.words[0] ?? lastReport(call.root)), call);
};

export const merge: Run = async (argv) => {
  const program = new Command('racewire merge')
    .description('Makes one report of several: shards and machines of a pipeline.')
    .argument('<files...>', 'reports in JSON');
  const call = await parse(program, REPORT_KEYS, argv);
  if (call === undefined) return 0;
  const reports = call.words.map(readReport) as [Report, ...Report[]];
  return show(mergeReports(reports), call);
};

export const baseline: Run = async (argv) => {
  const program = new Command('racewire baseline')
    .description(
      'Records the races of the last run, or of a report, as known: `--baseline` then lets only new ones fail.',
    )
    .argument('[file]', 'a report in JSON')
    .option('--to <file>', 'where to', 'racewire-baseline.json');
  const call = await parse(program, ['suppressions'], argv);
  if (call === undefined) return 0;
  const source = readReport(call.words[0] ?? lastReport(call.root));
  const known = makeBaseline(source);
  const target = program.opts<{ to: string }>().to;
  writeReport(resolve(target), `${JSON.stringify(known, null, 2)}\n`);
  const races = known.races.length;
  process.stdout.write(`racewire: ${races} known race${races === 1 ? '' : 's'} in ${target}\n`);
  return 0;
};

// Without an id: the one race there is, or a line for each.
function onlyRace({ races }: Report, paint: Paint): string | undefined {
  if (races.length === 1) return races[0]!.id;
  const options = { colours: false, show: [], lines: linesOnDisk } as const;
  const lines = races.flatMap((race) => prettyRace(race, 'line', options, paint));
  process.stdout.write(races.length === 0 ? 'racewire: no races in the last run\n' : `${lines.join('\n')}\n`);
  return undefined;
}

export const explain: Run = async (argv) => {
  const program = new Command('racewire explain')
    .description('Prints one race in full, with what its kind means and how it is mended.')
    .argument(
      '[id]',
      'id of the race, or the first digits of it; or a kind; without one, all races and their ids',
    )
    .argument('[file]', 'a report in JSON; the last run’s otherwise');
  const call = await parse(program, [], argv);
  if (call === undefined) return 0;
  const [asked, file] = call.words;
  const paint = makePaint(takesColours(process.stdout, process.env));
  const lines: string[] = [];
  const id = asked ?? onlyRace(readReport(lastReport(call.root)), paint);
  if (id === undefined) return 0;
  let kind = id;
  if (!Object.hasOwn(KIND_TEXTS, id)) {
    const source = readReport(file ?? lastReport(call.root));
    const race = source.races.find((one) => one.id.startsWith(id));
    if (race === undefined) {
      throw userError('ERR_RACEWIRE_VALUE', 'the id', 'that of a race in the report, or a kind', `\`${id}\``);
    }
    kind = race.kind;
    lines.push(...prettyRace(race, 'full', { colours: false, show: ['benign'], lines: linesOnDisk }, paint));
  }
  const text = KIND_TEXTS[kind as keyof typeof KIND_TEXTS];
  const paragraph = (words: string, first: string): string[] =>
    wrapText(first + words, WIDTH, ' '.repeat(first.length));
  lines.push(
    `${paint('store', kind)}: ${text.title}`,
    '',
    ...paragraph(text.what, ''),
    '',
    ...paragraph(text.typical, 'typical: '),
    '',
  );
  for (const fix of text.fixes) lines.push(...paragraph(fix, '- '));
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};
