import type {Comment, Module, ParseError} from './ast.ts';
import {contentOf, moduleOf} from './parser/convert.ts';
import {ParserFailure, read} from './parser/read.ts';
import {contentOfPieces, Pieces, type PiecesByText} from './pieces.ts';

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
  const tree = moduleOrUnreadable(text, () => {
    const whole = read(text);
    return whole.errors.length === 0 ? moduleOf(text, contentOf(whole)) : moduleInPieces(text, new Map());
  });
  return {tree, comments: tree.comments, errors: tree.errors};
}

/**
 * Gives what `parsePython` gives, of a text of which another version was parsed before, mostly the one before the last keystroke. Only
 * what is new is read; the rest is taken out of that version's tree, which is used up by it.
 */
export function parseAgain(text: string, before: Module): Module {
  return moduleOrUnreadable(text, () => moduleInPieces(text, piecesOfTrees.get(before) ?? new Map()));
}

/** What the next version may take out of a tree; of one that was read at once, nothing. */
const piecesOfTrees = new WeakMap<Module, PiecesByText>();

function moduleInPieces(text: string, before: PiecesByText): Module {
  const pieces = new Pieces(before);
  const module = moduleOf(text, contentOfPieces(text, pieces));
  piecesOfTrees.set(module, pieces.taken);
  return module;
}

/** The module; where the parser fails, one without content that says so. */
function moduleOrUnreadable(text: string, read: () => Module): Module {
  try {
    return read();
  } catch (error) {
    if (error instanceof ParserFailure) return unreadable(text, error);
    throw error;
  }
}

function unreadable(text: string, {message}: ParserFailure): Module {
  const range = {start: 0, end: text.length};
  return {type: 'Module', ...range, parent: null, body: [], comments: [], errors: [{message, ...range}]};
}
