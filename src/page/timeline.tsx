// The timeline as a picture: two lanes, time downwards, turns as boxes, suspensions as dashes, arrows for the edges there
// are, and one in red for the one that is missing. The same is said in words below it.
import type { JSX } from 'preact';
import type { Race } from '../report/model.ts';
import { chartOf, describe, nameOf, type Arrow, type Chart, type Item } from './chart.ts';
import { missingEdge } from './missing.ts';

const WIDTH = 860;
const LANES = [340, 520] as const;
const TOP = 46;
const ROW = 58;
const TEXT = 42;

const y = (row: number): number => TOP + row * ROW + ROW / 2;
const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** Picture, edges in words, the missing edge in words. */
export function TimelineView({ race }: { race: Race }): JSX.Element {
  const chart = chartOf(race);
  const missing = missingEdge(race);
  const known = chart.arrows.filter((arrow) => arrow.why !== 'missing');
  const steps = chart.items.map(
    ({ lane, head, code, place, turn }) =>
      `${chart.lanes[lane]}: ${head} ${code} ${place}${turn === undefined ? '' : `, turn ${turn}`}`,
  );
  return (
    <section aria-labelledby="timeline-title">
      <h2 id="timeline-title">How it happened</h2>
      <div class="picture" ref={centre} tabIndex={0} role="group" aria-label="Timeline, scrollable">
        <svg
          viewBox={`0 0 ${WIDTH} ${TOP + chart.items.length * ROW + 8}`}
          width={WIDTH}
          role="img"
          aria-labelledby="timeline-name timeline-steps"
        >
          <title id="timeline-name">{`Timeline of ${chart.lanes[0]} and ${chart.lanes[1]}`}</title>
          <desc id="timeline-steps">{steps.join('; ')}</desc>
          <defs>
            <Head id="head" name="head" />
            <Head id="head-missing" name="head missing" />
          </defs>
          {([0, 1] as const).map((lane) => (
            <LaneLine key={lane} lane={lane} chart={chart} />
          ))}
          {chart.arrows.map((arrow, index) => (
            <ArrowLine key={index} arrow={arrow} chart={chart} />
          ))}
          {chart.items.map((item, row) => (
            <Row key={row} item={item} row={row} />
          ))}
        </svg>
      </div>
      {missing === undefined ? null : (
        <p class="missing">
          <strong>The missing edge.</strong> {missing.text}
        </p>
      )}
      <details class="edges" open>
        <summary>
          {known.length === 0
            ? 'No edge between the two is known'
            : known.length === 1
              ? '1 edge that is there'
              : `${known.length} edges that are there`}
        </summary>
        <ul>
          {known.map((arrow, index) => (
            <li key={index}>{describe(arrow, chart)}</li>
          ))}
        </ul>
        {race.accesses.every((access) => access.task === undefined) ? (
          <p class="note">
            The columns run on their own: what stands side by side need not have happened together.
          </p>
        ) : (
          <p class="note">
            A box is one turn of the event loop: nothing else runs inside it. Turns are numbered for this
            picture.
          </p>
        )}
      </details>
    </section>
  );
}

// On a narrow screen the middle, where the lanes are, is seen first.
function centre(box: HTMLDivElement | null): void {
  if (box !== null) box.scrollLeft = (box.scrollWidth - box.clientWidth) / 2;
}

function Head({ id, name }: { id: string; name: string }): JSX.Element {
  return (
    <marker
      id={id}
      viewBox="0 0 10 10"
      refX="9"
      refY="5"
      markerWidth="7"
      markerHeight="7"
      orient="auto-start-reverse"
    >
      <path class={name} d="M0 0 L10 5 L0 10 z" />
    </marker>
  );
}

function LaneLine({ lane, chart }: { lane: 0 | 1; chart: Chart }): JSX.Element {
  const x = LANES[lane];
  const rows = chart.items.map((item, row) => ({ ...item, row })).filter((item) => item.lane === lane);
  const real = rows.filter((item) => item.what !== 'ghost');
  const turns = new Map<number, number[]>();
  for (const { turn, row } of real)
    if (turn !== undefined) turns.set(turn, [...(turns.get(turn) ?? []), row]);
  return (
    <g>
      <text class="lane" x={lane === 0 ? x + 10 : x - 10} y={24} text-anchor={lane === 0 ? 'end' : 'start'}>
        {cut(chart.lanes[lane], TEXT)}
      </text>
      {real.slice(1).map((item, index) => {
        const before = real[index]!;
        const waits = item.turn !== before.turn;
        return (
          <line
            key={index}
            class={waits ? 'thread waits' : 'thread'}
            x1={x}
            x2={x}
            y1={y(before.row)}
            y2={y(item.row)}
          />
        );
      })}
      {[...turns].map(([turn, own]) => {
        const top = y(Math.min(...own)) - 15;
        const bottom = y(Math.max(...own)) + 15;
        return (
          <g key={turn}>
            <rect class="turn" x={x - 14} y={top} width={28} height={bottom - top} rx={9} />
            <text class="turnname" x={x} y={top - 5} text-anchor="middle">
              turn {turn}
            </text>
          </g>
        );
      })}
    </g>
  );
}

function Row({ item, row }: { item: Item; row: number }): JSX.Element {
  const x = LANES[item.lane];
  const left = item.lane === 0;
  const at = { x: left ? x - 24 : x + 24, 'text-anchor': left ? 'end' : 'start' } as const;
  const detail = [item.code, item.place].filter((text) => text !== '');
  return (
    <g class={`event ${item.what}`}>
      <Sign item={item} x={x} y={y(row)} />
      <text {...at} y={y(row) + (detail.length === 0 ? 4 : -4)} class="headline">
        {cut(item.head, TEXT)}
      </text>
      {detail.length === 0 ? null : (
        <text {...at} y={y(row) + 13} class="detail">
          {item.code === '' ? '' : `${cut(item.code, TEXT - item.place.length)}  `}
          <tspan class="place">{item.place}</tspan>
        </text>
      )}
    </g>
  );
}

// Reads are open circles, writes full ones; the rest is small.
function Sign({ item, x, y }: { item: Item; x: number; y: number }): JSX.Element {
  switch (item.what) {
    case 'access':
    case 'ghost': {
      const reads = item.access?.op === 'read' || item.access?.op === 'iterate';
      return <circle class={reads ? 'read' : 'write'} cx={x} cy={y} r={8} />;
    }
    case 'created':
    case 'registered':
      return <path class="sign" d={`M${x - 6} ${y - 6} L${x + 7} ${y} L${x - 6} ${y + 6} z`} />;
    case 'suspended':
      return <path class="pause" d={`M${x - 4} ${y - 6} V${y + 6} M${x + 4} ${y - 6} V${y + 6}`} />;
    case 'released':
    case 'acquired':
      return (
        <rect class="sign" x={x - 5} y={y - 5} width={10} height={10} transform={`rotate(45 ${x} ${y})`} />
      );
  }
}

type Four = readonly [number, number, number, number];

// A point of a Bézier curve.
function pointOf(t: number, xs: Four, ys: Four): { x: number; y: number } {
  const at = ([a, b, c, d]: Four): number =>
    a * (1 - t) ** 3 + 3 * b * t * (1 - t) ** 2 + 3 * c * t ** 2 * (1 - t) + d * t ** 3;
  return { x: at(xs), y: at(ys) - 2 };
}

function ArrowLine({ arrow, chart }: { arrow: Arrow; chart: Chart }): JSX.Element | null {
  const [from, to] = [chart.items[arrow.from]!, chart.items[arrow.to]!];
  if (from.lane === to.lane) return null; // The lane's own line.
  const side = from.lane === 0 ? 1 : -1;
  const [x1, y1] = [LANES[from.lane] + 16 * side, y(arrow.from)];
  const [x2, y2] = [LANES[to.lane] - 16 * side, y(arrow.to)];
  const bend = 60 * side;
  const missing = arrow.why === 'missing';
  const middle = { x: (x1 + x2) / 2, y: (y1 + y2) / 2 };
  const label = missing
    ? { x: middle.x, y: middle.y - 12 }
    : pointOf(0.3, [x1, x1 + bend, x2 - bend, x2], [y1, y1, y2, y2]);
  return (
    <g class={missing ? 'arrow missing' : 'arrow'}>
      <path
        d={`M${x1} ${y1} C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`}
        marker-end={missing ? 'url(#head-missing)' : 'url(#head)'}
      />
      {missing ? <path class="cross" d={`M${middle.x - 7} ${middle.y - 7} l14 14 m0 -14 l-14 14`} /> : null}
      <text x={label.x} y={label.y} text-anchor="middle">
        {nameOf(arrow)}
      </text>
    </g>
  );
}
