// What the user knows about and does not want to hear: rules of a file, and comments beside the code. Each rule counts
// what it silenced, so that unused ones can be named.
//
//   file      lost-update:src/cache.ts     kind:pattern a line, `*` for any kind; # begins a comment
//   code      // racewire-ignore-next-line lost-update -- reason
//             // racewire-ignore-file -- reason
//
// A pattern is a glob against the file, the function or the store's label of any access.
import { existsSync, readFileSync } from 'node:fs';
import { matcherOf } from '../globs.ts';
import { userError } from '../errors.ts';
import type { RaceKind } from '../facts/types.ts';
import { IGNORE_RULE, summarise } from './build.ts';
import type { Access, Race, Report, SuppressionUse } from './model.ts';
import { shownFile } from './places.ts';

export const KINDS: readonly RaceKind[] = [
  'data-race',
  'lost-update',
  'clobbered-write',
  'stale-iteration',
  'order-race',
  'diverged-copy',
];

export interface Suppression {
  readonly rule: string;
  readonly file: string;
  readonly line: number;
  readonly reason?: string;
  matches(race: Race): boolean;
}

/** The rules of a suppressions file. @param shown - the file as messages name it */
export function parseSuppressions(text: string, shown: string): Suppression[] {
  const rules: Suppression[] = [];
  text.split(/\r?\n/).forEach((whole, index) => {
    const [rule, ...reasons] = whole.replace(/^\s*#.*$/, '').split(/\s+(?:#|--)\s*/);
    const trimmed = (rule ?? '').trim();
    if (trimmed === '') return;
    const line = index + 1;
    const at = trimmed.indexOf(':');
    const kind = trimmed.slice(0, Math.max(0, at));
    const pattern = trimmed.slice(at + 1).trim();
    if (at < 0 || pattern === '' || (kind !== '*' && !(KINDS as readonly string[]).includes(kind))) {
      throw userError('ERR_RACEWIRE_SUPPRESSIONS', shown, line, trimmed);
    }
    const matches = matcherOf(pattern);
    const reason = reasons.join(' ').trim();
    rules.push({
      rule: trimmed,
      file: shown,
      line,
      ...(reason === '' ? {} : { reason }),
      matches: (race) =>
        (kind === '*' || race.kind === kind) &&
        (matches(race.store.label) ||
          race.accesses.some(
            (access) => matches(access.file) || (access.function !== '' && matches(access.function)),
          )),
    });
  });
  return rules;
}

/** The rules of several files; a file that is not there is an error. */
export function readSuppressions(files: readonly string[], cwd: string): Suppression[] {
  return files.flatMap((file) => {
    if (!existsSync(file))
      throw userError('ERR_RACEWIRE_FILE', file, 'a file of suppressions', 'no such file');
    return parseSuppressions(readFileSync(file, 'utf8'), shownFile(file, cwd));
  });
}

const COMMENT = /\/[/*]\s*racewire-ignore-(next-line|file)\b\s*([\w, -]*?)\s*(?:--\s*(.*?))?\s*(?:\*\/)?\s*$/;

/** What the comments of one file silence. */
function parseComments(lines: readonly string[], file: string): Suppression[] {
  const rules: Suppression[] = [];
  lines.forEach((text, index) => {
    const found = COMMENT.exec(text);
    if (found === null) return;
    const whole = found[1] === 'file';
    const kinds = found[2]!.split(/[\s,]+/).filter((kind) => kind !== '');
    const line = index + 1;
    rules.push({
      rule: `racewire-ignore-${found[1]}${kinds.length === 0 ? '' : ` ${kinds.join(' ')}`}`,
      file,
      line,
      ...(found[3] === undefined || found[3] === '' ? {} : { reason: found[3] }),
      matches: (race) =>
        (kinds.length === 0 || kinds.includes(race.kind)) &&
        race.accesses.some(
          (access) => access.file === file && (whole || access.line === nextCode(lines, index)),
        ),
    });
  });
  return rules;
}

// The comment speaks of the next line that is not itself a comment.
function nextCode(lines: readonly string[], from: number): number {
  let index = from + 1;
  while (index < lines.length && /^\s*(\/\/.*|\*.*|\/\*.*\*\/\s*)?$/.test(lines[index]!)) index++;
  return index + 1;
}

/**
 * The report without what the rules and the comments of its files silence.
 * @param lines - lines of a file as the report names it
 */
export function suppress(
  report: Report,
  rules: readonly Suppression[],
  lines: (file: string) => readonly string[] | undefined,
): Report {
  const files = new Set(report.races.flatMap((race) => race.accesses.map((access: Access) => access.file)));
  const all = [...rules, ...[...files].flatMap((file) => parseComments(lines(file) ?? [], file))];
  const counts = new Map<Suppression, number>(all.map((rule) => [rule, 0]));
  const races = report.races.filter((race) => {
    const hits = all.filter((rule) => rule.matches(race));
    for (const rule of hits) counts.set(rule, counts.get(rule)! + 1);
    return hits.length === 0;
  });
  const uses = all.map(({ rule, file, line, reason }, index): SuppressionUse => {
    const count = counts.get(all[index]!)!;
    return { rule, file, line, ...(reason === undefined ? {} : { reason }), count };
  });
  const suppressed = report.summary.suppressed + report.races.length - races.length;
  return {
    ...report,
    races,
    suppressions: [...report.suppressions.filter(({ rule }) => rule === IGNORE_RULE), ...uses],
    summary: summarise(races, suppressed, report.summary.benign),
  };
}
