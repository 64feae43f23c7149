import type {Call, Rewrite} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {endOf, isNode, startOf} from '../estree.ts';
import {insert, refuse, replace, rewrite, type Syntax} from './syntax.ts';

/** Appends an argument; a record is merged into the options that are the last argument already. */
export function addArgument(syntax: Syntax, call: Call, text: string): Rewrite {
  const node = call.node as Node;
  const args: readonly Node[] = (node['arguments'] ?? []).filter(isNode);
  if (node.type !== 'CallExpression' && node.type !== 'NewExpression') return refuse('It is not an ordinary call.');
  const last = args.at(-1);
  if (last === undefined) return withFirst(syntax, node, text);
  if (args.some(({type}) => type === 'SpreadElement')) return refuse('The number of arguments is not known.');
  const added = /^\{\s*([\s\S]*?)\s*,?\s*\}$/.exec(text)?.[1];
  if (added === undefined || last.type !== 'ObjectExpression') return rewrite(insert(endOf(last), `, ${text}`));
  return merged(syntax, last, added);
}

function withFirst(syntax: Syntax, node: Node, text: string): Rewrite {
  const open = syntax.argumentsStart(node);
  if (open < 0) return node.type === 'NewExpression' ? rewrite(insert(endOf(node), `(${text})`)) : refuse('The call has no parentheses.');
  return rewrite(insert(open + 1, text));
}

/** After the last property, so that it holds whatever a spread before it brings. */
function merged(syntax: Syntax, record: Node, added: string): Rewrite {
  const properties: readonly Node[] = record['properties'] ?? [];
  const last = properties.at(-1);
  if (last === undefined) return rewrite(replace(startOf(record), endOf(record), `{ ${added} }`));
  const name = /^[\w$]+/.exec(added)?.[0];
  const has = properties.some((property) => property['key']?.name === name && property['computed'] !== true);
  if (has) return refuse(`The options have \`${name}\` already.`);
  const isOnOwnLine = syntax.slice(syntax.lineStart(startOf(last)), startOf(last)).trim() === '';
  return rewrite(insert(endOf(last), isOnOwnLine ? `,${syntax.lineEnd}${syntax.indent(startOf(last))}${added}` : `, ${added}`));
}
