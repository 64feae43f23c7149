import type {Binding} from './function.ts';
import {growthOf, loopOf, type Growth} from './growth.ts';
import {loopsAround} from './paths/places.ts';
import type {Call, Loop} from './step.ts';
import {calleeName, lastName, withoutAwait} from './value-parts.ts';
import type {Argument, CollectionValue, Value} from './value.ts';

/** How many elements a value has, as far as one file can tell. */
export type Size =
  | {readonly kind: 'known'; readonly count: number}
  /** Something limits it: a slice with a width, a chunk, a constant of configuration, the number of workers. */
  | {readonly kind: 'bounded'}
  /** As many as there is data. `origin` says where the data comes from. */
  | {readonly kind: 'data'; readonly origin: 'parameter' | 'attribute' | 'result' | 'awaited' | 'text' | 'stream' | 'count'}
  | {readonly kind: 'unknown'};

const UNKNOWN: Size = {kind: 'unknown'};
const BOUNDED: Size = {kind: 'bounded'};

/** The number of elements that a value gives when it is iterated. */
export function sizeOf(value: Value): Size {
  return size(value, {seen: new Set(), depth: 0});
}

/** Names may be assigned from each other in circles, and expressions nest. */
interface Trail {
  readonly seen: Set<Binding>;
  readonly depth: number;
}

const MAX_DEPTH = 30;

function size(value: Value, from: Trail): Size {
  if (from.depth > MAX_DEPTH) return UNKNOWN;
  const trail: Trail = {seen: from.seen, depth: from.depth + 1};
  switch (value.kind) {
    case 'collection':
      return sizeOfCollection(value, trail);
    case 'name':
      return sizeOfName(value.binding, trail);
    case 'member':
      return isConstantName(value.name) || isWrittenOut(value) ? BOUNDED : {kind: 'data', origin: 'attribute'};
    case 'element':
      return isWrittenOut(value) ? BOUNDED : {kind: 'data', origin: 'attribute'};
    case 'slice':
      return value.width ? atMost(value.width) : size(value.object, trail);
    case 'each':
      return value.element?.kind === 'each' ? product(size(value.over, trail), size(value.element, trail)) : size(value.over, trail);
    case 'range':
      return value.count ? countOf(value.count, trail) : UNKNOWN;
    case 'call':
      return sizeOfResult(value.call, trail);
    case 'awaited':
      return sizeOfAwaited(value.value, trail);
    case 'operation':
      return sizeOfOperation(value.operator, value.operands, trail);
    default:
      return UNKNOWN;
  }
}

function sizeOfCollection(value: CollectionValue, trail: Trail): Size {
  return sum(value.elements.map(element => sizeOfElement(element, trail)));
}

function sizeOfElement(element: Argument, trail: Trail): Size {
  return element.isSpread ? size(element.value, trail) : {kind: 'known', count: 1};
}

function sizeOfName(binding: Binding, trail: Trail): Size {
  if (trail.seen.has(binding)) return {kind: 'known', count: 0};
  trail.seen.add(binding);
  const loop = loopOf(binding);
  if (loop) return sizeOfTurn(loop);
  switch (binding.kind) {
    case 'parameter':
      return sizeOfParameter(binding, trail);
    case 'import':
      return isConstantName(binding.name) ? BOUNDED : UNKNOWN;
    case 'class':
      // Iterating a class is iterating an enumeration.
      return BOUNDED;
    case 'local':
      return sum([largest(binding.values.map(value => size(value, trail))), ...growthOf(binding).map(growth => sizeOfGrowth(growth, trail))]);
    default:
      return UNKNOWN;
  }
}

/** `*args` holds as many as the caller writes, a tuple as many as its type says; `{files = ['.env', '.env.local']}` says that it is a short list that people write. */
function sizeOfParameter(binding: Binding, trail: Trail): Size {
  const parameter = binding.owner.parameters.find(each => each.binding === binding);
  if (parameter?.isRest || binding.values.some(value => isShortByDefault(value, trail))) return UNKNOWN;
  const count = parameter?.length ?? null;
  return count === null ? {kind: 'data', origin: 'parameter'} : {kind: 'known', count};
}

function isShortByDefault(value: Value, trail: Trail): boolean {
  const [, fallback] = value.kind === 'operation' && value.operator === '??' ? value.operands : [];
  const written = fallback ? size(fallback, trail) : UNKNOWN;
  return written.kind === 'known' && written.count > 0;
}

/** An element of what the loop runs over: a chunk has the chunk's size, anything else may hold any number. */
function sizeOfTurn({over}: Loop): Size {
  if (!over) return UNKNOWN;
  const made = [over, ...(over.kind === 'name' ? over.binding.values : [])].map(withoutAwait);
  if (made.some(value => isChunking(value) || (value.kind === 'each' && value.element?.kind === 'slice' && value.element.width !== null))) return BOUNDED;
  return {kind: 'data', origin: 'attribute'};
}

const CHUNKING = /chunk|batch|window|partition|paginat|pages?$|slices?$|grouper|split_?every|splitEvery/i;

function isChunking(value: Value): boolean {
  return value.kind === 'call' && CHUNKING.test(lastName(value));
}

/** `xs.append(x)` once is one element; in a loop it is as many as the loops have turns. */
function sizeOfGrowth({place, each}: Growth, trail: Trail): Size {
  const turns = loopsAround(place).map(({step}) => turnsOf(step, trail));
  return [...turns, ...(each ? [size(each, trail)] : [])].reduce(product, {kind: 'known', count: 1});
}

/** How often the body of a loop runs. */
export function turnsOf(loop: Loop, trail: Trail = {seen: new Set(), depth: 0}): Size {
  if (loop.isAsync) return {kind: 'data', origin: 'stream'};
  if (loop.over) return size(loop.over, trail);
  return UNKNOWN;
}

function sizeOfAwaited(value: Value, trail: Trail): Size {
  if (value.kind !== 'call') return {kind: 'data', origin: 'awaited'};
  // The results of a combinator are as many as what it combined.
  const name = calleeName(value.call);
  const [first] = value.call.args;
  if (first && /^(all|allSettled)$/.test(name)) return size(first.value, trail);
  if (name === 'gather') return sum(value.call.args.filter(argument => argument.name === null).map(argument => sizeOfElement(argument, trail)));
  return CUTTING.test(name) || isPage(value.call) ? BOUNDED : {kind: 'data', origin: 'awaited'};
}

/** Calls whose result has as many elements as their argument or receiver, or fewer. */
const KEEPS_SIZE_OF_ARGUMENT = /^(list|tuple|set|frozenset|sorted|reversed|enumerate|filter|iter|dict|from|keys|values|entries|Set|Map|shuffle|sortBy|uniq|compact)$/;
const KEEPS_SIZE_OF_RECEIVER = /^(filter|sort|toSorted|reverse|toReversed|keys|values|entries|items|copy|flat|concat|map|with|strip)$/;
/** Calls that give a part whose size somebody chose. */
const CUTTING = /^(islice|sample|choices|nlargest|nsmallest|most_common|splice|take|first|head|limit|top_?k|topN|fetchmany)$/;

/** `limit=10`, `{take: 50}`: the result is a page of the data. */
const PAGE = /^(limit|max(_?(results|items|count|rows))?|top(_?k)?|page_?size|per_?page|k|take|first|batch_?size|num_?results)$/i;

function isPage(call: Call): boolean {
  return call.args.some(({name, value}) => (name !== null && PAGE.test(name)) || (value.kind === 'collection' && value.form === 'record' && value.elements.some(element => element.name !== null && PAGE.test(element.name))));
}

function sizeOfResult(call: Call, trail: Trail): Size {
  const name = calleeName(call);
  const [first] = call.args;
  if (CUTTING.test(name) || isPage(call)) return BOUNDED;
  if (call.receiver && KEEPS_SIZE_OF_RECEIVER.test(name) && !isNamespace(call.receiver)) return size(call.receiver, trail);
  if (first && KEEPS_SIZE_OF_ARGUMENT.test(name)) return size(first.value, trail);
  if (name === 'zip' && call.args.length > 0) return smallest(call.args.map(argument => size(argument.value, trail)));
  if (name === 'list' || name === 'set' || name === 'dict' || name === 'Set' || name === 'Map' || name === 'deque') return first ? size(first.value, trail) : {kind: 'known', count: 0};
  const {root, path} = call.callee;
  if (root.kind === 'function' && path.length === 0 && root.function.returned.length > 0 && !root.function.isAsync) {
    const returned = largest(root.function.returned.map(value => size(value, trail)));
    // What the function got from its own callers is a result to us.
    return returned.kind === 'data' && returned.origin !== 'attribute' ? {kind: 'data', origin: 'result'} : returned;
  }
  return {kind: 'data', origin: READS_DATA.test(name) ? 'text' : 'result'};
}

/** Calls that take apart a text or list a folder: there is as much as there is outside. */
const READS_DATA = /^(split|splitlines|readlines|findall|finditer|match|matchAll|exec|listdir|scandir|iterdir|glob|rglob|iglob|walk|readdirSync|globSync|parse|loads|fetchall|querySelectorAll)$/;

/** A member of a record that is written in the code: `COMMANDS[editor].linux`. */
function isWrittenOut(value: Value, depth = 0): boolean {
  if (depth > MAX_DEPTH) return false;
  switch (value.kind) {
    case 'member':
    case 'element':
      return isWrittenOut(value.object, depth + 1);
    case 'collection':
      return depth > 0;
    case 'name':
      return value.binding.kind === 'local' && value.binding.values.length === 1 && isWrittenOut(value.binding.values[0] as Value, depth + 1);
    default:
      return false;
  }
}

/** The value and what its elements are taken from: the receiver of `.items()`, the source of a comprehension, what a name was bound to. */
export function originsOf(value: Value): readonly Value[] {
  const origins: Value[] = [];
  const seen = new Set<Value>();
  for (let next: Value | null = value; next && !seen.has(next); next = originOf(next)) {
    seen.add(next);
    origins.push(next);
  }
  return origins;
}

function originOf(value: Value): Value | null {
  switch (value.kind) {
    case 'name':
      return value.binding.kind === 'local' && value.binding.values.length === 1 ? (value.binding.values[0] ?? null) : null;
    case 'each':
      return value.over;
    case 'slice':
      return value.object;
    case 'awaited':
      return value.value;
    case 'operation':
      return mainOperand(value.operator, value.operands);
    case 'call': {
      const {receiver, args} = value.call;
      const name = calleeName(value.call);
      if (receiver && KEEPS_SIZE_OF_RECEIVER.test(name) && !isNamespace(receiver)) return receiver;
      return args[0] && KEEPS_SIZE_OF_ARGUMENT.test(name) ? args[0].value : null;
    }
    default:
      return null;
  }
}

/** `xs` of `xs ?? []`, `many ? xs : [x]` and `xs + [x]`. */
function mainOperand(operator: string, operands: readonly Value[]): Value | null {
  const candidates = operator === '?:' ? operands.slice(1) : operands;
  return candidates.find(candidate => candidate.kind !== 'collection') ?? candidates[0] ?? null;
}

/** `Object.values(x)`, `Array.from(x)`, `itertools.chain(x)`: what stands before the dot is no collection. */
function isNamespace(receiver: Value): boolean {
  return receiver.kind === 'global' || (receiver.kind === 'name' && (receiver.binding.kind === 'import' || receiver.binding.kind === 'class'));
}

function sizeOfOperation(operator: string, operands: readonly Value[], trail: Trail): Size {
  const [first] = operands;
  switch (operator) {
    case '+':
      return sum(operands.map(operand => size(operand, trail)));
    case '?:':
      return largest(operands.slice(1).map(operand => size(operand, trail)));
    case 'or':
    case '??':
    case 'and':
      return largest(operands.map(operand => size(operand, trail)));
    case '-':
      return first ? size(first, trail) : UNKNOWN;
    default:
      return UNKNOWN;
  }
}

/** How many a number says: `range(n)`. */
function countOf(count: Value, trail: Trail): Size {
  if (count.kind === 'literal' && typeof count.value === 'number') return {kind: 'known', count: count.value};
  const name = lastName(count);
  if (isConstantName(name) || WORKERS.test(name)) return BOUNDED;
  if (count.kind === 'member' && /^(length|size)$/.test(count.name)) return size(count.object, trail);
  if (count.kind === 'call' && name === 'len' && count.call.args[0]) return size(count.call.args[0].value, trail);
  if (count.kind === 'name' && count.binding.kind === 'local' && !trail.seen.has(count.binding)) {
    trail.seen.add(count.binding);
    return largest(count.binding.values.map(value => countOf(value, trail)));
  }
  if (count.kind === 'call' && /^(min)$/.test(name)) return smallest(count.call.args.map(argument => countOf(argument.value, trail)));
  return {kind: 'data', origin: 'count'};
}

/** A pool of workers is as large as somebody decided; each takes its work from a queue. */
const WORKERS = /worker|concurren|parallel|pool|threads|consumers|replicas|shards|^num_|cpu|jobs?$/i;

function atMost(width: Value): Size {
  return width.kind === 'literal' && typeof width.value === 'number' ? {kind: 'known', count: width.value} : BOUNDED;
}

/** `MAX_HOSTS`: what is written so is decided by people, not by data. */
function isConstantName(name: string): boolean {
  return /^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(name) && name.length > 1;
}

const ORDER: Readonly<Record<Size['kind'], number>> = {known: 0, bounded: 1, unknown: 2, data: 3};

function largest(sizes: readonly Size[]): Size {
  return sizes.reduce((a, b) => (rank(b) > rank(a) ? b : a), {kind: 'known', count: 0});
}

function smallest(sizes: readonly Size[]): Size {
  return sizes.reduce((a, b) => (rank(b) < rank(a) ? b : a));
}

function rank(of: Size): number {
  return ORDER[of.kind] + (of.kind === 'known' ? of.count / Number.MAX_SAFE_INTEGER : 0);
}

function sum(sizes: readonly Size[]): Size {
  const top = largest(sizes);
  if (top.kind !== 'known') return top;
  return {kind: 'known', count: sizes.reduce((total, each) => total + (each.kind === 'known' ? each.count : 0), 0)};
}

function product(a: Size, b: Size): Size {
  return a.kind === 'known' && b.kind === 'known' ? {kind: 'known', count: a.count * b.count} : largest([a, b]);
}
