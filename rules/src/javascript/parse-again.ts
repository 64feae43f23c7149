import {spanOf, type Source, type Span} from '../facts/index.ts';
import type {Parsed, Program} from './create-front-end.ts';
import type {Node} from './estree.ts';
import {type Change, changeBetween, move, movedComments} from './moved.ts';

/** A text, and what its parser made of it. */
export interface Version extends Parsed {
  readonly text: string;
}

/** Reads a part of a text as well as it can be read so that it gives one that will do; null where what is wrong in it may go on behind it. */
export type ReadPart = (source: Source, as: 'module' | 'script', willDo: (program: Program) => boolean) => Parsed | null;

/**
 * Gives what parsing the whole text gives, where all that was changed since a version lies within one statement, or one member of a class: only that
 * one is read, and takes its place in the version's tree, which is used up by it. If it is half typed, it is repaired by itself, where reading the
 * whole would have to find it. Null where the whole has to be read.
 */
export function parseAgain({path, text}: Source, before: Version, read: ReadPart): Parsed | null {
  const program = before.program as Node & Program;
  const change = changeBetween(before.text, text);
  const part = partAround(program, change, before.text);
  if (!part || !isSoundOutside(before, part.node)) return null;
  const {start, end} = part.node;
  const written = part.header + text.slice(start, end + change.by) + part.footer;
  const partIn = (whole: Program) => onlyPart(whole as Node, part, written);
  const parsed = read({path, text: written}, program['sourceType'] === 'module' ? 'module' : 'script', whole => partIn(whole) !== null);
  const next = parsed && partIn(parsed.program);
  if (!next) return null;
  const by = start - part.header.length;
  const commentsInside: readonly Node[] = (parsed.program as Node)['comments'];
  const comments = [...movedComments(program['comments'], {start, end, by: change.by}), ...commentsInside.map(comment => move(comment, by))];
  put(move(next, by), part, change.by);
  const whole = {...program, end: program['end'] + change.by, comments: comments.sort((a, b) => a['start'] - b['start'])};
  const place = spanOf(start, end + change.by);
  return {program: whole, errors: parsed.errors.map(({message, span}) => ({message, span: within(place, span.start + by, span.end + by)})), damaged: place};
}

/** What is wrong in the version is all in the part, which is read anew. */
function isSoundOutside({errors, damaged}: Version, {start, end}: Node): boolean {
  return errors.length === 0 || (damaged !== undefined && start <= damaged.start && damaged.end <= end);
}

/** A parser may see an error at the end of what the part was read in. */
function within(place: Span, start: number, end: number): Span {
  const clamped = (offset: number) => Math.min(Math.max(offset, place.start), place.end);
  return spanOf(clamped(start), clamped(end));
}

/** A statement or a member that can be read by itself. */
interface Part extends Place {
  /** Where what holds it stands, from the inside outwards. */
  readonly outer: readonly Place[];
  /** What it needs around it to be read by itself. */
  readonly header: string;
  readonly footer: string;
}

/** One of the nodes of a list. */
interface Place {
  readonly node: Node;
  readonly siblings: Node[];
  readonly index: number;
}

/** The smallest part that the change lies within, whose first and last sign are as they were. */
function partAround(program: Node, change: Change, text: string): Part | null {
  const statement = placeAround(program['body'], change);
  if (!statement || !isKnownToBe(program, statement)) return null;
  const declared: Node = statement.node['declaration'] ?? statement.node;
  const member = declared.type === 'ClassDeclaration' ? placeAround(declared['body']['body'], change) : null;
  if (member && isClosed(member.node, MEMBERS, text)) {
    const header = declared['superClass'] ? 'class _ extends _ {' : 'class _ {';
    return {...member, outer: [statement], header: `${header}\n${indentationBefore(text, member.node['start'])}`, footer: '\n}'};
  }
  return isClosed(statement.node, STATEMENTS, text) ? {...statement, outer: [], header: '', footer: ''} : null;
}

/** By their indentation, a repair sees which braces belong together. */
function indentationBefore(text: string, offset: number): string {
  return /[ \t]*$/.exec(text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset))?.[0] ?? '';
}

function placeAround(siblings: Node[], {start, end}: Change): Place | null {
  const index = siblings.findIndex(node => node['start'] < start && end < node['end']);
  const node = siblings[index];
  return node ? {node, siblings, index} : null;
}

/** Whether a program is a module may be said by one statement alone, which might no longer say so. */
function isKnownToBe(program: Node, {node}: Place): boolean {
  return program['sourceType'] !== 'module' || program['body'].some((other: Node) => other !== node && /^(?:Import|Export)/.test(other.type));
}

/** With which signs these may end so that nothing that follows can become a part of them. */
const STATEMENTS: Readonly<Record<string, string>> = {
  ClassDeclaration: '}',
  ExportDefaultDeclaration: ';}',
  ExportNamedDeclaration: ';}',
  ExpressionStatement: ';',
  FunctionDeclaration: '}',
  TSEnumDeclaration: '}',
  TSInterfaceDeclaration: '}',
  TSTypeAliasDeclaration: ';',
  VariableDeclaration: ';',
};

const MEMBERS: Readonly<Record<string, string>> = {MethodDefinition: '}', PropertyDefinition: ';'};

function isClosed(node: Node, ends: Readonly<Record<string, string>>, text: string): boolean {
  const last = text[node['end'] - 1] ?? '';
  if (!ends[node.type]?.includes(last) || isWithMore(node)) return false;
  // What is exported as a value, `export default {…}`, may go on behind its brace.
  return last === ';' || !node['declaration'] || isClosed(node['declaration'], STATEMENTS, text);
}

/** What stands before it belongs to it, or its place decides what it is. */
function isWithMore(node: Node): boolean {
  return typeof node['directive'] === 'string' || node['declare'] === true || node['decorators']?.length > 0;
}

/** The part, if the text that was read is just that. */
function onlyPart({body}: Node, {node, header, footer}: Part, written: string): Node | null {
  const siblings: readonly Node[] = header === '' ? body : body.length === 1 && body[0].type === 'ClassDeclaration' ? body[0].body.body : [];
  const [only] = siblings;
  const isIt = siblings.length === 1 && only?.type === node.type && only['declaration']?.type === node['declaration']?.type && !isWithMore(only);
  return isIt && only['start'] === header.length && only['end'] === written.length - footer.length ? only : null;
}

/** Puts the part in place of the one before. What follows is moved, and what holds it ends later. */
function put(next: Node, {siblings, index, outer}: Part, by: number): void {
  siblings[index] = next;
  moveAfter({siblings, index}, by);
  for (const place of outer) {
    const {declaration} = place.node;
    for (const holder of [place.node, ...(declaration ? [declaration] : []), (declaration ?? place.node).body]) holder.end += by;
    moveAfter(place, by);
  }
}

function moveAfter({siblings, index}: Pick<Place, 'siblings' | 'index'>, by: number): void {
  if (by !== 0) for (const later of siblings.slice(index + 1)) move(later, by);
}
