// From the facts of a run to what the user is told: a report with the user's rules applied, for one test or for all.
import { resolve } from 'node:path';
import { RACES_FOUND, USAGE } from '../cli/exit-codes.ts';
import { applyRules, judge, publish, type Lines } from '../cli/publish.ts';
import { readRules, type Rules } from '../cli/rules.ts';
import { mapOfText } from '../cli/text-maps.ts';
import { loadConfig, readEnvironment, SETTINGS_VARIABLE } from '../config/load.ts';
import { DEFAULTS, type Config } from '../config/keys.ts';
import { RacewireError } from '../errors.ts';
import { readSpools, type Spool } from '../facts/read.ts';
import type { RaceFact } from '../facts/types.ts';
import { makePaint } from '../formats/paint.ts';
import { prettyRace } from '../formats/pretty.ts';
import { buildReport } from '../report/build.ts';
import type { Race, Report } from '../report/model.ts';
import { openPlaces } from '../report/places.ts';
import type { Mode, Session, Told } from './session.ts';

export interface Verdict {
  readonly report: Report;
  readonly config: Config;
  readonly lines: Lines;
  /** What is wrong with the user's configuration or rules: none of them is in force then, so that no race is lost for it. */
  readonly mistake?: RacewireError;
}

/** The report of the facts that there are. @param wanted - which races are looked at */
export async function reportSoFar(
  session: Pick<Session, 'run' | 'home' | 'told'>,
  wanted: (fact: RaceFact, spool: Spool) => boolean,
  exitCode = 0,
): Promise<Verdict> {
  const { run, home, told } = session;
  const { config, rules, mistake } = await settingsOf(told);
  const places = openPlaces([run.cache, run.spool], mapOfText(home));
  const lines: Lines = (name) => places.lines(resolve(told.cwd, name));
  const spools = readSpools(run.spool).map((spool) => ({
    ...spool,
    facts: spool.facts.filter((fact) => fact.fact !== 'race' || wanted(fact, spool)),
  }));
  const report = buildReport(spools, places, {
    command: process.argv.slice(1),
    exitCode,
    level: run.level,
    engines: run.engines,
    cwd: told.cwd,
    own: run.own,
    home,
  });
  return {
    report: applyRules(report, rules, lines),
    config,
    lines,
    ...(mistake === undefined ? {} : { mistake }),
  };
}

async function settingsOf(
  told: Told,
): Promise<{ readonly config: Config; readonly rules: Rules; readonly mistake?: RacewireError }> {
  const own = { ...told.given, ...readEnvironment(process.env[SETTINGS_VARIABLE]) };
  try {
    const file = await loadConfig({ commandLine: {}, environment: {}, root: told.root });
    const config: Config = { ...file, ...own };
    return { config, rules: await readRules(config, told.cwd, told.root) };
  } catch (error) {
    if (!(error instanceof RacewireError)) throw error;
    return {
      config: { ...DEFAULTS, ...own },
      rules: { suppressions: [], baseline: new Set() },
      mistake: error,
    };
  }
}

/** Prints what there is to the user's reporters. @returns the exit code of a run whose tests have passed */
export function publishVerdict(verdict: Verdict, mode: Mode): number {
  const { report, config, lines, mistake } = verdict;
  const written = publish(report, config, lines);
  if (mistake !== undefined) process.stderr.write(`racewire: ${mistake.message} (${mistake.code})\n`);
  const failing = mode === 'fail' && openRaces(verdict).length > 0;
  if (failing && judge(report, config) !== 0) return RACES_FOUND;
  return mistake === undefined ? written : USAGE;
}

/** The races that count against the exit code. */
export function openRaces({ report, config }: Verdict): Race[] {
  return report.races.filter(
    (race) =>
      race.severity !== 'benign' &&
      race.known !== true &&
      (config.blame === 'all' || race.scope === 'first-party'),
  );
}

/**
 * Text of the error by which a test with races fails; undefined where it has none that is not tolerated. Limits speak of
 * the whole run: with any set, tests do not fail by themselves.
 */
export function failureText(verdict: Verdict): string | undefined {
  const races = openRaces(verdict);
  const { failOn } = verdict.config;
  const none = Object.keys(failOn).length === 1 && failOn.total === 0;
  if (races.length === 0 || !none || judge(verdict.report, verdict.config) === 0) return undefined;
  const options = { colours: false, show: [], lines: verdict.lines };
  const texts = races.map((race) => prettyRace(race, 'screen', options, makePaint(false)).join('\n'));
  return `racewire: ${races.length === 1 ? 'a race' : `${races.length} races`} in this test\n\n${texts.join('\n\n')}`;
}
