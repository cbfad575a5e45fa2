// What is made of repeated measurements: medians, how far they can be trusted, and whether they keep a budget. Nothing here
// assumes a distribution: times have long tails, and machines do other work.

/** A median, and the interval that holds the true one: 0 ≤ spread, the greater distance to its ends. */
export interface Estimate {
  readonly median: number;
  readonly low: number;
  readonly high: number;
  /** Greater of median - low and high - median; Infinity where one value says nothing of the others. */
  readonly spread: number;
}

/** How sure the interval of an Estimate is, where there are values enough: from five on. */
const CONFIDENCE = 0.9;

/** Middle value, mean of the two middle ones of an even number; NaN of none. Leaves `values` as they are. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}

/**
 * The median with its interval of confidence from order statistics: the true median lies outside the k-th values from both
 * ends with the probability that a fair coin shows fewer than k heads, or tails, in n throws. The narrowest interval of 90 %
 * is taken, the whole range where there is none.
 */
export function estimate(values: readonly number[]): Estimate {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = median(sorted);
  const n = sorted.length;
  if (n < 2) return { median: middle, low: -Infinity, high: Infinity, spread: Infinity };
  let outside = 0;
  let throws = 2 ** -n;
  let k = 0;
  while (k < n >> 1) {
    outside += 2 * throws;
    if (outside > 1 - CONFIDENCE) break;
    throws *= (n - k) / (k + 1);
    k++;
  }
  const at = Math.max(0, k - 1);
  const low = sorted[at]!;
  const high = sorted[n - 1 - at]!;
  return { median: middle, low, high, spread: Math.max(middle - low, high - middle) };
}

/** Ratios of rounds that were run in turn: what slows both of a pair down is no difference between them. */
export function ratios(native: readonly number[], instrumented: readonly number[]): number[] {
  return instrumented.map((value, round) => value / native[round]!);
}

/** NaN of none. */
export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/**
 * Exponent e of y ≈ c·xᵉ by least squares over the logarithms: 1 is linear growth. NaN of fewer than two different x.
 * @param points - all x and y above 0
 */
export function growthExponent(points: readonly (readonly [x: number, y: number])[]): number {
  const logs = points.map(([x, y]) => [Math.log(x), Math.log(y)] as const);
  const meanX = logs.reduce((sum, [x]) => sum + x, 0) / logs.length;
  const meanY = logs.reduce((sum, [, y]) => sum + y, 0) / logs.length;
  const above = logs.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0);
  return above / logs.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0);
}

/** What a figure must keep. */
export interface Budget {
  /** The figure must be below it, or above where `higher`. */
  readonly budget: number;
  /** What is wished for; at least as strict as the budget. */
  readonly aim?: number;
  /** More is better, as with MB/s. @default false */
  readonly higher?: boolean;
}

export type Verdict = 'aim' | 'in budget' | 'over' | 'unclear';

/**
 * Whether a figure keeps its budget: `unclear` where it is nearer to the budget than its spread, on either side.
 * `aim` says that the figure itself reaches the aim; the spread is asked about the budget alone.
 */
export function judge(value: number, spread: number, { budget, aim, higher = false }: Budget): Verdict {
  const left = higher ? value - budget : budget - value;
  if (!(spread <= Math.abs(left))) return 'unclear';
  if (left < 0) return 'over';
  const reached = aim !== undefined && (higher ? value >= aim : value <= aim);
  return reached ? 'aim' : 'in budget';
}
