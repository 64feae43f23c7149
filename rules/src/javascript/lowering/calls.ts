import type {Argument, Binding, Call, Handler, Value} from '../../facts/index.ts';
import {ANONYMOUS} from '../../facts/index.ts';
import {CallStep} from '../drafts.ts';
import type {Node} from '../estree.ts';
import {isNode, keyName, nodeSpan, stringOf, TRANSPARENT, unwrap} from '../estree.ts';
import type {ExpressionLowering, Walk} from '../walk.ts';
import {lastCall, setUse} from '../walk.ts';
import type {ModuleValue} from '../references.ts';
import {isModuleValue} from '../references.ts';
import {collectionCall, growth} from './collections.ts';
import {argument, unknown} from './expressions.ts';

/** Calls, members, awaits and yields. */
export const callExpressions: Readonly<Record<string, ExpressionLowering>> = {
  CallExpression: chain,
  NewExpression: (walk, node) => callOf(walk, node, walk.expression(node['callee'])),
  MemberExpression: chain,
  ChainExpression: chain,
  TaggedTemplateExpression: taggedTemplate,
  ImportExpression: dynamicImport,
  AwaitExpression: awaitExpression,
  YieldExpression: yieldExpression,
  JSXMemberExpression: (_walk, node) => unknown(nodeSpan(node)),
};

/** Longer chains are cut: their steps stay, but the values no longer reach back to the start. */
const LONGEST_CHAIN = 100;

/** Where a link of a chain holds what stands before it. */
const CHAINED: Readonly<Record<string, string>> = {
  MemberExpression: 'object',
  CallExpression: 'callee',
  ...Object.fromEntries([...TRANSPARENT].map(type => [type, 'expression'])),
};

/** `a.b().c?.d()`: members and calls lean to the left, by the thousand in generated code, so they are walked without recursion. */
function chain(walk: Walk, node: Node): Value {
  const links: Node[] = [];
  let start = node;
  for (;;) {
    const inner = start[CHAINED[start.type] ?? ''];
    if (!isNode(inner)) break;
    if (!TRANSPARENT.has(start.type)) links.push(start);
    start = inner;
  }
  let value = walk.expression(start);
  for (let index = links.length - 1, length = 0; index >= 0; index -= 1, length += 1) {
    const link = links[index]!;
    if (length > 0 && length % LONGEST_CHAIN === 0) value = unknown(value.span);
    value = link.type === 'MemberExpression' ? memberOf(walk, link, value, links[index - 1]) : callOf(walk, link, value);
  }
  return value;
}

function memberOf(walk: Walk, node: Node, object: Value, next: Node | undefined): Value {
  const isIndex = node['computed'] === true && typeof node['property']?.value === 'number';
  const name = isIndex ? null : keyName(node['property'], node['computed'] === true);
  const span = nodeSpan(node);
  // Until the call of that member is made, `callOf` says by which call.
  if (name !== null) setUse(object, {kind: 'receiver', member: name, by: null});
  else if (next?.type === 'CallExpression') setUse(object, {kind: 'read'});
  return name === null ? {kind: 'element', object, index: walk.expression(node['property']), span} : {kind: 'member', object, name, span};
}

/** `f(…)` and `new F(…)`, whose callee has been lowered. */
function callOf(walk: Walk, node: Node, called: Value): Value {
  const applied = node.type === 'CallExpression' ? appliedBy(called) : null;
  const target = applied === null ? called : (called as {object: Value}).object;
  const call = new CallStep(node, target, nodeSpan(withoutDetour(node['callee'])), nodeSpan(node), walk.function, walk.canAwait);
  call.applied = applied;
  call.module = requiredModule(node, called);
  if (call.module !== null) walk.imports.push({module: call.module, isTypeOnly: false, isDeferred: walk.function.kind !== 'module', span: call.span});
  if (called.kind === 'call') called.call.use = {kind: 'callee'};
  for (const part of node['arguments'] ?? []) if (isNode(part)) call.args.push(argument(walk, part));
  if (applied !== null) shiftArguments(call, applied);
  if (call.receiver !== null && called.kind === 'member' && applied === null) setUse(call.receiver, {kind: 'receiver', member: called.name, by: call});
  handArguments(call, call.args);
  if (call.calledName === 'register' && call.args[0]?.value.kind === 'name') walk.registrations.push(call);
  call.module ??= wrappedModule(call);
  walk.push(call);
  for (const grow of growth(call, called)) walk.push(grow);
  if (isProcessExit(called, call)) walk.push({kind: 'exit', how: 'process', value: null, label: null, span: call.span});
  return collectionCall(call, called) ?? {kind: 'call', call, span: call.span};
}

/** `f.call` and `f.apply`; a class can only have static methods of these names. */
function appliedBy(called: Value): CallStep['applied'] {
  if (called.kind !== 'member' || (called.name !== 'call' && called.name !== 'apply')) return null;
  const {object} = called;
  return object.kind === 'self' || (object.kind === 'name' && object.binding.kind === 'class') ? null : called.name;
}

/** `m.f` of `(0, m.f)`, by which compilers call an import without its module as `this`. */
function withoutDetour(callee: Node): Node {
  const called = unwrap(callee);
  const last: unknown = called.type === 'SequenceExpression' ? called['expressions']?.at(-1) : null;
  return isNode(last) ? unwrap(last) : called;
}

/** `f.call(self, a)` calls f with a; `f.apply(self, xs)` with all of xs. */
function shiftArguments(call: CallStep, how: 'call' | 'apply'): void {
  const [, ...rest] = call.args;
  call.args.length = 0;
  if (how === 'call') call.args.push(...rest);
  else if (rest[0]) call.args.push({...rest[0], isSpread: true});
}

/** Says of each argument's calls and functions that they were made for this call. */
function handArguments(call: Call, args: readonly Argument[]): void {
  for (let index = 0; index < args.length; index++) {
    const {value} = args[index]!;
    handArgument(call, value, index, null);
    if (value.kind !== 'collection' || value.form !== 'record') continue;
    for (const property of value.elements) handArgument(call, property.value, index, property.name);
  }
}

function handArgument(call: Call, value: Value, index: number, name: string | null): void {
  setUse(value, {kind: 'argument', of: call, index, name});
  giveFunction(call, value, index, name);
}

function giveFunction(call: Call, value: Value, index: number, name: string | null): void {
  if (value.kind !== 'function' || value.function.made !== null) return;
  const made = value.function as {made: unknown; name: string};
  made.made = {argumentOf: call, index, name};
  if (made.name === ANONYMOUS) made.name = `callback of ${nameOfCallee(call)}`;
}

function nameOfCallee(call: Call): string {
  return (call as CallStep).calledName ?? 'call';
}

/** The module of `require('m')`, where `require` is the global one or made by `createRequire`. */
function requiredModule(node: Node, called: Value): string | null {
  if (node.type !== 'CallExpression') return null;
  return isRequire(called) ? stringOf(node['arguments']?.[0]) : null;
}

/** The module of `__importDefault(require('m'))`: what compilers put around a module gives the module, with a default where it has none. */
function wrappedModule(call: CallStep): string | null {
  const value = call.args[0]?.value;
  if (value?.kind !== 'call' || call.calledName === null || !MODULE_WRAPPERS.test(call.calledName)) return null;
  return (value.call as CallStep).module;
}

/** Of TypeScript, esbuild, Babel and Rollup. */
const MODULE_WRAPPERS = /^(?:__importDefault|__importStar|__toESM|_{1,2}interop(?:RequireDefault|RequireWildcard|Default|Namespace)(?:Default|Legacy|Compat)?)$/;

function isRequire(called: Value): boolean {
  if (called.kind === 'global') return called.name === 'require';
  if (called.kind === 'call') return (called.call as CallStep).calledName === 'createRequire';
  return called.kind === 'name' && called.binding.name === 'require' && isMadeByCreateRequire(called.binding);
}

function isMadeByCreateRequire({values}: Binding): boolean {
  const [value] = values;
  return values.length === 1 && value?.kind === 'call' && (value.call as CallStep).calledName === 'createRequire';
}

/** `process.exit()`, also where `process` or `exit` is imported, and `process.kill(process.pid)`. */
function isProcessExit(called: Value, {args}: Call): boolean {
  if (called.kind === 'name') return isImportOf(called.binding, /^\.exit$/);
  if (called.kind !== 'member') return false;
  const ends = called.name === 'exit' || called.name === 'abort' || (called.name === 'kill' && isOwnProcess(args[0]?.value));
  return ends && isProcess(called.object);
}

function isOwnProcess(id: Value | undefined): boolean {
  return id?.kind === 'member' && id.name === 'pid' && isProcess(id.object);
}

function isProcess(object: Value): boolean {
  if (object.kind === 'global') return object.name === 'process' || object.name === 'Deno';
  return object.kind === 'name' && isImportOf(object.binding, /^(?:\.default)?$/);
}

function isImportOf(binding: Binding, path: RegExp): boolean {
  if (binding.kind !== 'import') return false;
  const {root, path: taken} = binding.reference;
  return root.kind === 'import' && /^(?:node:)?process$/.test(root.module) && path.test(taken.join(''));
}

function taggedTemplate(walk: Walk, node: Node): Value {
  const tag = walk.expression(node['tag']);
  const call = new CallStep(node, tag, nodeSpan(withoutDetour(node['tag'])), nodeSpan(node), walk.function, walk.canAwait);
  for (const part of node['quasi']?.expressions ?? []) if (isNode(part)) call.args.push(argument(walk, part));
  handArguments(call, call.args);
  if (lastCall(tag) !== null && tag.kind === 'call') tag.call.use = {kind: 'callee'};
  walk.push(call);
  return {kind: 'call', call, span: call.span};
}

/** `import('m')` is no call of a function; awaiting it gives the module. */
function dynamicImport(walk: Walk, node: Node): Value {
  const span = nodeSpan(node);
  const module = stringOf(node['source']);
  if (module === null) return unknown(span, [walk.expression(node['source'])]);
  walk.imports.push({module, isTypeOnly: false, isDeferred: true, span});
  const value: ModuleValue = {kind: 'unknown', reads: [], span, module};
  return value;
}

function awaitExpression(walk: Walk, node: Node): Value {
  const span = nodeSpan(node);
  let value: Value = unknown(span);
  const steps = walk.block(() => {
    value = walk.expression(node['argument']);
    setUse(value, {kind: 'awaited'});
    walk.push({kind: 'suspend', how: 'await', value, span, node});
  });
  const handler = rejectionHandler(value);
  if (handler === null) for (const step of steps) walk.adopt(step);
  else walk.push({kind: 'try', body: steps, handlers: [handler], otherwise: [], finalizer: null, span, node});
  return isModuleValue(value) ? value : {kind: 'awaited', value, span};
}

/** Where the function that handles a rejection stands. */
const POSITIONS: ReadonlyMap<string, number> = new Map([['catch', 0], ['then', 1]]);

/** `await promise.catch((error) => …)` handles what a `catch` clause would. */
function rejectionHandler(value: Value): Handler | null {
  if (value.kind !== 'call') return null;
  const method = (value.call as CallStep).calledName;
  const made = value.call.receiver === null ? undefined : value.call.args[POSITIONS.get(method ?? '') ?? -1]?.value;
  if (made?.kind !== 'function') return null;
  const {function: fn} = made;
  const last = fn.body.at(-1);
  // What the function gives at its end is what the `await` gives: the program goes on.
  const body = last?.kind === 'exit' && last.how === 'return' ? fn.body.slice(0, -1) : fn.body;
  return {types: [], cancellation: 'broad', isGroup: false, name: fn.parameters[0]?.binding ?? null, body, header: fn.header, node: fn.node};
}

function yieldExpression(walk: Walk, node: Node): Value {
  const span = nodeSpan(node);
  const value = node['argument'] ? walk.expression(node['argument']) : null;
  // Delegating (`yield*`) runs the other generator to its end.
  if (value !== null) setUse(value, node['delegate'] === true ? {kind: 'iterated', isAsync: walk.function.isAsync} : {kind: 'yielded'});
  if (walk.function.isAsync) walk.push({kind: 'suspend', how: 'yield', value, span, node});
  else walk.push({kind: 'exit', how: 'yield', value, label: null, span});
  return unknown(span);
}
