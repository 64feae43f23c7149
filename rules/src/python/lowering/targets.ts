import type {Value} from '../../facts/index.ts';
import type {Expr, Node} from '../ast.ts';
import type {ClassDraft} from '../drafts.ts';
import type {SelfOf} from '../references.ts';
import type {Name} from '../scope.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {setUse} from './uses.ts';

/**
 * Assigns a value to a target: one Bind per name, member or element. `a, b = x, y` binds pairwise; other patterns bind elements of
 * the value, and what a star collects is unknown.
 */
export function bindTarget(walk: Walk, target: Expr, value: Value, statement: Node): void {
  switch (target.type) {
    case 'Tuple':
    case 'List':
      bindPattern(walk, target.elts, value, statement);
      break;
    case 'Starred':
      bindTarget(walk, target.value, unknown(target, [value]), statement);
      break;
    default:
      bindOne(walk, target, value, statement);
  }
}

function bindPattern(walk: Walk, targets: readonly Expr[], value: Value, statement: Node): void {
  const isStarred = targets.some(target => target.type === 'Starred');
  const parts = value.kind === 'collection' && !isStarred && value.form === 'list' && value.elements.length === targets.length ? value.elements : null;
  if (parts && !parts.some(part => part.isSpread)) {
    targets.forEach((target, index) => bindTarget(walk, target, parts[index]!.value, statement));
    return;
  }
  targets.forEach((target, index) => bindTarget(walk, target, isStarred ? unknown(target, [value]) : elementOf(value, index, target), statement));
  setUse(value, {kind: 'bound', target: {kind: 'collection', form: 'list', elements: [], span: value.span}});
}

function elementOf(object: Value, index: number, target: Expr): Value {
  const span = spanOfNode(target);
  return {kind: 'element', object, index: {kind: 'literal', value: index, span}, span};
}

function bindOne(walk: Walk, node: Expr, value: Value, statement: Node): void {
  const target = walk.expression(node);
  const span = spanOfNode(statement);
  recordAssignment(target, value);
  setUse(value, {kind: 'bound', target});
  walk.push({kind: 'bind', target, value, span, node: statement});
  if (target.kind === 'element') walk.push({kind: 'grow', collection: target.object, element: value, call: null, span});
}

/** Tells the name or field what it holds. */
export function recordAssignment(target: Value, value: Value): void {
  if (target.kind === 'name') (target.binding as Name).values.push(value);
  else if (target.kind === 'self') return;
  else if (target.kind === 'member' && target.object.kind === 'self') fieldsOf(target.object as SelfOf).field(target.name).values.push(value);
}

export function fieldsOf(self: SelfOf): ClassDraft {
  return self.class as ClassDraft;
}
