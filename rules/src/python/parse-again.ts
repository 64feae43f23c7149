import type {ClassDef, Module, Stmt} from './ast.ts';
import {moduleOrUnreadable} from './parse.ts';
import {adopted} from './parser/adopted.ts';
import {contentOf, type Content, moduleOf, move} from './parser/convert.ts';
import {type Stretch, stretchesOf} from './parser/stretches.ts';
import {read, readRepaired} from './parser/read.ts';

/**
 * Gives what `parsePython` gives, of a text of which another version was parsed before, mostly the one before the last keystroke. Only
 * what is new is read; the rest is taken out of that version's tree, which is used up by it.
 */
export function parseAgain(text: string, before: Module): Module {
  const pieces = new Pieces(piecesOfTrees.get(before) ?? new Map());
  const module = moduleOrUnreadable(text, () => moduleOf(text, contentOfPieces(text, pieces)));
  piecesOfTrees.set(module, pieces.taken);
  return module;
}

/** By their text; those of equal text in their order. */
type PiecesByText = Map<string, Piece[]>;

/** What the next version may take out of a tree; of one that was read at once, nothing. */
const piecesOfTrees = new WeakMap<Module, PiecesByText>();

/** A part of a text, with what it gives; that stands where the part stood in the last version that had it. */
interface Piece {
  /** As it was parsed. */
  readonly text: string;
  readonly content: Content;
  /** By an error: nobody knows whether what follows belongs to it. */
  readonly isDamaged: boolean;
  /** Where the parsed text starts in that version. */
  start: number;
}

/** The pieces of a version, as far as there are any those of the one before. */
class Pieces {
  readonly taken: PiecesByText = new Map();
  readonly #before: PiecesByText;

  constructor(before: PiecesByText) {
    this.#before = before;
  }

  /** No piece is given twice. */
  take(text: string): Piece {
    const piece = this.#before.get(text)?.shift() ?? readPiece(detached(text));
    const equal = this.taken.get(text);
    if (equal) equal.push(piece);
    else this.taken.set(piece.text, [piece]);
    return piece;
  }
}

function readPiece(text: string): Piece {
  const tree = read(text);
  const isDamaged = tree.errors.length > 0;
  return {text, content: isDamaged ? NOTHING : contentOf(tree), isDamaged, start: 0};
}

const NOTHING: Content = {body: [], comments: [], errors: []};

/** A copy: a slice, and every slice of it in the tree, would hold the whole version that it was cut from in memory. */
function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

/** From the first damaged piece on, the text is read as one: the cut may be in a string, and what is open takes in what follows. */
function contentOfPieces(text: string, pieces: Pieces): Content {
  // All pieces are taken, also those behind the damage: they are there when it is mended.
  const stretches = stretchesOf(text).map(stretch => piecesOf(stretch, pieces));
  const content: Mutable<Content> = {body: [], comments: [], errors: []};
  let start = 0;
  for (const inOrder of stretches) {
    if (inOrder.some(({isDamaged}) => isDamaged)) {
      const rest = contentOf(readRepaired(text.slice(start)));
      move(rest, start);
      append(content, rest.body, [rest]);
      break;
    }
    for (const piece of inOrder) {
      const header = piece === inOrder[0] ? 0 : CLASS_HEADER.length;
      move(piece.content, start - header - piece.start);
      piece.start = start - header;
      start += piece.text.length - header;
    }
    append(content, bodyOf(inOrder), inOrder.map(piece => piece.content));
  }
  return content;
}

type Mutable<Of> = {[Key in keyof Of]: Of[Key] extends readonly (infer Item)[] ? Item[] : never};

function append(to: Mutable<Content>, body: readonly Stmt[], parts: readonly Content[]): void {
  for (const statement of body) to.body.push(statement);
  for (const {comments, errors} of parts) {
    for (const comment of comments) to.comments.push(comment);
    for (const error of errors) to.errors.push(error);
  }
}

/** What stands before the statements of a class's body, so that they can be read without it. */
const CLASS_HEADER = 'class _:\n';

/** A piece for each part, where they are what they look like: the parts of one class. */
function piecesOf({parts: [head = '', ...members], indentation}: Stretch, pieces: Pieces): readonly Piece[] {
  if (members.length === 0) return [pieces.take(head)];
  const inOrder = [pieces.take(head), ...members.map(member => pieces.take(CLASS_HEADER + member))];
  return isOneClass(inOrder, indentation) ? inOrder : [pieces.take(head + members.join(''))];
}

function isOneClass([head, ...members]: readonly Piece[], indentation: string): boolean {
  if (!head || head.isDamaged || members.some(({isDamaged}) => isDamaged)) return false;
  // Only behind the last member the class may end.
  return indentationOfBody(head) === indentation && members.slice(0, -1).every(({content}) => content.body.length === 1);
}

/** What stands in the line before the first statement of the class with which the piece ends; null where it ends with none. */
function indentationOfBody({text, content, start}: Piece): string | null {
  const last = content.body.at(-1);
  const first = last?.type === 'ClassDef' ? last.body[0] : undefined;
  if (!first) return null;
  const at = first.start - start;
  return text.slice(Math.max(text.lastIndexOf('\n', at), text.lastIndexOf('\r', at)) + 1, at);
}

/** The statements of a stretch: of a class in parts, all that they hold is in the one at its head. */
function bodyOf([head, ...members]: readonly Piece[]): readonly Stmt[] {
  const body = head?.content.body ?? [];
  const last = members.at(-1)?.content.body;
  // Its statements may have been in a class of more parts before.
  if (!last) return body.map(statement => adopted(statement));
  const parts = [body.at(-1), ...members.map(({content}) => content.body[0])] as ClassDef[];
  const whole: ClassDef = {...parts[0]!, end: parts.at(-1)!.end, body: parts.flatMap(part => part.body)};
  return [...body.slice(0, -1), adopted(whole), ...last.slice(1)];
}
