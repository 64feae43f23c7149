import type {Edits, FileFacts} from '../../facts/index.ts';
import {addArgument} from './arguments.ts';
import {awaitMethod, awaitTwin, iterateAsync, makeAsync, promisify} from './awaiting.ts';
import {enterScope, removeStatement, wrapInFinally} from './cleanup.ts';
import {boundFanOut} from './fan-out.ts';
import {passCancellationOn, rethrow} from './handlers.ts';
import {refuse, Syntax} from './syntax.ts';
import {onlyIf, writeAtOnce} from './writes.ts';

/** The rewrites of JavaScript. */
export function javascriptEdits(facts: FileFacts): Edits {
  const syntax = new Syntax(facts);
  return {
    awaitTwin: (call, twin) => awaitTwin(syntax, call, twin),
    callInstead: () => refuse('JavaScript has one kind of lock.'),
    awaitMethod: (call, method) => awaitMethod(syntax, call, method),
    iterateAsync: (call, method) => iterateAsync(syntax, call, method),
    moveOffLoop: () => refuse('JavaScript has no thread to move a call to.'),
    promisify: (call, callbackApi) => promisify(syntax, call, callbackApi),
    awaitArgument: () => refuse('JavaScript runs one loop, and nothing that could be nested.'),
    rethrow: (handler) => rethrow(syntax, handler),
    passCancellationOn: (handler) => passCancellationOn(syntax, handler),
    wrapInFinally: (acquisition, release) => wrapInFinally(syntax, acquisition, release),
    enterScope: (acquisition, release, _block, as) => enterScope(syntax, acquisition, release, as),
    boundFanOut: (combinator, each, limit) => boundFanOut(syntax, combinator, each, limit),
    removeStatement: ({start, end}) => removeStatement(syntax, start, end),
    addArgument: (call, text) => addArgument(syntax, call, text),
    writeAtOnce: (call, loop) => writeAtOnce(syntax, call, loop),
    onlyIf: (call, condition) => onlyIf(syntax, call, condition),
    makeAsync: (step) => makeAsync(syntax, step),
  };
}
