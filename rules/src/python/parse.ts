import type {Comment, Module} from './ast.ts';
import {convert} from './parser/convert.ts';
import {parse} from './parser/pyright.js';
import {TOO_DEEP} from './parser/reading.ts';
import {withoutUnclosed} from './parser/repair.ts';

export interface ParseError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
  /** What is wrong, for programs; only errors of pyright's have one. */
  readonly key?: string;
}

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
      const repaired = withoutUnclosed(source, errors);
      if (repaired === null) break;
      source = repaired;
      ({parsed, errors} = read(source));
    }
    const converted = convert(parsed.tree, text);
    return {tree: converted.tree, comments: parsed.comments, errors: [...first.errors, ...converted.errors]};
  } catch (error) {
    if (error instanceof RangeError) return unreadable(text);
    throw error;
  }
}

/** Each repair costs a parse, and code being typed seldom has more than one thing open. */
const MAXIMUM_REPAIRS = 5;

function read(text: string) {
  const parsed = parse(text);
  return {parsed, errors: parsed.errors.map(withKey).filter(({key}) => !NOT_WRONG.has(key))};
}

function withKey({message, start, end}: {message: string; start: number; end: number}) {
  const [key = '', words = ''] = message.split('\n', 2);
  return {key, message: words, start, end};
}

/** What CPython only warns of. */
const NOT_WRONG = new Set(['finallyBreak', 'finallyContinue', 'finallyReturn']);

/** The stack overflowed: CPython would refuse such a file too. */
function unreadable(text: string): ParsedPython {
  const tree: Module = {type: 'Module', start: 0, end: text.length, parent: null, body: []};
  return {tree, comments: [], errors: [{message: TOO_DEEP, start: 0, end: text.length}]};
}
