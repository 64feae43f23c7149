import type {Bind, Call, Edits, Rewrite, TextEdit} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {childrenOf, endOf, startOf} from '../estree.ts';
import {collectNames} from '../bound-names.ts';
import {isInAsyncFunction} from './awaiting.ts';
import {reindented} from './indentation.ts';
import {refuse, replace, rewrite, type Syntax} from './syntax.ts';

/** `acquire; …; release;` → `acquire; try { … } finally { release; }`. */
export function wrapInFinally(syntax: Syntax, acquisition: Bind | Call, release: Call): Rewrite {
  const opening = syntax.statement(acquisition.node as Node);
  const closing = syntax.statement(release.node as Node);
  if (!opening?.list || closing?.list !== opening.list) return refuse('The release is not in the block of the acquisition.');
  if (closing.node.type !== 'ExpressionStatement') return refuse('The release is part of another statement.');
  const {list} = opening;
  const first = list.indexOf(opening.node) + 1;
  const last = list.indexOf(closing.node);
  if (last <= first) return refuse('Nothing stands between the acquisition and the release.');
  const after = list.slice(last + 1);
  const declared = namesDeclaredIn(list.slice(first, last));
  if (!after.some((node) => mentionsAny(node, declared))) return rewrite(wrapped(syntax, list[first]!, closing.node, null));
  // A result that is only returned may as well be returned from inside.
  const [result] = after;
  if (after.length === 1 && result!.type === 'ReturnStatement') return rewrite(wrapped(syntax, list[first]!, closing.node, result!));
  return refuse('What stands between is used after the release.');
}

/** One edit from the first statement inside to the end of what it takes in. */
function wrapped(syntax: Syntax, first: Node, release: Node, result: Node | null): TextEdit {
  const start = startOf(first);
  const end = endOf(result ?? release);
  const indent = syntax.indent(start);
  const {lineEnd, indentUnit} = syntax;
  const isOnOneLine = !syntax.slice(start, end).includes('\n') && syntax.slice(syntax.lineStart(start), start).trim() !== '';
  // Comments between the last statement and the release stay inside; those after the release go with the result.
  const inside = syntax.slice(start, startOf(release)).trimEnd();
  const tail = result === null ? '' : syntax.slice(endOf(release), end).trim();
  if (isOnOneLine) return replace(start, end, `try { ${inside}${tail === '' ? '' : ` ${tail}`} } finally { ${syntax.textOf(release)} }`);
  const body = reindented(syntax, start, inside) + (tail === '' ? '' : lineEnd + indent + indentUnit + tail.replaceAll('\n', `\n${indentUnit}`));
  const finalizer = reindented(syntax, startOf(release), syntax.textOf(release));
  const lines = ['try {', `${indent}${indentUnit}${body}`, `${indent}} finally {`, `${indent}${indentUnit}${finalizer}`, `${indent}}`];
  return replace(start, end, lines.join(lineEnd));
}

function namesDeclaredIn(nodes: readonly Node[]): ReadonlySet<string> {
  const identifiers: Node[] = [];
  for (const node of nodes) {
    if (node.type === 'VariableDeclaration' && node['kind'] !== 'var') for (const {id} of node['declarations'] ?? []) collectNames(id, identifiers);
    if ((node.type === 'FunctionDeclaration' || node.type === 'ClassDeclaration') && node['id']) identifiers.push(node['id']);
  }
  return new Set(identifiers.map(({name}) => name as string));
}

function mentionsAny(node: Node, names: ReadonlySet<string>): boolean {
  if (names.size === 0) return false;
  const open: Node[] = [node];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (next.type === 'Identifier' && names.has(next['name'])) return true;
    for (const child of childrenOf(next)) open.push(child);
  }
  return false;
}

/** `const f = await open(p); …; await f.close();` → `await using f = await open(p); …`. */
export function enterScope(syntax: Syntax, acquisition: Bind, release: Call | null, as: Parameters<Edits['enterScope']>[3]): Rewrite {
  if (as !== 'using' && as !== 'await using') return refuse('The resource cannot be entered with `using`.');
  const opening = syntax.statement(acquisition.node as Node);
  const declaration = opening?.node;
  if (declaration?.type !== 'VariableDeclaration' || opening?.list === null) return refuse('The resource is not declared in a block.');
  if (opening!.parent.type === 'SwitchCase') return refuse('`using` may not stand in a `case`.');
  const [declarator, ...others] = declaration['declarations'] as readonly Node[];
  if (others.length > 0 || declarator?.['id']?.type !== 'Identifier') return refuse('The declaration is of more than one name.');
  if (acquisition.target.kind !== 'name' || acquisition.target.binding.values.length !== 1) return refuse('The name is assigned again.');
  if (declaration['kind'] === 'var') return refuse('A `var` outlives the block.');
  if (as === 'await using' && !isInAsyncFunction(syntax, declaration)) return refuse('The function around it is not async.');
  const keyword = replace(startOf(declaration), startOf(declaration) + String(declaration['kind']).length, as);
  if (release === null) return rewrite(keyword);
  const closing = syntax.statement(release.node as Node);
  if (closing?.node.type !== 'ExpressionStatement') return refuse('The release is part of another statement.');
  return rewrite(keyword, removal(syntax, closing.node, closing.list !== null));
}

/** The edit that deletes a statement, with its line where it stands alone on it. */
export function removal(syntax: Syntax, statement: Node, isInList: boolean): TextEdit {
  const start = startOf(statement);
  const end = endOf(statement);
  if (!isInList) return replace(start, end, '{}');
  const lineStart = syntax.lineStart(start);
  const rest = /^[ \t]*(?:\/\/[^\n]*)?(?:\r?\n|$)/.exec(syntax.text.slice(end))?.[0];
  const isAlone = rest !== undefined && syntax.slice(lineStart, start).trim() === '';
  if (!isAlone) return replace(start, end + (/^[ \t]+/.exec(syntax.text.slice(end))?.[0].length ?? 0), '');
  return replace(lineStart, end + rest.length, '');
}

/** Deletes the statement that a span is, or lies in. */
export function removeStatement(syntax: Syntax, start: number, end: number): Rewrite {
  let found: Node | null = null;
  const open: Node[] = [syntax.program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (startOf(node) > start || endOf(node) < end) continue;
    if (/Statement$|Declaration$/.test(node.type) && node.type !== 'BlockStatement') found = node;
    for (const child of childrenOf(node)) open.push(child);
  }
  const statement = found === null ? null : syntax.statement(found);
  if (found === null || statement === null || statement.node !== found) return refuse('No statement stands there.');
  return rewrite(removal(syntax, found, statement.list !== null));
}

