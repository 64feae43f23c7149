import type {Handler, Rewrite, TextEdit} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {endOf, isNode, startOf} from '../estree.ts';
import {styleOf} from './style.ts';
import {insert, refuse, rewrite, type Syntax} from './syntax.ts';

/** Appends `throw error;` to the handler. */
export function rethrow(syntax: Syntax, handler: Handler): Rewrite {
  const parts = partsOf(syntax, handler);
  if (typeof parts === 'string') return refuse(parts);
  const last: Node | undefined = parts.body['body'].at(-1);
  if (last !== undefined && LEAVES.has(last.type)) return refuse('The handler leaves at its end already.');
  return rewrite(...parts.naming, atEnd(syntax, parts.body, `throw ${parts.error}${styleOf(syntax).semicolon}`));
}

const LEAVES = new Set(['ReturnStatement', 'ThrowStatement', 'BreakStatement', 'ContinueStatement']);

/** Tests for a cancellation at the head of the handler, and throws it on. */
export function passCancellationOn(syntax: Syntax, handler: Handler): Rewrite {
  const parts = partsOf(syntax, handler);
  if (typeof parts === 'string') return refuse(parts);
  const {quote, semicolon} = styleOf(syntax);
  const {error} = parts;
  const test = `${error} instanceof Error && ${error}.name === ${quote}AbortError${quote}`;
  return rewrite(...parts.naming, atHead(syntax, parts.body, `if (${test}) throw ${error}${semicolon}`));
}

interface HandlerParts {
  readonly body: Node;
  /** What the caught error is called. */
  readonly error: string;
  /** The edit that names it, where the handler does not. */
  readonly naming: readonly TextEdit[];
}

/** The body and the error of a `catch` clause or of the function that a `.catch()` is given; or why there are none. */
function partsOf(syntax: Syntax, handler: Handler): HandlerParts | string {
  const node = handler.node as Node;
  const body: unknown = node['body'];
  if (!isNode(body) || body.type !== 'BlockStatement') return 'The handler is an expression, not a block.';
  const parameter: unknown = node.type === 'CatchClause' ? node['param'] : node['params']?.[0];
  if (isNode(parameter)) {
    return parameter.type === 'Identifier' ? {body, error: parameter['name'], naming: []} : 'The handler takes the error apart.';
  }
  const error = syntax.freeName('error', 'cause', 'reason');
  const naming = node.type === 'CatchClause' ? insert(startOf(node) + 'catch'.length, ` (${error})`) : nameParameter(syntax, node, error);
  return naming === null ? 'The handler names no error.' : {body, error, naming: [naming]};
}

/** `() => {…}` → `(error) => {…}`. */
function nameParameter(syntax: Syntax, fn: Node, error: string): TextEdit | null {
  const open = syntax.text.indexOf('(', startOf(fn));
  return open >= 0 && open < startOf(fn['body']) ? insert(open + 1, error) : null;
}

/** A statement as the first of a block, on a line of its own unless the block has only one line. */
function atHead(syntax: Syntax, block: Node, statement: string): TextEdit {
  const [first] = block['body'] as readonly Node[];
  const start = startOf(block) + 1;
  if (first === undefined) return insert(start, aloneIn(syntax, block, statement));
  const isOnOneLine = !syntax.slice(startOf(block), startOf(first)).includes('\n');
  if (isOnOneLine) return insert(start, ` ${statement.endsWith(';') ? statement : `${statement};`}`);
  return insert(start, syntax.lineEnd + syntax.indent(startOf(first)) + statement);
}

function atEnd(syntax: Syntax, block: Node, statement: string): TextEdit {
  const last = (block['body'] as readonly Node[]).at(-1);
  if (last === undefined) return insert(startOf(block) + 1, aloneIn(syntax, block, statement));
  const isOnOneLine = !syntax.slice(startOf(block), endOf(block)).includes('\n');
  const isEnded = /[;}]/.test(syntax.text[endOf(last) - 1] ?? '');
  if (isOnOneLine) return insert(endOf(last), `${isEnded ? '' : ';'} ${statement}`);
  // After a comment that ends the last statement's line.
  const comment = /^[ \t]*\/\/[^\n\r]*/.exec(syntax.slice(endOf(last), endOf(block)))?.[0] ?? '';
  return insert(endOf(last) + comment.length, syntax.lineEnd + syntax.indent(startOf(last)) + statement);
}

/** In a block without statements, before what comments it has. */
function aloneIn(syntax: Syntax, block: Node, statement: string): string {
  const outer = syntax.indent(startOf(block));
  const isOnOneLine = !syntax.textOf(block).includes('\n');
  return syntax.lineEnd + outer + syntax.indentUnit + statement + (isOnOneLine ? syntax.lineEnd + outer : '');
}
