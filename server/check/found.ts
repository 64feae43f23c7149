import type {Report} from '../../rules/src/engine.ts';
import {lineIndex} from '../../rules/src/facts/index.ts';

/** A report as text formats need it: with 1-based lines and columns, worked out while the text was at hand. */
export interface FoundProblem {
  readonly path: string;
  readonly ruleId: string;
  readonly message: string;
  readonly confidence: Report['confidence'];
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly related: readonly {readonly path: string; readonly line: number; readonly column: number; readonly message: string}[];
  readonly suggestions: readonly string[];
}

export interface CheckedFile {
  readonly path: string;
  readonly problems: readonly FoundProblem[];
  /** Why the file could not be looked at. */
  readonly failure?: string;
  readonly syntaxErrors: number;
}

/** The problems of one file; lines are counted once, from the top. */
export function foundProblems(path: string, text: string, reports: readonly Report[]): FoundProblem[] {
  const {positionOf} = lineIndex(text);
  return reports.map(({ruleId, message, confidence, span, related, suggestions}) => {
    const [start, end] = [positionOf(span.start), positionOf(span.end)];
    return {
      path, ruleId, message, confidence,
      line: start.line, column: start.column, endLine: end.line, endColumn: end.column,
      related: related.map(({path: where, line, column, message: why}) => ({path: where, line, column, message: why})),
      suggestions: suggestions.map(({title}) => title),
    };
  });
}
