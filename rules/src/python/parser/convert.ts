import type {ModuleNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Comment, Module, Node, ParseError, Range, Stmt} from '../ast.ts';
import {forEachChild} from '../visitor-keys.ts';
import {adopted} from './adopted.ts';
import type {Reading} from './reading.ts';
import {statements} from './statements.ts';

/** A piece of a module as pyright reads it, with positions of its own: they start at 0 where the piece does. */
export interface ReadPiece {
  readonly text: string;
  readonly tree: ModuleNode;
  readonly comments: readonly Comment[];
  readonly errors: readonly ParseError[];
}

/** pyright's trees, in the order of the text, as one of CPython's; what cannot be converted is one of its errors too. */
export function moduleOf(text: string, pieces: readonly ReadPiece[]): Module {
  const body: Stmt[] = [];
  const comments: Comment[] = [];
  const errors: ParseError[] = [];
  let start = 0;
  for (const piece of pieces) {
    const reading: Reading = {text: piece.text, errors: [...piece.errors], depth: 0};
    for (const statement of statements(piece.tree.d.statements, reading)) {
      move(statement, start);
      body.push(statement);
    }
    for (const comment of piece.comments) comments.push(moved(comment, start));
    for (const error of reading.errors) errors.push(moved(error, start));
    start += piece.text.length;
  }
  const module: Module = adopted({type: 'Module', start: 0, end: text.length, parent: null, body, comments, errors});
  if (module.end > text.length) clip(module, text.length);
  return module;
}

function moved<Moved extends Range>(range: Moved, by: number): Moved {
  return by === 0 ? range : {...range, start: range.start + by, end: range.end + by};
}

/** To where its piece is in the module. */
function move(statement: Stmt, by: number): void {
  if (by === 0) return;
  forEachNode(statement, node => {
    moveRange(node, by);
    if ('headerEnd' in node) (node as {headerEnd: number}).headerEnd += by;
    if ('nameSpan' in node && node.nameSpan !== null) moveRange(node.nameSpan, by);
  });
}

function moveRange(range: Range, by: number): void {
  (range as {start: number}).start += by;
  (range as {end: number}).end += by;
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
