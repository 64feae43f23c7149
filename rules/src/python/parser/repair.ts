import type {ParseError} from '../ast.ts';

/** An error of pyright's, with the key of its message, for programs. */
export interface KeyedError extends ParseError {
  readonly key: string;
}

/**
 * A bracket or quote that is not closed yet makes the parser take the rest of the file for its content. This blanks the rest of the
 * line from there on, so that everything else keeps its place; null when nothing of the kind is wrong.
 */
export function withoutUnclosed(text: string, errors: readonly KeyedError[]): string | null {
  const unclosed = errors.filter(({key}) => UNCLOSED.has(key)).map(({start}) => start);
  if (unclosed.length === 0) return null;
  // The one opened last is most likely the one being typed; an outer one is closed once it is gone.
  const start = Math.max(...unclosed);
  const end = endOfLine(text, start);
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const isHeader = COMPOUND_HEADER.test(text.slice(lineStart, end));
  const blank = isHeader && end > start ? `${' '.repeat(end - start - 1)}:` : ' '.repeat(end - start);
  const repaired = text.slice(0, start) + blank + text.slice(end);
  return repaired === text ? null : repaired;
}

/** pyright's keys for what is opened and not closed. */
const UNCLOSED = new Set(['expectedCloseBracket', 'expectedCloseParen', 'expectedCloseBrace', 'stringUnterminated', 'formatStringUnterminated']);

/** A line that must go on with a block, whose colon stands behind what is blanked. */
const COMPOUND_HEADER = /^[ \t]*(?:async[ \t]+)?(?:def|class|if|elif|else|for|while|with|try|except|finally|match|case)\b/;

function endOfLine(text: string, from: number): number {
  LINE_BREAK.lastIndex = from;
  return LINE_BREAK.exec(text)?.index ?? text.length;
}

const LINE_BREAK = /[\r\n]/g;
