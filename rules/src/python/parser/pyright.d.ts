import type {ModuleNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Comment, Range} from '../ast.ts';

/** Throws only when the stack overflows. */
export function parse(text: string): {
  readonly tree: ModuleNode;
  readonly comments: readonly Comment[];
  /** A message is the key of pyright's message, a line break, and the message in English. */
  readonly errors: readonly {readonly message: string; readonly start: number; readonly end: number}[];
  /** What may be open; only looked for when there are errors. */
  readonly opened: Opened;
};

export interface Opened {
  /** Where brackets open that are never closed. */
  readonly brackets: readonly number[];
  /** Where strings with expressions in them begin, closed or not. */
  readonly formatStrings: readonly number[];
  /** The strings in three quotes, closed or not. */
  readonly longStrings: readonly Range[];
}
