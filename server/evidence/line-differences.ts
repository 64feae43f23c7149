import {type Change, changeOf} from '../profile/change.ts';
import type {DocumentEvidence} from './document-evidence.ts';
import type {LineEvidence} from './file-evidence.ts';

/** What became of a line from the run that is compared with to the one that is shown. */
export interface LineDifference {
  readonly change: Change;
  /** Whether one of the two was inferred from what the line calls. */
  readonly isInferred: boolean;
  /** Whether the line was edited between the runs. */
  readonly wasEdited: boolean;
  /** Whether it was edited since the run that is shown. */
  readonly isEdited: boolean;
}

/** By the line in the document, from 0. Lines of which only the function is known are not compared, nor those that were in one of the runs only. */
export function lineDifferences({evidence, fates}: DocumentEvidence, millisecondsOf: (cost: LineEvidence) => number): ReadonlyMap<number, LineDifference> {
  const differences = new Map<number, LineDifference>();
  const now = new Map(evidence.lines.map(cost => [cost.line, cost]));
  for (const {cost: before, wasEdited} of evidence.earlier?.lines ?? []) {
    const fate = fates[before.line - 1];
    const after = now.get(before.line);
    if (!fate || fate.kind === 'deleted') continue;
    const [beforeMs, afterMs] = [millisecondsOf(before), after ? millisecondsOf(after) : 0];
    // How well the rest of a line's time is known says nothing of what it has none of: a mended line may be known by its function only.
    const precisions = [beforeMs > 0 && before.precision, afterMs > 0 && after?.precision];
    if (precisions.includes('ambiguous')) continue;
    differences.set(fate.line, {change: changeOf([beforeMs], [afterMs]), isInferred: precisions.includes('inferred'), wasEdited, isEdited: fate.kind === 'edited'});
  }
  return differences;
}
