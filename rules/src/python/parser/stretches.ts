/** A stretch of a text that can be read without the rest. Together the parts are the stretch, and the stretches are the text. */
export interface Stretch {
  /** A single one, but for classes: there each part after the first starts between two statements of the class's body. */
  readonly parts: readonly string[];
  /** What the lines of the class's body start with, as far as its first definition tells. */
  readonly indentation: string;
}

/**
 * Cuts the text so that each part, parsed by itself, gives what it gives as part of the whole: before a definition that stands at the
 * start of a line, with its decorators, and in a class before each definition but the first. Only parsing shows whether a cut is
 * inside of a string or of brackets, whose part then lacks their end, and whether the class's body is what it looks like.
 */
export function stretchesOf(text: string): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let starts = [0];
  let isInClass = false;
  let indentation = '';
  let isDecorated = false;
  const close = (end: number) => stretches.push({parts: starts.map((start, index) => text.slice(start, starts[index + 1] ?? end)), indentation});
  for (const {index, 1: lineBreak = '', 2: space = '', 3: word} of text.matchAll(DEFINITION)) {
    // A backslash joins the line with the next.
    if (text[index - 1] === '\\') continue;
    const start = index + lineBreak.length;
    if (space !== '') {
      if (!isInClass) continue;
      if (indentation === '') indentation = space;
      else if (space === indentation && !isDecorated) starts.push(start);
      if (space !== indentation) continue;
    } else {
      isInClass = word === 'class';
      if (word === undefined) continue;
      if (index > 0 && !isDecorated) {
        close(start);
        starts = [start];
      }
      indentation = '';
    }
    isDecorated = word === '@';
  }
  close(text.length);
  return stretches;
}

/**
 * A line that starts with a decorator or a definition; or other code that is not indented, which ends a class. Comments and other code
 * may stand between a decorator and its definition, though seldom: what follows a decorator belongs to its part.
 */
const DEFINITION = /(^|\r\n|\r|\n)(?:([ \t]*)(@|class\b|def\b|async[ \t]+def\b)|(?=[^\s#)\]}]))/g;
