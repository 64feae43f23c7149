import type {Edits, FileFacts, Rewrite} from '../../facts/index.ts';

export function pythonEdits(_facts: FileFacts): Edits {
  const refused = (): Rewrite => ({ok: false, reason: 'This rewrite is not written yet.'});
  return {
    awaitTwin: refused, awaitMethod: refused, iterateAsync: refused, moveOffLoop: refused, promisify: refused, rethrow: refused, passCancellationOn: refused,
    wrapInFinally: refused, enterScope: refused, boundFanOut: refused, removeStatement: refused, addArgument: refused, makeAsync: refused,
  };
}
