import {duration} from './durations.ts';

/** What became of a time between two sides of a comparison, in milliseconds; each side is the mean of its runs. */
export interface Change {
  readonly beforeMs: number;
  readonly afterMs: number;
  /** Negative: it takes less now. */
  readonly differenceMs: number;
  /** Half the width of the 95 % interval of the difference. */
  readonly noiseMs: number;
  /** `none`: the difference is inside of the noise. */
  readonly verdict: 'less' | 'more' | 'none';
}

/**
 * Compares times that were measured once or several times. Where a side was measured several times, its own scatter says how noisy it is (Welch's
 * interval); of a single run, only the noise of sampling is known, which is a lower bound.
 */
export function changeOf(before: readonly number[], after: readonly number[]): Change {
  const beforeMs = mean(before);
  const afterMs = mean(after);
  const differenceMs = afterMs - beforeMs;
  const noiseMs = halfWidth(scatterOf(before), scatterOf(after));
  const verdict = Math.abs(differenceMs) <= Math.max(noiseMs, SMALLEST_MS) ? 'none' : differenceMs < 0 ? 'less' : 'more';
  return {beforeMs, afterMs, differenceMs, noiseMs, verdict};
}

/** `−388 ms, −94 %`; `no change` where the difference is inside of the noise. */
export function differenceOf({beforeMs, differenceMs, verdict}: Change): string {
  if (verdict === 'none') return 'no change';
  const sign = differenceMs < 0 ? '−' : '+';
  const share = beforeMs >= SMALLEST_SHARED_MS ? `, ${sign}${Math.round((Math.abs(differenceMs) / beforeMs) * 100)} %` : '';
  return `${sign}${duration(Math.abs(differenceMs))}${share}`;
}

/** A share of less than this is a number without a meaning. */
const SMALLEST_SHARED_MS = 1;

/** Between two samples nothing is known; Node's agent takes one every 2 ms, Python's every 5, and fewer where taking them is dear: this is more than most of them are. */
const SAMPLE_MS = 10;

/** A difference below this is the clock's and the scheduler's. */
const SMALLEST_MS = 1;

/** How far the mean of a side may be off: its variance, and how many degrees of freedom that estimate has. */
interface Scatter {
  readonly variance: number;
  readonly freedom: number;
}

function scatterOf(values: readonly number[]): Scatter {
  const {length} = values;
  const centre = mean(values);
  // Samples that hit a line are counted, so their number scatters by its own root.
  if (length < 2) return {variance: centre * SAMPLE_MS, freedom: Infinity};
  const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
  return {variance: squares / (length - 1) / length, freedom: length - 1};
}

function halfWidth(before: Scatter, after: Scatter): number {
  const variance = before.variance + after.variance;
  if (variance === 0) return 0;
  const freedom = variance ** 2 / (before.variance ** 2 / before.freedom + after.variance ** 2 / after.freedom);
  return quantileOf(freedom) * Math.sqrt(variance);
}

/** The 97.5 % quantile of Student's distribution, by whole degrees of freedom from 1 (tabulated in any textbook), and its limit. */
const QUANTILES = [12.71, 4.3, 3.18, 2.78, 2.57, 2.45, 2.36, 2.31, 2.26, 2.23, 2.2, 2.18, 2.16, 2.14, 2.13, 2.12, 2.11, 2.1, 2.09, 2.09];
const LIMIT = 1.96;

/** Rounded towards fewer degrees of freedom, so that the noise is never understated. */
function quantileOf(freedom: number): number {
  if (freedom >= 2 * QUANTILES.length) return LIMIT;
  return QUANTILES[Math.min(Math.max(Math.floor(freedom), 1), QUANTILES.length) - 1] ?? LIMIT;
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}
