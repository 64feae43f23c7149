import type {ParseError} from '../ast.ts';
import type {PyrightTree} from './convert.ts';
import {type Opened, parse} from './pyright.js';
import {TOO_DEEP} from './reading.ts';
import {type KeyedError, withoutUnclosed} from './repair.ts';

/** What pyright makes of a text, and what is wrong with it for programs to judge. */
export interface Read extends PyrightTree {
  readonly errors: readonly KeyedError[];
  readonly opened: Opened;
}

/** pyright throws when the stack overflows, and might on something that it never expected: neither may stop a host. */
export class ParserFailure extends Error {
  override readonly name = 'ParserFailure';
}

/** Reads a text as it is; throws a `ParserFailure`, and nothing else. */
export function read(text: string): Read {
  const {tree, comments, errors, opened} = parseOrFail(text);
  return {text, tree, comments, errors: errors.map(withKey).filter(({key}) => !NOT_WRONG.has(key)), opened};
}

/** Reads a text, repaired if need be. */
export function readRepaired(text: string): PyrightTree {
  return repairedReading(read(text));
}

/** The same, of a text that was read as it is. */
export function repairedReading(first: Read): PyrightTree {
  let repaired = first;
  for (let attempt = 0; attempt < MAXIMUM_REPAIRS; attempt++) {
    const next = withoutUnclosed(repaired);
    if (next === null) break;
    repaired = read(next);
  }
  // Positions are the same in both, and what stands there is looked up in the text as it is.
  return {...repaired, text: first.text, errors: first.errors};
}

/** Each repair costs a parse, and code being typed seldom has more than one thing open. */
const MAXIMUM_REPAIRS = 5;

function withKey({message, start, end}: ParseError): KeyedError {
  const [key = '', words = ''] = message.split('\n', 2);
  return {key, message: words, start, end};
}

/** What CPython only warns of. */
const NOT_WRONG = new Set(['finallyBreak', 'finallyContinue', 'finallyReturn']);

function parseOrFail(text: string) {
  try {
    return parse(text);
  } catch (error) {
    throw new ParserFailure(error instanceof RangeError ? TOO_DEEP : `The parser gave up: ${error instanceof Error ? error.message : String(error)}`);
  }
}
