import type {Binding, Block, Span, Value} from '../../facts/index.ts';
import {spanOf} from '../../facts/index.ts';
import type {Name} from '../binding.ts';
import type {Node} from '../estree.ts';
import {nodeSpan, startOf} from '../estree.ts';
import {hoistDeclarations} from '../hoisting.ts';
import {collectNames} from '../bound-names.ts';
import type {StatementLowering, Walk} from '../walk.ts';
import {setUse} from '../walk.ts';
import {bindPattern} from './writes.ts';
import {unknown} from './expressions.ts';

export const loopStatements: Readonly<Record<string, StatementLowering>> = {
  ForOfStatement: eachLoop,
  ForInStatement: eachLoop,
  ForStatement: forLoop,
  WhileStatement: whileLoop,
  DoWhileStatement: doWhileLoop,
};

function eachLoop(walk: Walk, node: Node): void {
  const isAsync = node['await'] === true;
  const over = walk.expression(node['right']);
  setUse(over, {kind: 'iterated', isAsync});
  const targets: Binding[] = [];
  const body = walk.scopedBlock(() => {
    const isDeclaration = node['left']?.type === 'VariableDeclaration';
    const pattern: Node | undefined = isDeclaration ? node['left'].declarations?.[0]?.id : node['left'];
    if (isDeclaration && node['left'].kind !== 'var') declareTurn(walk, pattern);
    const element: Value = node.type === 'ForInStatement' ? unknown(nodeSpan(node)) : elementOf(over, isAsync);
    bindEach(walk, pattern, element, node, targets);
    walk.statement(node['body']);
  });
  const header = walk.header(node, node['body']);
  walk.push({kind: 'loop', form: 'each', isAsync, over, targets, test: null, body, otherwise: [], header, span: nodeSpan(node), node});
}

/** The names that are new in every turn. */
function declareTurn(walk: Walk, pattern: Node | undefined): void {
  const names: Node[] = [];
  collectNames(pattern, names);
  for (const identifier of names) walk.declare(identifier, 'loop');
}

function elementOf(over: Value, isAsync: boolean): Value {
  if (isAsync) return unknown(over.span, [over]);
  return {kind: 'element', object: over, index: unknown(over.span), span: over.span};
}

/** A plain name needs no step: the loop says that it is bound. A pattern takes the element apart. */
function bindEach(walk: Walk, pattern: Node | undefined, element: Value, node: Node, targets: Binding[]): void {
  if (pattern?.type === 'Identifier') {
    const name = walk.resolve(pattern['name']) as Name | undefined;
    if (name !== undefined) {
      name.values.push(element);
      targets.push(name);
    }
    return;
  }
  const names: Node[] = [];
  collectNames(pattern, names);
  for (const {name} of names) {
    const found = walk.scope.find(name as string);
    if (found !== undefined) targets.push(found);
  }
  bindPattern(walk, pattern, element, node);
}

function whileLoop(walk: Walk, node: Node): void {
  let test: Value = unknown(nodeSpan(node));
  const body = walk.block(() => {
    test = walk.expression(node['test']);
    walk.statement(node['body']);
  });
  pushWhile(walk, node, test, body, walk.header(node, node['body']));
}

/** The test of `do … while` runs after the body. */
function doWhileLoop(walk: Walk, node: Node): void {
  let test: Value = unknown(nodeSpan(node));
  const body = walk.block(() => {
    walk.statement(node['body']);
    test = walk.expression(node['test']);
  });
  pushWhile(walk, node, test, body, spanOf(startOf(node), startOf(node) + 'do'.length));
}

function pushWhile(walk: Walk, node: Node, test: Value, body: Block, header: Span): void {
  const constant: Value = test.kind === 'literal' ? {kind: 'literal', value: Boolean(test.value), span: test.span} : test;
  const span = nodeSpan(node);
  walk.push({kind: 'loop', form: 'while', isAsync: false, over: null, targets: [], test: constant, body, otherwise: [], header, span, node});
}

function forLoop(walk: Walk, node: Node): void {
  const steps = walk.scopedBlock(() => {
    const init: Node | null = node['init'] ?? null;
    if (init?.type === 'VariableDeclaration') {
      hoistDeclarations(walk, [init]);
      walk.statement(init);
    } else if (init) {
      setUse(walk.expression(init), {kind: 'discarded'});
    }
    let test: Value = {kind: 'literal', value: true, span: nodeSpan(node)};
    let written = 0;
    const counter = counterOf(walk, node);
    const body = walk.block(() => {
      if (node['test']) test = walk.expression(node['test']);
      const before = counter?.values.length ?? 0;
      walk.statement(node['body']);
      written = (counter?.values.length ?? 0) - before;
    });
    const updates = walk.block(() => {
      if (node['update']) setUse(walk.expression(node['update']), {kind: 'discarded'});
    });
    const count = counter !== null && written === 0 ? countOf(counter, node, test) : null;
    if (count === null || counter === null) return pushWhile(walk, node, test, [...body, ...updates], walk.header(node, node['body']));
    const header = walk.header(node, node['body']);
    const over: Value = {kind: 'range', count, call: null, span: header};
    const span = nodeSpan(node);
    walk.push({kind: 'loop', form: 'each', isAsync: false, over, targets: [counter], test: null, body, otherwise: [], header, span, node});
  });
  for (const step of steps) walk.adopt(step);
}

/** The name that `i++`, `i--`, `i += k` of the update counts with, where the init gave it its only value. */
function counterOf(walk: Walk, node: Node): Name | null {
  const update: Node | null = node['update'] ?? null;
  const isStep = update?.type === 'AssignmentExpression' && /^[+-]=$/.test(update['operator']);
  const counted: Node | undefined = update?.type === 'UpdateExpression' ? update['argument'] : isStep ? update['left'] : undefined;
  if (counted?.type !== 'Identifier' || node['init']?.type !== 'VariableDeclaration') return null;
  const name = walk.scope.find(counted['name']);
  return name !== undefined && name.values.length === 1 ? name : null;
}

/** How many turns: the limit of the test, less the start, over the step. Null when the test is no comparison of the counter. */
function countOf(counter: Name, node: Node, test: Value): Value | null {
  if (test.kind !== 'operation' || test.operands.length !== 2) return null;
  const [left, right] = test.operands as [Value, Value];
  const isCounter = left.kind === 'name' && left.binding === counter;
  const start = counter.values[0]!;
  const {operator, span} = test;
  if (!isCounter) return null;
  if (operator === '<' || operator === '!=') return over(minus(right, start, span), stepOf(node), span);
  if (operator === '<=') return over(minus(plusOne(right, span), start, span), stepOf(node), span);
  if (operator === '>=' && right.kind === 'literal' && right.value === 0) return over(plusOne(start, span), stepOf(node), span);
  if (operator === '>') return over(minus(start, right, span), stepOf(node), span);
  return null;
}

function stepOf(node: Node): number | null {
  const update: Node = node['update'];
  if (update.type === 'UpdateExpression') return 1;
  const amount: unknown = update['right']?.value;
  return typeof amount === 'number' && amount > 0 ? amount : null;
}

function minus(a: Value, b: Value, span: Span): Value {
  if (b.kind === 'literal' && b.value === 0) return a;
  if (isNumber(a) && isNumber(b)) return {kind: 'literal', value: Math.max(0, a.value - b.value), span};
  return {kind: 'operation', operator: '-', operands: [a, b], span};
}

/** `n - 1` and one is n. */
function plusOne(value: Value, span: Span): Value {
  if (isNumber(value)) return {kind: 'literal', value: value.value + 1, span};
  if (value.kind === 'operation' && value.operator === '-' && value.operands.length === 2) {
    const [whole, one] = value.operands as [Value, Value];
    if (isNumber(one) && one.value === 1) return whole;
  }
  return {kind: 'operation', operator: '+', operands: [value, {kind: 'literal', value: 1, span}], span};
}

function over(count: Value, step: number | null, span: Span): Value {
  if (step === 1) return count;
  if (step !== null && isNumber(count)) return {kind: 'literal', value: Math.ceil(count.value / step), span};
  return {kind: 'operation', operator: '/', operands: [count, step === null ? unknown(span) : {kind: 'literal', value: step, span}], span};
}

function isNumber(value: Value): value is {readonly kind: 'literal'; readonly value: number; readonly span: Span} {
  return value.kind === 'literal' && typeof value.value === 'number';
}
