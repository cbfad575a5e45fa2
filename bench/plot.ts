// A curve as SVG: what grows to the right, time or memory upwards, both by logarithms, so that a straight line at 45° is
// linear growth. A dashed line of that slope goes through the last instrumented point.
import type { CurvePoint } from './row.ts';
import { number } from './table.ts';

const WIDTH = 510;
const HEIGHT = 300;
const EDGE = { left: 62, right: 126, top: 34, bottom: 44 };
/** Told apart without colours, too: one line is thin, its points are hollow. */
const NATIVE = '#5b6b7b';
const INSTRUMENTED = '#b3401f';
const GRID = '#e3e6ea';
const TEXT = '#30363d';

interface Scale {
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

// Whole powers of ten around the values.
function scale(values: readonly number[], from: number, to: number): Scale {
  const low = Math.floor(Math.log10(Math.min(...values)));
  const high = Math.max(low + 1, Math.ceil(Math.log10(Math.max(...values))));
  const at = (value: number): number => from + ((Math.log10(value) - low) / (high - low)) * (to - from);
  return { at, ticks: Array.from({ length: high - low + 1 }, (_, i) => 10 ** (low + i)) };
}

const tick = (value: number): string => (value >= 1 ? value.toLocaleString('en-US') : String(value));
const text = (x: number, y: number, words: string, more = ''): string =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${more}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;

/** @param points - at least two, all values above 0, n ascending */
export function plot(title: string, across: string, unit: string, points: readonly CurvePoint[]): string {
  const series = [
    { name: 'native', colour: NATIVE, at: (point: CurvePoint) => point.native },
    {
      name: 'racewire',
      colour: INSTRUMENTED,
      at: (point: CurvePoint): number | undefined => point.instrumented,
    },
  ].map(({ name, colour, at }) => ({
    name,
    colour,
    points: points.flatMap((point) => {
      const value = at(point);
      return value === undefined ? [] : [[point.n, value] as const];
    }),
  }));
  const right = WIDTH - EDGE.right;
  const bottom = HEIGHT - EDGE.bottom;
  const x = scale(
    points.map(({ n }) => n),
    EDGE.left,
    right,
  );
  const y = scale(
    series.flatMap((one) => one.points.map(([, value]) => value)),
    bottom,
    EDGE.top,
  );
  const out = [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="${WIDTH}" height="${HEIGHT}" font-family="system-ui, sans-serif" font-size="11" fill="${TEXT}" role="img">`,
    `<title>${title}</title>`,
    `<rect width="${WIDTH}" height="${HEIGHT}" fill="#ffffff"/>`,
    text(EDGE.left, 18, title, 'font-size="13" font-weight="600"'),
  ];
  for (const value of x.ticks) {
    const at = x.at(value).toFixed(1);
    out.push(
      `<line x1="${at}" x2="${at}" y1="${EDGE.top}" y2="${bottom}" stroke="${GRID}"/>`,
      text(x.at(value), bottom + 16, tick(value), 'text-anchor="middle"'),
    );
  }
  for (const value of y.ticks) {
    const at = y.at(value).toFixed(1);
    out.push(
      `<line x1="${EDGE.left}" x2="${right}" y1="${at}" y2="${at}" stroke="${GRID}"/>`,
      text(EDGE.left - 6, y.at(value) + 4, tick(value), 'text-anchor="end"'),
    );
  }
  out.push(
    text((EDGE.left + right) / 2, HEIGHT - 8, across, 'text-anchor="middle"'),
    text(EDGE.left - 6, EDGE.top - 8, unit, 'text-anchor="end"'),
  );
  const [lastN, last] = series[1]!.points.at(-1)!;
  const [firstN] = series[1]!.points[0]!;
  // From where the line of slope 1 leaves the frame.
  const fromN = Math.max(firstN, (lastN * y.ticks[0]!) / last);
  out.push(
    `<line x1="${x.at(fromN).toFixed(1)}" y1="${y.at((last * fromN) / lastN).toFixed(1)}" x2="${x.at(lastN).toFixed(1)}" y2="${y.at(last).toFixed(1)}" stroke="${TEXT}" stroke-dasharray="2 4"/>`,
  );
  for (const { name, colour, points: list } of series) {
    if (list.length === 0) continue;
    const thin = name === 'native';
    const path = list.map(([n, value]) => `${x.at(n).toFixed(1)},${y.at(value).toFixed(1)}`).join(' ');
    out.push(
      `<polyline points="${path}" fill="none" stroke="${colour}" stroke-width="${thin ? 1.5 : 2.5}"/>`,
    );
    for (const [n, value] of list) {
      out.push(
        `<circle cx="${x.at(n).toFixed(1)}" cy="${y.at(value).toFixed(1)}" r="3" stroke="${colour}" fill="${thin ? '#ffffff' : colour}"><title>${tick(n)}: ${number(value)} ${unit}</title></circle>`,
      );
    }
  }
  // Labels at the lines' ends, kept apart.
  const ends = series
    .filter((one) => one.points.length > 0)
    .map((one) => ({ ...one, y: y.at(one.points.at(-1)![1]) }));
  if (ends.length === 2 && Math.abs(ends[0]!.y - ends[1]!.y) < 13) {
    const [lower, upper] = ends[0]!.y >= ends[1]!.y ? [ends[0]!, ends[1]!] : [ends[1]!, ends[0]!];
    lower.y += 7;
    upper.y -= 7;
  }
  for (const end of ends) {
    const value = end.points.at(-1)![1];
    out.push(
      text(right + 8, end.y + 4, `${end.name} ${number(value)}`, `fill="${end.colour}" font-weight="600"`),
    );
  }
  return `${[...out, '</svg>'].join('\n')}\n`;
}
