import type {ModuleNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Comment, Module, Node, ParseError} from '../ast.ts';
import {childrenOf} from '../visitor-keys.ts';
import {adopted} from './adopted.ts';
import type {Reading} from './reading.ts';
import {statements} from './statements.ts';

/** pyright's tree as CPython would have it; what cannot be converted is one of its errors too. */
export function moduleOf(tree: ModuleNode, text: string, comments: readonly Comment[], errors: readonly ParseError[]): Module {
  const reading: Reading = {text, errors: [...errors], depth: 0};
  const body = statements(tree.d.statements, reading);
  const module: Module = adopted({type: 'Module', start: 0, end: text.length, parent: null, body, comments, errors: reading.errors});
  if (module.end > text.length) clip(module, text.length);
  return module;
}

/** A string without an end goes one further than the text for pyright, and so does all that ends with it. */
function clip(root: Node, end: number): void {
  const open = [root];
  for (let node = open.pop(); node; node = open.pop()) {
    (node as {start: number}).start = Math.min(node.start, end);
    (node as {end: number}).end = Math.min(node.end, end);
    for (const child of childrenOf(node)) open.push(child);
  }
}
