import type {Value} from '../../facts/index.ts';
import type {Name} from '../binding.ts';
import type {Node} from '../estree.ts';
import {isNode, keyName, nodeSpan, unwrap} from '../estree.ts';
import type {SelfOf} from '../references.ts';
import type {ExpressionLowering, Walk} from '../walk.ts';
import {setUse} from '../walk.ts';
import {namedExpression, unknown} from './expressions.ts';

/** Writing: assignments, updates, and the patterns of declarations and parameters. */
export const writingExpressions: Readonly<Record<string, ExpressionLowering>> = {
  AssignmentExpression: assignment,
  UpdateExpression: update,
};

function assignment(walk: Walk, node: Node): Value {
  const left = unwrap(node['left']);
  const operator: string = node['operator'] ?? '=';
  const span = nodeSpan(node);
  if (operator === '=') {
    const target = left.type === 'ObjectPattern' || left.type === 'ArrayPattern' ? null : walk.expression(left);
    const value = namedExpression(walk, node['right'], targetName(left));
    if (target === null) bindPattern(walk, left, value, node);
    else write(walk, target, value, node);
    return value;
  }
  const target = walk.expression(left);
  if (!LAZY.has(operator)) {
    const value: Value = {kind: 'operation', operator: operator.slice(0, -1), operands: [target, walk.expression(node['right'])], span};
    write(walk, target, value, node, unknown(span));
    return value;
  }
  // `x ??= f()`: f runs only sometimes, and x is then what it gave.
  let right: Value = unknown(span);
  const steps = walk.block(() => {
    right = namedExpression(walk, node['right'], targetName(left));
    write(walk, target, right, node);
  });
  const [then, otherwise] = operator === '||=' ? [[], steps] : [steps, []];
  const isNull: Value = {kind: 'operation', operator: '==', operands: [target, {kind: 'literal', value: null, span}], span};
  const test = operator === '??=' ? isNull : target;
  walk.push({kind: 'branch', test, guard: null, then, otherwise, span});
  return {kind: 'operation', operator: LAZY.get(operator)!, operands: [target, right], span};
}

const LAZY: ReadonlyMap<string, string> = new Map([['&&=', 'and'], ['||=', 'or'], ['??=', '??']]);

/** The name by which an assigned function is called: `load` of `exports.load = () => …`. */
function targetName(left: Node): string | null {
  return left.type === 'Identifier' ? left['name'] : left.type === 'MemberExpression' ? keyName(left['property'], left['computed'] === true) : null;
}

function update(walk: Walk, node: Node): Value {
  const span = nodeSpan(node);
  const target = walk.expression(node['argument']);
  const operator = node['operator'] === '--' ? '-' : '+';
  const value: Value = {kind: 'operation', operator, operands: [target, {kind: 'literal', value: 1, span}], span};
  write(walk, target, value, node, unknown(span));
  return value;
}

/** Writes a value to what an expression names. `kept` is what is remembered of it, where that is less than the value. */
function write(walk: Walk, target: Value, value: Value, node: Node, kept: Value = value): void {
  const span = nodeSpan(node);
  if (target.kind === 'name') (target.binding.values as Value[]).push(kept);
  if (target.kind === 'member') remember(walk, target.object, target.name, kept);
  setUse(value, {kind: 'bound', target});
  walk.push({kind: 'bind', target, value, span, node: walk.enclosingStatement ?? node});
  if (target.kind === 'element') walk.push({kind: 'grow', collection: target.object, element: value, call: null, span});
}

/** Members that later stand for what is assigned to them: fields of this class, and what the file exports the CommonJS way. */
function remember(walk: Walk, object: Value, name: string, value: Value): void {
  if (object.kind === 'self') {
    const {class: of, through} = object as SelfOf;
    if (of !== null && through !== 'super') walk.self.class?.field(name).values.push(value);
  } else if (isModuleExports(object)) {
    walk.exportedValues.push({name, value});
  } else if (object.kind === 'global' && object.name === 'module' && name === 'exports') {
    walk.exportedValues.push({name: 'export=', value});
  }
}

function isModuleExports(value: Value): boolean {
  if (value.kind === 'global') return value.name === 'exports';
  return value.kind === 'member' && value.name === 'exports' && value.object.kind === 'global' && value.object.name === 'module';
}

/** Binds the names of a pattern to the parts of a value. `node` is the declaration or assignment. */
export function bindPattern(walk: Walk, pattern: Node | null | undefined, value: Value, node: Node): void {
  if (!pattern) return;
  switch (pattern.type) {
    case 'Identifier':
      return bindIdentifier(walk, pattern, value, node);
    case 'AssignmentPattern':
      return bindPattern(walk, pattern['left'], withDefault(walk, pattern, value), node);
    case 'ObjectPattern':
      handOver(value, unknown(nodeSpan(pattern)));
      return bindProperties(walk, pattern, value, node);
    case 'ArrayPattern':
      handOver(value, {kind: 'collection', form: 'list', elements: [], span: nodeSpan(pattern)});
      return bindElements(walk, pattern, value, node);
    case 'RestElement':
      return bindPattern(walk, pattern['argument'], value, node);
    case 'TSParameterProperty':
      return bindPattern(walk, pattern['parameter'], value, node);
    default:
      write(walk, walk.expression(pattern), value, node);
  }
}

function bindIdentifier(walk: Walk, identifier: Node, value: Value, node: Node): void {
  const binding = walk.resolve(identifier['name']) as Name | undefined;
  const span = nodeSpan(identifier);
  write(walk, binding === undefined ? {kind: 'global', name: identifier['name'], span} : {kind: 'name', binding, span}, value, node);
}

/** A call whose result is taken apart is bound, to a pattern. */
function handOver(value: Value, pattern: Value): void {
  if (value.kind === 'call' || value.kind === 'operation') setUse(value, {kind: 'bound', target: pattern});
}

function bindProperties(walk: Walk, pattern: Node, value: Value, node: Node): void {
  for (const property of pattern['properties'] ?? []) {
    if (!isNode(property)) continue;
    const span = nodeSpan(property);
    if (property.type === 'RestElement') {
      bindPattern(walk, property['argument'], unknown(span, [value]), node);
      continue;
    }
    const name = keyName(property['key'], property['computed'] === true);
    if (name !== null) bindPattern(walk, property['value'], {kind: 'member', object: value, name, span}, node);
    else bindPattern(walk, property['value'], {kind: 'element', object: value, index: walk.expression(property['key']), span}, node);
  }
}

function bindElements(walk: Walk, pattern: Node, value: Value, node: Node): void {
  const written = value.kind === 'collection' && value.form === 'list' && !value.elements.some(({isSpread}) => isSpread) ? value.elements : null;
  for (const [position, element] of (pattern['elements'] ?? []).entries()) {
    if (!isNode(element)) continue;
    const span = nodeSpan(element);
    if (element.type === 'RestElement') {
      bindPattern(walk, element['argument'], unknown(span, [value]), node);
      continue;
    }
    const index: Value = {kind: 'literal', value: position, span};
    bindPattern(walk, element, written?.[position]?.value ?? {kind: 'element', object: value, index, span}, node);
  }
}

/** `x = f()` inside a pattern: f runs only when there is nothing to take. */
function withDefault(walk: Walk, pattern: Node, value: Value): Value {
  const span = nodeSpan(pattern);
  let fallback: Value = unknown(span);
  const steps = walk.block(() => { fallback = namedExpression(walk, pattern['right'], targetName(pattern['left'])); });
  const test: Value = {kind: 'operation', operator: '==', operands: [value, {kind: 'literal', value: undefined, span}], span};
  if (steps.length > 0) walk.push({kind: 'branch', test, guard: null, then: steps, otherwise: [], span});
  return {kind: 'operation', operator: '??', operands: [value, fallback], span};
}
