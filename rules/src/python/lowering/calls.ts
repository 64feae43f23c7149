import type {Argument, Call as CallFacts, RangeValue, SliceValue, Value} from '../../facts/index.ts';
import type {Attribute, Await, Call, Expr, Keyword, Subscript, Yield, YieldFrom} from '../ast.ts';
import {CallStep} from '../drafts.ts';
import {spanOfNode, unknown, type Walk} from '../walk.ts';
import {calledBuiltin, grownBy, isProcessExit} from './known-calls.ts';
import {operation} from './expressions.ts';
import {countOfRange, widthOfSlice} from './sizes.ts';
import {giveTo, setUse} from './uses.ts';

/** Calls, members, elements, awaits and yields. */
export const callExpressions = {
  Call: chain,
  Attribute: chain,
  Subscript: chain,
  Await: awaiting,
  Yield: yielding,
  YieldFrom: yieldingFrom,
};

type Link = Call | Attribute | Subscript;

/** Longer chains are cut: their steps stay, but the values no longer reach back to the start. */
const LONGEST_CHAIN = 100;

/** `a.b().c[0]()`: members and calls lean to the left, by the thousand in generated code, so they are walked without recursion. */
function chain(walk: Walk, node: Link): Value {
  const links: Link[] = [];
  let start: Expr = node;
  while (start.type === 'Call' || start.type === 'Attribute' || start.type === 'Subscript') {
    links.push(start);
    start = start.type === 'Call' ? start.func : start.value;
  }
  let value = walk.expression(start);
  for (let index = links.length - 1, length = 0; index >= 0; index -= 1, length += 1) {
    const link = links[index]!;
    if (length > 0 && length % LONGEST_CHAIN === 0) value = unknown(link);
    value = link.type === 'Call' ? callOf(walk, link, value) : link.type === 'Attribute' ? memberOf(link, value) : elementOf(walk, link, value);
  }
  return value;
}

function memberOf(node: Attribute, object: Value): Value {
  // `callOf` says by which call, where the member is called.
  setUse(object, {kind: 'receiver', member: node.attr, by: null});
  return {kind: 'member', object, name: node.attr, span: spanOfNode(node)};
}

function elementOf(walk: Walk, node: Subscript, object: Value): Value {
  const span = spanOfNode(node);
  if (node.slice.type !== 'Slice') return {kind: 'element', object, index: walk.expression(node.slice), span};
  const {lower, upper, step} = node.slice;
  const [from, to] = [lower, upper, step].map(part => (part ? walk.expression(part) : null));
  return {kind: 'slice', object, width: widthOfSlice(walk.file.text, from ?? null, to ?? null), call: null, span} satisfies SliceValue;
}

/** `f(…)`, whose callee has been lowered. */
function callOf(walk: Walk, node: Call, called: Value): Value {
  const call = new CallStep(node, called, spanOfNode(node), walk.function, walk.canAwait);
  if (called.kind === 'member') setUse(called.object, {kind: 'receiver', member: called.name, by: call});
  else setUse(called, {kind: 'callee'});
  for (const argument of argumentsInOrder(node)) call.args.push(argumentOf(walk, argument));
  giveArguments(call);
  walk.push(call);
  for (const element of grownBy(called, call)) walk.push({kind: 'grow', collection: call.receiver!, element, call, span: call.span});
  if (isProcessExit(called, call)) walk.push({kind: 'exit', how: 'process', value: null, label: null, span: call.span});
  return valueOfCall(call, called);
}

/** Keywords may stand between positions (`f(*xs, k=1, *ys)`), and run in the order of the text. */
function argumentsInOrder(node: Call): (Expr | Keyword)[] {
  const {args, keywords} = node;
  const isInOrder = args.length === 0 || keywords.length === 0 || args.at(-1)!.start < keywords[0]!.start;
  const all = [...args, ...keywords];
  return isInOrder ? all : all.sort((a, b) => a.start - b.start);
}

function argumentOf(walk: Walk, node: Expr | Keyword): Argument {
  if (node.type !== 'keyword') return {name: null, isSpread: node.type === 'Starred', value: walk.expression(node), span: spanOfNode(node)};
  return {name: node.arg, isSpread: node.arg === null, value: walk.expression(node.value), span: spanOfNode(node)};
}

/** `index` counts positions; keywords stand behind them in the count. */
function giveArguments(call: CallFacts): void {
  const positions = call.args.filter(argument => argument.name === null).length;
  let [position, keyword] = [0, positions];
  for (const {name, value} of call.args) giveTo(call, value, name === null ? position++ : keyword++, name);
}

/** What a call gives, where more is known of it than that it is a call. */
function valueOfCall(call: CallStep, called: Value): Value {
  const {span} = call;
  const args = call.args.map(argument => argument.value);
  const isPlain = call.args.every(argument => argument.name === null && !argument.isSpread);
  const [first, second] = args;
  switch (isPlain ? calledBuiltin(called) : null) {
    case 'map':
      // Of several iterables the shortest counts; the first stands for them.
      if (first && second) return {kind: 'each', over: second, element: null, mapper: first, call, span};
      break;
    case 'range':
      return {kind: 'range', count: countOfRange(args, span), call, span} satisfies RangeValue;
    case 'isinstance':
      if (first && second) return operation('instanceof', [first, second], call.node as Expr);
      break;
  }
  return {kind: 'call', call, span};
}

function awaiting(walk: Walk, node: Await): Value {
  const value = walk.expression(node.value);
  const span = spanOfNode(node);
  setUse(value, {kind: 'awaited'});
  walk.push({kind: 'suspend', how: 'await', value, span, node});
  return {kind: 'awaited', value, span};
}

function yielding(walk: Walk, node: Yield): Value {
  const value = node.value ? walk.expression(node.value) : null;
  return yieldOf(walk, node, value);
}

function yieldingFrom(walk: Walk, node: YieldFrom): Value {
  const value = walk.expression(node.value);
  const result = yieldOf(walk, node, value);
  // Delegating runs the other generator to its end.
  setUse(value, {kind: 'iterated', isAsync: false});
  return result;
}

/** An async generator's `yield` suspends; a synchronous one's gives control to its caller. */
function yieldOf(walk: Walk, node: Yield | YieldFrom, value: Value | null): Value {
  const span = spanOfNode(node);
  if (value !== null) setUse(value, {kind: 'yielded'});
  walk.function.isGenerator = true;
  if (walk.function.isAsync) walk.push({kind: 'suspend', how: 'yield', value, span, node});
  else walk.push({kind: 'exit', how: 'yield', value, label: null, span});
  return unknown(node);
}
