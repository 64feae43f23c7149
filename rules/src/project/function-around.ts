import {contains, type FileFacts, type FunctionFacts, type Span} from '../facts/index.ts';

/** The innermost function whose text holds the span; the module, when none does. */
export function functionAround(facts: FileFacts, span: Span): FunctionFacts {
  const [module] = facts.functions;
  if (!module) throw new Error(`The facts of ${facts.path} have no module function`);
  let innermost = module;
  for (;;) {
    const inner = innermost.nested.find(fn => contains(fn.span, span));
    if (!inner) return innermost;
    innermost = inner;
  }
}
