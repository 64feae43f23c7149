import type {AsyncLibrary, Handler, ImportedName, Rewrite, TextEdit} from '../../facts/index.ts';
import type {ExceptHandler, Node, Stmt} from '../ast.ts';
import type {FunctionDraft} from '../drafts.ts';
import type {PythonFacts} from '../lower-file.ts';
import {importName, type Place} from './imports.ts';
import {accept, insert, refuse, replace, type Layout} from './layout.ts';

/** Rewrites of `except` clauses that keep a cancellation. */

export function rethrow(layout: Layout, handler: Handler): Rewrite {
  const {body} = handler.node as ExceptHandler;
  const [first] = body;
  const last = body.at(-1);
  if (!first || !last) return refuse('The handler has no body yet.');
  if (last.type === 'Raise') return refuse('The handler raises already.');
  if (saysNothing(last)) return accept([replace(last, 'raise')]);
  if (last.type === 'Return') return refuse('The handler returns a value.');
  const indentation = layout.indentation(first.start);
  if (indentation === null) return layout.endsItsLine(last) ? accept([insert(last.end, '; raise')]) : refuse('Something else stands on the line.');
  return accept([insert(layout.endOfLine(last.end), `${layout.newline}${indentation}raise`)]);
}

/** What only leaves the handler, so that `raise` can take its place. */
function saysNothing(node: Stmt): boolean {
  switch (node.type) {
    case 'Pass':
    case 'Break':
    case 'Continue':
      return true;
    case 'Expr':
      return node.value.type === 'Constant' && node.value.valueType === 'Ellipsis';
    case 'Return':
      return node.value === null || node.value.type === 'Constant';
    default:
      return false;
  }
}

export function passCancellationOn(facts: PythonFacts, layout: Layout, handler: Handler): Rewrite {
  const node = handler.node as ExceptHandler;
  const indentation = layout.indentation(node.start);
  const clause = node.parent;
  if (indentation === null || (clause?.type !== 'Try' && clause?.type !== 'TryStar')) return refuse('The handler has no line of its own.');
  const earlier = clause.handlers.slice(0, clause.handlers.indexOf(node));
  if (earlier.some(({exc_type: type}) => type !== null && NAMES_A_CANCELLATION.test(layout.slice(type)))) return refuse('An earlier handler has the cancellation.');
  const {call, ...name} = CANCELLATIONS[facts.library === 'promise' ? 'asyncio' : facts.library];
  const {text, edits} = importName(facts, layout, name, placeIn(facts, node));
  const header = `except${handler.isGroup ? '*' : ''} ${text}${call}:`;
  const lines = [header, `${indentation}${unitOf(layout, node)}raise`, indentation].join(layout.newline);
  return accept([...edits, insert(node.start, lines)] satisfies TextEdit[]);
}

const NAMES_A_CANCELLATION = /Cancelled|get_cancelled_exc_class/;

/** What each library raises in a task that is cancelled; anyio asks for the class, since it depends on what it runs on. */
const CANCELLATIONS: Readonly<Record<Exclude<AsyncLibrary, 'promise'>, ImportedName & {readonly call: string}>> = {
  asyncio: {module: 'asyncio', name: 'CancelledError', call: ''},
  anyio: {module: 'anyio', name: 'get_cancelled_exc_class', call: '()'},
  trio: {module: 'trio', name: 'Cancelled', call: ''},
};

function unitOf(layout: Layout, node: ExceptHandler): string {
  const [first] = node.body;
  return layout.unit(first ?? node);
}

/** The scope of the function around the node. */
export function placeIn(facts: PythonFacts, node: Node): Place {
  for (let at: Node | null = node; at; at = at.parent) {
    const found = facts.functions.find(fn => fn.node === at) as FunctionDraft | undefined;
    if (found?.scope) return {scope: found.scope, offset: node.start};
  }
  return {scope: facts.scopes[0]!, offset: node.start};
}
