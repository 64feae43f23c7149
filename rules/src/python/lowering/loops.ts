import {spanOf, type Binding, type Value} from '../../facts/index.ts';
import type {AsyncFor, Expr, For, Node, While} from '../ast.ts';
import type {Name} from '../scope.ts';
import type {TurnOf} from '../references.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {bindTarget} from './targets.ts';
import {setUse} from './uses.ts';

export const loops = {
  For: (walk: Walk, node: For) => each(walk, node, false),
  AsyncFor: (walk: Walk, node: AsyncFor) => each(walk, node, true),
  While: (walk: Walk, node: While) => repeat(walk, node),
};

function each(walk: Walk, node: For | AsyncFor, isAsync: boolean): void {
  const over = walk.expression(node.iter);
  setUse(over, {kind: 'iterated', isAsync});
  const targets: Binding[] = [];
  const body = walk.blockOf(() => {
    bindLoopTarget(walk, node.target, over, targets, node);
    walk.statements(node.body);
  });
  const otherwise = walk.blockOf(() => walk.statements(node.orelse));
  walk.push({kind: 'loop', form: 'each', isAsync, over, targets, test: null, body, otherwise, header: spanOf(node.start, node.headerEnd), span: spanOfNode(node), node});
}

function repeat(walk: Walk, node: While): void {
  let test: Value | null = null;
  const body = walk.blockOf(() => {
    test = walk.expression(node.test);
    walk.statements(node.body);
  });
  const otherwise = walk.blockOf(() => walk.statements(node.orelse));
  walk.push({
    kind: 'loop', form: 'while', isAsync: false, over: null, targets: [], test: endless(test) ?? test, body, otherwise,
    header: spanOf(node.start, node.headerEnd), span: spanOfNode(node), node,
  });
}

/** `while 1` is `while True`. */
function endless(test: Value | null): Value | null {
  return test?.kind === 'literal' && Boolean(test.value) ? {kind: 'literal', value: true, span: test.span} : null;
}

/** Names become the loop's targets, of unknown value; members and elements are assigned at the head of each turn. */
export function bindLoopTarget(walk: Walk, target: Expr, over: Value, targets: Binding[], statement: Node, isWhole = true): void {
  switch (target.type) {
    case 'Name': {
      const name = walk.scope.find(target.id) as Name | undefined;
      name?.values.push(isWhole ? turnOf(target, over) : unknown(target, [over]));
      if (name) targets.push(name);
      break;
    }
    case 'Tuple':
    case 'List':
      for (const element of target.elts) bindLoopTarget(walk, element, over, targets, statement, false);
      break;
    case 'Starred':
      bindLoopTarget(walk, target.value, over, targets, statement, false);
      break;
    default:
      bindTarget(walk, target, unknown(target, [over]), statement);
  }
}

function turnOf(target: Expr, over: Value): TurnOf {
  return {kind: 'unknown', reads: [over], span: spanOfNode(target), turnOf: over};
}
