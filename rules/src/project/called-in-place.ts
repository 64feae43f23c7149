import {contains, type FileFacts, type FunctionFacts} from '../facts/index.ts';

/** Functions that are called where they are written, `(() => …)()`: a reader takes them for a part of the function around them. */
export function calledInPlace({functions}: FileFacts): ReadonlySet<FunctionFacts> {
  const found = new Set<FunctionFacts>();
  for (const {calls} of functions) {
    for (const {callee, calleeSpan} of calls) {
      if (callee.root.kind === 'function' && callee.path.length === 0 && contains(calleeSpan, callee.root.function.span)) found.add(callee.root.function);
    }
  }
  return found;
}
