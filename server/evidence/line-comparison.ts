import {type Change, differenceOf} from '../profile/change.ts';
import {duration} from '../profile/durations.ts';
import type {DocumentEvidence} from './document-evidence.ts';
import {lineDifferences} from './line-differences.ts';
import {type AnnotationMode, millisecondsOf} from './line-figure.ts';
import {plain} from './markup.ts';

/** Less than this is not worth a word. */
const LEAST_MS = 0.5;

/** What has changed on a line of the document (from 0) since the run that is compared with, as items of a Markdown list; none where nothing is compared. */
export function lineComparison(document: DocumentEvidence, line: number): string[] {
  const before = document.run.comparedWith;
  if (!before) return [];
  return MODES.flatMap(([mode, what]) => {
    const difference = lineDifferences(document, cost => millisecondsOf(cost, mode)).get(line);
    if (!difference || Math.max(difference.change.beforeMs, difference.change.afterMs) < LEAST_MS) return [];
    const edited = difference.wasEdited ? ', though the line was edited between the runs' : '';
    return [`- Since \`${plain(before.label)}\` of ${before.time}, ${what}: ${told(difference.change)}${edited}`];
  });
}

const MODES: readonly (readonly [mode: AnnotationMode, what: string])[] = [
  ['blocked', 'blocked'],
  ['total', 'with what it calls'],
  ['await', 'awaited'],
];

function told(change: Change): string {
  const {beforeMs, afterMs, noiseMs, verdict} = change;
  const times = `${duration(beforeMs)} → ${duration(afterMs)}`;
  return verdict === 'none' ? `${times}, no difference beyond the noise of ± ${duration(noiseMs)}` : `**${differenceOf(change)}** (${times}, noise ± ${duration(noiseMs)})`;
}
