import {constantNumber, memberName, withinValue, type Argument, type Call, type FunctionFacts, type OperationValue, type Reference, type Value} from '../facts/index.ts';
import {encodedCallee, encodeReference} from './encoded-reference.ts';
import {entersArgument, isRunThrough, isSpreadInto, runsThroughArguments} from './iteration.ts';
import type {ArgumentShape, CallSummary} from './summary.ts';
import {referenceOfValue} from './value-reference.ts';

/** What conditions and effects may ask of a call: everything but where it stands. */
export type CallShape = Pick<CallSummary, 'callee' | 'use' | 'handedTo' | 'args' | 'refusesToWait'>;

/** `isRefused`: it stands where `BlockingIOError` is expected. */
export function shapeOfCall(call: Call, isRefused = false): CallShape {
  const handedTo = receivingCall(call);
  return {
    callee: encodedCallee(call),
    use: useOf(call),
    handedTo: handedTo && encodedCallee(handedTo),
    args: shapesOfArguments(call),
    ...(isRefused || isOfDatagrams(call) ? {refusesToWait: true} : {}),
  };
}

export function shapeOfImplicitCall(callee: Reference, use: CallSummary['use']): CallShape {
  return {callee: encodeReference(callee), use, handedTo: null, args: []};
}

/** `sock = socket.socket(family, socket.SOCK_DGRAM)`: nobody answers a datagram's `connect`, and sending fills a buffer. */
function isOfDatagrams({callee, receiver}: Call): boolean {
  if (receiver?.kind !== 'name' || !/^(connect|connect_ex|send|sendto)$/.test(memberName(callee) ?? '')) return false;
  const [made, ...others] = receiver.binding.values;
  return made?.kind === 'call' && others.length === 0 && made.call.args.some(({value}) => flagsIn(value).includes('SOCK_DGRAM'));
}

function receivingCall({use}: Call): Call | null {
  return use.kind === 'argument' ? use.of : null;
}

/** How what a call gives is used, as far as that runs something. */
export function useOf(call: Call): CallSummary['use'] {
  const {use} = call;
  switch (use.kind) {
    case 'awaited':
      return use.kind;
    case 'entered':
      // `async with` asks for other methods, which are asynchronous.
      return use.isAsync ? 'other' : use.kind;
    case 'iterated':
      return use.isAsync ? 'async iterated' : use.kind;
    case 'argument':
      return entersArgument(use.of) ? 'entered' : runsThroughArguments(use.of) || isSpreadInto(call, use) ? 'iterated' : 'handed';
    default:
      return isRunThrough(use) ? 'iterated' : 'other';
  }
}

/** Of most arguments nothing is known but that they are there: they share one object, and whole lists of them one list. */
const POSITIONAL: ArgumentShape = {name: null};
const SPREAD: ArgumentShape = {name: null, isSpread: true};
const POSITIONALS: readonly (readonly ArgumentShape[])[] = Array.from({length: 6}, (_, length) => Array.from({length}, () => POSITIONAL));

function shapesOfArguments({args, function: within}: Call): readonly ArgumentShape[] {
  const shapes = args.map(argument => shapeOfArgument(argument, within));
  return (shapes.every(shape => shape === POSITIONAL) && POSITIONALS[shapes.length]) || shapes;
}

function shapeOfArgument(argument: Argument, within: FunctionFacts): ArgumentShape {
  const {name, value, isSpread} = argument;
  if (isSpread) return SPREAD;
  const literal = value.kind === 'literal' ? literalOf(value.value) : undefined;
  if (literal !== undefined) return {name, literal};
  const number = value.kind === 'name' || value.kind === 'operation' ? constantNumber(value) : null;
  const beginning = value.kind === 'operation' ? beginningOf(value) : null;
  if (beginning !== null) return {name, beginning};
  if (isMemoryFile(value, within)) return {name, isInMemory: true};
  if (isManifest(value)) return {name, isManifest: true};
  const reference = callableReference(value, within);
  const flags = flagsIn(value);
  if (number !== null) return {name, literal: number, ...(flags.length > 0 && {flags})};
  if (flags.length > 0) return {name, flags, ...(reference && {reference: encodeReference(reference)})};
  if (reference === null) return isNamedAsFunction(value) ? {name, isFunction: true} : name === null ? POSITIONAL : {name};
  return reference.root.kind === 'function' && reference.path.length === 0
    ? {name, isFunction: true, reference: encodeReference(reference)}
    : {name, reference: encodeReference(reference)};
}

/** `/proc/` of `'/proc/' + pid` and of a template. */
function beginningOf(path: OperationValue): string | null {
  let first: Value | undefined = path;
  while (first?.kind === 'operation' && (first.operator === 'template' || first.operator === '+')) [first] = first.operands;
  return first?.kind === 'literal' && typeof first.value === 'string' && first.value.startsWith('/') ? first.value.slice(0, LONGEST_LITERAL) : null;
}

/** `path.join(__dirname, '../package.json')`, in place or bound to a name. */
function isManifest(value: Value): boolean {
  const path = value.kind === 'name' && value.binding.values.length === 1 ? value.binding.values[0]! : value;
  const parts = path.kind === 'call' ? path.call.args.map(argument => argument.value) : path.kind === 'operation' ? path.operands : [];
  const last = parts.at(-1);
  return last?.kind === 'literal' && typeof last.value === 'string' && MANIFEST.test(last.value);
}

const MANIFEST = /(?:^|\/)package\.json$/;

/** The names of constants in a value: `WNOHANG` of `os.WNOHANG | os.WUNTRACED`, `devnull` of `os.devnull`. */
function flagsIn(value: Value): readonly string[] {
  if (value.kind === 'name') return FLAG.test(value.binding.name) ? [value.binding.name] : NO_FLAGS;
  if (value.kind !== 'member' && value.kind !== 'operation') return NO_FLAGS;
  return withinValue(value).flatMap(part => {
    const name = part.kind === 'member' ? part.name : part.kind === 'name' ? part.binding.name : '';
    return FLAG.test(name) ? [name] : [];
  });
}

const NO_FLAGS: readonly string[] = [];

const FLAG = /^_?[A-Z][A-Z0-9]*_[A-Z0-9_]+$|^WNOHANG$|^devnull$/;

/** A file that never leaves memory, written in place or bound to a name. */
function isMemoryFile(value: Value, within: FunctionFacts): boolean {
  if (value.kind !== 'call' && value.kind !== 'name') return false;
  const {root, path} = referenceOfValue(value, within);
  return root.kind === 'import' && root.module === 'io' && path.length === 2 && path[1] === '()' && (path[0] === '.BytesIO' || path[0] === '.StringIO');
}

/** A parameter of which nothing is known but that it is called `callback`. */
function isNamedAsFunction(value: Value): boolean {
  return value.kind === 'name' && /^(?:cb|fn|func|done|next)$|(?:callback|handler|_cb|_fn)$/i.test(value.binding.name);
}

function literalOf(value: string | number | bigint | boolean | null | undefined): string | number | boolean | null | undefined {
  if (typeof value === 'bigint') return undefined;
  return typeof value === 'string' ? value.slice(0, LONGEST_LITERAL) : value;
}

/** Conditions ask for modes, flags and path prefixes, none of which is long. */
const LONGEST_LITERAL = 80;

/** What the argument stands for where it may be a function; wrappers that only bind arguments are looked through. */
export function callableReference(value: Value, within: FunctionFacts): Reference | null {
  if (value.kind === 'call') {
    const wrapped = boundFunction(value.call);
    if (wrapped) return callableReference(wrapped, within);
    // What a call gives is followed nowhere below, and calls are written in most arguments.
    if (value.call.callee.root.kind !== 'global') return null;
  }
  const reference = referenceOfValue(value, within);
  switch (reference.root.kind) {
    case 'unknown':
    case 'parameter':
      return null;
    case 'global':
      return reference.path.length === 0 ? null : reference;
    default:
      return reference.path.includes('()') ? null : reference;
  }
}

/** `f` of `functools.partial(f, x)` and of `f.bind(self)`. */
export function boundFunction(call: Call): Value | null {
  const member = memberName(call.callee);
  if (member === 'bind' && call.receiver) return call.receiver;
  const {root} = call.callee;
  const isPartial = root.kind === 'import' && root.module === 'functools' && member === 'partial';
  return isPartial ? (call.args[0]?.value ?? null) : null;
}

/** Builtins that every file is full of, and that do nothing but look or convert. */
const PLAIN_BUILTINS: ReadonlySet<string> = new Set(
  `abs bool bytes callable chr dict float format frozenset getattr hasattr hash id int isinstance issubclass iter len list max min next ord
  range repr reversed round set setattr str sum tuple type vars zip
  BigInt Boolean Error Number RangeError String Symbol TypeError URL isNaN parseFloat parseInt`.split(/\s+/),
);

export function isPlainBuiltin({callee: {root, path}}: Call): boolean {
  return root.kind === 'global' && path.length === 0 && PLAIN_BUILTINS.has(root.name);
}
