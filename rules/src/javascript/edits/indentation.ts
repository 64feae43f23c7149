import type {Node} from '../estree.ts';
import {childrenOf, endOf, startOf} from '../estree.ts';
import type {Syntax} from './syntax.ts';

/**
 * A piece of the file, one level further in. The first line stays, since its indentation is not in the piece; so do lines inside of
 * template literals.
 */
export function reindented(syntax: Syntax, start: number, piece: string): string {
  const kept = templateLines(syntax, start, start + piece.length);
  let offset = start;
  return piece.split('\n').map((line, index) => {
    const lineStart = offset;
    offset += line.length + 1;
    return index === 0 || line.trim() === '' || kept.some(({from, to}) => from < lineStart && lineStart <= to) ? line : syntax.indentUnit + line;
  }).join('\n');
}

/** Where templates with line ends stand: white space in them is text. */
function templateLines(syntax: Syntax, start: number, end: number): {readonly from: number; readonly to: number}[] {
  if (!syntax.slice(start, end).includes('`')) return [];
  const found: {from: number; to: number}[] = [];
  const open: Node[] = [syntax.program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (endOf(node) < start || startOf(node) > end) continue;
    if (node.type === 'TemplateLiteral') found.push({from: startOf(node), to: endOf(node)});
    for (const child of childrenOf(node)) open.push(child);
  }
  return found;
}
