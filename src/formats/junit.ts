// JUnit XML, as CI systems read it: one test suite, one failed test case for each race, one passed where there is none.
import type { Race, Report } from '../report/model.ts';
import { makePaint } from './paint.ts';
import { prettyRace } from './pretty.ts';
import type { FormatOptions } from './options.ts';
import { storeName, wordsOf } from './words.ts';

export function formatJunit(report: Report, options: FormatOptions): string {
  const shown = report.races.filter((race) => race.severity !== 'benign' || options.show.includes('benign'));
  const fails = (race: Race): boolean =>
    race.severity !== 'benign' &&
    race.known !== true &&
    (options.blame === 'all' || race.scope === 'first-party');
  const cases = shown.map((race) => testCase(race, fails(race), options));
  if (shown.length === 0) cases.push('    <testcase name="no races" classname="racewire"/>');
  const failures = shown.filter(fails).length;
  // Attributes that one reader likes and Jenkins' schema does not know make it refuse the whole file: none of those.
  const counts = `tests="${cases.length}" failures="${failures}" errors="0"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="racewire" ${counts}>`,
    `  <testsuite name="racewire" ${counts} skipped="${shown.length - failures}">`,
    ...cases,
    '  </testsuite>',
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(race: Race, fails: boolean, options: FormatOptions): string {
  const access = race.accesses[0];
  const place = access === undefined ? '' : ` at ${access.file}:${access.line}`;
  const name = `${race.kind} on ${storeName(race.store)}${place}${race.test === undefined ? '' : ` (${race.test})`}`;
  const open = `    <testcase name="${escape(name)}" classname="racewire.${race.kind}">`;
  const detail = prettyRace(race, 'full', { ...options, colours: false }, makePaint(false)).join('\n');
  const message = escape(wordsOf(race).happened);
  const body = fails
    ? `      <failure message="${message}" type="${race.kind}">${escape(detail)}</failure>`
    : `      <skipped message="${race.known === true ? 'known' : race.severity === 'benign' ? 'benign' : 'in a dependency'}"/>`;
  return [open, body, '    </testcase>'].join('\n');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\n': '&#10;',
};

// XML 1.0 has no way to write most control characters.
function escape(text: string): string {
  return text
    .replace(
      /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g,
      '\ufffd',
    )
    .replace(/[&<>"]/g, (letter) => ENTITIES[letter]!);
}
