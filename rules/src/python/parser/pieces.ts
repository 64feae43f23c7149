/**
 * The text cut so that each piece, parsed by itself, gives what it gives as part of the whole: before a definition that stands at the
 * start of a line, with its decorators. Only parsing shows whether a cut is inside of a string or of brackets, whose piece then lacks
 * their end. Together the pieces are the text.
 */
export function piecesOf(text: string): string[] {
  const starts = [0];
  let isDecorated = false;
  for (const {0: lineBreak, index, groups} of text.matchAll(DEFINITION)) {
    const isDecorator = groups?.['decorator'] !== undefined;
    if (!isDecorated && index > 0 && !isContinued(text, index)) starts.push(index + lineBreak.length);
    isDecorated = isDecorator;
  }
  return starts.map((start, index) => text.slice(start, starts[index + 1]));
}

/** Comments and other code may stand between a decorator and its definition, though seldom: what follows a decorator belongs to its piece. */
const DEFINITION = /(?:^|\r\n|\r|\n)(?=(?<decorator>@)|def\b|class\b|async[ \t]+def\b)/g;

/** A backslash joins the line with the next. */
function isContinued(text: string, lineBreak: number): boolean {
  return text[lineBreak - 1] === '\\';
}
