import type {ModuleNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Comment, Module, Node, ParseError} from '../ast.ts';
import {forEachChild} from '../visitor-keys.ts';
import type {Reading} from './reading.ts';
import {statements} from './statements.ts';

/** pyright's tree as CPython would have it; what cannot be converted is one of its errors too. */
export function moduleOf(tree: ModuleNode, text: string, comments: readonly Comment[], errors: readonly ParseError[]): Module {
  const reading: Reading = {text, errors: [...errors], depth: 0};
  const body = statements(tree.d.statements, reading);
  const module: Module = {type: 'Module', start: 0, end: text.length, parent: null, body, comments, errors: reading.errors};
  linkParents(module);
  return module;
}

/** Children are made before their parents, so the way up is laid afterwards. */
function linkParents(root: Node): void {
  const open: Node[] = [root];
  for (let parent = open.pop(); parent; parent = open.pop()) {
    const above = parent;
    forEachChild(above, child => {
      (child as Linked).parent = above;
      if (child.end > above.end) widen(above, child.end);
      open.push(child);
    });
  }
}

/** `x = 1,`: a tuple's last comma belongs to all that ends with the tuple, and pyright leaves it out. */
function widen(node: Node, end: number): void {
  for (let above: Node | null = node; above && above.end < end; above = above.parent) (above as Linked).end = end;
}

type Linked = {parent: Node | null; end: number};
