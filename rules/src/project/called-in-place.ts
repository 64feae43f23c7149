import {contains, type FileFacts, type FunctionFacts} from '../facts/index.ts';

const known = new WeakMap<FileFacts, ReadonlySet<FunctionFacts>>();

/** Functions that are called where they are written, `(() => …)()`: a reader takes them for a part of the function around them. */
export function calledInPlace(facts: FileFacts): ReadonlySet<FunctionFacts> {
  let found = known.get(facts);
  if (!found) known.set(facts, (found = find(facts)));
  return found;
}

function find({functions}: FileFacts): ReadonlySet<FunctionFacts> {
  const found = new Set<FunctionFacts>();
  for (const {calls} of functions) {
    for (const {callee, calleeSpan} of calls) {
      if (callee.root.kind === 'function' && callee.path.length === 0 && contains(calleeSpan, callee.root.function.span)) found.add(callee.root.function);
    }
  }
  return found;
}
