// Curves as pictures.
import { expect, it } from 'vitest';
import { plot } from '../../bench/plot.ts';

const points = [
  { n: 1000, native: 1, instrumented: 10 },
  { n: 10_000, native: 10, instrumented: 100 },
];

it('draws both series, and linear growth as a line of 45 degrees of the scales', () => {
  const svg = plot('time, tasks', 'tasks', 'ms', points);
  const lines = [...svg.matchAll(/<polyline points="([^"]+)"/g)].map((match) =>
    match[1]!.split(' ').map((pair) => pair.split(',').map(Number) as [number, number]),
  );
  expect(lines).toHaveLength(2);
  const [native, racewire] = lines as [[number, number][], [number, number][]];
  const slope = (line: [number, number][]): number =>
    (line[1]![1] - line[0]![1]) / (line[1]![0] - line[0]![0]);
  expect(slope(native)).toBeCloseTo(slope(racewire));
  // Ten times as much lies above, whatever n.
  expect(racewire[0]![1]).toBeLessThan(native[0]![1]);
  expect(svg).toContain('10,000: 100 ms');
});

it('does without a native curve', () => {
  const svg = plot(
    'time, source',
    'MB',
    'ms',
    points.map(({ n, instrumented }) => ({ n, instrumented })),
  );
  expect(svg.match(/<polyline/g)).toHaveLength(1);
  expect(svg).not.toContain('NaN');
});
