import type {ArgumentNode, BinaryOperationNode, CallNode, ComprehensionForNode, ComprehensionNode, ConstantNode, DictionaryNode, ExpressionNode, IndexNode, ListNode, ParameterNode, SetNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Arg, Arguments, ComparisonOperator, Comprehension, Constant, DictComp, Expr, Keyword as KeywordNode} from '../ast.ts';
import {adopted} from './adopted.ts';
import {binaryOperators, comparisonOperators, endOf, Keyword, Kind, logicalOperators, outerEndOf, type ParseNode, Spread, startOf, unaryOperators} from './pyright-nodes.ts';
import {errorNode, MAXIMUM_DEPTH, type Reading, tooDeep} from './reading.ts';
import {stringOf} from './strings.ts';

/** An expression of pyright's as CPython would have it. Parents are not set yet. */
export function expression(node: ParseNode, reading: Reading): Expr {
  if (reading.depth >= MAXIMUM_DEPTH) return tooDeep(node, reading);
  reading.depth++;
  const converted = adopted(convert(node, reading));
  reading.depth--;
  return converted;
}

export function optional(node: ParseNode | undefined, reading: Reading): Expr | null {
  return node ? expression(node, reading) : null;
}

export function expressions(nodes: readonly ParseNode[], reading: Reading): Expr[] {
  return nodes.map(node => expression(node, reading));
}

function convert(node: ParseNode, reading: Reading): Expr {
  const start = startOf(node);
  const end = endOf(node);
  const parent = null;
  switch (node.nodeType) {
    case Kind.Name:
      return {type: 'Name', start, end, parent, id: node.d.value};
    case Kind.MemberAccess:
      return {type: 'Attribute', start, end, parent, value: expression(node.d.leftExpr, reading), attr: node.d.member.d.value};
    case Kind.Call:
      return {type: 'Call', start, end, parent, func: expression(node.d.leftExpr, reading), ...callArguments(node, reading)};
    case Kind.StringList:
      return stringOf(node, reading, field => expression(field, reading));
    case Kind.Number:
      return {type: 'Constant', start, end, parent, ...numberOf(node.d)} as Constant;
    case Kind.Constant:
      return node.d.constType === Keyword.debug ? {type: 'Name', start, end, parent, id: '__debug__'} : ({type: 'Constant', start, end, parent, ...wordOf(node)} as Constant);
    case Kind.Ellipsis:
      return {type: 'Constant', start, end, parent, valueType: 'Ellipsis', value: undefined};
    case Kind.BinaryOperation:
      return operation(node, reading);
    case Kind.UnaryOperation:
      return {type: 'UnaryOp', start, end, parent, op: unaryOperators[node.d.operator] ?? 'Not', operand: expression(node.d.expr, reading)};
    case Kind.Await:
      return {type: 'Await', start, end, parent, value: expression(node.d.expr, reading)};
    case Kind.Ternary:
      return {type: 'IfExp', start, end, parent, test: expression(node.d.testExpr, reading), body: expression(node.d.ifExpr, reading), orelse: expression(node.d.elseExpr, reading)};
    case Kind.Unpack:
      return {type: 'Starred', start, end, parent, value: expression(node.d.expr, reading)};
    case Kind.Tuple:
      return {type: 'Tuple', start, end: node.d.hasParens ? end : endWithComma(end, reading), parent, elts: expressions(node.d.items, reading)};
    case Kind.List:
    case Kind.Set:
      return display(node, reading);
    case Kind.Dictionary:
      return dictionary(node, reading);
    case Kind.Comprehension:
      return {type: 'GeneratorExp', start, end, parent, elt: expression(elementOf(node), reading), generators: generators(node, reading)};
    case Kind.Index:
      return {type: 'Subscript', start, end, parent, value: expression(node.d.leftExpr, reading), slice: slice(node, reading)};
    case Kind.Slice:
      return {type: 'Slice', start, end: sliceEnd(end, reading), parent, lower: optional(node.d.startValue, reading), upper: optional(node.d.endValue, reading), step: optional(node.d.stepValue, reading)};
    case Kind.Yield:
      return {type: 'Yield', start, end, parent, value: optional(node.d.expr, reading)};
    case Kind.YieldFrom:
      return {type: 'YieldFrom', start, end, parent, value: expression(node.d.expr, reading)};
    case Kind.Lambda:
      return {type: 'Lambda', start, end, parent, args: parameters(node.d.params, start, reading), body: expression(node.d.expr, reading)};
    case Kind.AssignmentExpression:
      return {type: 'NamedExpr', start, end, parent, target: expression(node.d.name, reading), value: expression(node.d.rightExpr, reading)};
    case Kind.Error:
      return errorNode(start, end, [...(node.d.decorators ?? []).map(({d}) => expression(d.expr, reading)), ...(node.d.child ? [expression(node.d.child, reading)] : [])]);
    // What is only a statement, where an expression should stand (`f(x = y = z)`): its parts are kept.
    case Kind.Assignment:
      return errorNode(start, end, expressions([node.d.leftExpr, node.d.rightExpr], reading));
    case Kind.AugmentedAssignment:
      return errorNode(start, end, expressions([node.d.leftExpr, node.d.rightExpr], reading));
    case Kind.TypeAnnotation:
      return errorNode(start, end, expressions([node.d.valueExpr, node.d.annotation], reading));
    default:
      return errorNode(start, end, []);
  }
}

function numberOf({value, isInteger, isImaginary}: {value: number | bigint; isInteger: boolean; isImaginary: boolean}) {
  if (isImaginary) return {valueType: 'complex', value: Number(value)} as const;
  return isInteger ? ({valueType: 'int', value} as const) : ({valueType: 'float', value: Number(value)} as const);
}

function wordOf({d}: ConstantNode) {
  if (d.constType === Keyword.none) return {valueType: 'None', value: null} as const;
  return {valueType: 'bool', value: d.constType === Keyword.true} as const;
}

function operation(node: BinaryOperationNode, reading: Reading): Expr {
  const {operator, leftExpr, rightExpr} = node.d;
  const start = startOf(node);
  const end = endOf(node);
  const logical = logicalOperators[operator];
  if (logical) return {type: 'BoolOp', start, end, parent: null, op: logical, values: expressions(operands(node), reading)};
  if (comparisonOperators[operator]) return {type: 'Compare', start, end, parent: null, ...comparison(node, reading)};
  const op = binaryOperators[operator];
  if (!op) return errorNode(start, end, expressions([leftExpr, rightExpr], reading));
  return {type: 'BinOp', start, end, parent: null, left: expression(leftExpr, reading), op, right: expression(rightExpr, reading)};
}

/** Of `a and b and c` all three, which pyright nests: to the right without parentheses, to either side with them. */
function operands({d}: BinaryOperationNode): ExpressionNode[] {
  return [d.leftExpr, d.rightExpr].flatMap(side => (side.nodeType === Kind.BinaryOperation && side.d.operator === d.operator && !side.d.hasParens ? operands(side) : [side]));
}

/** `a < b < c`, which pyright nests to the right. */
function comparison(node: BinaryOperationNode, reading: Reading) {
  const left = expression(node.d.leftExpr, reading);
  const ops: ComparisonOperator[] = [];
  const comparators: Expr[] = [];
  let rest: ExpressionNode = node;
  while (rest.nodeType === Kind.BinaryOperation && (rest === node || !rest.d.hasParens)) {
    const op = comparisonOperators[rest.d.operator];
    if (!op) break;
    if (rest !== node) comparators.push(expression(rest.d.leftExpr, reading));
    ops.push(op);
    rest = rest.d.rightExpr;
  }
  comparators.push(expression(rest, reading));
  return {left, ops, comparators};
}

function callArguments(node: CallNode, reading: Reading): {args: Expr[]; keywords: KeywordNode[]} {
  const [only] = node.d.args;
  if (node.d.args.length === 1 && only && isBareGenerator(only)) return {args: [generatorArgument(only, node, reading)], keywords: []};
  return argumentLists(node.d.args, reading);
}

/** `f(x for x in xs)`: the generator shares its parentheses with the call. */
function isBareGenerator({d}: ArgumentNode): boolean {
  return d.argCategory === Spread.none && !d.name && d.valueExpr.nodeType === Kind.Comprehension && !d.valueExpr.d.hasParens;
}

function generatorArgument(argument: ArgumentNode, call: CallNode, reading: Reading): Expr {
  const generator = expression(argument.d.valueExpr, reading);
  const start = reading.text.lastIndexOf('(', argument.start - 1);
  return start < outerEndOf(call.d.leftExpr) ? generator : adopted({...generator, start, end: endOf(call)});
}

/** Arguments of a call or a class, positions apart from keywords. */
export function argumentLists(nodes: readonly ArgumentNode[], reading: Reading): {args: Expr[]; keywords: KeywordNode[]} {
  const args: Expr[] = [];
  const keywords: KeywordNode[] = [];
  for (const node of nodes) {
    const {name, argCategory, valueExpr} = node.d;
    const start = startOf(node);
    const end = endOf(node);
    const value = expression(valueExpr, reading);
    if (name || argCategory === Spread.dictionary) keywords.push(adopted({type: 'keyword', start, end, parent: null, arg: name?.d.value ?? null, value}));
    else args.push(argCategory === Spread.list ? adopted({type: 'Starred', start, end, parent: null, value}) : value);
  }
  return {args, keywords};
}

function slice(node: IndexNode, reading: Reading): Expr {
  const {items, trailingComma} = node.d;
  const [first] = items;
  const last = items.at(-1);
  if (!first || !last) return errorNode(endOf(node), endOf(node), []);
  const {args, keywords} = argumentLists(items, reading);
  if (items.length === 1 && !trailingComma && args[0] && first.d.argCategory === Spread.none) return args[0];
  const elts = [...args, ...keywords.map(({value}) => value)];
  return adopted({type: 'Tuple', start: startOf(first), end: trailingComma ? endWithComma(outerEndOf(last), reading) : outerEndOf(last), parent: null, elts});
}

/** pyright's slices end with their last value, CPython's with a colon behind it: `xs[1:]`. */
function sliceEnd(end: number, {text}: Reading): number {
  COLONS.lastIndex = end;
  return COLONS.test(text) ? COLONS.lastIndex : end;
}

const COLONS = /(?:\s*:)+/y;

/** A comma behind the last element of a tuple without parentheses is its own. */
function endWithComma(end: number, {text}: Reading): number {
  COMMA.lastIndex = end;
  return COMMA.test(text) ? COMMA.lastIndex : end;
}

const COMMA = /[ \t]*,/y;

function display(node: ListNode | SetNode, reading: Reading): Expr {
  const isList = node.nodeType === Kind.List;
  const start = startOf(node);
  const end = endOf(node);
  const [only] = node.d.items;
  if (node.d.items.length === 1 && only?.nodeType === Kind.Comprehension && !only.d.hasParens) {
    return {type: isList ? 'ListComp' : 'SetComp', start, end, parent: null, elt: expression(elementOf(only), reading), generators: generators(only, reading)};
  }
  return {type: isList ? 'List' : 'Set', start, end, parent: null, elts: expressions(node.d.items, reading)};
}

function dictionary(node: DictionaryNode, reading: Reading): Expr {
  const start = startOf(node);
  const end = endOf(node);
  const [first] = node.d.items;
  if (first?.nodeType === Kind.Comprehension && node.d.items.length === 1) return dictionaryComprehension(first, start, end, reading);
  const keys: (Expr | null)[] = [];
  const values: Expr[] = [];
  for (const item of node.d.items) {
    keys.push(item.nodeType === Kind.DictionaryKeyEntry ? expression(item.d.keyExpr, reading) : null);
    values.push(expression(item.nodeType === Kind.DictionaryKeyEntry ? item.d.valueExpr : item.nodeType === Kind.DictionaryExpandEntry ? item.d.expr : item, reading));
  }
  return {type: 'Dict', start, end, parent: null, keys, values};
}

function dictionaryComprehension(node: ComprehensionNode, start: number, end: number, reading: Reading): DictComp {
  const element = node.d.expr;
  const isPair = element.nodeType === Kind.DictionaryKeyEntry;
  const key = expression(isPair ? element.d.keyExpr : elementOf(node), reading);
  const value = isPair ? expression(element.d.valueExpr, reading) : null;
  return {type: 'DictComp', start, end, parent: null, key, value, generators: generators(node, reading)};
}

/** What a comprehension makes for each turn; of a half-typed one, what there is of it. */
function elementOf({d}: ComprehensionNode): ParseNode {
  if (d.expr.nodeType === Kind.DictionaryKeyEntry) return d.expr.d.keyExpr;
  return d.expr.nodeType === Kind.DictionaryExpandEntry ? d.expr.d.expr : d.expr;
}

function generators(node: ComprehensionNode, reading: Reading): Comprehension[] {
  const clauses: {readonly loop: ComprehensionForNode; readonly tests: ParseNode[]}[] = [];
  for (const clause of node.d.forIfNodes) {
    if (clause.nodeType === Kind.ComprehensionFor) clauses.push({loop: clause, tests: []});
    else clauses.at(-1)?.tests.push(clause.d.testExpr);
  }
  return clauses.map(({loop, tests}) => {
    const target = expression(loop.d.targetExpr, reading);
    const iter = expression(loop.d.iterableExpr, reading);
    const ifs = expressions(tests, reading);
    return adopted({type: 'comprehension', start: startOf(loop), end: endOf(loop), parent: null, target, iter, ifs, is_async: loop.d.isAsync ? 1 : 0});
  });
}

/** The parameters of a function or lambda; without any, an empty node at `position`. */
export function parameters(nodes: readonly ParameterNode[], position: number, reading: Reading): Arguments {
  const lists = {posonlyargs: [] as Arg[], args: [] as Arg[], vararg: null as Arg | null, kwonlyargs: [] as Arg[], kw_defaults: [] as (Expr | null)[], kwarg: null as Arg | null, defaults: [] as Expr[]};
  let isKeywordOnly = false;
  for (const node of nodes) {
    const {category, name, annotation, defaultValue} = node.d;
    if (category === Spread.list) isKeywordOnly = true;
    if (!name) {
      if (category === Spread.none) [lists.posonlyargs, lists.args] = [lists.args, lists.posonlyargs];
      continue;
    }
    const end = annotation ? outerEndOf(annotation) : endOf(name);
    const arg: Arg = adopted({type: 'arg', start: startOf(name), end, parent: null, arg: name.d.value, annotation: optional(annotation, reading)});
    const byDefault = optional(defaultValue, reading);
    if (category === Spread.list) lists.vararg = arg;
    else if (category === Spread.dictionary) lists.kwarg = arg;
    else if (isKeywordOnly) {
      lists.kwonlyargs.push(arg);
      lists.kw_defaults.push(byDefault);
    } else {
      lists.args.push(arg);
      if (byDefault) lists.defaults.push(byDefault);
    }
  }
  const [first] = nodes;
  const last = nodes.at(-1);
  return adopted({type: 'arguments', start: first ? startOf(first) : position, end: last ? outerEndOf(last) : position, parent: null, ...lists});
}
