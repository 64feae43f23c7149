import type {BlockingApi} from '../../catalogue/types.ts';
import {contains, isSamePlace, memberName, placesOfKind, type Call, type FunctionFacts, type Value} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';

/** `async with x.get()`, `async for … in x.get()`, `wait_for(x.get(), 1)`: the receiver is not what it seems to be. JavaScript awaits anything. */
export function isAsynchronous(analysis: FileAnalysis, {use}: Call): boolean {
  if (analysis.file.language === 'javascript') return false;
  if (use.kind === 'entered' || use.kind === 'iterated') return use.isAsync;
  return use.kind === 'argument' && takesAwaitable(analysis, use.of);
}

/** `gather(x.get())`, `wait_for(x.get(), 1)`, but not `to_thread(f(x))`, which takes a function and is given a result. */
function takesAwaitable(analysis: FileAnalysis, call: Call): boolean {
  const target = analysis.target(call);
  if (target.kind !== 'api' || analysis.catalogue.functionTakers(target.name).length > 0) return false;
  return /^(asyncio|anyio|trio)\./.test(target.name) || analysis.catalogue.combinator(target.name) !== undefined;
}

/** `sock.setblocking(False)` somewhere in the file, on the same receiver: its calls return at once. */
export function isSetNonBlocking(analysis: FileAnalysis, call: Call, api: BlockingApi): boolean {
  if (!api.name.startsWith('socket.socket()') || !call.receiver) return false;
  const receiver = textOf(analysis, call.receiver);
  return analysis.file.functions.some(fn => fn.calls.some(other => isNonBlockingSetter(other) && other.receiver !== null && textOf(analysis, other.receiver) === receiver));
}

function isNonBlockingSetter({callee, args: [argument]}: Call): boolean {
  const value = argument?.value;
  if (value?.kind !== 'literal') return false;
  const member = callee.path.at(-1);
  return (member === '.setblocking' && value.value === false) || (member === '.settimeout' && value.value === 0);
}

/** `task.add_done_callback(lambda future: future.result())`: the callback's own future is done, so its result is there. */
export function isOfDoneFuture({receiver}: Call, host: FunctionFacts, api: BlockingApi): boolean {
  return api.name.startsWith('concurrent.futures.Future()') && receiver?.kind === 'name' && receiver.binding.kind === 'parameter' && receiver.binding.owner === host && !host.isAsync;
}

/** `Promise.resolve().then(() => require('m'))`, which TypeScript makes of `import('m')`: who wrote that has done what can be done. */
export function isCompiledImport({function: {made}}: Call, {name}: BlockingApi): boolean {
  const receiver = name === 'global.require' && made?.index === 0 ? made.argumentOf.receiver : null;
  if (receiver?.kind !== 'call') return false;
  const {root, path} = receiver.call.callee;
  return root.kind === 'global' && root.name === 'Promise' && path.length === 1 && path[0] === '.resolve';
}

function textOf(analysis: FileAnalysis, {span}: Value): string {
  return analysis.file.text.slice(span.start, span.end);
}

/** `execSync(command, {stdio: 'inherit'})`: the child takes the terminal over, and a program at a terminal means to wait for it. */
export function handsTerminalOver({args}: Call): boolean {
  return args.some(({value}) => value.kind === 'collection' && value.elements.some(element => element.name === 'stdio' && element.value.kind === 'literal' && element.value.value === 'inherit'));
}

/** `with ThreadPoolExecutor() as pool: await loop.run_in_executor(pool, work)`: what is given to the pool is done when it is left, unless the task was cancelled. */
export function isLeftWhenDone(call: Call): boolean {
  const scope = call.use.kind === 'entered' ? placesOfKind(call.function, 'scope').find(({step: {resource}}) => resource.kind === 'call' && resource.call === call)?.step : undefined;
  const pool = scope?.bound;
  if (!scope || !pool) return false;
  const within = call.function.calls.filter(({span}) => contains(scope.span, span));
  const isPool = (value: Value | null) => value?.kind === 'name' && value.binding === pool;
  const given = within.filter(({args}) => args.some(({value}) => isPool(value)));
  return given.length > 0 && given.every(({use}) => use.kind === 'awaited') && !within.some(({receiver}) => isPool(receiver));
}

/** `sqlite3.connect(":memory:")`, by way of names and of attributes of the object: nothing is read from a disk, and nobody else locks it. */
export function isInMemory({receiver, function: fn}: Call, {name}: BlockingApi): boolean {
  if (!name.startsWith('sqlite3.')) return false;
  let at: Value | null | undefined = receiver;
  // A cursor is of a connection, which may have a name of its own.
  for (let steps = 0; at && steps < MOST_STEPS; steps++) {
    if (at.kind === 'call' && memberName(at.call.callee) === 'connect') return at.call.args.some(argument => argument.value.kind === 'literal' && argument.value.value === ':memory:');
    at = at.kind === 'call' ? at.call.receiver : onlyValueOf(at, fn);
  }
  return false;
}

const MOST_STEPS = 6;

/** What a name or an attribute of the object is always given. */
function onlyValueOf(place: Value, fn: FunctionFacts): Value | undefined {
  if (place.kind === 'name') return place.binding.values.length === 1 ? place.binding.values[0] : undefined;
  if (place.kind !== 'member' || place.object.kind !== 'self' || !fn.class) return undefined;
  const given = [...fn.class.methods.values()].flatMap(method => placesOfKind(method, 'bind').flatMap(({step: {target, value}}) => (isSamePlace(target, place) ? [value] : [])));
  return given.length === 1 ? given[0] : undefined;
}
