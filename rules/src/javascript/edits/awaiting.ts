import type {Call, ImportedName, Loop, Rewrite, Scope, TextEdit} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {endOf, isNode, startOf, unwrap} from '../estree.ts';
import {importNames} from './imports.ts';
import {FUNCTIONS, insert, refuse, replace, rewrite, type Syntax} from './syntax.ts';

/** `readFileSync(p)` → `await readFile(p)`. */
export function awaitTwin(syntax: Syntax, call: Call, twin: ImportedName): Rewrite {
  return awaitOther(syntax, call, [twin], ([name]) => name!);
}

/** `gzipSync(x)` → `await promisify(gzip)(x)`. */
export function promisify(syntax: Syntax, call: Call, callbackApi: ImportedName): Rewrite {
  return awaitOther(syntax, call, [{module: 'node:util', name: 'promisify'}, callbackApi], ([wrap, api]) => `${wrap}(${api})`);
}

/** The call with another callee, awaited; the text of its arguments is not touched. */
function awaitOther(syntax: Syntax, call: Call, wanted: readonly ImportedName[], calleeOf: (texts: readonly string[]) => string): Rewrite {
  const node = call.node as Node;
  const problem = whyNotAwaited(call);
  if (problem !== null) return refuse(problem);
  const open = syntax.argumentsStart(node);
  if (open < 0) return refuse('The call has no arguments in parentheses.');
  if (/^(?:call|apply)$/.test(unwrap(node['callee'])['property']?.name ?? '')) return refuse('The function is called through `call` or `apply`.');
  const {texts, edits} = importNames(syntax, wanted);
  const {before, after} = awaitAround(syntax, node, call);
  return rewrite(...edits, replace(startOf(node), open, before + calleeOf(texts)), ...after);
}

/** `db.all(q)` → `await db.allAsync(q)`. */
export function awaitMethod(syntax: Syntax, call: Call, method: string): Rewrite {
  const node = call.node as Node;
  const problem = whyNotAwaited(call);
  if (problem !== null) return refuse(problem);
  const renamed = method === '' ? [] : renameMethod(syntax, node, method);
  if (renamed === null) return refuse('The call is not of a method.');
  const {before, after} = awaitAround(syntax, node, call);
  return rewrite(insert(startOf(node), before), ...renamed, ...after);
}

function renameMethod(syntax: Syntax, call: Node, method: string): TextEdit[] | null {
  const callee = unwrap(call['callee']);
  const property: unknown = callee['property'];
  if (callee.type !== 'MemberExpression' || !isNode(property)) return null;
  if (callee['computed'] !== true) return [replace(startOf(property), endOf(property), method)];
  const quote = syntax.text[startOf(property)];
  return property.type === 'Literal' ? [replace(startOf(property), endOf(property), `${quote}${method}${quote}`)] : null;
}

/** `for (const x of db.iterate(q))` → `for await (const x of db.iterateAsync(q))`. */
export function iterateAsync(syntax: Syntax, call: Call, method: string): Rewrite {
  const node = call.node as Node;
  const loop = outside(syntax, node);
  if (loop.parent?.type !== 'ForOfStatement' || loop.parent['right'] !== loop.node) return refuse('The call is not what a `for … of` runs over.');
  if (!call.canAwait) return refuse(whyNot(call));
  const renamed = method === '' ? [] : renameMethod(syntax, node, method);
  if (renamed === null) return refuse('The call is not of a method.');
  return rewrite(...awaitLoop(loop.parent), ...renamed);
}

/** `for (…)` → `for await (…)`, `using` → `await using`. */
export function makeAsync(syntax: Syntax, step: Scope | Loop): Rewrite {
  const node = step.node as Node;
  if (step.isAsync) return refuse('It is asynchronous already.');
  if (!isInAsyncFunction(syntax, node)) return refuse('The function around it is not async.');
  if (step.kind === 'scope') return rewrite(insert(startOf(node), 'await '));
  return node.type === 'ForOfStatement' ? rewrite(...awaitLoop(node)) : refuse('Only a `for … of` can be awaited.');
}

function awaitLoop(node: Node): TextEdit[] {
  return node['await'] === true ? [] : [insert(startOf(node) + 'for'.length, ' await')];
}

/** Whether an `await` may stand where a node does. */
export function isInAsyncFunction(syntax: Syntax, node: Node): boolean {
  for (let outer = syntax.parent(node); outer !== undefined; outer = syntax.parent(outer)) {
    if (FUNCTIONS.has(outer.type)) return outer['async'] === true;
  }
  return (syntax.program['body'] ?? []).some(({type}: Node) => /^(?:Import|Export)/.test(type));
}

function whyNotAwaited(call: Call): string | null {
  if (!call.canAwait) return whyNot(call);
  if (call.isNew) return 'A construction cannot be awaited.';
  return (call.node as Node).type === 'CallExpression' ? null : 'It is not an ordinary call.';
}

function whyNot({function: fn}: Call): string {
  if (fn.kind === 'module') return 'Only a module may await at its top level.';
  if (fn.isAsync) return 'An `await` may not stand in a parameter, a class field or a static block.';
  return fn.isGenerator ? 'The generator around it is not async.' : 'The function around it is not async.';
}

/** What stands before and after a call that is now awaited: parentheses where its value is used at once. */
function awaitAround(syntax: Syntax, node: Node, call: Call): {readonly before: string; readonly after: readonly TextEdit[]} {
  if (call.use.kind === 'awaited') return {before: '', after: []};
  if (!needsParentheses(syntax, node)) return {before: 'await ', after: []};
  const semicolon = startsUnfinishedStatement(syntax, node) ? ';' : '';
  return {before: `${semicolon}(await `, after: [insert(endOf(node), ')')]};
}

/** Whether an await there would take in more, or less, than the call. */
function needsParentheses(syntax: Syntax, node: Node): boolean {
  const {node: outer, parent} = outside(syntax, node);
  if (parent === undefined || isParenthesised(syntax, node)) return false;
  switch (parent.type) {
    case 'MemberExpression':
      return parent['object'] === outer;
    case 'CallExpression':
    case 'NewExpression':
      return parent['callee'] === outer;
    case 'TaggedTemplateExpression':
      return parent['tag'] === outer;
    case 'BinaryExpression':
      return parent['operator'] === '**' && parent['left'] === outer;
    default:
      return parent['superClass'] === outer;
  }
}

/** The node with `?.` and `!` around it, and what holds that. */
function outside(syntax: Syntax, node: Node): {readonly node: Node; readonly parent: Node | undefined} {
  let outer = node;
  let parent = syntax.parent(outer);
  while (parent?.type === 'ChainExpression' || parent?.type === 'TSNonNullExpression') {
    outer = parent;
    parent = syntax.parent(outer);
  }
  return {node: outer, parent};
}

function isParenthesised({text}: Syntax, node: Node): boolean {
  return /\(\s*$/.test(text.slice(Math.max(0, startOf(node) - 200), startOf(node))) && /^\s*\)/.test(text.slice(endOf(node), endOf(node) + 200));
}

/** A statement that begins with `(` goes on with the line before, unless that one ends with a semicolon or brace. */
function startsUnfinishedStatement(syntax: Syntax, node: Node): boolean {
  const statement = syntax.statement(node)?.node;
  if (statement === undefined || startOf(statement) !== startOf(node)) return false;
  return /[^\s;{}]\s*$/.test(syntax.slice(0, startOf(node)).replaceAll(/\/\*[\s\S]*?\*\/|\/\/[^\n]*/g, ''));
}
