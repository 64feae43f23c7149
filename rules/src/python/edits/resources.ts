import type {Bind, Call, Rewrite} from '../../facts/index.ts';
import type {Assign, Await, Expr, Node, Stmt} from '../ast.ts';
import {dottedName} from '../references.ts';
import {forEachChild} from '../visitor-keys.ts';
import {nodeOf} from './await.ts';
import {accept, blockHolding, insert, refuse, replace, statementOf, type Layout} from './layout.ts';

/** Rewrites that release a resource on every way out. */

/** `acquire; …; release` → `acquire; try: … finally: release`, where both are statements of one block. */
export function wrapInFinally(layout: Layout, acquisition: Bind | Call, release: Call): Rewrite {
  const stretch = stretchBetween(layout, acquisition.node as Node, release);
  if (typeof stretch === 'string') return refuse(stretch);
  const {acquire, between, released, indentation} = stretch;
  const [first] = between;
  if (!first || !released) return refuse('Nothing happens between acquisition and release.');
  const from = layout.startOfNextLine(acquire.end);
  const unit = layout.unit(first);
  const {newline} = layout;
  return accept([
    insert(from, `${indentation}try:${newline}`),
    ...layout.indent(from, layout.startOfLine(released.start), unit, between),
    insert(layout.startOfLine(released.start), `${indentation}finally:${newline}`),
    ...layout.indent(layout.startOfLine(released.start), layout.endOfLine(released.end), unit, [released]),
  ]);
}

/** `x = await open(p); …; await x.close()` → `async with open(p) as x: …`; without a release, to the end of the block. */
export function enterScope(layout: Layout, acquisition: Bind, release: Call | null, as: string): Rewrite {
  const stretch = stretchBetween(layout, acquisition.node as Node, release);
  if (typeof stretch === 'string') return refuse(stretch);
  const {acquire, between, released} = stretch;
  const [first] = between;
  const last = between.at(-1);
  if (!first || !last) return refuse('Nothing happens between acquisition and release.');
  const bound = simpleBinding(acquire);
  if (!bound) return refuse('The resource is not simply the result of a call that is bound to a name.');
  if (as === 'async with' && !isInAsyncFunction(acquire)) return refuse('An asynchronous scope cannot stand here.');
  if (!released && isNamedBehind(acquire, last.end, bound.name)) return refuse('The resource is used after the block.');
  const from = layout.startOfNextLine(acquire.end);
  const header = `${as} ${onOneLogicalLine(layout, enteredExpression(bound.value, acquisition, as))} as ${bound.name}:`;
  const unit = layout.unit(first);
  const end = released ? layout.startOfLine(released.start) : layout.endOfLine(last.end);
  return accept([
    replace(bound.statement, header),
    ...layout.indent(from, end, unit, between),
    ...(released ? [replace({start: layout.startOfLine(released.start), end: layout.startOfNextLine(released.end)}, '')] : []),
  ]);
}

interface Stretch {
  readonly acquire: Stmt;
  readonly between: readonly Stmt[];
  readonly released: Stmt | null;
  readonly indentation: string;
}

/** The statements from acquisition to release, or why they are no straight stretch of lines. */
function stretchBetween(layout: Layout, acquisition: Node, release: Call | null): Stretch | string {
  const acquire = statementOf(acquisition);
  const block = acquire && blockHolding(acquire);
  if (!acquire || !block || !SIMPLE.has(acquire.type)) return 'The acquisition is no statement of its own.';
  const released = release && statementOf(nodeOf(release));
  if (release && (!released || !block.includes(released) || !isNothingBut(released, nodeOf(release)))) return 'The release is no statement of the same block.';
  const start = block.indexOf(acquire) + 1;
  const end = released ? block.indexOf(released) : block.length;
  if (end < start) return 'The release stands before the acquisition.';
  const stretch = [acquire, ...block.slice(start, end), ...(released ? [released] : [])];
  const indentation = layout.indentation(acquire.start);
  if (indentation === null || !stretch.every(statement => layout.isAlone(statement))) return 'Several statements share a line.';
  return {acquire, between: block.slice(start, end), released, indentation};
}

/** Statements that are over once the resource is acquired. */
const SIMPLE: ReadonlySet<Stmt['type']> = new Set(['AnnAssign', 'Assign', 'Expr']);

/** `x.close()` or `await x.close()`, and nothing around it. */
function isNothingBut(statement: Stmt, call: Expr): boolean {
  if (statement.type !== 'Expr') return false;
  return statement.value === call || (statement.value.type === 'Await' && statement.value.value === call);
}

interface SimpleBinding {
  readonly statement: Assign;
  readonly name: string;
  readonly value: Expr;
}

function simpleBinding(statement: Stmt): SimpleBinding | null {
  if (statement.type !== 'Assign' || statement.targets.length !== 1) return null;
  const [target] = statement.targets;
  const acquiring = statement.value.type === 'Await' ? statement.value.value : statement.value;
  return target?.type === 'Name' && acquiring.type === 'Call' ? {statement, name: target.id, value: statement.value} : null;
}

/**
 * Most libraries give an object that can be awaited or entered; then the `await` goes. Those of these give a plain coroutine,
 * whose result can be entered: `async with await anyio.open_file(path)`.
 */
const PLAIN_COROUTINES: ReadonlySet<string> = new Set(['anyio', 'asyncio', 'psycopg', 'trio']);

function enteredExpression(value: Expr, {value: bound}: Bind, as: string): Expr {
  if (value.type !== 'Await' || as !== 'async with') return value;
  const awaitedCall = bound.kind === 'awaited' && bound.value.kind === 'call' ? bound.value.call : null;
  const module = awaitedCall ? dottedName(awaitedCall.callee)?.split('.', 1)[0] : undefined;
  return module !== undefined && PLAIN_COROUTINES.has(module) ? value : (value as Await).value;
}

/** The expression; in parentheses where it goes on on another line without brackets of its own, as those around it are left behind. */
function onOneLogicalLine(layout: Layout, node: Expr): string {
  const text = layout.slice(node);
  return isHeldTogether(layout, node) ? text : `(${text})`;
}

function isHeldTogether(layout: Layout, node: Expr): boolean {
  if (!/[\r\n]/.test(layout.slice(node))) return true;
  if (node.type === 'Call') return isHeldTogether(layout, node.func);
  return node.type === 'Await' && isHeldTogether(layout, node.value);
}

/** Whether the function says the name again behind the offset. */
function isNamedBehind(node: Node, offset: number, name: string): boolean {
  const pending: Node[] = [functionAround(node)];
  for (let at = pending.pop(); at; at = pending.pop()) {
    if (at.end <= offset) continue;
    if (at.type === 'Name' && at.id === name && at.start >= offset) return true;
    forEachChild(at, child => pending.push(child));
  }
  return false;
}

function functionAround(node: Node): Node {
  let at = node;
  while (at.parent && at.type !== 'FunctionDef' && at.type !== 'AsyncFunctionDef') at = at.parent;
  return at;
}

function isInAsyncFunction(node: Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'AsyncFunctionDef') return true;
    if (at.type === 'FunctionDef' || at.type === 'ClassDef') return false;
  }
  return false;
}
