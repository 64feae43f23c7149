import {memberName, UNKNOWN, type Argument, type Binding, type Call, type FunctionFacts, type Value} from '../facts/index.ts';
import {argumentFor} from './argument-position.ts';
import {boundFunction, isPlainBuiltin} from './call-summary.ts';
import {encodedCallee} from './encoded-reference.ts';
import type {ArgumentPosition, FunctionSummary, HandedArgument} from './summary.ts';

/** What a function does with the functions that it is given: it calls them, `fn()`, or gives them to other calls, which may do so. */
export function summarizeArgumentUses(fn: FunctionFacts): Pick<FunctionSummary, 'callsArguments' | 'handsOn'> {
  // A generator does so when somebody else asks for the next item.
  if (fn.isGenerator || !fn.parameters.some(mayBeFunction)) return NOTHING;
  const called = new Set<number>();
  const handed: HandedArgument[] = [];
  const objects = parametersWithMethods(fn);
  const hand = (index: number, call: Call, to: ArgumentPosition) => {
    handed.push({...argumentFor(fn, index), callee: encodedCallee(call), to});
  };
  for (const call of fn.calls) {
    const index = calledParameter(fn, call);
    if (index !== null) called.add(index);
    if (call.args.length === 0 || !mayCallArguments(call)) continue;
    call.args.forEach((argument, position) => {
      const given = argument.isSpread ? null : givenParameter(fn, argument.value, call);
      if (given !== null && !objects.has(given) && !isBehindSpread(call.args, position)) hand(given, call, {position, name: argument.name ?? ''});
    });
  }
  // `items.forEach(item => fn(item))` calls what it is given if `forEach` does.
  for (const {made, isAsync, calls} of fn.nested) {
    if (made === null || isAsync) continue;
    for (const call of calls) {
      const index = calledParameter(fn, call);
      if (index !== null && mayCallArguments(made.argumentOf)) hand(index, made.argumentOf, {position: made.index, name: made.name ?? ''});
    }
  }
  return {
    ...(called.size > 0 ? {callsArguments: [...called].map(index => argumentFor(fn, index))} : {}),
    ...(handed.length > 0 ? {handsOn: handed} : {}),
  };
}

const NOTHING = {};

function mayBeFunction({isData, isRest}: FunctionFacts['parameters'][number]): boolean {
  return !isData && !isRest;
}

/** Those whose methods are called are objects; what every function has does not count. */
function parametersWithMethods(fn: FunctionFacts): ReadonlySet<number> {
  const found = new Set<number>();
  for (const {callee: {root, path}} of fn.calls) {
    if (root.kind === 'parameter' && root.function === fn && path.length > 0 && !OF_FUNCTIONS.has(path[0]!)) found.add(root.index);
  }
  return found;
}

const OF_FUNCTIONS: ReadonlySet<string> = new Set(['()', '.apply', '.bind', '.call', 'await']);

/** Most calls look at what they are given, or keep it; of a value of which nothing is known, a member's name may say what it does. */
function mayCallArguments(call: Call): boolean {
  const {root, path} = call.callee;
  switch (root.kind) {
    case 'unknown':
    case 'parameter':
      return path.at(-1)?.startsWith('.') ?? false;
    case 'class':
    case 'super':
      return path.length > 0;
    case 'global':
      return path.length === 0 ? !isPlainBuiltin(call) : !OF_DATA.has(root.name);
    default:
      return true;
  }
}

const OF_DATA: ReadonlySet<string> = new Set(['ArrayBuffer', 'Buffer', 'Date', 'Math', 'Number', 'Object', 'Reflect', 'String', 'Symbol', 'console', 'exports', 'module']);

function calledParameter(fn: FunctionFacts, {callee: {root, path}}: Call): number | null {
  return root.kind === 'parameter' && root.function === fn && path.length === 0 ? root.index : null;
}

/** The parameter that is given as it is, or with arguments bound to it: `partial(fn, 1)`. */
function givenParameter(fn: FunctionFacts, value: Value, to: Call): number | null {
  const given = value.kind === 'call' ? boundFunction(value.call) : value;
  if (given?.kind !== 'name' || given.binding.kind !== 'parameter' || given.binding.owner !== fn) return null;
  const {root, path} = given.binding.reference;
  const index = root.kind === 'parameter' && root.function === fn && path.length === 0 ? root.index : ofFunctionType(fn, given.binding, to);
  const parameter = fn.parameters[index];
  return parameter && mayBeFunction(parameter) ? index : null;
}

/** The position of a parameter whose type has the name of a function's, or that is given to what takes nothing else; -1 for others: most types of parameters are those of objects. */
function ofFunctionType(fn: FunctionFacts, binding: Binding, {callee}: Call): number {
  const {root, path} = binding.annotation ?? UNKNOWN;
  const type = path.at(-1) !== '()' ? '' : (path.at(-2) ?? (root.kind === 'global' ? root.name : ''));
  const taker = memberName(callee) ?? (callee.root.kind === 'global' && callee.path.length === 0 ? callee.root.name : '');
  return FUNCTION_TYPE.test(type) || (type !== '' && TAKES_FUNCTION.has(taker)) ? fn.parameters.findIndex(parameter => parameter.binding === binding) : -1;
}

const FUNCTION_TYPE = /(?:Callable|Callback|Fn|Func|Function|Handler|Hook|Iteratee|Listener|Mapper|Predicate|Task|Thunk)$/;

const TAKES_FUNCTION: ReadonlySet<string> = new Set(['every', 'filter', 'find', 'findIndex', 'flatMap', 'forEach', 'map', 'reduce', 'some', 'sort', 'sorted', 'starmap', 'then']);

function isBehindSpread(args: readonly Argument[], position: number): boolean {
  return args.some(({isSpread}, index) => isSpread && index < position);
}
