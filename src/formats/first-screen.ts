// The first 14 lines of a race: kind, store and key; what happened; the two sides in the order of time, with values; what
// was lost; what is missing; the hint.
import type { Access, Race } from '../report/model.ts';
import { cut, pad, WIDTH, wrapText } from './layout.ts';
import type { Paint } from './paint.ts';
import { actor, inOrder, sidesOf, storeName, times, wordsOf } from './words.ts';

/** Lines that a race's first screen has at most. */
export const FIRST_SCREEN = 14;

const GUTTER = 4;
const COLUMN = (WIDTH - GUTTER - 2) / 2;

/** The lines, without an empty one at the end. */
export function firstScreen(race: Race, paint: Paint): string[] {
  const { happened, lost, missing } = wordsOf(race);
  const known = race.known === true ? ', known' : '';
  const tail = ` (${race.certainty}, ${times(race.count)}${known})`;
  const head = `racewire: ${race.kind} on `;
  const store = cut(storeName(race.store), Math.max(20, WIDTH - head.length - tail.length));
  const role = race.severity === 'error' ? 'error' : 'warning';
  const created = race.store.created;
  return [
    `${paint('dim', 'racewire: ')}${paint(role, race.kind)} on ${paint('store', store)}${paint('dim', tail)}`,
    ...wrapText(happened, WIDTH - 2, '')
      .slice(0, 2)
      .map((line) => `  ${line}`),
    '',
    ...sideBySide(race, paint),
    '',
    `  ${paint('dim', 'lost:')}    ${cut(lost, WIDTH - 11)}`,
    `  ${paint('dim', 'missing:')} ${cut(missing, WIDTH - 11)}`,
    ...(created === undefined
      ? []
      : [
          `  ${paint('dim', 'made at:')} ${paint('place', cut(`${created.file}:${created.line}:${created.column}`, WIDTH - 11))}`,
        ]),
    ...hintLines(race.hint, paint),
  ];
}

function hintLines(hint: string, paint: Paint): string[] {
  const [first, ...rest] = wrapText(hint, WIDTH - 11, '');
  const lines = [`  ${paint('hint', 'hint:')}    ${first}`, ...rest.map((line) => `           ${line}`)];
  return lines.slice(0, 2);
}

function sideBySide(race: Race, paint: Paint): string[] {
  const { left, right } = sidesOf(race);
  const files = new Set(race.accesses.map((access) => access.file));
  const one = files.size === 1;
  const isLeft = (access: Access): boolean =>
    access === left || (access !== right && actor(access) === actor(left));
  const who = (access: Access | undefined): string => (access === undefined ? '' : who2(access));
  const lines = [
    `${' '.repeat(GUTTER)}${paint('store', pad(cut(who(left), COLUMN), COLUMN))}  ${paint('store', cut(who(right), COLUMN))}`.trimEnd(),
  ];
  for (const [index, access] of inOrder(race).slice(0, 4).entries()) {
    const text = cell(access, one, COLUMN);
    const row = isLeft(access)
      ? paintCell(text, paint)
      : `${' '.repeat(COLUMN + 2)}${paintCell(text, paint)}`;
    lines.push(`${pad(`  ${index + 1}`, GUTTER)}${row}`);
  }
  if (one && race.accesses.length > 0)
    lines[0] += paint('dim', fits(lines[0]!, ` ${race.accesses[0]!.file}`));
  return lines;
}

// The file stands beside the names where there is room; it is in each stack below in any case.
const fits = (line: string, text: string): string => (line.length + text.length <= WIDTH ? text : '');

function who2(access: Access): string {
  const name = actor(access);
  return access.task === undefined || access.thread === 'main' ? name : `${name} (${access.thread})`;
}

interface Cell {
  readonly place: string;
  readonly text: string;
  readonly value: string;
}

// `12:5 sessions.set(id, s) ← Session`: the value is kept, the code is cut.
function cell(access: Access, oneFile: boolean, width: number): Cell {
  const base = access.file.slice(access.file.lastIndexOf('/') + 1);
  const place = cut(
    oneFile ? `${access.line}:${access.column}` : `${base}:${access.line}`,
    Math.floor(width / 2),
  );
  const arrow = access.op === 'read' || access.op === 'iterate' ? '→' : '←';
  const value = access.value === undefined ? '' : cut(` ${arrow} ${access.value}`, Math.floor(width / 2));
  const room = width - place.length - 1 - value.length;
  const code = access.code === '' ? `${access.atomic === true ? 'atomic ' : ''}${access.op}` : access.code;
  return { place, text: cut(code, room), value };
}

function paintCell({ place, text, value }: Cell, paint: Paint): string {
  return `${paint('place', place)} ${paint('code', text)}${paint('value', value)}`;
}
