import type {Comment, Module, ParseError} from './ast.ts';
import {contentOf, moduleOf} from './parser/convert.ts';
import {ParserFailure, readRepaired} from './parser/read.ts';

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
  const tree = moduleOrUnreadable(text, () => moduleOf(text, contentOf(readRepaired(text))));
  return {tree, comments: tree.comments, errors: tree.errors};
}

/** The module; where the parser fails, one without content that says so. */
export function moduleOrUnreadable(text: string, read: () => Module): Module {
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
