import type {Call, EachValue, FunctionFacts, Loop, Reference, Rewrite, Value} from '../../facts/index.ts';
import {memberName} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {endOf, isNode, startOf, unwrap} from '../estree.ts';
import {reindented} from './indentation.ts';
import {styleOf} from './style.ts';
import {insert, refuse, replace, rewrite, type Syntax} from './syntax.ts';

/**
 * Bounds a fan-out. A limiter that the file has already is used; else the elements are taken in slices, which needs no package and keeps
 * the order of results.
 */
export function boundFanOut(syntax: Syntax, combinator: Call, each: EachValue | Loop | null, limit: number): Rewrite {
  const method = memberName(combinator.callee);
  if (method !== 'all' && method !== 'allSettled') return refuse('Only `Promise.all` and `Promise.allSettled` wait for everything.');
  if (each === null) return refuse('It is not known what starts the promises.');
  if (each.kind === 'loop') return boundLoop(syntax, combinator, each, limit);
  const [argument, ...others] = combinator.args;
  if (argument?.value !== each || others.length > 0 || each.call === null || each.mapper === null) return refuse('The promises are made elsewhere.');
  return withLimiter(syntax, each) ?? inSlices(syntax, combinator, each, limit);
}

/** `xs.map((x) => f(x))` → `xs.map((x) => limit(() => f(x)))`, where the file has made `limit` of p-limit. */
function withLimiter(syntax: Syntax, each: EachValue): Rewrite | null {
  const limiter = [...syntax.facts.moduleBindings.values()].find(({reference}) => isLimiter(reference));
  const mapper = each.mapper?.kind === 'function' ? (each.mapper.function.node as Node) : null;
  if (limiter === undefined || mapper === null || !isNode(mapper['body'])) return null;
  const body: Node = mapper['body'];
  const isAsync = mapper['async'] === true ? 'async ' : '';
  if (mapper.type !== 'ArrowFunctionExpression') return null;
  // An object or a sequence stands in parentheses already, which the arrow inside needs too.
  const [open, close] = body.type === 'ObjectExpression' || body.type === 'SequenceExpression' ? ['(', ')'] : ['', ''];
  return rewrite(insert(startOf(body), `${limiter.name}(${isAsync}() => ${open}`), insert(endOf(body), `${close})`));
}

/** What `pLimit(5)` gives. */
function isLimiter({root, path}: Reference): boolean {
  return root.kind === 'import' && root.module === 'p-limit' && path.join('') === '.default()';
}

/** `tasks.push(f(x))` in a loop: waits whenever enough have been started. Results are then lost, so nobody may want them. */
function boundLoop(syntax: Syntax, combinator: Call, loop: Loop, limit: number): Rewrite {
  const statement = syntax.statement(combinator.node as Node)?.node;
  const tasks = combinator.args[0]?.value;
  const body: Node | undefined = (loop.node as Node)['body'];
  const isDiscarded = combinator.use.kind === 'awaited' && statement?.type === 'ExpressionStatement';
  if (!isDiscarded || tasks?.kind !== 'name') return refuse('The results are used.');
  const canWait = body?.type === 'BlockStatement' && combinator.canAwait && !isInFunctionInside(syntax, combinator, loop);
  if (!canWait) return refuse('The loop has no block that could wait.');
  const last: Node | undefined = body['body'].at(-1);
  if (last === undefined) return refuse('The loop starts nothing.');
  const {name} = tasks.binding;
  const callee = syntax.textOf(unwrap((combinator.node as Node)['callee']));
  const wait = `if (${name}.length >= ${limit}) await ${callee}(${name}.splice(0))${styleOf(syntax).semicolon}`;
  const isOnOneLine = !syntax.textOf(body).includes('\n');
  return rewrite(insert(endOf(last), isOnOneLine ? ` ${wait}` : syntax.lineEnd + syntax.indent(startOf(last)) + wait));
}

/** Whether the loop runs in another function than the one that waits. */
function isInFunctionInside(syntax: Syntax, combinator: Call, loop: Loop): boolean {
  const functionAround = (node: Node): Node | undefined => {
    for (let outer = syntax.parent(node); outer !== undefined; outer = syntax.parent(outer)) if (/Function/.test(outer.type)) return outer;
    return undefined;
  };
  return functionAround(combinator.node as Node) !== functionAround(loop.node as Node);
}

/** `const rs = await Promise.all(xs.map(f));` → a loop over slices of xs that collects into rs. */
function inSlices(syntax: Syntax, combinator: Call, each: EachValue, limit: number): Rewrite {
  const node = combinator.node as Node;
  const place = syntax.statement(node);
  const shape = place?.list ? shapeOf(syntax, place.node, node) : null;
  if (place === null || shape === null) return refuse('The results are used where a loop cannot stand.');
  if (!combinator.canAwait) return refuse('The function around it is not async.');
  if (takesIndex(each.mapper!)) return refuse('The function that is mapped takes the index.');
  const mapping = each.call!.node as Node;
  const source = sourceOf(syntax, each, mapping);
  if (source === null) return refuse('What it runs over is not written there.');
  const {lineEnd} = syntax;
  const {semicolon} = styleOf(syntax);
  const indent = syntax.indent(startOf(place.node));
  const name = source.isName ? source.text : syntax.freeName('items', 'elements');
  const start = syntax.freeName('start', 'offset');
  const results = shape.results ?? (shape.isReturned ? syntax.freeName('results', 'collected') : null);
  const wait = `await ${syntax.textOf(unwrap(node['callee']))}(${name}.slice(${start}, ${start} + ${limit}).map(${source.mapper}))`;
  const lines = [
    ...(source.isName ? [] : [`const ${name} = ${source.text}${semicolon}`]),
    ...(results === null ? [] : [`${shape.isReturned ? 'const' : shape.keyword} ${results}${shape.annotation} = []${semicolon}`]),
    `for (let ${start} = 0; ${start} < ${name}.length; ${start} += ${limit}) {`,
    `${syntax.indentUnit}${results === null ? wait : `${results}.push(...${wait})`}${semicolon}`,
    '}',
    ...(shape.isReturned ? [`return ${results}${semicolon}`] : []),
  ];
  return rewrite(replace(startOf(place.node), endOf(place.node), lines.join(lineEnd + indent)));
}

interface Shape {
  /** The name that the results are bound to. */
  readonly results: string | null;
  readonly keyword: string;
  /** `: Result[]`, as written. */
  readonly annotation: string;
  readonly isReturned: boolean;
}

/** Whether the statement is just the fan-out: awaited, bound to one name, or returned. */
function shapeOf(syntax: Syntax, statement: Node, call: Node): Shape | null {
  const plain = {results: null, keyword: 'const', annotation: '', isReturned: false};
  if (statement.type === 'ExpressionStatement') return awaits(statement['expression'], call) ? plain : null;
  if (statement.type === 'ReturnStatement') {
    return awaits(statement['argument'], call) || unwrap(statement['argument']) === call ? {...plain, isReturned: true} : null;
  }
  const [declarator, ...others] = statement.type === 'VariableDeclaration' ? (statement['declarations'] as readonly Node[]) : [];
  if (declarator === undefined || others.length > 0 || declarator['id']?.type !== 'Identifier' || !awaits(declarator['init'], call)) return null;
  const annotation: unknown = declarator['id'].typeAnnotation;
  return {...plain, results: declarator['id'].name, keyword: statement['kind'], annotation: isNode(annotation) ? syntax.textOf(annotation) : ''};
}

function awaits(node: Node | null | undefined, call: Node): boolean {
  return node?.type === 'AwaitExpression' && unwrap(node['argument']) === call;
}

/** A second parameter is the index, which in a slice is another one. */
function takesIndex(mapper: Value): boolean {
  const fn = functionOf(mapper);
  return fn !== null && (fn.parameters.length > 1 || fn.parameters.some(({isRest}) => isRest));
}

/** The function of this file that is mapped, where it is one. */
function functionOf(mapper: Value): FunctionFacts | null {
  if (mapper.kind === 'function') return mapper.function;
  if (mapper.kind !== 'name') return null;
  const {root, path} = mapper.binding.reference;
  return root.kind === 'function' && path.length === 0 ? root.function : null;
}

interface MappedSource {
  readonly text: string;
  /** Whether it can be read twice without running anything. */
  readonly isName: boolean;
  readonly mapper: string;
}

/** What is mapped and by what, as written: of `xs.map(f)` and of `Array.from(xs, f)`. */
function sourceOf(syntax: Syntax, each: EachValue, mapping: Node): MappedSource | null {
  const callee = unwrap(mapping['callee']);
  if (callee.type !== 'MemberExpression' || callee['property']?.name === 'flatMap') return null;
  const args: readonly Node[] = mapping['arguments'] ?? [];
  if (callee['property']?.name === 'map' && args.length === 1) {
    const object: Node = callee['object'];
    return {text: syntax.textOf(object), isName: isStable(object), mapper: reindented(syntax, startOf(args[0]!), syntax.textOf(args[0]!))};
  }
  if (callee['property']?.name !== 'from' || args.length !== 2 || each.over.kind === 'range') return null;
  return {text: `Array.from(${syntax.textOf(args[0]!)})`, isName: false, mapper: reindented(syntax, startOf(args[1]!), syntax.textOf(args[1]!))};
}

function isStable(node: Node): boolean {
  const inner = unwrap(node);
  if (inner.type === 'Identifier' || inner.type === 'ThisExpression') return true;
  return inner.type === 'MemberExpression' && inner['computed'] !== true && inner['optional'] !== true && isStable(inner['object']);
}

