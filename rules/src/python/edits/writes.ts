import type {Call, Loop, Rewrite} from '../../facts/index.ts';
import type {Expr, For, Node} from '../ast.ts';
import type {PythonFacts} from '../lower-file.ts';
import {forEachChild} from '../visitor-keys.ts';
import {nodeOf} from './await.ts';
import {accept, insert, refuse, replace, statementOf, type Layout} from './layout.ts';

/** Rewrites of loops that write item by item. */

/** `for x in xs: await f.write(g(x))` → `await f.writelines([g(x) for x in xs])`, and of the items themselves `writelines(xs)`. */
export function writeAtOnce(facts: PythonFacts, layout: Layout, call: Call, loop: Loop): Rewrite {
  const node = nodeOf(call);
  const statement = loop.node as Node;
  const [item] = node.args;
  if (statement.type !== 'For' || !isAllThatIsDone(statement, node) || node.func.type !== 'Attribute') return refuse('The loop does something else besides.');
  if (!item || node.args.length > 1 || node.keywords.length > 0 || item.type === 'Starred') return refuse('What is written is not one value.');
  if (suspends(item) || suspends(statement.iter)) return refuse('The items are waited for.');
  if (facts.comments.some(({span}) => span.start > statement.start && span.end < statement.end)) return refuse('A comment would be lost.');
  const file = layout.slice(node.func.value);
  const source = statement.iter.type === 'Tuple' && layout.text[statement.iter.start] !== '(' ? `(${layout.slice(statement.iter)})` : layout.slice(statement.iter);
  const isItself = item.type === 'Name' && statement.target.type === 'Name' && item.id === statement.target.id;
  const lines = isItself ? source : `[${layout.slice(item)} for ${layout.slice(statement.target)} in ${source}]`;
  return accept([replace(statement, `await ${file}.writelines(${lines})`)]);
}

function isAllThatIsDone({body, orelse}: For, call: Node): boolean {
  const [only] = body;
  return body.length === 1 && orelse.length === 0 && only?.type === 'Expr' && only.value.type === 'Await' && only.value.value === call;
}

function suspends(expression: Expr): boolean {
  const pending: Node[] = [expression];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.type === 'Await' || node.type === 'Yield' || node.type === 'YieldFrom' || node.type === 'NamedExpr') return true;
    forEachChild(node, child => pending.push(child));
  }
  return false;
}

/** `f(x)` → `if i % 100 == 0:` and below it `f(x)`. */
export function onlyIf(layout: Layout, call: Call, condition: string): Rewrite {
  const node = nodeOf(call);
  const statement = statementOf(node);
  if (statement?.type !== 'Expr' || !(statement.value === node || (statement.value.type === 'Await' && statement.value.value === node))) return refuse('The call is not a statement of its own.');
  const indentation = layout.indentation(statement.start);
  if (indentation === null || !layout.isAlone(statement)) return refuse('The statement shares its line with others.');
  const unit = layout.unit(statement);
  const end = layout.endOfLine(statement.end);
  const body = layout.indent(layout.startOfNextLine(statement.start), end, unit, [statement]);
  return accept([insert(statement.start, `if ${condition}:${layout.newline}${indentation}${unit}`), ...body]);
}
