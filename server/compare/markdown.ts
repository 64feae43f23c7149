import {type Change, differenceOf} from '../profile/change.ts';
import {duration} from '../profile/durations.ts';
import {relativePath} from '../profile/file-paths.ts';
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
  if (change.verdict === 'none') return `Stalls have not changed beyond the noise: ${duration(stalled.beforeMs)} before, ${duration(stalled.afterMs)} after, ± ${duration(stalled.noiseMs)}.`;
  return `${what} went ${change.verdict === 'less' ? 'down' : 'up'} from ${duration(change.beforeMs)} to ${duration(change.afterMs)} (${differenceOf(change)}).`;
}

function tableOf(title: string, rows: readonly (readonly [name: string, change: Change])[]): string[] {
  if (rows.length === 0) return [];
  return [
    ...(title === '' ? [] : [`### ${title}`, '']),
    '| | before | after | difference | noise |',
    '|---|---:|---:|---:|---:|',
    ...rows.map(([name, change]) => `| ${name} | ${duration(change.beforeMs)} | ${duration(change.afterMs)} | ${differenceOf(change)} | ± ${duration(change.noiseMs)} |`),
    '',
  ];
}

function noteOf({runs: {before, after}}: Comparison): string {
  if (before > 1 && after > 1) return `${before} runs before, ${after} after; the noise is the 95 % interval of their difference.`;
  return 'A side with one run tells nothing of its scatter: the noise is that of sampling alone, a lower bound. Repeat the runs to know it.';
}
