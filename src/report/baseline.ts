// A baseline: the fingerprints of races that are known. They stay in the report, marked, and do not fail the run. Lines may
// move under it; a changed expression or function is a new race.
import { existsSync, readFileSync } from 'node:fs';
import { userError, quoted } from '../errors.ts';
import { summarise } from './build.ts';
import type { Report } from './model.ts';

export interface Baseline {
  readonly version: 1;
  readonly races: readonly {
    readonly fingerprint: string;
    readonly kind: string;
    readonly store: string;
    readonly where: string;
  }[];
}

/** The baseline of a report: its open races. */
export function makeBaseline(report: Report): Baseline {
  const races = report.races
    .filter((race) => race.severity !== 'benign')
    .map((race) => ({
      fingerprint: race.fingerprint,
      kind: race.kind,
      store: `${race.store.type} ${race.store.label}`.trim(),
      where: race.accesses.map((access) => `${access.file}:${access.line}`).join(' / '),
    }))
    .sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  return { version: 1, races };
}

/** Fingerprints of a baseline file or of a whole report. */
export function readBaseline(file: string): Set<string> {
  const expected = 'a baseline (`racewire baseline`) or a report';
  if (!existsSync(file)) throw userError('ERR_RACEWIRE_FILE', file, expected, 'no such file');
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw userError('ERR_RACEWIRE_FILE', file, expected, (error as Error).message);
  }
  const { version, races } = (value ?? {}) as { version?: unknown; races?: unknown };
  if (version !== 1) throw userError('ERR_RACEWIRE_FILE', file, expected, `version ${quoted(version)}`);
  const fingerprints = Array.isArray(races)
    ? (races as { fingerprint?: unknown }[]).map((race) => race?.fingerprint)
    : [undefined];
  if (!fingerprints.every((one) => typeof one === 'string')) {
    throw userError('ERR_RACEWIRE_FILE', file, expected, '`races` without fingerprints');
  }
  return new Set(fingerprints);
}

/** The report with its known races marked. */
export function markKnown(report: Report, fingerprints: ReadonlySet<string>): Report {
  const races = report.races.map((race) =>
    fingerprints.has(race.fingerprint) ? { ...race, known: true } : race,
  );
  return { ...report, races, summary: summarise(races, report.summary.suppressed, report.summary.benign) };
}
