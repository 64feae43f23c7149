import type {LineAnnotation} from '../../server/protocol.ts';

/** A change as the editor tells it: the lines that it replaces, and by what. Lines count from 0. */
export interface LineChange {
  readonly range: {readonly start: {readonly line: number; readonly character: number}; readonly end: {readonly line: number; readonly character: number}};
  readonly text: string;
}

/**
 * Annotations right after a change, before the server has looked: those of lines that were touched go, those below move with their lines. The changes are of
 * one edit, each as if it were the only one; none touches what another replaces.
 */
export function shiftedAnnotations(annotations: readonly LineAnnotation[], changes: readonly LineChange[]): Shifted {
  const kept: LineAnnotation[] = [];
  const gone: LineAnnotation[] = [];
  for (const annotation of annotations) {
    const line = shiftedLine(annotation.line, changes);
    if (line === null) gone.push(annotation);
    else kept.push({...annotation, line});
  }
  return {kept, gone};
}

export interface Shifted {
  readonly kept: readonly LineAnnotation[];
  readonly gone: readonly LineAnnotation[];
}

/** Null where the line was touched. */
function shiftedLine(before: number, changes: readonly LineChange[]): number | null {
  let line = before;
  for (const {range, text} of changes) {
    const {start, end} = range;
    const isWholeLinesAbove = end.line === before && end.character === 0 && start.character === 0 && (text === '' || text.endsWith('\n'));
    if (end.line < before || isWholeLinesAbove) line += text.split('\n').length - 1 - (end.line - start.line);
    else if (start.line <= before) return null;
  }
  return line;
}

/** The heats at which two sets of annotations differ. */
export function changedHeats(before: readonly LineAnnotation[], after: readonly LineAnnotation[]): Set<number> {
  const ofHeat = (annotations: readonly LineAnnotation[], heat: number) => JSON.stringify(annotations.filter(each => each.heat === heat));
  return new Set([...before, ...after].map(({heat}) => heat).filter(heat => ofHeat(before, heat) !== ofHeat(after, heat)));
}
