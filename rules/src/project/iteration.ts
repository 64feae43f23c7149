import {memberName, type Argument, type Call, type Language, type Use} from '../facts/index.ts';

/** The methods by which objects of a class are iterated and entered, where the class is one of the project. */
export const PROTOCOLS: Readonly<Record<Language, Protocol>> = {
  python: {iterator: '__iter__', asyncIterator: '__aiter__', next: '__next__', scope: ['__enter__', '__exit__']},
  javascript: {iterator: '[Symbol.iterator]', asyncIterator: '[Symbol.asyncIterator]', next: 'next', scope: ['[Symbol.dispose]']},
};

export interface Protocol {
  readonly iterator: string;
  readonly asyncIterator: string;
  /** Of what the former two give. */
  readonly next: string;
  readonly scope: readonly string[];
}

/** Builtins that run an iterable to its end (or to the first hit) at once. */
const CONSUMERS: ReadonlySet<string> = new Set(['all', 'any', 'dict', 'frozenset', 'list', 'max', 'min', 'next', 'set', 'sorted', 'sum', 'tuple', 'Map', 'Set']);

const CONSUMING_MEMBERS: ReadonlySet<string> = new Set(['Array.from', 'Object.fromEntries']);

/** Builtins that run through an iterable as somebody runs through what they give. */
const WRAPPERS: ReadonlySet<string> = new Set(['enumerate', 'filter', 'map', 'zip']);

/** Nobody nests so many of them. */
const MOST_WRAPPERS = 8;

/** Whether the call runs through what it is given: `list(…)`, and `enumerate(…)` where that is run through. */
export function runsThroughArguments(call: Call): boolean {
  let at = call;
  for (let depth = 0; depth < MOST_WRAPPERS; depth += 1) {
    const {callee: {root, path}, use} = at;
    if (root.kind !== 'global') return false;
    if (path.length === 0 ? CONSUMERS.has(root.name) : path.length === 1 && CONSUMING_MEMBERS.has(`${root.name}${path[0]}`)) return true;
    if (path.length > 0 || !WRAPPERS.has(root.name)) return false;
    if (use.kind !== 'argument') return isRunThrough(use);
    if (isSpreadInto(at, use)) return true;
    at = use.of;
  }
  return false;
}

/** `for x in f()`, `[a, b] = f()`, `g(*f())`: whoever does this runs through what the call gives, now. */
export function isRunThrough(use: Use): boolean {
  return use.kind === 'iterated' ? !use.isAsync : use.kind === 'bound' && use.target.kind === 'collection' && use.target.form === 'list';
}

/** `g(*f())`, `g([*f()])`. */
export function isSpreadInto(call: Call, {of, index}: Extract<Use, {kind: 'argument'}>): boolean {
  const argument = of.args[index];
  if (argument === undefined) return false;
  const {value} = argument;
  return isSpread(argument, call) || (value.kind === 'collection' && value.form !== 'record' && value.elements.some(element => isSpread(element, call)));
}

function isSpread({isSpread: is, value}: Argument, call: Call): boolean {
  return is && value.kind === 'call' && value.call === call;
}

/** `stack.enter_context(f())`. */
export function entersArgument({callee}: Call): boolean {
  return memberName(callee) === 'enter_context';
}
