import type {TraversalStep, VisitTraversalStep} from '@eslint/core';
import type {Module, Node} from '../../python/ast.ts';
import {childrenOf} from '../../python/visitor-keys.ts';

const ENTER = 1;
const EXIT = 2;

/** Enters and leaves the module, without looking into it. */
export function moduleSteps(module: Module): Iterable<TraversalStep> {
  return [step(module, ENTER), step(module, EXIT)];
}

/** Enters and leaves every node, in source order. The one step object is used again and again: ESLint reads each at once. */
export function* allSteps(module: Module): Iterable<TraversalStep> {
  const current = step(module, ENTER);
  const open: {readonly node: Node; readonly isEntered: boolean}[] = [{node: module, isEntered: false}];
  for (let top = open.pop(); top; top = open.pop()) {
    const {node, isEntered} = top;
    current.target = node;
    current.phase = isEntered ? EXIT : ENTER;
    yield current;
    if (isEntered) continue;
    open.push({node, isEntered: true});
    for (const child of childrenOf(node).reverse()) open.push({node: child, isEntered: false});
  }
}

/** Without arguments a listener is called with the target. */
function step(target: Node, phase: 1 | 2): Pick<VisitTraversalStep, 'kind' | 'target' | 'phase'> & {args: unknown[]} {
  return {kind: 1, target, phase, args: undefined as unknown as unknown[]};
}
