/** Brackets without a partner, by offset. */
export interface OpenBrackets {
  readonly unclosed: readonly number[];
  readonly unopened: readonly number[];
  /** Braces of which the closing one begins a line that is not indented as the line of the other: one of the two is somebody else's. */
  readonly misaligned: readonly MisalignedBraces[];
}

export interface MisalignedBraces {
  readonly opened: number;
  readonly closed: number;
  /** The one that is indented deeper, which is the likelier culprit. */
  readonly deeper: 'opened' | 'closed';
}

/**
 * Finds brackets without a partner in a text that cannot be parsed. It knows strings, templates and comments, and guesses regular
 * expressions by what stands before the slash; a guess that is wrong costs an attempt of the repair, nothing else. A bracket that
 * closes another kind is taken to close the nearest one of its own, because what is left open in between is what was being typed.
 */
export function openBrackets(text: string): OpenBrackets {
  const stack: number[] = [];
  const unclosed: number[] = [];
  const unopened: number[] = [];
  const misaligned: MisalignedBraces[] = [];
  /** Depths of the stack at which a template's `${` was opened. */
  const templates: number[] = [];
  let previous = '';
  for (let index = 0; index < text.length; index++) {
    const character = text[index] ?? '';
    if (character === ' ' || character === '\t' || character === '\n' || character === '\r') continue;
    if (character === '/' && text[index + 1] === '/') index = until(text, index, LINE_END) - 1;
    else if (character === '/' && text[index + 1] === '*') index = endOfComment(text, index);
    else if (character === '/' && STARTS_EXPRESSION.test(previous)) index = endOfString(text, index, '/');
    else if (character === '"' || character === "'") index = endOfString(text, index, character);
    else if (character === '`') index = inTemplate(index + 1);
    else if (OPENING.includes(character)) stack.push(index);
    else if (CLOSING.includes(character)) {
      if (character === '}' && templates.at(-1) === stack.length) {
        templates.pop();
        index = inTemplate(index + 1);
      } else {
        close(index, OPENING[CLOSING.indexOf(character)] ?? '');
      }
    }
    previous = text[index] ?? '';
  }
  return {unclosed: [...unclosed, ...stack].sort((a, b) => a - b), unopened, misaligned};

  function close(index: number, opening: string): void {
    const partner = stack.findLastIndex(offset => text[offset] === opening);
    if (partner < 0) {
      unopened.push(index);
      return;
    }
    const [opened = 0, ...between] = stack.splice(partner);
    unclosed.push(...between);
    const indentation = indentationBefore(text, index);
    const expected = indentationOfLine(text, opened);
    if (opening === '{' && indentation !== null && indentation !== expected) misaligned.push({opened, closed: index, deeper: expected > indentation ? 'opened' : 'closed'});
  }

  /** From inside a template to its end or to its next `${`. */
  function inTemplate(from: number): number {
    for (let index = from; index < text.length; index++) {
      if (text[index] === '\\') index++;
      else if (text[index] === '`') return index;
      else if (text[index] === '$' && text[index + 1] === '{') {
        templates.push(stack.length);
        return index + 1;
      }
    }
    return text.length;
  }
}

/** The indentation in front of what begins its line; null for what does not. */
function indentationBefore(text: string, offset: number): number | null {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  return text.slice(start, offset).trim() === '' ? offset - start : null;
}

function indentationOfLine(text: string, offset: number): number {
  const start = text.lastIndexOf('\n', offset - 1) + 1;
  let end = start;
  while (text[end] === ' ' || text[end] === '\t') end++;
  return end - start;
}

const OPENING = '([{';
const CLOSING = ')]}';

/** After these a slash begins a regular expression, not a division. */
const STARTS_EXPRESSION = /^[(,=:[!&|?{};+\-*%<>~^]?$/;

const LINE_END = /[\r\n]/g;

function until(text: string, from: number, end: RegExp): number {
  end.lastIndex = from;
  return end.exec(text)?.index ?? text.length;
}

function endOfComment(text: string, from: number): number {
  const end = text.indexOf('*/', from + 2);
  return end < 0 ? text.length : end + 1;
}

/** The closing quote, or the end of the line for a string that lacks it. */
function endOfString(text: string, from: number, quote: string): number {
  for (let index = from + 1; index < text.length; index++) {
    const character = text[index];
    if (character === '\\') index++;
    else if (character === quote) return index;
    else if (character === '\n' || character === '\r') return index - 1;
  }
  return text.length;
}
