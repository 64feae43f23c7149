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
    forEachChild(parent, child => {
      (child as {parent: Node | null}).parent = parent;
      open.push(child);
    });
  }
}
