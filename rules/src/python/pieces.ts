import type {ClassDef, Stmt} from './ast.ts';
import {adopted} from './parser/adopted.ts';
import {contentOf, type Content, move} from './parser/convert.ts';
import {type Stretch, stretchesOf} from './parser/stretches.ts';
import {read, type Read, readRepaired, repairedReading} from './parser/read.ts';

/** By their text; those of equal text in their order. */
export type PiecesByText = Map<string, Piece[]>;

/** A part of a text, with what it gives; that stands where the part stood in the last version that had it. */
interface Piece {
  /** As it was parsed. */
  readonly text: string;
  readonly content: Content;
  readonly damage: Damage;
  /** Where the parsed text starts in that version. */
  start: number;
}

/**
 * What an error leaves open at the end of a piece. In a long string nobody knows whether what follows belongs to it; what is open in brackets
 * ends where the next definition begins, if that is one.
 */
type Damage = 'none' | 'closed' | 'in brackets' | 'in a string';

/** The pieces of a version, as far as there are any those of the one before, which are used up. */
export class Pieces {
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
  const damage = damageOf(tree);
  return {text, content: damage === 'in a string' ? NOTHING : contentOf(repairedReading(tree)), damage, start: 0};
}

function damageOf({text, errors, opened}: Read): Damage {
  if (errors.length === 0) return 'none';
  if (opened.longStrings.some(({end}) => end >= text.length)) return 'in a string';
  return opened.brackets.length > 0 ? 'in brackets' : 'closed';
}

const NOTHING: Content = {body: [], comments: [], errors: []};

/** A copy: a slice, and every slice of it in the tree, would hold the whole version that it was cut from in memory. */
function detached(text: string): string {
  return JSON.parse(JSON.stringify(text)) as string;
}

/**
 * What a text gives, piece by piece: what is half typed is repaired in its piece, and the rest is as it was. From the first piece on whose end is not
 * where it looks, the text is read as one.
 */
export function contentOfPieces(text: string, pieces: Pieces): Content {
  // All pieces are taken, also those behind the damage: they are there when it is mended.
  const stretches = stretchesOf(text).map(stretch => piecesOf(stretch, pieces));
  const content: Mutable<Content> = {body: [], comments: [], errors: []};
  let start = 0;
  for (const [index, inOrder] of stretches.entries()) {
    if (isOpen([...inOrder, ...(stretches[index + 1]?.slice(0, 1) ?? [])])) {
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

/** Whether the end of a piece may be in the middle of something: of a string, or of brackets, where the sign of a decorator multiplies. */
function isOpen(inOrder: readonly Piece[]): boolean {
  return inOrder.some(({damage}, index) => damage === 'in a string' || (damage === 'in brackets' && isDamagedDecorator(inOrder[index + 1])));
}

function isDamagedDecorator(piece: Piece | undefined): boolean {
  return piece !== undefined && piece.damage !== 'none' && DECORATOR.test(piece.text);
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

/** The start of a piece, which may be that of a class's member. */
const DECORATOR = /^(?:class _:\n)?[ \t]*@/;

/** A piece for each part, where they are what they look like: the parts of one class. */
function piecesOf({parts: [head = '', ...members], indentation}: Stretch, pieces: Pieces): readonly Piece[] {
  if (members.length === 0) return [pieces.take(head)];
  const inOrder = [pieces.take(head), ...members.map(member => pieces.take(CLASS_HEADER + member))];
  return isOneClass(inOrder, indentation) ? inOrder : [pieces.take(head + members.join(''))];
}

function isOneClass([head, ...members]: readonly Piece[], indentation: string): boolean {
  if (!head || isOpen([head, ...members])) return false;
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
