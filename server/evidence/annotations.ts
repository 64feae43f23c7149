import {differenceOf} from '../profile/change.ts';
import {duration} from '../profile/durations.ts';
import {type DocumentEvidence, placedLines} from './document-evidence.ts';
import {type LineDifference, lineDifferences} from './line-differences.ts';
import {type AnnotationMode, figureOf, type Heat, heatOf, isWorthwhile, millisecondsOf} from './line-figure.ts';

/** What stands at the end of a line. */
export interface LineAnnotation {
  /** From 0. */
  readonly line: number;
  readonly text: string;
  readonly heat: Heat;
  /** `edited`: the line is not what it was in the run any more, so it has no number. `less` and `more`: what has changed since the run that this one is compared with. */
  readonly kind: AnnotationMode | 'stall' | 'edited' | 'less' | 'more';
}

/** Before a number that the clock did not tell. */
const INFERRED = '~';

/** More would be a coloured page. */
const MOST_LINES = 30;

/** The annotations of a document. Lines of which only the function is known have none. */
export function annotationsOf(document: DocumentEvidence, mode: AnnotationMode): LineAnnotation[] {
  const differences = lineDifferences(document, cost => millisecondsOf(cost, mode));
  const candidates = new Map(costs(document, mode).map(each => [each.annotation.line, each]));
  for (const [line, difference] of differences) {
    const cost = candidates.get(line);
    const changed = changeAt(line, difference, mode, document.run.busyMs);
    if (changed) candidates.set(line, changed);
    else if (cost && difference.change.verdict === 'none' && !difference.isEdited) candidates.set(line, {...cost, annotation: {...cost.annotation, text: `${cost.annotation.text} · no difference beyond noise`}});
  }
  return [...candidates.values()]
    .sort((a, b) => Number(b.isCertain) - Number(a.isCertain) || b.ms - a.ms)
    .slice(0, MOST_LINES)
    .map(({annotation}) => annotation)
    .sort((a, b) => a.line - b.line);
}

interface Candidate {
  readonly annotation: LineAnnotation;
  readonly ms: number;
  /** Shown whatever else there is. */
  readonly isCertain: boolean;
}

/** What lines cost in the run that is shown. */
function costs(document: DocumentEvidence, mode: AnnotationMode): Candidate[] {
  const {busyMs} = document.run;
  return placedLines(document).flatMap(({line, isEdited, cost}) => {
    const figure = cost.precision === 'ambiguous' ? null : figureOf(cost, mode, busyMs);
    if (!figure) return [];
    const {ms, kind, words, isCertain} = figure;
    const text = `${cost.precision === 'inferred' ? INFERRED : ''}${duration(ms)} ${words}`;
    return [{ms, isCertain, annotation: isEdited ? edited(line) : {line, text, heat: heatOf(ms, mode, busyMs), kind}}];
  });
}

/** What has become of a line's cost; null where that is nothing, or too little to be told. */
function changeAt(line: number, {change, isInferred, wasEdited, isEdited}: LineDifference, mode: AnnotationMode, busyMs: number): Candidate | null {
  const {beforeMs, afterMs, differenceMs, verdict} = change;
  if (verdict === 'none' || !isWorthwhile(Math.max(beforeMs, afterMs), mode, {isExact: false, busyMs})) return null;
  const ms = Math.abs(differenceMs);
  const text = `${isInferred ? INFERRED : ''}${differenceOf(change)} · ${duration(beforeMs)} → ${duration(afterMs)} ${VERBS[mode]}${wasEdited ? ' · edited between the runs' : ''}`;
  return {ms, isCertain: true, annotation: isEdited ? edited(line) : {line, text, heat: verdict === 'more' ? heatOf(ms, mode, busyMs) : 0, kind: verdict}};
}

const VERBS: Readonly<Record<AnnotationMode, string>> = {blocked: 'blocked', self: 'self', total: 'total', await: 'awaited'};

function edited(line: number): LineAnnotation {
  return {line, text: 'edited since the run', heat: 0, kind: 'edited'};
}
