import type {ModuleNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Module, Node} from '../ast.ts';
import type {ParseError} from '../parse.ts';
import {forEachChild} from '../visitor-keys.ts';
import {statements} from './statements.ts';

/** pyright's tree as CPython would have it; `errors` are what could not be converted. */
export function convert(tree: ModuleNode, text: string): {tree: Module; errors: ParseError[]} {
  const reading = {text, errors: [], depth: 0};
  const module: Module = {type: 'Module', start: 0, end: text.length, parent: null, body: statements(tree.d.statements, reading)};
  linkParents(module);
  return {tree: module, errors: reading.errors};
}

/** Children are made before their parents, so the way up is laid afterwards. */
function linkParents(root: Node): void {
  const open: Node[] = [root];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    forEachChild(parent, child => {
      (child as {parent: Node | null}).parent = parent;
      open.push(child);
    });
  }
}
