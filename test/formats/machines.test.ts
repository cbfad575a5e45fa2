// What the formats for machines promise beyond their text: schema, well-formedness, escapes.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { Log } from 'sarif';
import { describe, expect, it, onTestFinished } from 'vitest';
import { validateXML } from 'xmllint-wasm';
import { githubSummary, writeGithubSummary } from '../../src/formats/github.ts';
import type { FormatOptions } from '../../src/formats/options.ts';
import { FORMATTERS } from '../../src/formats/table.ts';
import { everyKind, sampleAccess, sampleDataRace, sampleRace, sampleReport } from '../report/sample.ts';

const OPTIONS: FormatOptions = { colours: false, show: ['benign'], lines: () => undefined };
const ODD = 'a<b>&"c"\u0000\u001b[31m\ud800 ::error::%0A, 1:2\nnext';

const odd = (): ReturnType<typeof sampleReport> =>
  sampleReport([
    sampleRace({
      test: ODD,
      store: { type: 'Map', label: ODD, key: ODD },
      accesses: [sampleAccess({ code: ODD, value: ODD, file: '[worker eval]' })],
    }),
    sampleRace({
      accesses: [sampleAccess({ file: '/outside/näme with space.js', line: 0, column: 0 })],
      known: true,
    }),
    sampleDataRace(),
  ]);

describe('sarif', () => {
  const main = createRequire(import.meta.url).resolve('@microsoft/jest-sarif');
  // A schema of draft 4, of which nothing but these two keywords differs for this schema.
  const {
    $schema: _draft,
    id: _id,
    ...schema
  } = JSON.parse(readFileSync(join(main, '../schemas/sarif-2.1.0-rtm.5.json'), 'utf8')) as Record<
    string,
    unknown
  >;
  const validate = new Ajv({
    strict: false,
    allErrors: true,
    validateFormats: false,
    unicodeRegExp: false,
  }).compile(schema);

  it.each([
    ['of every field', sampleReport()],
    ['with odd texts', odd()],
    ['without races', sampleReport([])],
  ])('validates against the schema of SARIF 2.1.0: a report %s', (_, report) => {
    const log = JSON.parse(FORMATTERS.sarif(report, OPTIONS)) as Log;
    validate(log);
    expect(validate.errors ?? []).toEqual([]);
    expect(log.runs[0]!.results).toHaveLength(report.races.length);
  });

  it('gives both sides as related locations, and a fingerprint that keeps when lines move', () => {
    const log = JSON.parse(FORMATTERS.sarif(sampleReport(), OPTIONS)) as Log;
    const [result] = log.runs[0]!.results!;
    expect(result!.relatedLocations).toHaveLength(3);
    expect(result!.partialFingerprints).toEqual({ 'racewire/v1': sampleRace().fingerprint });
    expect(log.runs[0]!.tool.driver.rules![result!.ruleIndex!]!.id).toBe('lost-update');
  });
});

describe('junit', () => {
  it.each([sampleReport(), odd(), sampleReport([])])('is well-formed XML with the right counts', (report) => {
    const text = FORMATTERS.junit(report, OPTIONS);
    expect(XMLValidator.validate(text)).toBe(true);
    const { testsuites } = new XMLParser({
      ignoreAttributes: false,
      isArray: (name) => name === 'testcase',
    }).parse(text) as {
      testsuites: {
        testsuite: { '@_tests': string; '@_failures': string; testcase: { failure?: unknown }[] };
      };
    };
    const { testsuite } = testsuites;
    expect(Number(testsuite['@_tests'])).toBe(testsuite.testcase.length);
    expect(Number(testsuite['@_failures'])).toBe(
      testsuite.testcase.filter((one) => one.failure !== undefined).length,
    );
  });
});

describe('junit, by its schema', () => {
  const xsd = readFileSync(join(import.meta.dirname, 'junit.xsd'), 'utf8');
  const errors = async (contents: string): Promise<string[]> => {
    const { errors: found } = await validateXML({
      xml: [{ fileName: 'races.xml', contents }],
      schema: [xsd],
    });
    return found.map(({ message }) => message);
  };

  it.each([
    ['of every field', everyKind()],
    ['with odd texts', odd()],
    ['without races', sampleReport([])],
  ])('takes a report %s', async (_, report) => {
    expect(await errors(FORMATTERS.junit(report, OPTIONS))).toEqual([]);
  });

  it('refuses attributes that Jenkins refuses', async () => {
    const text = FORMATTERS.junit(sampleReport(), OPTIONS);
    expect(await errors(text.replace('<testcase ', '<testcase line="10" '))).toHaveLength(1);
  });
});

describe('github', () => {
  it('writes the summary of a job', async () => {
    await expect(githubSummary(everyKind())).toMatchFileSnapshot('golden/every-kind.github-summary.md');
    await expect(githubSummary(sampleReport([]))).toMatchFileSnapshot('golden/empty.github-summary.md');
  });

  it('writes one command a line, whatever the texts', () => {
    const lines = FORMATTERS.github(odd(), OPTIONS).trimEnd().split('\n');
    for (const line of lines)
      expect(line).toMatch(/^::(error|warning|notice) (file=[^,]*,line=\d+,col=\d+,)?title=[^:]*::/);
    expect(lines).toHaveLength(3);
  });

  it('appends a summary to the job’s file', () => {
    const directory = mkdtempSync(join(tmpdir(), 'racewire-summary-'));
    onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
    const file = join(directory, 'summary.md');
    writeGithubSummary(sampleReport(), { GITHUB_STEP_SUMMARY: file });
    writeGithubSummary(sampleReport([]), { GITHUB_STEP_SUMMARY: file });
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('| lost-update | `Map sessions["u1"]` | observed, 3 times |');
    expect(text).toContain('### racewire: no races found');
  });
});
