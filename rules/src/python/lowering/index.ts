import type {Lowerings} from '../walk.ts';
import {blockStatements} from './blocks.ts';
import {callExpressions} from './calls.ts';
import {comprehensions} from './comprehensions.ts';
import {simpleExpressions} from './expressions.ts';
import {definitions, lambda} from './functions.ts';
import {loops} from './loops.ts';
import {matching} from './match.ts';
import {simpleStatements} from './statements.ts';

/** Every kind of expression and statement, with its lowering. */
export const lowerings: Lowerings = {
  expressions: {...simpleExpressions, ...callExpressions, ...comprehensions, Lambda: lambda},
  statements: {...simpleStatements, ...blockStatements, ...loops, ...definitions, Match: matching},
};
