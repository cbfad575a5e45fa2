// The end of the report: counts, what was not instrumented, and what this run could have seen at all. A suite that awaits
// one call at a time cannot show a race across await; a green run says so instead of looking clean.
import type { Report } from '../report/model.ts';
import { cut, WIDTH, wrapText } from './layout.ts';
import type { Paint } from './paint.ts';
import { plural, seen } from './coverage-words.ts';
import { storeName } from './words.ts';

const SKIPPED_SHOWN = 5;
const GROUPS_SHOWN = 12;

export function prettySummary(report: Report, paint: Paint): string[] {
  return [
    ...headline(report, paint),
    ...groups(report, paint),
    ...seen(report).flatMap((text) => wrapText(text, WIDTH - 2, '').map((line) => `  ${line}`)),
    ...skipped(report, paint),
    ...unusedSuppressions(report, paint),
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

// With many races: by store, the most first.
function groups(report: Report, paint: Paint): string[] {
  const open = report.races.filter((race) => race.severity !== 'benign' && race.known !== true);
  if (open.length < 4) return [];
  const counts = new Map<string, number>();
  for (const race of open) {
    const name = `${race.kind} on ${storeName({ type: race.store.type, label: race.store.label })}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const sorted = [...counts].sort((a, b) => b[1] - a[1]);
  const lines = sorted
    .slice(0, GROUPS_SHOWN)
    .map(([name, count]) => `  ${String(count).padStart(4)}  ${cut(name, WIDTH - 8)}`);
  if (sorted.length > GROUPS_SHOWN)
    lines.push(paint('dim', `        … and ${sorted.length - GROUPS_SHOWN} other stores`));
  return lines;
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
