import type {Call, Rewrite, Span} from '../../facts/index.ts';
import type {Call as CallNode, Dict, Keyword, Range, Stmt} from '../ast.ts';
import type {PythonFacts} from '../lower-file.ts';
import {hasBareGenerator, nodeOf} from './await.ts';
import {accept, blockHolding, insert, refuse, replace, statementAt, type Layout} from './layout.ts';

/** Deletes the statement with its lines; what leaves a block empty becomes `pass`. */
export function removeStatement(facts: PythonFacts, layout: Layout, span: Span): Rewrite {
  const statement = statementAt(facts.tree, span);
  const block = statement && blockHolding(statement);
  if (!statement || !block) return refuse('There is no statement here.');
  if (block.length === 1) return statement.parent?.type === 'Module' ? refuse('It is the whole file.') : accept([replace(statement, 'pass')]);
  if (layout.isAlone(statement)) {
    return accept([replace({start: layout.startOfLine(statement.start), end: layout.startOfNextLine(statement.end)}, '')]);
  }
  return sharingItsLine(layout, statement, block);
}

/** `a(); b()`: the neighbour on the same line says how far to delete. */
function sharingItsLine(layout: Layout, statement: Stmt, block: readonly Stmt[]): Rewrite {
  const index = block.indexOf(statement);
  const [previous, next] = [block[index - 1], block[index + 1]];
  if (next && next.start < layout.endOfLine(statement.end)) return accept([replace({start: statement.start, end: next.start}, '')]);
  if (previous && previous.end > layout.startOfLine(statement.start)) return accept([replace({start: previous.end, end: statement.end}, '')]);
  return refuse('The statement shares its line with its block.');
}

/** Inserts an argument behind the others; a keyword that is there already takes in the entries of a dictionary. */
export function addArgument(layout: Layout, call: Call, text: string): Rewrite {
  const node = nodeOf(call);
  const keyword = /^(\w+)\s*=(?!=)\s*([\s\S]*)$/.exec(text);
  const present = keyword && node.keywords.find(({arg}) => arg === keyword[1]);
  if (present) return mergeInto(layout, present, keyword[2]!);
  if (hasBareGenerator(node)) return refuse('The generator expression has no parentheses of its own.');
  const nodes = [...node.args, ...node.keywords].sort((a, b) => a.start - b.start);
  const before = keyword ? undefined : nodes.find(({type}) => type === 'keyword');
  if (before) return accept([insert(before.start, `${text}, `)]);
  const last = nodes.at(-1);
  return accept([last ? insert(endOfArgument(layout, node, last), `, ${text}`) : insert(node.end - 1, text)]);
}

/** Behind the parentheses around the last argument; the call's own one is left out. */
function endOfArgument({text}: Layout, node: CallNode, last: Range): number {
  const closing = /^(?:\s*\))*/.exec(text.slice(last.end, node.end - 1))!;
  return last.end + closing[0].length;
}

function mergeInto(layout: Layout, present: Keyword, value: string): Rewrite {
  const entries = /^\{([\s\S]*)\}$/.exec(value.trim());
  if (!entries || present.value.type !== 'Dict') return refuse(`The argument \`${present.arg ?? ''}\` is given already.`);
  const dict: Dict = present.value;
  if (layout.slice(dict).includes(entries[1]!.split(':', 1)[0]!.trim())) return refuse('The entry is there already.');
  const last = dict.values.at(-1);
  return accept([insert(last ? last.end : dict.start + 1, last ? `, ${entries[1]!.trim()}` : entries[1]!.trim())]);
}
