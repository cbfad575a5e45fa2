// The first 14 lines of a race: kind, store and key; what happened; the two sides in the order of time, with values; what
// was lost; what is missing; the hint.
import type { Access, Race } from '../report/model.ts';
import { columns, cut, pad, WIDTH, wrapText } from './layout.ts';
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
  const store = cut(storeName(race.store), WIDTH - head.length - tail.length);
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
  const [first, second, ...rest] = wrapText(hint, WIDTH - 11, '');
  const lines = [`  ${paint('hint', 'hint:')}    ${first}`];
  if (second !== undefined)
    lines.push(`           ${rest.length === 0 ? second : cut(`${second} ${rest[0]}`, WIDTH - 11)}`);
  return lines;
}

function sideBySide(race: Race, paint: Paint): string[] {
  const { left, right } = sidesOf(race);
  const first = cut(left === undefined ? '' : nameOf(left), COLUMN);
  const second = cut(right === undefined ? '' : nameOf(right), COLUMN);
  // Where both sides lie in one file, it stands at the right edge of the names, if there is room; else in each row.
  const file = race.accesses[0]?.file ?? '';
  const room = COLUMN - columns(second) - columns(file);
  const one = room >= 2 && race.accesses.every((access) => access.file === file);
  const names = `${paint('store', first)}${' '.repeat(COLUMN + 2 - columns(first))}${paint('store', second)}`;
  const lines = [
    `${' '.repeat(GUTTER)}${names}${one ? ' '.repeat(room) + paint('dim', file) : ''}`.trimEnd(),
  ];
  // An operation may be begun by one task and ended by another: both are the left side.
  const isLeft = (access: Access): boolean => access === left || access !== right;
  const accesses = inOrder(race).slice(0, 4);
  const shown = { oneFile: one, withColumn: sharesLine(accesses) };
  for (const [index, access] of accesses.entries()) {
    const text = paintCell(cell(access, shown, COLUMN), paint);
    lines.push(`${pad(`  ${index + 1}`, GUTTER)}${isLeft(access) ? '' : ' '.repeat(COLUMN + 2)}${text}`);
  }
  return lines;
}

function sharesLine(accesses: readonly Access[]): boolean {
  return accesses.some((access, index) =>
    accesses
      .slice(0, index)
      .some(
        (other) => other.file === access.file && other.line === access.line && other.column !== access.column,
      ),
  );
}

function nameOf(access: Access): string {
  const name = actor(access);
  return access.task === undefined || access.thread === 'main' ? name : `${name} (${access.thread})`;
}

interface Cell {
  readonly place: string;
  readonly text: string;
  readonly value: string;
}

interface Shown {
  /** All sides lie in one file, which stands above them. */
  readonly oneFile: boolean;
  /** Two sides share a line (a minified file): only the column tells them apart. */
  readonly withColumn: boolean;
}

// The line is kept, the file is cut.
function placeOf(access: Access, { oneFile, withColumn }: Shown, width: number): string {
  if (oneFile) return `${access.line}:${access.column}`;
  const base = access.file.slice(access.file.lastIndexOf('/') + 1);
  const line = withColumn ? `:${access.line}:${access.column}` : `:${access.line}`;
  return `${cut(base, Math.max(4, width - line.length))}${line}`;
}

// `12:5 sessions.set(id, s) ← Session`: the value is kept, the code is cut.
function cell(access: Access, shown: Shown, width: number): Cell {
  const place = placeOf(access, shown, Math.floor(width / 2));
  const arrow = access.op === 'read' || access.op === 'iterate' ? '→' : '←';
  const value = access.value === undefined ? '' : cut(` ${arrow} ${access.value}`, Math.floor(width / 2));
  const room = width - columns(place) - 1 - columns(value);
  const code = access.code === '' ? `${access.atomic === true ? 'atomic ' : ''}${access.op}` : access.code;
  return { place, text: cut(code, room), value };
}

function paintCell({ place, text, value }: Cell, paint: Paint): string {
  return `${paint('place', place)} ${paint('code', text)}${paint('value', value)}`;
}
