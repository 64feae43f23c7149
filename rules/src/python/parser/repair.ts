import type {ParseError} from '../ast.ts';
import type {Opened} from './pyright.js';

/** An error of pyright's, with the key of its message, for programs. */
export interface KeyedError extends ParseError {
  readonly key: string;
}

/** A text with what pyright found wrong with it. */
export interface Damaged {
  readonly text: string;
  readonly errors: readonly KeyedError[];
  readonly opened: Opened;
}

/**
 * A bracket or quote that is not closed yet makes the parser take the rest of the file for its content. This gives the text without it,
 * in which everything else keeps its place; null when nothing of the kind is wrong. Where only the inside of a bracket is half
 * typed, as in `f(x.)`, the parser helps itself.
 */
export function withoutUnclosed({text, errors, opened}: Damaged): string | null {
  const unclosed = errors.flatMap(({key, start}) => {
    if (UNCLOSED_TEXT.has(key)) return [beginningOfText(text, start, opened)];
    return UNCLOSED_BRACKET.has(key) && opened.brackets.includes(start) ? [start] : [];
  });
  // Of those without an end, the one opened last is most likely the one being typed; an outer one is closed once it is gone.
  const start = swallowingString(text, opened) ?? unclosed.sort((one, other) => other - one)[0];
  if (start === undefined) return null;
  const end = endOfLine(text, start);
  const lineStart = Math.max(text.lastIndexOf('\n', start - 1), text.lastIndexOf('\r', start - 1)) + 1;
  const repaired = PARAMETERS.test(text.slice(lineStart, start + 1)) ? withClosedParameters(text, start, end) : withBlank(text, lineStart, start, end);
  return repaired === text ? null : repaired;
}

/** The error of a format string is at what follows it, which may be on the next line. */
function beginningOfText(text: string, errorAt: number, {formatStrings}: Opened): number {
  return /^[a-z]{0,2}["']/i.test(text.slice(errorAt, errorAt + 3)) ? errorAt : (formatStrings.findLast(start => start < errorAt) ?? errorAt);
}

/**
 * One quote too many turns all later strings inside out: what they say is read as code, in which anything may be open. The culprit is where
 * the first string begins that ends like no string: at the docstring of a definition, or right before a word.
 */
function swallowingString(text: string, {longStrings}: Opened): number | undefined {
  return longStrings.find(({start, end}) => WORD.test(text.charAt(end)) || UP_TO_DOCSTRING.test(text.slice(Math.max(start, end - 300), end)))?.start;
}

const WORD = /\w/;

/** The header of a definition may go over several lines. */
const UP_TO_DOCSTRING = /(?:\n[ \t]*(?:async[ \t]+def|def|class)\b|\))[^\n]*:[ \t]*\r?\n[ \t]*[a-z]?(?:"""|''')$/i;

/** What must have parentheses, or is worth the more with them. */
const PARAMETERS = /^[ \t]*(?:async[ \t]+)?(?:def|class)\b[^()]*\($/;

/** A parenthesis before the arrow, or instead of the header's colon, which the parser can do without; else in the place of the parameters. */
function withClosedParameters(text: string, start: number, end: number): string {
  const rest = text.slice(start, end);
  const arrow = rest.search(/[ \t]->/);
  if (arrow > 0) return replaced(text, start + arrow, ')');
  const colon = /:[ \t]*(?:#.*)?$/.exec(rest);
  if (colon) return replaced(text, start + colon.index, ')');
  if (rest.length > 1) return replaced(text, start + 1, `${' '.repeat(rest.length - 2)})`);
  const indentation = /^[\r\n]+[ \t]/.exec(text.slice(end, end + 3));
  return replaced(text, indentation ? end + indentation[0].length - 1 : start, indentation ? ')' : ' ');
}

/** The line without what stands from the culprit on; a header keeps a colon, for its block. */
function withBlank(text: string, lineStart: number, start: number, end: number): string {
  const isHeader = COMPOUND_HEADER.test(text.slice(lineStart, end)) && end > start;
  return replaced(text, start, isHeader ? `${' '.repeat(end - start - 1)}:` : ' '.repeat(end - start));
}

function replaced(text: string, at: number, by: string): string {
  return text.slice(0, at) + by + text.slice(at + by.length);
}

/** pyright's keys for what is opened and not closed. */
const UNCLOSED_BRACKET = new Set(['expectedCloseBracket', 'expectedCloseParen', 'expectedCloseBrace']);
const UNCLOSED_TEXT = new Set(['stringUnterminated', 'formatStringUnterminated']);

/** A line that must go on with a block, whose colon stands behind what is blanked. */
const COMPOUND_HEADER = /^[ \t]*(?:async[ \t]+)?(?:def|class|if|elif|else|for|while|with|try|except|finally|match|case)\b/;

function endOfLine(text: string, from: number): number {
  LINE_BREAK.lastIndex = from;
  return LINE_BREAK.exec(text)?.index ?? text.length;
}

const LINE_BREAK = /[\r\n]/g;
