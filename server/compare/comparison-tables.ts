import {type Change, differenceOf} from '../profile/change.ts';
import {duration} from '../profile/durations.ts';
import type {ComparisonRow, ComparisonTable, ComparisonTables} from '../report/comparison-view.ts';
import type {Comparison, Place} from './compare-runs.ts';

/** As many rows as a reviewer reads. */
const MOST_ROWS = 10;

/** The run as a whole, and what changed beyond the noise; tables with nothing in them are left out. */
export function comparisonTables(comparison: Comparison): ComparisonTables {
  const {stalls, lines, functions} = comparison;
  const whole = [named('Time of the run', comparison.wall), named('Time in stalls', comparison.stalled), named('Longest stall', comparison.longestStall)];
  const changed: readonly ComparisonTable[] = [
    {title: 'What held the loop', rows: stalls.map(stall => row(stall, stall.held, stall))},
    {title: 'Lines, blocked', rows: lines.map(line => row(line, line.blocked))},
    {title: 'Lines, of their own', rows: lines.map(line => row(line, line.self))},
    {title: 'Lines, awaited', rows: lines.map(line => row(line, line.awaited))},
    {title: 'Functions, in all', rows: functions.map(each => row(each, each.total, {function: each.name}))},
  ];
  return {
    verdict: verdictOf(comparison),
    tables: [
      {title: 'The run', rows: whole},
      ...changed.map(({title, rows}) => ({title, rows: rows.filter(({verdict}) => verdict !== 'none').slice(0, MOST_ROWS)})).filter(({rows}) => rows.length > 0),
    ],
    note: noteOf(comparison),
  };
}

export function verdictOf({stalled, longestStall, stallCount}: Comparison): string {
  if (stallCount.before === 0 && stallCount.after === 0) return 'No stalls, before or after.';
  const change = stalled.verdict === 'none' ? longestStall : stalled;
  const what = stalled.verdict === 'none' ? 'The longest stall' : 'The time in stalls';
  if (change.verdict === 'none') return `Stalls have not changed beyond the noise: ${duration(stalled.beforeMs)} before, ${duration(stalled.afterMs)} after, ± ${duration(stalled.noiseMs)}.`;
  return `${what} went ${change.verdict === 'less' ? 'down' : 'up'} from ${duration(change.beforeMs)} to ${duration(change.afterMs)} (${differenceOf(change)}).`;
}

function named(name: string, change: Change): ComparisonRow {
  return {...timesOf(change), name, place: null, function: null, api: null};
}

function row({file, line, state}: Place, change: Change, {function: inFunction = null, api = null}: Partial<Pick<ComparisonRow, 'function' | 'api'>> = {}): ComparisonRow {
  return {...timesOf(change), name: null, place: {file, line, state}, function: inFunction, api};
}

function timesOf(change: Change): Pick<ComparisonRow, 'before' | 'after' | 'difference' | 'noise' | 'verdict'> {
  const {beforeMs, afterMs, noiseMs, verdict} = change;
  return {before: duration(beforeMs), after: duration(afterMs), difference: differenceOf(change), noise: `± ${duration(noiseMs)}`, verdict};
}

function noteOf({runs: {before, after}}: Comparison): string {
  if (before > 1 && after > 1) return `${before} runs before, ${after} after; the noise is the 95 % interval of their difference.`;
  return 'A side with one run tells nothing of its scatter: the noise is that of sampling alone, a lower bound. Repeat the runs to know it.';
}
