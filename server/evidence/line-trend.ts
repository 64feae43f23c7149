import {duration} from '../profile/durations.ts';
import type {DocumentEvidence} from './document-evidence.ts';
import type {EarlierEvidence} from './earlier-evidence.ts';
import {type AnnotationMode, millisecondsOf} from './line-figure.ts';

/** What one of the last runs had measured in a file. */
export interface RunOfTrend {
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  /** Whether it is the run that is shown. */
  readonly isShown: boolean;
  /** At the lines of the run that is shown. */
  readonly earlier: EarlierEvidence;
}

/** Less than this on a line is not worth a word. */
const LEAST_MS = 0.5;

const BARS = '▁▂▃▄▅▆▇█';

/** What the last runs, the latest last, have measured on a line of the document (from 0), as an item of a Markdown list; null where fewer than two know it. `timeOf` says when one was, for a person. */
export function lineTrend({fates}: DocumentEvidence, line: number, runs: readonly RunOfTrend[], timeOf: (startedAt: string) => string): string | null {
  const shownLine = fates.findIndex(fate => fate.kind !== 'deleted' && fate.line === line) + 1;
  if (shownLine === 0) return null;
  const costs = runs.flatMap(run => {
    const found = run.earlier.lines.find(({cost}) => cost.line === shownLine);
    return found && !found.wasEdited && found.cost.precision !== 'ambiguous' ? [{run, cost: found.cost}] : [];
  });
  const told = MODES.find(([mode]) => costs.some(({cost}) => millisecondsOf(cost, mode) >= LEAST_MS));
  if (!told || costs.length < 2) return null;
  const [mode, what] = told;
  const values = costs.map(({run, cost}) => ({time: timeOf(run.startedAt), isShown: run.isShown, ms: millisecondsOf(cost, mode)}));
  const list = values.map(({time, isShown, ms}) => `${time} ${isShown ? `**${duration(ms)}**` : duration(ms)}`).join(', ');
  return `- Last ${values.length} runs, ${what}: ${bars(values.map(({ms}) => ms))} ${list}`;
}

const MODES: readonly (readonly [mode: AnnotationMode, what: string])[] = [
  ['blocked', 'blocked'],
  ['await', 'awaited'],
  ['total', 'with what it calls'],
];

/** A bar for each value, as high as it is beside the largest. */
function bars(values: readonly number[]): string {
  const most = Math.max(...values);
  return values.map(value => BARS[Math.round((value / most) * (BARS.length - 1))]).join('');
}
