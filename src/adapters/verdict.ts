// From the facts of a run to what the user is told: a report with the user's rules applied, for one test or for all.
import { resolve } from 'node:path';
import { applyRules, judge, readRules, type Lines } from '../cli/publish.ts';
import { mapOfText } from '../cli/wrap.ts';
import { loadConfig, readEnvironment, SETTINGS_VARIABLE } from '../config/load.ts';
import type { Config } from '../config/keys.ts';
import { readSpools, type Spool } from '../facts/read.ts';
import type { RaceFact } from '../facts/types.ts';
import { makePaint } from '../formats/paint.ts';
import { prettyRace } from '../formats/pretty.ts';
import { buildReport } from '../report/build.ts';
import type { Race, Report } from '../report/model.ts';
import { openPlaces } from '../report/places.ts';
import type { Session } from './session.ts';

export interface Verdict {
  readonly report: Report;
  readonly config: Config;
  readonly lines: Lines;
}

/** The report of the facts that there are. @param wanted - which races are looked at */
export async function reportSoFar(
  session: Pick<Session, 'run' | 'home' | 'told'>,
  wanted: (fact: RaceFact, spool: Spool) => boolean,
  exitCode = 0,
): Promise<Verdict> {
  const { run, home, told } = session;
  const file = await loadConfig({ commandLine: {}, environment: {}, root: told.root });
  const config: Config = {
    ...file,
    ...told.given,
    ...readEnvironment(process.env[SETTINGS_VARIABLE]),
  };
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
  return { report: applyRules(report, readRules(config, told.cwd, told.root), lines), config, lines };
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
