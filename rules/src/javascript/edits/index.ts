import type {Edits, FileFacts, Rewrite} from '../../facts/index.ts';

/** The rewrites of JavaScript. */
export function javascriptEdits(_facts: FileFacts): Edits {
  const refuse = (): Rewrite => ({ok: false, reason: 'Not offered in JavaScript.'});
  return {
    awaitTwin: refuse,
    awaitMethod: refuse,
    iterateAsync: refuse,
    moveOffLoop: refuse,
    promisify: refuse,
    rethrow: refuse,
    passCancellationOn: refuse,
    wrapInFinally: refuse,
    enterScope: refuse,
    boundFanOut: refuse,
    removeStatement: refuse,
    addArgument: refuse,
    makeAsync: refuse,
  };
}
