import type {Comment, Module, ParseError} from './ast.ts';
import {moduleOf, type ReadPiece} from './parser/convert.ts';
import {piecesOf} from './parser/pieces.ts';
import {type Opened, parse} from './parser/pyright.js';
import {TOO_DEEP} from './parser/reading.ts';
import {type KeyedError, withoutUnclosed} from './parser/repair.ts';

/** A module, with its comments and errors at hand. */
export interface ParsedPython {
  readonly tree: Module;
  readonly comments: readonly Comment[];
  readonly errors: readonly ParseError[];
}

/**
 * Reads any text, without a byte order mark. Half-typed code gives the tree of what can be read, also after a bracket or a quote that
 * is not closed yet; the errors are those of the text as it is. Never throws.
 */
export function parsePython(text: string): ParsedPython {
  return parsed(text, () => moduleOf(text, [readWhole(text)]));
}

/** What was read of a version of a text, by the text of its pieces. */
export type ReadPieces = ReadonlyMap<string, Read>;

/**
 * The same of a text of which another version was read before, mostly the one before the last keystroke: only the pieces that are new
 * are read. Gives what the next version needs as well.
 */
export function parseAgain(text: string, before: ReadPieces): ParsedPython & {readonly pieces: ReadPieces} {
  const pieces = new Map<string, Read>();
  const module = parsed(text, () => {
    const inOrder = piecesOf(text).map(piece => before.get(piece) ?? read(detached(piece)));
    for (const piece of inOrder) pieces.set(piece.text, piece);
    return moduleOf(text, withWholeRest(inOrder));
  });
  return {...module, pieces};
}

/** From the first piece with an error on, the text is one: the cut may be in a string, and what is open takes in what follows. */
function withWholeRest(pieces: readonly Read[]): readonly ReadPiece[] {
  const damaged = pieces.findIndex(({errors}) => errors.length > 0);
  return damaged < 0 ? pieces : [...pieces.slice(0, damaged), readWhole(pieces.slice(damaged).map(({text}) => text).join(''))];
}

/** A copy: a slice, and every slice of it in the tree, would hold the whole version that it was cut from in memory. */
function detached(piece: string): string {
  return JSON.parse(JSON.stringify(piece)) as string;
}

function parsed(text: string, readModule: () => Module): ParsedPython {
  try {
    return whole(readModule());
  } catch (error) {
    if (error instanceof ParserFailure) return whole(unreadable(text, error));
    throw error;
  }
}

function whole(tree: Module): ParsedPython {
  return {tree, comments: tree.comments, errors: tree.errors};
}

/** The text as one piece, repaired if need be. */
function readWhole(text: string): ReadPiece {
  const first = read(text);
  let repaired = first;
  for (let attempt = 0; attempt < MAXIMUM_REPAIRS; attempt++) {
    const next = withoutUnclosed(repaired);
    if (next === null) break;
    repaired = read(next);
  }
  // Positions are the same in both, and what stands there is looked up in the text as it is.
  return {...repaired, text, errors: first.errors};
}

/** Each repair costs a parse, and code being typed seldom has more than one thing open. */
const MAXIMUM_REPAIRS = 5;

/** What pyright makes of a text. */
interface Read extends ReadPiece {
  readonly errors: readonly KeyedError[];
  readonly opened: Opened;
}

function read(text: string): Read {
  const {tree, comments, errors, opened} = parseOrFail(text);
  return {text, tree, comments, errors: errors.map(withKey).filter(({key}) => !NOT_WRONG.has(key)), opened};
}

function withKey({message, start, end}: ParseError): KeyedError {
  const [key = '', words = ''] = message.split('\n', 2);
  return {key, message: words, start, end};
}

/** What CPython only warns of. */
const NOT_WRONG = new Set(['finallyBreak', 'finallyContinue', 'finallyReturn']);

/** pyright throws when the stack overflows, and might on something that it never expected: neither may stop a host. */
function parseOrFail(text: string) {
  try {
    return parse(text);
  } catch (error) {
    throw new ParserFailure(error instanceof RangeError ? TOO_DEEP : `The parser gave up: ${error instanceof Error ? error.message : String(error)}`);
  }
}

class ParserFailure extends Error {
  override readonly name = 'ParserFailure';
}

function unreadable(text: string, {message}: ParserFailure): Module {
  const range = {start: 0, end: text.length};
  return {type: 'Module', ...range, parent: null, body: [], comments: [], errors: [{message, ...range}]};
}
