import type {Step, Value} from '../../facts/index.ts';
import type {Match, MatchCase, Node, Pattern} from '../ast.ts';
import type {Name} from '../scope.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {setUse} from './uses.ts';

/** Longer matches go on as one branch after the other, as long chains of `elif` do. */
const LONGEST_CHAIN = 200;

/**
 * `match` is a chain of branches. A case that matches everything is what is otherwise done. What a pattern captures is bound before
 * its branch, so that a guard can read it.
 */
export function matching(walk: Walk, node: Match): void {
  const subject = walk.expression(node.subject);
  setUse(subject, {kind: 'read'});
  const outer = walk.block;
  for (const [index, one] of node.cases.entries()) {
    bindCaptures(walk, one.pattern, subject, one);
    const guard = one.guard ? walk.expression(one.guard) : null;
    if (guard === null && isIrrefutable(one.pattern)) {
      walk.statements(one.body);
      break;
    }
    const span = spanOfNode(one);
    const pattern = testOf(walk, one.pattern, subject);
    const test: Value = guard === null ? pattern : {kind: 'operation', operator: 'and', operands: [pattern, guard], span};
    const otherwise: Step[] = [];
    walk.push({kind: 'branch', test, guard: null, then: walk.blockOf(() => walk.statements(one.body)), otherwise, span});
    if (index < LONGEST_CHAIN) walk.block = otherwise;
  }
  walk.block = outer;
}

function isIrrefutable(pattern: Pattern): boolean {
  return pattern.type === 'MatchAs' && (pattern.pattern === null || isIrrefutable(pattern.pattern));
}

/** `case 1` is `subject == 1`; what other patterns ask is not followed. */
function testOf(walk: Walk, pattern: Pattern, subject: Value): Value {
  const span = spanOfNode(pattern);
  switch (pattern.type) {
    case 'MatchValue':
      return {kind: 'operation', operator: '==', operands: [subject, walk.expression(pattern.value)], span};
    case 'MatchSingleton':
      return {kind: 'operation', operator: 'is', operands: [subject, {kind: 'literal', value: pattern.value, span}], span};
    case 'MatchOr':
      return {kind: 'operation', operator: 'or', operands: pattern.patterns.map(one => testOf(walk, one, subject)), span};
    default:
      return unknown(pattern, [subject]);
  }
}

function bindCaptures(walk: Walk, pattern: Pattern, subject: Value, node: MatchCase): void {
  switch (pattern.type) {
    case 'MatchAs':
      bindCapture(walk, pattern.name, pattern, pattern.pattern === null && node.pattern === pattern ? subject : unknown(pattern, [subject]), node);
      if (pattern.pattern) bindCaptures(walk, pattern.pattern, subject, node);
      break;
    case 'MatchStar':
      bindCapture(walk, pattern.name, pattern, unknown(pattern, [subject]), node);
      break;
    case 'MatchMapping':
      for (const part of pattern.patterns) bindCaptures(walk, part, subject, node);
      bindCapture(walk, pattern.rest, pattern, unknown(pattern, [subject]), node);
      break;
    case 'MatchClass':
      for (const part of [...pattern.patterns, ...pattern.kwd_patterns]) bindCaptures(walk, part, subject, node);
      break;
    case 'MatchSequence':
    case 'MatchOr':
      for (const part of pattern.patterns) bindCaptures(walk, part, subject, node);
      break;
  }
}

function bindCapture(walk: Walk, captured: string | null, at: Node, value: Value, node: MatchCase): void {
  const binding = captured === null ? undefined : (walk.scope.find(captured) as Name | undefined);
  if (!binding) return;
  const span = spanOfNode(at);
  binding.values.push(value);
  walk.push({kind: 'bind', target: {kind: 'name', binding, span}, value, span, node});
}
