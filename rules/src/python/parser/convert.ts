import type {ModuleNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Comment, Module, Node, ParseError, Range} from '../ast.ts';
import {forEachChild} from '../visitor-keys.ts';
import {adopted} from './adopted.ts';
import type {Reading} from './reading.ts';
import {statements} from './statements.ts';

/** What pyright makes of a text. */
export interface PyrightTree {
  readonly text: string;
  readonly tree: ModuleNode;
  readonly comments: readonly Comment[];
  readonly errors: readonly ParseError[];
}

/** What a module holds: all of it, or a part that can be moved to where the part is in the module. */
export type Content = Pick<Module, 'body' | 'comments' | 'errors'>;

/** pyright's tree as one of CPython's; what cannot be converted is one of its errors too. */
export function contentOf({text, tree, comments, errors}: PyrightTree): Content {
  const reading: Reading = {text, errors: [...errors], depth: 0};
  return {body: statements(tree.d.statements, reading), comments, errors: reading.errors};
}

/** Moves all that a part holds. */
export function move({body, comments, errors}: Content, by: number): void {
  if (by === 0) return;
  for (const statement of body) forEachNode(statement, node => moveNode(node, by));
  for (const range of comments) moveRange(range, by);
  for (const range of errors) moveRange(range, by);
}

function moveNode(node: Node, by: number): void {
  moveRange(node, by);
  if ('headerEnd' in node) (node as {headerEnd: number}).headerEnd += by;
  if ('nameSpan' in node && node.nameSpan !== null) moveRange(node.nameSpan, by);
}

function moveRange(range: Range, by: number): void {
  (range as {start: number}).start += by;
  (range as {end: number}).end += by;
}

/** The root of a text's tree. */
export function moduleOf(text: string, content: Content): Module {
  const {length} = text;
  const module: Module = adopted({type: 'Module', start: 0, end: length, parent: null, ...content});
  if (module.end > length) clip(module, length);
  return module;
}

/** A string without an end goes one further than the text for pyright, and so does all that ends with it. */
function clip(root: Node, end: number): void {
  forEachNode(root, node => {
    (node as {start: number}).start = Math.min(node.start, end);
    (node as {end: number}).end = Math.min(node.end, end);
  });
}

function forEachNode(root: Node, visit: (node: Node) => void): void {
  const open = [root];
  const push = (child: Node) => void open.push(child);
  for (let node = open.pop(); node; node = open.pop()) {
    visit(node);
    forEachChild(node, push);
  }
}
