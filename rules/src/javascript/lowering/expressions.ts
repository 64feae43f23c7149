import type {Argument, FunctionValue, Span, UnknownValue, Value} from '../../facts/index.ts';
import {spanOf} from '../../facts/index.ts';
import {ClassDraft, type FunctionDraft} from '../drafts.ts';
import type {Node} from '../estree.ts';
import {childrenOf, endOf, isNode, keyName, nodeSpan, startOf, stringOf, unwrap} from '../estree.ts';
import {referenceOf, type SelfOf} from '../references.ts';
import type {ExpressionLowering, Walk} from '../walk.ts';
import {setUse} from '../walk.ts';

/** Expressions that call nothing themselves: names, literals, members, operators, collections. */
export const plainExpressions: Readonly<Record<string, ExpressionLowering>> = {
  Identifier: identifier,
  Literal: literal,
  ThisExpression: (walk, node) => selfValue(walk, node, walk.self.isStatic ? 'class' : 'instance'),
  Super: (walk, node) => selfValue(walk, node, 'super'),
  TemplateLiteral: template,
  ArrayExpression: array,
  ObjectExpression: (walk, node) => record(walk, node, null),
  BinaryExpression: chainOfOperators,
  LogicalExpression: chainOfOperators,
  UnaryExpression: unary,
  ConditionalExpression: conditional,
  SequenceExpression: sequence,
  SpreadElement: (walk, node) => walk.expression(node['argument']),
  ParenthesizedExpression: transparent,
  TSAsExpression: transparent,
  TSNonNullExpression: transparent,
  TSSatisfiesExpression: transparent,
  TSTypeAssertion: transparent,
  TSInstantiationExpression: transparent,
  TypeCastExpression: transparent,
  AsExpression: transparent,
  JSXAttribute: attribute,
  JSXText: (_walk, node) => unknown(nodeSpan(node)),
  JSXIdentifier: (_walk, node) => unknown(nodeSpan(node)),
  MetaProperty: (_walk, node) => unknown(nodeSpan(node)),
};

/** A node of a type that we do not know, from another parser or a newer language: its children run in the order of the text. */
export function unknownExpression(walk: Walk, node: Node): Value {
  const reads: Value[] = [];
  for (const child of childrenOf(node)) {
    if (STATEMENT.test(child.type)) {
      walk.statement(child);
      continue;
    }
    const value = walk.expression(child);
    if (value.kind !== 'unknown' || value.reads.length > 0) reads.push(value);
  }
  return unknown(nodeSpan(node), reads);
}

const STATEMENT = /Statement$|Declaration$/;

export function unknown(span: Span, reads: readonly Value[] = []): UnknownValue {
  return {kind: 'unknown', reads, span};
}

function transparent(walk: Walk, node: Node): Value {
  return walk.expression(node['expression']);
}

function identifier(walk: Walk, node: Node): Value {
  const span = nodeSpan(node);
  const name: string = node['name'] ?? '';
  if (name === 'undefined') return {kind: 'literal', value: undefined, span};
  const binding = walk.resolve(name);
  return binding === undefined ? {kind: 'global', name, span} : {kind: 'name', binding, span};
}

function literal(_walk: Walk, node: Node): Value {
  const span = nodeSpan(node);
  if (node['regex']) return unknown(span);
  if (node['bigint'] !== undefined && typeof node['value'] !== 'bigint') return {kind: 'literal', value: BigInt(node['bigint']), span};
  const value: unknown = node['value'];
  return typeof value === 'object' && value !== null ? unknown(span) : {kind: 'literal', value: value as string, span};
}

function selfValue(walk: Walk, node: Node, through: SelfOf['through']): Value {
  const self: SelfOf = {kind: 'self', class: walk.self.class, through, span: nodeSpan(node)};
  return self;
}

function template(walk: Walk, node: Node): Value {
  const text = stringOf(node);
  const span = nodeSpan(node);
  if (text !== null) return {kind: 'literal', value: text, span};
  const operands: Value[] = (node['expressions'] ?? []).map((part: Node) => walk.expression(part));
  return {kind: 'operation', operator: 'template', operands: [...beginningOf(node, span), ...operands], span};
}

/** `/proc/` of `/proc/${pid}`: the folder that a path is in tells what kind of file it is. */
function beginningOf(node: Node, span: Span): Value[] {
  const written: unknown = node['quasis']?.[0]?.value?.cooked;
  return typeof written === 'string' && written.startsWith('/') ? [{kind: 'literal', value: written, span}] : [];
}

function array(walk: Walk, node: Node): Value {
  const elements: Argument[] = [];
  for (const element of node['elements'] ?? []) {
    if (!isNode(element)) continue;
    if (walk.function.kind === 'module' && element.type === 'ObjectExpression' && isData(element)) {
      elements.push(entryOfData(element));
      continue;
    }
    const lowered = argument(walk, element);
    // Spreading a generator runs it.
    if (lowered.isSpread) setUse(lowered.value, {kind: 'iterated', isAsync: false});
    elements.push(lowered);
  }
  return {kind: 'collection', form: 'list', elements, span: nodeSpan(node)};
}

/** Of the entries of a table (an ABI, a list of countries) nothing matters but how many there are, and some files hold thousands. */
function entryOfData(node: Node): Argument {
  const span = nodeSpan(node);
  return {name: null, isSpread: false, value: unknown(span), span};
}

/** Literals to the bottom: nothing in it runs, and it names nothing. */
function isData(node: unknown): boolean {
  if (!isNode(node)) return false;
  switch (node.type) {
    case 'Literal':
      return true;
    case 'ArrayExpression':
      return node['elements'].every(isData);
    case 'ObjectExpression':
      return node['properties'].every(holdsData);
    default:
      return false;
  }
}

function holdsData(property: Node): boolean {
  return property.type === 'Property' && property['computed'] !== true && property['kind'] === 'init' && isData(property['value']);
}

/** An argument of a call or an element of a list. */
export function argument(walk: Walk, node: Node): Argument {
  return {name: null, isSpread: node.type === 'SpreadElement', value: walk.expression(node), span: nodeSpan(node)};
}

function record(walk: Walk, node: Node, members: ClassDraft | null): Value {
  const elements: Argument[] = [];
  for (const property of node['properties'] ?? []) {
    if (!isNode(property)) continue;
    const isSpread = property.type !== 'Property' && property.type !== 'ObjectProperty';
    const name = isSpread ? null : keyName(property['key'], property['computed'] === true);
    if (property['computed'] === true && name === null) walk.expression(property['key']);
    const value = isSpread ? walk.expression(property) : propertyValue(walk, property, name, members);
    elements.push({name, isSpread, value, span: nodeSpan(property)});
    if (members !== null) hold(members, name, isSpread, value);
  }
  const span = nodeSpan(node);
  return members === null ? {kind: 'collection', form: 'record', elements, span} : {kind: 'collection', form: 'record', elements, members, span};
}

/** What a later property replaces is not held; of what a spread object brings, nothing that stands before it is sure any longer. */
function hold(members: ClassDraft, name: string | null, isSpread: boolean, value: Value): void {
  if (isSpread) {
    members.assigned.clear();
    members.extended.push(() => referenceOf(value));
  } else if (name !== null) {
    members.assigned.delete(name);
    if (value.kind !== 'literal' && value.kind !== 'unknown') members.field(name).values.push(value);
  }
}

/** Whether somebody may ask the record for a function by its name: one of the module, or one that a function makes with functions in it. */
function holdsMembers(walk: Walk, record: Node): boolean {
  const properties: Node[] = record['properties'] ?? [];
  return properties.some((property) => isFunction(property?.['value']) || (walk.function.kind === 'module' && MAY_HOLD_FUNCTION.has((property?.['value'] ?? property)?.type)));
}

const MAY_HOLD_FUNCTION = new Set(['SpreadElement', 'Identifier', 'MemberExpression', 'NewExpression', 'ObjectExpression', 'ClassExpression']);

/** A function in a record is called by its key; `{load() {}}` is no method of a class. */
function propertyValue(walk: Walk, property: Node, name: string | null, members: ClassDraft | null): Value {
  const value: Node = property['value'];
  if (!isFunction(value)) return members === null ? walk.expression(value) : namedExpression(walk, value, name);
  walk.recordOfNext = members;
  const made = functionValue(walk, value, name);
  if (property['kind'] === 'get') made.function.kind = 'getter';
  if (property['kind'] === 'set') made.function.kind = 'setter';
  return made;
}

function isFunction(node: Node | null | undefined): boolean {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression';
}

/** `onClick={() => …}`: the function goes by the attribute's name. */
function attribute(walk: Walk, node: Node): Value {
  const value: Node | null | undefined = node['value']?.type === 'JSXExpressionContainer' ? node['value'].expression : node['value'];
  return value ? namedExpression(walk, value, keyName({...node['name'], type: 'Identifier'}, false)) : unknown(nodeSpan(node));
}

/** A function written here, named `name` unless it has its own. */
export function functionValue(walk: Walk, node: Node, name: string | null): FunctionValue & {readonly function: FunctionDraft} {
  const span = nodeSpan(node);
  const fn = walk.lowerings.makeFunction(walk, node, name);
  walk.push({kind: 'nested', function: fn, span});
  return {kind: 'function', function: fn, span};
}

/** The value of an initialiser or an assigned expression: functions and classes in it take the name that they are given. */
export function namedExpression(walk: Walk, node: Node | null | undefined, name: string | null): Value {
  if (!node) return walk.expression(node);
  const inner = unwrap(node);
  if (isFunction(inner)) return functionValue(walk, inner, name);
  if (inner.type === 'ClassExpression') {
    const made = walk.lowerings.makeClass(walk, inner, name);
    return {kind: 'name', binding: made.binding, span: nodeSpan(inner)};
  }
  if (inner.type === 'ObjectExpression' && holdsMembers(walk, inner)) return walk.expression(inner, (_walk, record) => recordWithMembers(walk, record, name));
  return walk.expression(node);
}

function recordWithMembers(walk: Walk, node: Node, name: string | null): Value {
  const members = new ClassDraft(walk.classes.length, name ?? '', nodeSpan(node), walk.header(node, null));
  walk.classes.push(members);
  return record(walk, node, members);
}

const NEUTRAL_OPERATORS: Readonly<Record<string, string>> = {'===': '==', '!==': '!=', '&&': 'and', '||': 'or', '!': 'not'};

/** Operators lean to the left by the thousand in generated code, so the chain is walked without recursion. */
function chainOfOperators(walk: Walk, node: Node): Value {
  const chain: Node[] = [];
  let leftmost = node;
  while (isOperator(leftmost)) {
    chain.push(leftmost);
    leftmost = leftmost['left'] as Node;
  }
  if (chain.length > LONGEST_OPERATION) return longOperation(walk, node, leftmost, chain);
  let left = walk.expression(leftmost);
  for (const operator of chain.reverse()) left = operatorOver(walk, operator, left);
  return left;
}

/** Longer ones are only read, so that whoever walks values need not go thousands deep. */
const LONGEST_OPERATION = 200;

function longOperation(walk: Walk, node: Node, leftmost: Node, chain: readonly Node[]): Value {
  const reads = [walk.expression(leftmost)];
  for (let index = chain.length - 1; index >= 0; index -= 1) reads.push(walk.expression(chain[index]!['right']));
  return unknown(nodeSpan(node), reads);
}

function isOperator(node: Node | null | undefined): boolean {
  return (node?.type === 'BinaryExpression' || node?.type === 'LogicalExpression') && isNode(node['left']);
}

function operatorOver(walk: Walk, node: Node, left: Value): Value {
  const operator = NEUTRAL_OPERATORS[node['operator']] ?? String(node['operator']);
  const right = node.type === 'LogicalExpression' ? lazyOperand(walk, node, operator, left) : walk.expression(node['right']);
  const span = spanOf(startOf(node), endOf(node));
  // `a + b + c` is one sum.
  const operands = left.kind === 'operation' && left.operator === operator && CHAINABLE.has(operator) ? [...left.operands, right] : [left, right];
  return {kind: 'operation', operator, operands, span};
}

const CHAINABLE = new Set(['+', '*', 'and', 'or', '??', '|', '&']);

/** The right side of `a && f()`, `a || f()`, `a ?? f()` runs only sometimes: a branch, where it has steps. */
function lazyOperand(walk: Walk, node: Node, operator: string, left: Value): Value {
  const span = nodeSpan(node);
  let right: Value = unknown(span);
  const steps = walk.block(() => { right = walk.expression(node['right']); });
  if (steps.length > 0) {
    const test: Value = operator === '??' ? {kind: 'operation', operator: '==', operands: [left, {kind: 'literal', value: null, span}], span} : left;
    walk.push({kind: 'branch', test, guard: null, then: operator === 'or' ? [] : steps, otherwise: operator === 'or' ? steps : [], span});
  }
  return right;
}

function unary(walk: Walk, node: Node): Value {
  const operator: string = node['operator'];
  const operand = walk.expression(node['argument']);
  const span = nodeSpan(node);
  if (operator === 'void') {
    setUse(operand, {kind: 'discarded'});
    return {kind: 'literal', value: undefined, span};
  }
  if (operator === '-' && operand.kind === 'literal' && typeof operand.value === 'number') return {kind: 'literal', value: -operand.value, span};
  return {kind: 'operation', operator: NEUTRAL_OPERATORS[operator] ?? operator, operands: [operand], span};
}

function conditional(walk: Walk, node: Node): Value {
  const span = nodeSpan(node);
  const test = walk.expression(node['test']);
  let whenTrue: Value = unknown(span);
  let whenFalse: Value = unknown(span);
  const then = walk.block(() => { whenTrue = walk.expression(node['consequent']); });
  const otherwise = walk.block(() => { whenFalse = walk.expression(node['alternate']); });
  if (then.length > 0 || otherwise.length > 0) walk.push({kind: 'branch', test, guard: null, then, otherwise, span});
  return {kind: 'operation', operator: '?:', operands: [test, whenTrue, whenFalse], span};
}

function sequence(walk: Walk, node: Node): Value {
  let last: Value = unknown(nodeSpan(node));
  const expressions: Node[] = node['expressions'] ?? [];
  for (const [index, expression] of expressions.entries()) {
    last = walk.expression(expression);
    if (index < expressions.length - 1) setUse(last, {kind: 'discarded'});
  }
  return last;
}
