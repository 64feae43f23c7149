import {lineIndex} from '../facts/index.ts';

/** The lines of a text, numbered from 0. */
export interface Lines {
  lineOf(offset: number): number;
  /** Whether a backslash at the end of this line joins it to the next one. */
  isContinued(line: number): boolean;
}

export function linesOf(text: string): Lines {
  const {lineOf, startOf} = lineIndex(text);
  return {
    lineOf,
    isContinued(line) {
      const next = startOf(line + 1);
      return next !== undefined && text.slice(startOf(line), next).replace(/[\n\r]+$/, '').endsWith('\\');
    },
  };
}
