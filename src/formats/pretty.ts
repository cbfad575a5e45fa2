// The report for people, at 80 columns.
import type { Access, Race, Report } from '../report/model.ts';
import { makePaint, type Paint } from './paint.ts';
import type { FormatOptions } from './table.ts';

export function formatPretty(report: Report, options: FormatOptions): string {
  const paint = makePaint(options.colours);
  const shown = report.races.filter((race) => race.severity !== 'benign' || options.show.includes('benign'));
  const blocks = shown.map((race) => prettyRace(race, paint));
  return `${[...blocks, `racewire: ${report.summary.races} races`].join('\n')}\n`;
}

function prettyRace(race: Race, paint: Paint): string {
  const times = race.count === 1 ? 'once' : `${race.count} times`;
  const key = race.store.key === undefined ? '' : `[${race.store.key}]`;
  const head = `racewire: ${race.kind} on ${race.store.type} ${race.store.label}${key} (${race.certainty}, ${times})`;
  const lines = race.accesses.map((access) => accessLine(access, paint));
  return [paint('error', head), ...lines, `  hint: ${race.hint}`, ''].join('\n');
}

function accessLine(access: Access, paint: Paint): string {
  const place = paint('place', `${access.file}:${access.line}:${access.column}`);
  return `  ${access.role} ${access.op}  ${place}  ${access.code}  ${access.task ?? access.thread}`;
}
