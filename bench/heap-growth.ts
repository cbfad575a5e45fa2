// How much a heap grew while tasks came and went: the median of the second half of its sizes above that of the first. A heap that
// is level still breathes by a few MB, with what collections happen to leave.
import { median } from '../src/bench/statistics.ts';

/** @returns MB more in the second half, and how far single sizes lie from their half's median */
export function growthOf(sizes: readonly number[]): { median: number; spread: number } {
  const half = Math.ceil(sizes.length / 2);
  const halves = [sizes.slice(0, half), sizes.slice(half)].filter(({ length }) => length > 0);
  const medians = halves.map((part) => median(part));
  const distances = halves.flatMap((part, i) => part.map((size) => Math.abs(size - medians[i]!)));
  return { median: medians.at(-1)! - medians[0]!, spread: median(distances) };
}
