import type {Call, ImportedName, Loop, Rewrite, Scope as ScopeStep, TextEdit} from '../../facts/index.ts';
import type {Attribute, Call as CallNode, Comprehension, Expr, Node} from '../ast.ts';
import type {FunctionDraft} from '../drafts.ts';
import {accept, insert, refuse, replace, type Layout} from './layout.ts';
import {importName, type Place} from './imports.ts';
import type {PythonFacts} from '../lower-file.ts';

/** Rewrites that make a synchronous call, loop or scope asynchronous where it stands. */

export function awaitTwin(facts: PythonFacts, layout: Layout, call: Call, twin: ImportedName): Rewrite {
  const obstacle = obstacleToAwait(call);
  if (obstacle) return refuse(obstacle);
  const {text, edits} = importName(facts, layout, twin, placeOf(call));
  return accept([...edits, replace(nodeOf(call).func, text), ...awaited(layout, nodeOf(call))]);
}

export function callInstead(facts: PythonFacts, layout: Layout, call: Call, other: ImportedName): Rewrite {
  const {text, edits} = importName(facts, layout, other, placeOf(call));
  return accept([...edits, replace(nodeOf(call).func, text)]);
}

export function awaitMethod(layout: Layout, call: Call, method: string): Rewrite {
  const obstacle = obstacleToAwait(call);
  if (obstacle) return refuse(obstacle);
  const node = nodeOf(call);
  const renaming = method === '' ? [] : renamed(node, method);
  return renaming ? accept([...renaming, ...awaited(layout, node)]) : refuse('The call is not that of a method.');
}

/**
 * `asyncio.run(main())` → `await main()`, `anyio.run(main, x)` → `await main(x)`: the call goes, and its coroutine stays. What the runner
 * was told besides (a debug flag, a backend) has no meaning on a loop that runs already.
 */
export function awaitArgument(layout: Layout, call: Call, takes: 'awaitable' | 'function'): Rewrite {
  const obstacle = obstacleToAwait(call);
  if (obstacle) return refuse(obstacle);
  const node = nodeOf(call);
  const [first, ...rest] = node.args;
  if (!first || node.args.some(({type}) => type === 'Starred') || (takes === 'awaitable' && rest.length > 0)) return refuse('What is run is not written out.');
  if (node.keywords.some(({arg}) => arg === null || !WITHOUT_MEANING.has(arg))) return refuse('What the runner is told would be lost.');
  const last = rest.at(-1) ?? first;
  if (layout.text.slice(node.func.end, first.start).includes('#') || layout.text.slice(last.end, node.end).includes('#')) return refuse('A comment would be lost.');
  const callee = PRIMARIES.has(first.type) ? layout.slice(first) : `(${layout.slice(first)})`;
  const awaitable = takes === 'awaitable' ? callee : `${callee}(${rest.length === 0 ? '' : layout.slice({start: rest[0]!.start, end: last.end})})`;
  const [before, after] = awaited(layout, node);
  return accept([replace(node, `${before!.text}${awaitable}${after?.text ?? ''}`)]);
}

/** Keywords of runners that say how the loop is made. */
const WITHOUT_MEANING: ReadonlySet<string> = new Set(['debug', 'loop_factory', 'backend', 'backend_options']);

/** What `await` may stand before, and what may be called, without parentheses. */
const PRIMARIES: ReadonlySet<Expr['type']> = new Set(['Name', 'Attribute', 'Call', 'Subscript']);

export function iterateAsync(call: Call, method: string): Rewrite {
  const node = nodeOf(call);
  const loop = node.parent;
  const renaming = method === '' ? [] : renamed(node, method);
  if (!renaming) return refuse('The call is not that of a method.');
  if (!loop || (loop.type !== 'For' && loop.type !== 'comprehension') || loop.iter !== node) return refuse('The call is not what a loop runs over.');
  const obstacle = obstacleToAsync(loop);
  return obstacle ? refuse(obstacle) : accept([insert(loop.start, 'async '), ...renaming]);
}

export function makeAsync(step: ScopeStep | Loop): Rewrite {
  const node = step.node as Node;
  if (node.type !== 'With' && node.type !== 'For' && node.type !== 'comprehension') return refuse('It is asynchronous already, or cannot be.');
  if (node.type === 'With' && node.items.length > 1) return refuse('The statement enters several things, and not all of them need be asynchronous.');
  const obstacle = obstacleToAsync(node);
  return obstacle ? refuse(obstacle) : accept([insert(node.start, 'async ')]);
}

export function nodeOf(call: Call): CallNode {
  return call.node as CallNode;
}

/** `f(x for x in xs)`: alone, a generator expression does without parentheses of its own, and takes those of the call. */
export function hasBareGenerator({args, end}: CallNode): boolean {
  return args.length === 1 && args[0]!.type === 'GeneratorExp' && args[0]!.end === end;
}

export function placeOf(call: Call): Place {
  return {scope: (call.function as FunctionDraft).scope!, offset: call.span.start};
}

export function obstacleToAwait(call: Call): string | null {
  if (nodeOf(call).parent?.type === 'Await') return 'The call is awaited already.';
  return call.canAwait ? null : 'An `await` cannot stand here.';
}

function obstacleToAsync(node: Node): string | null {
  if (node.type === 'comprehension') {
    if (node.is_async === 1) return 'The loop is asynchronous already.';
    if (node.parent?.type === 'GeneratorExp') return 'Whoever iterates the generator expression expects a synchronous one.';
  }
  for (let at = node.parent; at; at = at.parent) {
    if (at.type === 'AsyncFunctionDef') return null;
    if (BOUNDARIES.has(at.type)) break;
  }
  return 'An asynchronous loop or scope cannot stand here.';
}

/** What an `await` of the function around it does not reach into. */
const BOUNDARIES: ReadonlySet<Node['type']> = new Set(['FunctionDef', 'Lambda', 'ClassDef', 'GeneratorExp']);

function renamed({func}: CallNode, method: string): TextEdit[] | null {
  return func.type === 'Attribute' ? [replace({start: func.end - func.attr.length, end: func.end}, method)] : null;
}

/** `await` before the node, in parentheses where something binds more tightly. */
export function awaited(layout: Layout, node: Expr): TextEdit[] {
  return bindsTightly(node) && !isInParentheses(layout, node) ? [insert(node.start, '(await '), insert(node.end, ')')] : [insert(node.start, 'await ')];
}

function bindsTightly(node: Expr): boolean {
  const parent = node.parent as Attribute | CallNode | Comprehension | Node | null;
  switch (parent?.type) {
    case 'Attribute':
    case 'Subscript':
      return parent.value === node;
    case 'Call':
      return parent.func === node;
    case 'BinOp':
      return parent.op === 'Pow' && parent.left === node;
    case 'Await':
      return true;
    default:
      return false;
  }
}

function isInParentheses({text}: Layout, {start, end}: Expr): boolean {
  return /\(\s*$/.test(text.slice(Math.max(0, start - 200), start)) && /^\s*\)/.test(text.slice(end, end + 200));
}
