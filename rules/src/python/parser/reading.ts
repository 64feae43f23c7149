import type {ErrorNode, Expr, ParseError} from '../ast.ts';

/** One conversion: the text, what is wrong with it, and how deep in the tree we are. */
export interface Reading {
  readonly text: string;
  readonly errors: ParseError[];
  depth: number;
}

/**
 * No path from the root is longer, so that whoever walks the tree by recursion is safe. CPython reads at most 200 brackets within
 * each other and 100 blocks; only long chains of `elif`, which are nested too, go deeper.
 */
export const MAXIMUM_DEPTH = 500;

/** What stands for code below the greatest depth. */
export function tooDeep({start, length}: {start: number; length: number}, {errors}: Reading): ErrorNode {
  const end = start + length;
  errors.push({message: TOO_DEEP, start, end});
  return errorNode(start, end, []);
}

export const TOO_DEEP = 'The code is nested too deeply to be read';

export function errorNode(start: number, end: number, children: readonly Expr[]): ErrorNode {
  return {type: 'ErrorNode', start, end, parent: null, children};
}
