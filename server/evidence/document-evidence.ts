import type {FileEvidence, LineEvidence} from './file-evidence.ts';
import type {LineFate} from './line-map.ts';

/** What a run says of a document as it is now. */
export interface DocumentEvidence {
  readonly run: ShownRun;
  readonly evidence: FileEvidence;
  /** What has become of each line that the file had when it ran. */
  readonly fates: readonly LineFate[];
  /** The same of other files that had a part in this one's stalls. Those are not in it of which nobody can tell where their lines are. */
  readonly elsewhere: ReadonlyMap<string, FatesOfFile>;
  /** Whether another branch is checked out than when it ran. */
  readonly isOfAnotherBranch: boolean;
}

/** `same`: not a letter of the file has changed. */
export type FatesOfFile = readonly LineFate[] | 'same';

/** Where a line of the run (from 1) is now, from 0, in this document or another one; null where it is not what it was any more, or nobody can tell. */
export function lineNow({evidence, fates, elsewhere}: DocumentEvidence, file: string, line: number): number | null {
  const ofFile = file === evidence.file ? fates : elsewhere.get(file);
  if (ofFile === 'same') return line - 1;
  const fate = ofFile?.[line - 1];
  return fate && fate.kind !== 'deleted' && fate.kind !== 'edited' ? fate.line : null;
}

/** A run as it is spoken of. */
export interface ShownRun {
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly label: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  /** When that was, in the words of a clock on the wall: `14:02`, or `20 Nov 14:02` on another day. */
  readonly time: string;
  /** Time in which its loops were not waiting. */
  readonly busyMs: number;
  /** The run that it is compared with, where it is. */
  readonly comparedWith: {readonly label: string; readonly time: string} | null;
}

/** A line of the run that is somewhere in the document. */
export interface PlacedLine {
  readonly cost: LineEvidence;
  /** In the document, from 0. */
  readonly line: number;
  readonly isEdited: boolean;
}

/** The lines of the run, where they are in the document. */
export function placedLines({evidence, fates}: DocumentEvidence): PlacedLine[] {
  return evidence.lines.flatMap(cost => {
    const fate = fates[cost.line - 1];
    return !fate || fate.kind === 'deleted' ? [] : [{cost, line: fate.line, isEdited: fate.kind === 'edited'}];
  });
}
