import type {Argument, LiteralValue, OperationValue, Step, Value} from '../../facts/index.ts';
import type {BinOp, BinaryOperator, BoolOp, Compare, ComparisonOperator, Constant, Dict, ErrorNode, Expr, FormattedValue, IfExp, Interpolation, JoinedStr, Name, NamedExpr, Slice, Starred, TemplateStr, UnaryOp} from '../ast.ts';
import type {SelfOf} from '../references.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {bindTarget} from './targets.ts';
import {setUse} from './uses.ts';

/** Names, constants, operators and collections. */
export const simpleExpressions = {
  Name: name,
  Constant: (_walk: Walk, node: Constant) => constant(node),
  BinOp: binary,
  UnaryOp: unary,
  BoolOp: shortCircuit,
  Compare: comparison,
  IfExp: conditional,
  NamedExpr: walrus,
  List: (walk: Walk, node: {readonly elts: readonly Expr[]} & Expr): Value => ({kind: 'collection', form: 'list', elements: elements(walk, node.elts), span: spanOfNode(node)}),
  Tuple: (walk: Walk, node: {readonly elts: readonly Expr[]} & Expr): Value => ({kind: 'collection', form: 'list', elements: elements(walk, node.elts), span: spanOfNode(node)}),
  Set: (walk: Walk, node: {readonly elts: readonly Expr[]} & Expr): Value => ({kind: 'collection', form: 'set', elements: elements(walk, node.elts), span: spanOfNode(node)}),
  Dict: dictionary,
  Starred: (walk: Walk, node: Starred) => walk.expression(node.value),
  Slice: (walk: Walk, node: Slice) => unknown(node, [node.lower, node.upper, node.step].filter(part => part !== null).map(part => walk.expression(part))),
  JoinedStr: template,
  TemplateStr: template,
  FormattedValue: (walk: Walk, node: FormattedValue) => walk.expression(node.value),
  Interpolation: (walk: Walk, node: Interpolation) => walk.expression(node.value),
  // What could not be read may have parts that were.
  ErrorNode: (walk: Walk, node: ErrorNode) => unknown(node, node.children.map(child => walk.expression(child))),
};

function name(walk: Walk, node: Name): Value {
  const span = spanOfNode(node);
  const binding = walk.scope.find(node.id);
  if (binding === undefined) return {kind: 'global', name: node.id, span};
  if (binding.owner !== walk.function && !binding.capturedBy.includes(walk.function)) binding.capturedBy.push(walk.function);
  const self = binding.self;
  if (self === null) return {kind: 'name', binding, span};
  const value: SelfOf = {kind: 'self', class: self.class, isInstance: self.isInstance, span};
  return value;
}

export function constant(node: Constant): Value {
  switch (node.valueType) {
    case 'str':
    case 'int':
    case 'float':
    case 'bool':
    case 'None':
      return {kind: 'literal', value: node.value, span: spanOfNode(node)};
    default:
      return unknown(node);
  }
}

/** How deep operands nest at most; the terms of longer chains are only read, so that nobody's recursion over values runs out of stack. */
const LONGEST_OPERATION = 32;

/** `a + b + c`: chains lean to the left, by the thousand in generated code, so they are walked without recursion. */
function binary(walk: Walk, node: BinOp): Value {
  const links: BinOp[] = [node];
  let leftmost = node.left;
  for (; leftmost.type === 'BinOp'; leftmost = leftmost.left) links.push(leftmost);
  let value = walk.expression(leftmost);
  const reads: Value[] = [value];
  for (const link of links.reverse()) {
    const right = walk.expression(link.right);
    reads.push(right);
    value = operation(BINARY_SIGNS[link.op], [value, right], link);
  }
  return links.length > LONGEST_OPERATION ? unknown(node, reads) : value;
}

export const BINARY_SIGNS: Readonly<Record<BinaryOperator, string>> = {
  Add: '+', Sub: '-', Mult: '*', Div: '/', FloorDiv: '//', Mod: '%', Pow: '**', MatMult: '@',
  BitAnd: '&', BitOr: '|', BitXor: '^', LShift: '<<', RShift: '>>',
};

function unary(walk: Walk, node: UnaryOp): Value {
  const operand = walk.expression(node.operand);
  if (node.op === 'USub' && isNumber(operand)) return {kind: 'literal', value: -operand.value, span: spanOfNode(node)};
  return operation(UNARY_SIGNS[node.op], [operand], node);
}

const UNARY_SIGNS = {Not: 'not', USub: '-', UAdd: '+', Invert: '~'} as const;

function isNumber(value: Value): value is LiteralValue & {readonly value: number} {
  return value.kind === 'literal' && typeof value.value === 'number';
}

/** `a and b() and c()`: what stands to the right of a step only runs on one side of a branch. */
function shortCircuit(walk: Walk, node: BoolOp): Value {
  const operator = node.op === 'And' ? 'and' : 'or';
  const operands: Value[] = [];
  const outer = walk.block;
  for (const part of node.values) {
    const block = walk.blockOf(() => operands.push(walk.expression(part)));
    const before = operands.slice(0, -1);
    const [test] = before.length > 1 ? [operation(operator, before, node)] : before;
    if (test === undefined) {
      for (const step of block) outer.push(step);
    } else if (block.length > 0) {
      const [then, otherwise]: [Step[], Step[]] = node.op === 'And' ? [block, []] : [[], block];
      walk.push({kind: 'branch', test, guard: null, then, otherwise, span: spanOfNode(node)});
      walk.block = block;
    }
  }
  walk.block = outer;
  return operation(operator, operands, node);
}

function conditional(walk: Walk, node: IfExp): Value {
  const test = walk.expression(node.test);
  let values: Value[] = [];
  const then = walk.blockOf(() => values.push(walk.expression(node.body)));
  const otherwise = walk.blockOf(() => values.push(walk.expression(node.orelse)));
  if (then.length + otherwise.length > 0) walk.push({kind: 'branch', test, guard: null, then, otherwise, span: spanOfNode(node)});
  values = [test, ...values];
  return operation('?:', values, node);
}

const COMPARISON_SIGNS: Readonly<Record<ComparisonOperator, string>> = {
  Eq: '==', NotEq: '!=', Lt: '<', LtE: '<=', Gt: '>', GtE: '>=', Is: 'is', IsNot: 'is not', In: 'in', NotIn: 'not in',
};

/** `a < b < c` is `a < b and b < c`. */
function comparison(walk: Walk, node: Compare): Value {
  let left = walk.expression(node.left);
  const pairs = node.ops.map((op, index) => {
    const comparator = node.comparators[index];
    const right = comparator ? walk.expression(comparator) : unknown(node);
    const pair = operation(COMPARISON_SIGNS[op], [left, right], node);
    left = right;
    return pair;
  });
  return pairs.length === 1 ? pairs[0]! : operation('and', pairs, node);
}

function walrus(walk: Walk, node: NamedExpr): Value {
  const value = walk.expression(node.value);
  if (node.target.type !== 'Name') return value;
  const scope = walk.scope;
  walk.scope = scope.enclosingBody;
  walk.scope.declare(node.target.id, 'local', spanOfNode(node.target));
  bindTarget(walk, node.target, value, node);
  walk.scope = scope;
  return walk.expression(node.target);
}

/** The elements of a written-out collection. */
function elements(walk: Walk, nodes: readonly Expr[]): Argument[] {
  return nodes.map(node => {
    const isSpread = node.type === 'Starred';
    const value = walk.expression(node);
    // Spreading a generator runs it.
    if (isSpread) setUse(value, {kind: 'iterated', isAsync: false});
    return {name: null, isSpread, value, span: spanOfNode(node)};
  });
}

function dictionary(walk: Walk, node: Dict): Value {
  const entries = node.values.map((valueNode, index): Argument => {
    const key = node.keys[index];
    const keyValue = key ? walk.expression(key) : null;
    const keyName = keyValue?.kind === 'literal' && typeof keyValue.value === 'string' ? keyValue.value : null;
    return {name: keyName, isSpread: !key, value: walk.expression(valueNode), span: spanOfNode(valueNode)};
  });
  return {kind: 'collection', form: 'record', elements: entries, span: spanOfNode(node)};
}

function template(walk: Walk, node: JoinedStr | TemplateStr): Value {
  return operation('template', [...beginningOf(walk, node), ...node.values.map(part => walk.expression(part))], node);
}

/** `/proc/` of `f"/proc/{pid}"`: the folder that a path is in tells what kind of file it is. */
function beginningOf(walk: Walk, node: JoinedStr | TemplateStr): Value[] {
  const written = /^\w*(?:"{3}|'{3}|["'])(\/\w*\/?)/.exec(walk.file.text.slice(node.start, node.start + LONGEST_BEGINNING))?.[1];
  return written === undefined ? [] : [{kind: 'literal', value: written, span: spanOfNode(node)}];
}

const LONGEST_BEGINNING = 40;

export function operation(operator: string, operands: readonly Value[], node: Expr): OperationValue {
  return {kind: 'operation', operator, operands, span: spanOfNode(node)};
}
