import {contains, type ClassFacts, type FileFacts, type FunctionFacts, type Span} from '../facts/index.ts';

/** The innermost function whose text holds the span; the module, when none does. */
export function functionAround(facts: FileFacts, span: Span): FunctionFacts {
  const [module] = facts.functions;
  if (!module) throw new Error(`The facts of ${facts.path} have no module function`);
  let innermost = module;
  for (;;) {
    const inner = functionInside(innermost, span);
    if (!inner) return innermost;
    innermost = inner;
  }
}

const ordered = new WeakMap<FunctionFacts, readonly FunctionFacts[] | null>();

function functionInside(fn: FunctionFacts, span: Span): FunctionFacts | undefined {
  const inner = inOrder(fn);
  if (inner === null) return fn.nested.find(({span: around}) => contains(around, span));
  const last = lastBefore(inner, span.start);
  return last && contains(last.span, span) ? last : undefined;
}

/** The functions inside in the order of the text, sorted once, for a module may have thousands; null where some of them overlap. */
function inOrder(fn: FunctionFacts): readonly FunctionFacts[] | null {
  let inner = ordered.get(fn);
  if (inner === undefined) {
    const sorted = fn.nested.toSorted((a, b) => a.span.start - b.span.start);
    inner = sorted.some(({span}, index) => span.start < (sorted[index - 1]?.span.end ?? 0)) ? null : sorted;
    ordered.set(fn, inner);
  }
  return inner;
}

function lastBefore(functions: readonly FunctionFacts[], offset: number): FunctionFacts | undefined {
  let low = 0;
  let high = functions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((functions[middle]?.span.start ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return functions[low - 1];
}

/** The method whose `self` a function has; null outside of classes. */
export function methodAround(fn: FunctionFacts): FunctionFacts | null {
  let at: FunctionFacts | null = fn;
  while (at && at.class === null) at = at.parent;
  return at;
}

/** The class whose `self` a function has. */
export function classAround(fn: FunctionFacts): ClassFacts | null {
  return methodAround(fn)?.class ?? null;
}
