// SARIF 2.1.0, for code scanning: a rule for each kind, both sides of a race as related locations, a fingerprint that
// survives moved lines.
import type { Log, Location, ReportingDescriptor, Result, ThreadFlow } from 'sarif';
import { pathToFileURL } from 'node:url';
import { isAbsolute } from 'node:path';
import { KIND_TEXTS } from '../report/kinds.ts';
import type { Access, Frame, Race, Report } from '../report/model.ts';
import { VERSION } from '../version.ts';
import type { FormatOptions } from './options.ts';
import { actor, inOrder, storeName, times, wordsOf } from './words.ts';

const SCHEMA = 'https://json.schemastore.org/sarif-2.1.0.json';

export function formatSarif(report: Report, options: FormatOptions): string {
  const shown = report.races.filter((race) => race.severity !== 'benign' || options.show.includes('benign'));
  const kinds = [...new Set(shown.map((race) => race.kind))].sort();
  const log: Log = {
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'racewire', semanticVersion: VERSION, rules: kinds.map(rule) } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: report.exitCode === 0,
            exitCode: report.exitCode,
            commandLine: report.command.join(' '),
            toolExecutionNotifications: report.coverage.skipped.map(({ file, why }) => ({
              level: 'note',
              message: { text: `not instrumented: ${why}` },
              locations: [{ physicalLocation: { artifactLocation: artifact(file) } }],
            })),
          },
        ],
        results: shown.map((race) => result(race, kinds.indexOf(race.kind))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function rule(kind: Race['kind']): ReportingDescriptor {
  const text = KIND_TEXTS[kind];
  const fixes = text.fixes.map((fix) => `- ${fix}`).join('\n');
  return {
    id: kind,
    name: kind.replace(/(^|-)([a-z])/g, (_, _dash: string, letter: string) => letter.toUpperCase()),
    shortDescription: { text: text.title },
    fullDescription: { text: text.what },
    help: {
      text: `${text.what}\n\n${fixes}`,
      markdown: `${text.what}\n\nTypical: ${text.typical}\n\n${fixes}`,
    },
    defaultConfiguration: { level: 'error' },
  };
}

const LEVELS = { error: 'error', warning: 'warning', benign: 'note' } as const;

function result(race: Race, ruleIndex: number): Result {
  const { happened, missing } = wordsOf(race);
  const main = race.accesses[0];
  return {
    ruleId: race.kind,
    ruleIndex,
    level: LEVELS[race.severity],
    message: {
      text: `${race.kind} on ${storeName(race.store)} (${race.certainty}, ${times(race.count)}): ${happened} Missing: ${missing}. Hint: ${race.hint}`,
    },
    locations: main === undefined ? [] : [location(main)],
    relatedLocations: race.accesses.map((access, index) => ({ ...location(access), id: index + 1 })),
    codeFlows: [{ threadFlows: flows(race) }],
    partialFingerprints: { 'racewire/v1': race.fingerprint },
    baselineState: race.known === true ? 'unchanged' : 'new',
    properties: { id: race.id, certainty: race.certainty, scope: race.scope, count: race.count },
  };
}

// A thread flow for each side, its steps numbered in the order they happened.
function flows(race: Race): ThreadFlow[] {
  const sides = new Map<string, ThreadFlow>();
  inOrder(race).forEach((access, index) => {
    const flow = sides.get(actor(access)) ?? { id: actor(access), locations: [] };
    flow.locations.push({ location: location(access), executionOrder: index + 1 });
    sides.set(actor(access), flow);
  });
  return [...sides.values()];
}

function location(access: Access): Location {
  const value = access.value === undefined ? '' : ` ${access.value}`;
  const code = access.code === '' ? '' : `: ${access.code}`;
  return {
    ...physical(access),
    message: { text: `${access.op}${value} by ${actor(access)}${code}` },
  };
}

function physical(place: Pick<Frame, 'file' | 'line' | 'column'>): Location {
  const region =
    place.line < 1 ? {} : { region: { startLine: place.line, startColumn: Math.max(1, place.column) } };
  return { physicalLocation: { artifactLocation: artifact(place.file), ...region } };
}

function artifact(file: string): { uri: string } {
  if (isAbsolute(file)) return { uri: pathToFileURL(file).href };
  return { uri: encodeURI(file.replace(/^\[(.*)\]$/, 'racewire:$1')) };
}
