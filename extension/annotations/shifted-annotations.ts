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
export function shiftedAnnotations(annotations: readonly LineAnnotation[], changes: readonly LineChange[]): LineAnnotation[] {
  return annotations.flatMap(annotation => {
    let {line} = annotation;
    for (const {range, text} of changes) {
      const {start, end} = range;
      const isWholeLinesAbove = end.line === annotation.line && end.character === 0 && start.character === 0 && (text === '' || text.endsWith('\n'));
      if (end.line < annotation.line || isWholeLinesAbove) line += text.split('\n').length - 1 - (end.line - start.line);
      else if (start.line <= annotation.line) return [];
    }
    return [{...annotation, line}];
  });
}
