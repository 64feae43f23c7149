import type {Handler} from '../../facts/index.ts';
import {spanOf} from '../../facts/index.ts';
import {LexicalScope} from '../binding.ts';
import type {Node} from '../estree.ts';
import {childrenOf, endOf, isNode, nodeSpan, startOf} from '../estree.ts';
import {hoistDeclarations} from '../hoisting.ts';
import {collectNames} from '../bound-names.ts';
import {instanceOf} from '../types.ts';
import type {StatementLowering, Walk} from '../walk.ts';
import {setUse} from '../walk.ts';
import {namedExpression, unknown} from './expressions.ts';
import {placeGuard} from './guards.ts';
import {bindPattern} from './writes.ts';

export const plainStatements: Readonly<Record<string, StatementLowering>> = {
  ExpressionStatement: (walk, node) => setUse(walk.expression(node['expression']), {kind: 'discarded'}),
  VariableDeclaration: variables,
  FunctionDeclaration: functionDeclaration,
  BlockStatement: (walk, node) => inScope(walk, () => statementList(walk, node['body'] ?? [])),
  IfStatement: ifStatement,
  TryStatement: tryStatement,
  ReturnStatement: returnStatement,
  ThrowStatement: throwStatement,
  BreakStatement: (walk, node) => leave(walk, node, 'break'),
  ContinueStatement: (walk, node) => leave(walk, node, 'continue'),
  LabeledStatement: (walk, node) => walk.statement(node['body']),
  WithStatement: withStatement,
  EmptyStatement: () => {},
  DebuggerStatement: () => {},
  TSDeclareFunction: () => {},
  TSTypeAliasDeclaration: () => {},
};

function leave(walk: Walk, node: Node, how: 'break' | 'continue'): void {
  walk.push({kind: 'exit', how, value: null, label: node['label']?.name ?? null, span: nodeSpan(node)});
}

/** A statement of a type that we do not know. */
export function unknownStatement(walk: Walk, node: Node): void {
  for (const child of childrenOf(node)) {
    if (/Statement$|Declaration$/.test(child.type)) walk.statement(child);
    else walk.expression(child);
  }
}

/** The statements of a block, in order. The rest of the block after a `using` is what runs inside its scope. */
export function statementList(walk: Walk, nodes: readonly Node[]): void {
  hoistDeclarations(walk, nodes);
  runFrom(walk, nodes, 0, 0);
}

/** So many scopes of one block are entered one inside the other; a resource beyond is a variable. */
const MOST_SCOPES = 50;

function runFrom(walk: Walk, nodes: readonly Node[], first: number, scopes: number): void {
  for (let index = first; index < nodes.length; index += 1) {
    const node = nodes[index]!;
    const isUsing = node.type === 'VariableDeclaration' && /using$/.test(node['kind']);
    if (isUsing && scopes < MOST_SCOPES) return using(walk, node, nodes, {rest: index + 1, position: 0, scopes});
    walk.statement(node);
  }
}

function inScope(walk: Walk, lower: () => void): void {
  const outer = walk.scope;
  walk.scope = new LexicalScope(outer);
  lower();
  walk.scope = outer;
}

interface ScopeStart {
  /** The statement after the declaration. */
  readonly rest: number;
  /** Which of the declared names is entered. */
  readonly position: number;
  /** How many scopes of the block have been entered. */
  readonly scopes: number;
}

/** `using a = f(), b = g();`: each is entered for the rest of the block. */
function using(walk: Walk, node: Node, nodes: readonly Node[], at: ScopeStart): void {
  const declarator: Node | undefined = node['declarations']?.[at.position];
  if (declarator === undefined) return runFrom(walk, nodes, at.rest, at.scopes);
  const isAsync = node['kind'] === 'await using';
  const resource = walk.expression(declarator['init']);
  setUse(resource, {kind: 'entered', isAsync});
  const name = declarator['id']?.type === 'Identifier' ? walk.scope.own(declarator['id'].name) : undefined;
  name?.values.push(resource);
  if (name) name.annotated = instanceOf(walk, declarator['id'].typeAnnotation);
  const body = walk.block(() => using(walk, node, nodes, {rest: at.rest, position: at.position + 1, scopes: at.scopes + 1}));
  const end = nodes.at(-1) === undefined ? endOf(node) : endOf(nodes.at(-1)!);
  walk.push({kind: 'scope', isAsync, resource, bound: name ?? null, body, header: nodeSpan(node), span: spanOf(startOf(node), end), node});
}

function variables(walk: Walk, node: Node): void {
  for (const declarator of node['declarations'] ?? []) {
    if (!isNode(declarator)) continue;
    const pattern: Node = declarator['id'];
    annotate(walk, pattern, declarator['init']);
    if (!isNode(declarator['init'])) continue;
    const value = namedExpression(walk, declarator['init'], pattern?.type === 'Identifier' ? pattern['name'] : null);
    bindPattern(walk, pattern, value, declarator);
  }
}

/** A declared type, or the one asserted of the initialiser: `const db = get('db') as Db`. */
function annotate(walk: Walk, pattern: Node, init: Node | null | undefined): void {
  if (pattern?.type !== 'Identifier') return;
  const isAsserted = init != null && /^TS(?:As|Satisfies)Expression$|^TSTypeAssertion$/.test(init.type);
  const annotation = instanceOf(walk, pattern['typeAnnotation'] ?? (isAsserted ? init['typeAnnotation'] : null));
  if (annotation === null) return;
  const name = walk.scope.find(pattern['name']);
  if (name !== undefined) name.annotated = annotation;
}

function functionDeclaration(walk: Walk, node: Node): void {
  const name = node['id'] ? walk.scope.find(node['id'].name) : undefined;
  const fn = walk.lowerings.makeFunction(walk, node, null);
  if (name?.kind === 'function') name.declared = {root: {kind: 'function', function: fn}, path: []};
  walk.push({kind: 'nested', function: fn, span: nodeSpan(node)});
}

function ifStatement(walk: Walk, node: Node): void {
  const test = walk.expression(node['test']);
  const then = walk.block(() => walk.statement(node['consequent']));
  const otherwise = walk.block(() => walk.statement(node['alternate']));
  walk.push(placeGuard(node['test'], {kind: 'branch', test, guard: null, then, otherwise, span: nodeSpan(node)}));
}

function tryStatement(walk: Walk, node: Node): void {
  const body = walk.block(() => walk.statement(node['block']));
  const handlers: Handler[] = isNode(node['handler']) ? [catchClause(walk, node['handler'])] : [];
  const finalizer = isNode(node['finalizer']) ? walk.block(() => walk.statement(node['finalizer'])) : null;
  walk.push({kind: 'try', body, handlers, otherwise: [], finalizer, span: nodeSpan(node), node});
}

/** JavaScript's catch takes everything, cancellations too. */
function catchClause(walk: Walk, node: Node): Handler {
  let name = null;
  const body = walk.scopedBlock(() => {
    const names: Node[] = [];
    collectNames(node['param'], names);
    for (const identifier of names) name = walk.declare(identifier, 'exception');
    if (node['param'] && node['param'].type !== 'Identifier') {
      name = null;
      bindPattern(walk, node['param'], unknown(nodeSpan(node['param'])), node);
    }
    statementList(walk, node['body']?.body ?? []);
  });
  return {types: [], cancellation: 'broad', isGroup: false, name, body, header: walk.header(node, node['body']), node};
}

function returnStatement(walk: Walk, node: Node): void {
  const value = node['argument'] ? namedExpression(walk, node['argument'], null) : null;
  if (value !== null) {
    setUse(value, {kind: 'returned'});
    walk.function.returned.push(value);
  }
  walk.push({kind: 'exit', how: 'return', value, label: null, span: nodeSpan(node)});
}

function throwStatement(walk: Walk, node: Node): void {
  const value = walk.expression(node['argument']);
  walk.push({kind: 'exit', how: 'throw', value, label: null, span: nodeSpan(node)});
}

function withStatement(walk: Walk, node: Node): void {
  walk.expression(node['object']);
  walk.statement(node['body']);
}

