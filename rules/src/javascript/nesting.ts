import type {Span} from '../facts/index.ts';
import {spanOf} from '../facts/index.ts';

/** Native parsers recurse, and end the whole process when they run out of stack. Far less deep than that is still far deeper than code. */
const DEEPEST = 1000;

/** So many operators without a comma or semicolon between them, or words without any sign; each may be one level of a tree. */
const LONGEST = 4000;

/**
 * Looks at brackets, operators and words without reading the language. Strings and comments are skipped, roughly. It errs on the side
 * of refusing a text, and only where a thousand brackets are open at once or four thousand operators follow one another.
 */
export function nestingProblem(text: string): {readonly message: string; readonly span: Span} | null {
  if (text.length < DEEPEST) return null;
  let depth = 0;
  let operators = 0;
  let words = 0;
  for (let index = 0; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    switch (KINDS[code] ?? WORD) {
      case WORD:
        continue;
      case SPACE:
        if (index > 0 && (KINDS[text.charCodeAt(index - 1)] ?? WORD) === WORD) words += 1;
        if (words > LONGEST) return tooDeep(index);
        continue;
      case OPEN:
        depth += 1;
        if (depth > DEEPEST) return tooDeep(index);
        break;
      case CLOSE:
        if (depth > 0) depth -= 1;
        break;
      case SEPARATOR:
        operators = 0;
        break;
      case QUOTE:
        index = endOfString(text, index, code);
        break;
      case SLASH:
        index = endOfComment(text, index);
        operators += 1;
        break;
      case OPERATOR:
        operators += 1;
        if (operators > LONGEST) return tooDeep(index);
        break;
    }
    words = 0;
  }
  return null;
}

const WORD = 0;
const SPACE = 1;
const OPEN = 2;
const CLOSE = 3;
const SEPARATOR = 4;
const QUOTE = 5;
const SLASH = 6;
const OPERATOR = 7;

/** What each character is, by its code. */
const KINDS = new Uint8Array(128);
for (const [kind, signs] of [[SPACE, ' \t\n\r'], [OPEN, '([{'], [CLOSE, ')]}'], [SEPARATOR, ';,'], [QUOTE, '\'"'], [SLASH, '/'], [OPERATOR, '!%&*+-.:<=>?^|~']] as const) {
  for (const sign of signs) KINDS[sign.charCodeAt(0)] = kind;
}

/** The closing quote; the opening one where the line has no other, since it is then an apostrophe of some kind. */
function endOfString(text: string, start: number, quote: number): number {
  for (let index = start + 1; index < text.length; index += 1) {
    const code = text.charCodeAt(index);
    if (code === quote) return index;
    if (code === 10) return start;
    if (code === 92) index += 1;
  }
  return start;
}

function endOfComment(text: string, start: number): number {
  const next = text.charCodeAt(start + 1);
  const end = next === 47 ? text.indexOf('\n', start) : next === 42 ? text.indexOf('*/', start + 2) + 1 : start;
  return end > start ? end : next === 47 ? text.length : start;
}

function tooDeep(index: number): {readonly message: string; readonly span: Span} {
  return {message: 'Nested too deeply to be parsed.', span: spanOf(index, index + 1)};
}
