// Lines to copy: the rule that silences a race, and the commands that show it again.
import type { Race, Report } from '../report/model.ts';

/** `kind:pattern` for .racewire-suppressions: by the store's name where it has a plain one, else by file. */
export function suppressionOf(race: Race): string {
  const { label } = race.store;
  const pattern = /^[\w$.]+$/.test(label) ? label : (race.accesses[0]?.file ?? '*');
  return `${race.kind}:${pattern.replace(/[*?[\]{}()!+@|\\]/g, '\\$&')}`;
}

/** The command that runs the program under racewire again, as this report was made. */
export function reproductionOf(race: Race, report: Report): string {
  const options = [
    ...(report.level === 'predicted' ? [] : ['--level', report.level]),
    ...(report.engines.length === 1 ? ['--engine', report.engines[0]!] : []),
    ...(race.accesses.some((access) => access.package !== undefined) ? ['--deps'] : []),
  ];
  return ['npx', 'racewire', ...options, '--', ...report.command.map(quoted)].join(' ');
}

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
