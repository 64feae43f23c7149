import type {Edits, FileFacts} from '../../facts/index.ts';
import type {PythonFacts} from '../lower-file.ts';
import {awaitArgument, awaitMethod, awaitTwin, callInstead, iterateAsync, makeAsync} from './await.ts';
import {boundFanOut} from './fan-out.ts';
import {passCancellationOn, rethrow} from './handlers.ts';
import {Layout, refuse} from './layout.ts';
import {enterScope, wrapInFinally} from './resources.ts';
import {addArgument, removeStatement} from './statements.ts';
import {moveOffLoop} from './threads.ts';
import {onlyIf, writeAtOnce} from './writes.ts';

/** The rewrites of a Python file; `facts` are those that this front end made. */
export function pythonEdits(facts: FileFacts): Edits {
  const own = facts as PythonFacts;
  const layout = new Layout(facts.text);
  return {
    awaitTwin: (call, twin) => awaitTwin(own, layout, call, twin),
    callInstead: (call, other) => callInstead(own, layout, call, other),
    awaitMethod: (call, method) => awaitMethod(layout, call, method),
    iterateAsync: (call, method) => iterateAsync(call, method),
    moveOffLoop: call => moveOffLoop(own, layout, call),
    promisify: () => refuse('Python has no callbacks to make awaitable.'),
    awaitArgument: (call, takes) => awaitArgument(layout, call, takes),
    rethrow: handler => rethrow(layout, handler),
    passCancellationOn: handler => passCancellationOn(own, layout, handler),
    wrapInFinally: (acquisition, release) => wrapInFinally(layout, acquisition, release),
    enterScope: (acquisition, release, _block, as) => enterScope(layout, acquisition, release, as),
    boundFanOut: (combinator, each, limit) => boundFanOut(own, layout, combinator, each, limit),
    removeStatement: span => removeStatement(own, layout, span),
    addArgument: (call, text) => addArgument(layout, call, text),
    writeAtOnce: (call, loop) => writeAtOnce(own, layout, call, loop),
    onlyIf: (call, condition) => onlyIf(layout, call, condition),
    makeAsync: step => makeAsync(step),
  };
}
