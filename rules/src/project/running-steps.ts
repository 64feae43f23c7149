import type {Block, Branch, Step} from '../facts/index.ts';

/**
 * The steps of a body in the order of the text, those of nested blocks included, without the branches that run outside of the
 * program's ordinary life: an entry point's, a worker's, a type checker's. Iterative, so that no nesting is too deep for it.
 */
export function* runningSteps(body: Block): Generator<Step> {
  const stack: {readonly block: Block; next: number}[] = [{block: body, next: 0}];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const step = top.block[top.next++];
    if (step === undefined) {
      stack.pop();
      continue;
    }
    yield step;
    for (const block of innerBlocks(step).reverse()) {
      if (block.length > 0) stack.push({block, next: 0});
    }
  }
}

function innerBlocks(step: Step): Block[] {
  switch (step.kind) {
    case 'branch':
      return branches(step);
    case 'loop':
      return [step.body, step.otherwise];
    case 'try':
      return [step.body, ...step.handlers.map(handler => handler.body), step.otherwise, step.finalizer ?? []];
    case 'scope':
      return [step.body];
    default:
      return [];
  }
}

function branches(branch: Branch): Block[] {
  return branch.guard === null ? [branch.then, branch.otherwise] : [branch.otherwise];
}
