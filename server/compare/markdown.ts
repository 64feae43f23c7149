import {relativePath} from '../profile/file-paths.ts';
import type {Change} from './change.ts';
import type {Comparison, Place} from './compare-runs.ts';

/** As many rows as a reviewer reads. */
const MOST_ROWS = 10;

/** A comparison for people: the text of a pull request's comment, readable in a terminal too. Files below `folder` are named from there. */
export function markdownOf(comparison: Comparison, folder: string): string {
  const place = ({file, line}: Place) => `\`${relativePath(file, folder)}:${line}\``;
  const state = ({state: is}: Place) => (is === 'kept' ? '' : ` (${is})`);
  const rows = (title: string, changes: readonly (readonly [name: string, change: Change])[]) => tableOf(title, changes.filter(([, change]) => change.verdict !== 'none').slice(0, MOST_ROWS));
  return [
    `**${verdictOf(comparison)}**`,
    '',
    ...tableOf('', [
      ['Time of the run', comparison.wall],
      ['Time in stalls', comparison.stalled],
      ['Longest stall', comparison.longestStall],
    ]),
    ...rows('What held the loop', comparison.stalls.map(stall => [`${place(stall)} ${stall.api === null ? '' : `\`${stall.api}\` `}in \`${stall.function}\`${state(stall)}`, stall.held])),
    ...rows('Lines, blocked', comparison.lines.map(line => [`${place(line)}${state(line)}`, line.blocked])),
    ...rows('Lines, of their own', comparison.lines.map(line => [`${place(line)}${state(line)}`, line.self])),
    ...rows('Lines, awaited', comparison.lines.map(line => [`${place(line)}${state(line)}`, line.awaited])),
    ...rows('Functions, in all', comparison.functions.map(fn => [`\`${fn.name}\` ${place(fn)}${state(fn)}`, fn.total])),
    noteOf(comparison),
    '',
  ].join('\n');
}

/** The sentence that answers the question: did it get better? */
export function verdictOf({stalled, longestStall, stallCount}: Comparison): string {
  if (stallCount.before === 0 && stallCount.after === 0) return 'No stalls, before or after.';
  const change = stalled.verdict === 'none' ? longestStall : stalled;
  const what = stalled.verdict === 'none' ? 'The longest stall' : 'The time in stalls';
  if (change.verdict === 'none') return `Stalls have not changed beyond the noise: ${time(stalled.beforeMs)} before, ${time(stalled.afterMs)} after, ± ${time(stalled.noiseMs)}.`;
  return `${what} went ${change.verdict === 'less' ? 'down' : 'up'} from ${time(change.beforeMs)} to ${time(change.afterMs)} (${differenceOf(change)}).`;
}

/** `−388 ms, −94 %`; `no change` where the difference is inside of the noise. */
export function differenceOf({beforeMs, differenceMs, verdict}: Change): string {
  if (verdict === 'none') return 'no change';
  const sign = differenceMs < 0 ? '−' : '+';
  const share = beforeMs >= SMALLEST_SHARED_MS ? `, ${sign}${Math.round((Math.abs(differenceMs) / beforeMs) * 100)} %` : '';
  return `${sign}${time(Math.abs(differenceMs))}${share}`;
}

/** A share of less than this is a number without a meaning. */
const SMALLEST_SHARED_MS = 1;

function tableOf(title: string, rows: readonly (readonly [name: string, change: Change])[]): string[] {
  if (rows.length === 0) return [];
  return [
    ...(title === '' ? [] : [`### ${title}`, '']),
    '| | before | after | difference | noise |',
    '|---|---:|---:|---:|---:|',
    ...rows.map(([name, change]) => `| ${name} | ${time(change.beforeMs)} | ${time(change.afterMs)} | ${differenceOf(change)} | ± ${time(change.noiseMs)} |`),
    '',
  ];
}

function noteOf({runs: {before, after}}: Comparison): string {
  if (before > 1 && after > 1) return `${before} runs before, ${after} after; the noise is the 95 % interval of their difference.`;
  return 'A side with one run tells nothing of its scatter: the noise is that of sampling alone, a lower bound. Repeat the runs to know it.';
}

function time(ms: number): string {
  return ms >= 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${ms >= 10 ? Math.round(ms) : ms.toFixed(1)} ms`;
}
