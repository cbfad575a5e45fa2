// The end of the report: counts, what was not instrumented, and what this run could have seen at all. A suite that awaits
// one call at a time cannot show a race across await; a green run says so instead of looking clean.
import type { Race, Report } from '../report/model.ts';
import { cut, pad, WIDTH, wrapText } from './layout.ts';
import type { Paint } from './paint.ts';
import { seen } from './coverage-words.ts';
import { plural } from './numbers.ts';
import { storeName } from './words.ts';

const SKIPPED_SHOWN = 5;
const GROUPS_SHOWN = 11;
const NAME_WIDTH = 44;

export function prettySummary(report: Report, paint: Paint): string[] {
  return [
    ...headline(report, paint),
    ...groups(report, paint),
    ...seen(report).flatMap((text) => wrapText(text, WIDTH - 2, '').map((line) => `  ${line}`)),
    ...skipped(report, paint),
    ...unusedSuppressions(report, paint),
    ...page(report, paint),
  ];
}

function headline(report: Report, paint: Paint): string[] {
  const { races, dependency, suppressed, benign, known } = report.summary;
  const own = races - dependency;
  const notes = [
    ...(dependency > 0 ? [`${dependency} in dependencies only`] : []),
    ...(known > 0 ? [`${known} known from the baseline`] : []),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(benign > 0 ? [`${benign} benign`] : []),
  ];
  const text = own === 0 ? 'no races found' : plural(own, 'race');
  const [first, ...rest] = wrapText(
    `racewire: ${text}${notes.length === 0 ? '' : ` (${notes.join(', ')})`}`,
    WIDTH,
    '  ',
  );
  return [first!.replace(text, () => paint(own === 0 ? 'good' : 'error', text)), ...rest];
}

// With many races: by kind and store, the most first, each with its pairs of sites as far as they fit.
function groups(report: Report, paint: Paint): string[] {
  const open = report.races.filter((race) => race.severity !== 'benign' && race.known !== true);
  if (open.length < 4) return [];
  const byStore = new Map<string, Race[]>();
  for (const race of open) {
    const name = `${race.kind} on ${storeName({ type: race.store.type, label: race.store.label })}`;
    byStore.set(name, [...(byStore.get(name) ?? []), race]);
  }
  const sorted = [...byStore].sort((a, b) => b[1].length - a[1].length);
  const lines = sorted.slice(0, GROUPS_SHOWN).map(([name, races]) => {
    const shown = pad(cut(name, NAME_WIDTH), NAME_WIDTH);
    const room = WIDTH - 8 - NAME_WIDTH - 2;
    return `  ${String(races.length).padStart(4)}  ${shown}  ${paint('place', pairs(races, room))}`;
  });
  if (sorted.length > GROUPS_SHOWN)
    lines.push(paint('dim', `        … and ${sorted.length - GROUPS_SHOWN} other stores`));
  return lines;
}

// `cache.ts:10/12, +6`: the lines of both sides of the first race, and how many other pairs there are.
function pairs(races: readonly Race[], room: number): string {
  const all = [...new Set(races.map(pairOf))];
  const more = all.length > 1 ? `, +${all.length - 1}` : '';
  return `${cut(all[0]!, room - more.length)}${more}`;
}

function pairOf({ accesses }: Race): string {
  const [first, second] = [accesses[0], accesses.at(-1)];
  if (first === undefined || second === undefined) return '';
  const base = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
  const one = `${base(first.file)}:${first.line}`;
  if (first.file !== second.file) return `${one} / ${base(second.file)}:${second.line}`;
  return first.line === second.line ? one : `${one}/${second.line}`;
}

function skipped(report: Report, paint: Paint): string[] {
  const { skipped: files } = report.coverage;
  if (files.length === 0) return [];
  const lines = files
    .slice(0, SKIPPED_SHOWN)
    .map(({ file, why }) => `    ${cut(`${file}: ${why}`, WIDTH - 4)}`);
  if (files.length > SKIPPED_SHOWN)
    lines.push(paint('dim', `    … and ${files.length - SKIPPED_SHOWN} more`));
  return [`  Not instrumented, ran unchanged: ${plural(files.length, 'file')}`, ...lines];
}

function unusedSuppressions(report: Report, paint: Paint): string[] {
  return report.suppressions
    .filter(({ count }) => count === 0)
    .map(({ rule, file, line }) => paint('dim', `  Unused suppression ${rule} at ${file}:${line}`));
}

function page({ summary }: Report, paint: Paint): string[] {
  if (summary.races === 0) return [];
  return [paint('dim', '  As a page, with timelines: racewire report --reporter html=races.html')];
}
