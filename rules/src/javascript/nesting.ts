import type {Span} from '../facts/index.ts';
import {spanOf} from '../facts/index.ts';

/** Native parsers recurse, and end the whole process when they run out of stack. Far less deep than that is still far deeper than code. */
const DEEPEST = 1000;

/** So many operators without a comma or semicolon between them; each may be one level of a tree. */
const LONGEST = 20_000;

/**
 * Looks at brackets and operators without reading the language, so what stands in strings and comments counts too. It errs on the
 * side of refusing a file, and only where a thousand brackets are open at once.
 */
export function nestingProblem(text: string): {readonly message: string; readonly span: Span} | null {
  if (text.length < DEEPEST) return null;
  let depth = 0;
  let operators = 0;
  for (let index = 0; index < text.length; index += 1) {
    switch (text.charCodeAt(index)) {
      case 40: case 91: case 123: // ( [ {
        depth += 1;
        if (depth > DEEPEST) return tooDeep(index);
        break;
      case 41: case 93: case 125: // ) ] }
        if (depth > 0) depth -= 1;
        break;
      case 59: case 44: // ; ,
        operators = 0;
        break;
      // ! % & * + - . < = > ? ^ | ~
      case 33: case 37: case 38: case 42: case 43: case 45: case 46: case 60: case 61: case 62: case 63: case 94: case 124: case 126:
        operators += 1;
        if (operators > LONGEST) return tooDeep(index);
        break;
    }
  }
  return null;
}

function tooDeep(index: number): {readonly message: string; readonly span: Span} {
  return {message: 'Nested too deeply to be parsed.', span: spanOf(index, index + 1)};
}
