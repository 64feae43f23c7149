import {openBrackets} from './open-brackets.ts';

/** A parse of one text: whether it gave a tree, and where it gave up. */
export interface Attempt {
  readonly isRead: boolean;
  /** The offset at which the parser gave up. */
  readonly errorAt: number;
}

/** So often the parser may be asked again; each time costs a whole parse. */
const MOST_ATTEMPTS = 24;

/** So much text may be parsed again altogether, in characters; large files get fewer attempts, so that typing stays smooth. */
const MOST_TEXT = 2_000_000;

/**
 * oxc reads all of a file or nothing. While someone types, a line or two is wrong; this blanks those, keeping every other character
 * in its place, until the rest can be read. Null when it cannot be had in a few attempts.
 *
 * Each round tries the likely culprits from the smallest: the line where the parser gave up, the line before it (`foo.` shows up
 * on the next line), the line of the bracket that was opened last and never closed; then, by their indentation, the statement that
 * begins there and the functions around it. What gets furthest is kept.
 */
export function repaired<Result extends Attempt>(text: string, first: Result, parse: (text: string) => Result): Result | null {
  let best = {text, result: first};
  let attempts = Math.min(MOST_ATTEMPTS, Math.floor(MOST_TEXT / Math.max(1, text.length)));
  while (attempts > 0) {
    let furthest: typeof best | null = null;
    for (const candidate of candidates(best.text, best.result.errorAt)) {
      if (attempts-- <= 0) break;
      const result = parse(candidate);
      if (result.isRead) return result;
      if (result.errorAt > (furthest ?? best).result.errorAt) furthest = {text: candidate, result};
    }
    if (!furthest) return null;
    best = furthest;
  }
  return null;
}

/** Texts with one culprit blanked, the most careful first; each differs from the given text. */
function candidates(text: string, errorAt: number): readonly string[] {
  const line = lineAround(text, Math.min(errorAt, text.length));
  const before = lineBefore(text, line);
  const brackets = openBrackets(text);
  const open = brackets.unclosed.at(-1);
  const openLine = open === undefined ? null : lineAround(text, open);
  const [misaligned] = brackets.misaligned;
  const made = [
    openLine && closedHeader(text, open ?? 0, openLine),
    before && openedBody(text, before),
    blankLine(text, line),
    before && blankLine(text, before),
    open !== undefined && misaligned?.deeper === 'opened' ? blankBlockHeader(text, misaligned.opened) : null,
    openLine && blankFrom(text, open ?? 0, openLine),
    openLine && blankLine(text, openLine),
    brackets.unopened.length > 0 && before ? withoutLastClosing(text, before) : null,
    brackets.unopened.length > 0 ? blankCharacter(text, brackets.unopened[0] ?? 0) : null,
    misaligned ? blankCharacter(text, misaligned.closed) : null,
    before && blankLine(blankLine(text, line), before),
    openLine && blankLine(blankWhole(text, line), openLine),
    blankWhole(text, line),
    before && blankWhole(text, before),
    openLine && blankWhole(text, openLine),
    ...[before, line, openLine].map(culprit => culprit && blankWhole(text, indentedUnder(text, culprit))),
    ...[openLine, line].flatMap(culprit => (culprit ? enclosing(text, culprit).map(outer => blankWhole(text, indentedUnder(text, outer))) : [])),
    open === undefined ? null : closedAtEnd(text, brackets.unclosed),
  ];
  return [...new Set(made)].filter(candidate => candidate !== null && candidate !== text) as string[];
}

interface Line {
  readonly start: number;
  readonly end: number;
}

/** Looks no further than the line: most texts have no carriage return, and to look for one would take the whole text for each line. */
function lineAround(text: string, offset: number): Line {
  let start = offset;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  let end = offset;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  return {start, end};
}

function isLineEnd(code: number): boolean {
  return code === 10 || code === 13;
}

/** The last line before with anything on it. */
function lineBefore(text: string, line: Line): Line | null {
  let end = line.start;
  while (end > 0 && text.charCodeAt(end - 1) <= 32) end--;
  return end === 0 ? null : lineAround(text, end);
}

/** `load(path {` → `load(path){`: the parenthesis takes the place of the space. */
function closedHeader(text: string, open: number, {end}: Line): string | null {
  const brace = / \{\s*$/.exec(text.slice(open, end));
  return text[open] === '(' && brace ? replaced(text, open + brace.index, ')') : null;
}

/** `load(path)` at the end of a line, whose brace is gone: the brace takes the place of the line's end. */
function openedBody(text: string, {end}: Line): string | null {
  return /[)>]\s*$/.test(text.slice(Math.max(0, end - 10), end)) && end < text.length ? replaced(text, end, '{') : null;
}

function replaced(text: string, offset: number, character: string): string {
  return text.slice(0, offset) + character + text.slice(offset + 1);
}

/** The line and what its indentation says belongs to it: the lines indented deeper, and the closing brackets after them. */
function indentedUnder(text: string, line: Line): Line {
  const depth = indentation(text, line);
  let end = line.end;
  for (let next = lineAfter(text, end); next; next = lineAfter(text, next.end)) {
    const content = text.slice(next.start, next.end).trim();
    const isInside = content === '' || indentation(text, next) > depth;
    const isClosing = !isInside && indentation(text, next) === depth && /^[)\]}]/.test(content);
    if (!isInside && !isClosing) break;
    end = next.end;
    if (isClosing && !/[([{]$/.test(content)) break;
  }
  return {start: line.start, end};
}

/** The nearest lines above with less indentation, innermost first. */
function enclosing(text: string, line: Line): readonly Line[] {
  const lines: Line[] = [];
  let depth = indentation(text, line);
  for (let above = lineBefore(text, line); above && depth > 0; above = lineBefore(text, above)) {
    if (indentation(text, above) >= depth) continue;
    depth = indentation(text, above);
    lines.push(above);
  }
  return lines;
}

function indentation(text: string, {start, end}: Line): number {
  return /^[ \t]*/.exec(text.slice(start, end))?.[0].length ?? 0;
}

function lineAfter(text: string, end: number): Line | null {
  const start = text[end] === '\r' && text[end + 1] === '\n' ? end + 2 : end + 1;
  return start < text.length ? lineAround(text, start) : null;
}

/** Blanks the line but for the brackets at its ends that belong to the lines around it: `} else if (x {` keeps `}` and `{`. */
function blankLine(text: string, {start, end}: Line): string {
  const content = text.slice(start, end);
  const head = /^\s*[)\]}]*/.exec(content)?.[0] ?? '';
  const tail = /\{\s*$/.exec(content.slice(head.length))?.[0] ?? '';
  return `${text.slice(0, start)}${head}${' '.repeat(content.length - head.length - tail.length)}${tail}${text.slice(end)}`;
}

function blankWhole(text: string, {start, end}: Line): string {
  return `${text.slice(0, start)}${' '.repeat(end - start)}${text.slice(end)}`;
}

function blankFrom(text: string, offset: number, {end}: Line): string {
  return blankWhole(text, {start: offset, end: Math.max(offset, end)});
}

/** `if (x) {`, and `} else {` but for the brace that ends what was before. */
function blankBlockHeader(text: string, brace: number): string {
  const {start} = lineAround(text, brace);
  const [head] = /^\s*[)\]}]*/.exec(text.slice(start, brace)) ?? [''];
  return blankWhole(text, {start: start + head.length, end: brace + 1});
}

/** `}}`, where what follows is outside of what it belongs to. */
function withoutLastClosing(text: string, {start, end}: Line): string | null {
  const line = text.slice(start, end).trimEnd();
  return /[)\]}]$/.test(line) ? blankCharacter(text, start + line.length - 1) : null;
}

function blankCharacter(text: string, offset: number): string {
  return replaced(text, offset, ' ');
}

/** Nothing after the text moves, so closing brackets may be added there. */
function closedAtEnd(text: string, unclosed: readonly number[]): string {
  const closing: Readonly<Record<string, string>> = {'(': ')', '[': ']', '{': '}'};
  return text + unclosed.toReversed().map(offset => closing[text[offset] ?? ''] ?? '').join('');
}
