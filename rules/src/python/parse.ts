import type {Comment, Module, ParseError} from './ast.ts';
import {moduleOf} from './parser/convert.ts';
import {parse} from './parser/pyright.js';
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
  try {
    const first = read(text);
    let {parsed, errors} = first;
    for (let attempt = 0, source = text; attempt < MAXIMUM_REPAIRS; attempt++) {
      const repaired = withoutUnclosed(source, errors, parsed.opened);
      if (repaired === null) break;
      source = repaired;
      ({parsed, errors} = read(source));
    }
    return whole(moduleOf(parsed.tree, text, parsed.comments, first.errors));
  } catch (error) {
    if (error instanceof ParserFailure) return whole(unreadable(text, error));
    throw error;
  }
}

/** Each repair costs a parse, and code being typed seldom has more than one thing open. */
const MAXIMUM_REPAIRS = 5;

function whole(tree: Module): ParsedPython {
  return {tree, comments: tree.comments, errors: tree.errors};
}

function read(text: string) {
  const parsed = parseOrFail(text);
  return {parsed, errors: parsed.errors.map(withKey).filter(({key}) => !NOT_WRONG.has(key))};
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
