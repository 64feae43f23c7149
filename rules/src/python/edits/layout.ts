import {spanOf, type Rewrite, type TextEdit} from '../../facts/index.ts';
import type {Module, Node, Range, Stmt} from '../ast.ts';
import {forEachChild} from '../visitor-keys.ts';

/** How the text is laid out in lines: what Python's blocks are made of. */
export class Layout {
  readonly text: string;
  readonly newline: string;

  constructor(text: string) {
    this.text = text;
    this.newline = text.includes('\r\n') ? '\r\n' : '\n';
  }

  slice({start, end}: Range): string {
    return this.text.slice(start, end);
  }

  startOfLine(offset: number): number {
    // Both at once: a search for a carriage return alone runs to the start of the file, where there is none.
    let start = offset;
    while (start > 0 && this.text[start - 1] !== '\n' && this.text[start - 1] !== '\r') start--;
    return start;
  }

  /** Where the line's text ends, before its line break. */
  endOfLine(offset: number): number {
    const rest = /[\r\n]/g;
    rest.lastIndex = offset;
    return rest.exec(this.text)?.index ?? this.text.length;
  }

  /** After the line's break. */
  startOfNextLine(offset: number): number {
    const end = this.endOfLine(offset);
    return this.text.startsWith('\r\n', end) ? end + 2 : Math.min(end + 1, this.text.length);
  }

  /** The white space before the statement; null when something else stands before it on its line. */
  indentation(offset: number): string | null {
    const before = this.text.slice(this.startOfLine(offset), offset);
    return /^[ \t\f]*$/.test(before) ? before : null;
  }

  /** Whether nothing but a comment stands behind the node on its last line. */
  endsItsLine({end}: Range): boolean {
    return /^[ \t\f]*(#.*)?$/.test(this.text.slice(end, this.endOfLine(end)));
  }

  /** Whether the statement has its lines for itself. */
  isAlone(node: Range): boolean {
    return this.indentation(node.start) !== null && this.endsItsLine(node);
  }

  /** One step of indentation, as the body of the nearest indented block around the node has it. */
  unit(node: Node): string {
    for (let at: Node | null = node; at?.parent; at = at.parent) {
      const inner = this.indentation(at.start);
      const outer = this.indentation(at.parent.start);
      if (inner !== null && outer !== null && inner.length > outer.length && inner.startsWith(outer)) return inner.slice(outer.length);
    }
    return FIRST_INDENTATION.exec(this.text)?.[1] ?? '    ';
  }

  /** Indents the lines from one offset up to another by one unit; lines inside of strings and empty ones stay. */
  indent(from: number, to: number, unit: string, within: readonly Node[]): TextEdit[] {
    const strings = within.flatMap(longStrings);
    const edits: TextEdit[] = [];
    for (let start = from; start < to; start = this.startOfNextLine(start)) {
      const isInString = strings.some(string => string.start < start && start < string.end);
      if (!isInString && this.endOfLine(start) > start && this.text.slice(start, this.endOfLine(start)).trim() !== '') edits.push(insert(start, unit));
      if (this.startOfNextLine(start) <= start) break;
    }
    return edits;
  }
}

const FIRST_INDENTATION = /^[^\n#]*:[ \t]*(?:#.*)?\r?\n([ \t]+)\S/m;

/** String literals over several lines, whose text must stay as it is. */
function longStrings(root: Node): Range[] {
  const strings: Range[] = [];
  const pending: Node[] = [root];
  for (let node = pending.pop(); node; node = pending.pop()) {
    const isString = node.type === 'JoinedStr' || node.type === 'TemplateStr' || (node.type === 'Constant' && (node.valueType === 'str' || node.valueType === 'bytes'));
    if (isString) strings.push(node);
    else forEachChild(node, child => pending.push(child));
  }
  return strings;
}

/** The statement that holds the node, in the nearest block. */
export function statementOf(node: Node): Stmt | null {
  for (let at: Node | null = node; at; at = at.parent) if (at.parent && blockHolding(at)) return at as Stmt;
  return null;
}

/** The list of statements in which this one stands; null for everything that is no statement of a block. */
export function blockHolding(node: Node): readonly Stmt[] | null {
  const {parent} = node;
  if (!parent) return null;
  return blocksOf(parent).find(block => block.includes(node as Stmt)) ?? null;
}

function blocksOf(node: Node): (readonly Stmt[])[] {
  switch (node.type) {
    case 'Module':
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
    case 'With':
    case 'AsyncWith':
    case 'ExceptHandler':
    case 'match_case':
      return [node.body];
    case 'For':
    case 'AsyncFor':
    case 'While':
    case 'If':
      return [node.body, node.orelse];
    case 'Try':
    case 'TryStar':
      return [node.body, node.orelse, node.finalbody];
    default:
      return [];
  }
}

/** The statement that lies exactly, or most closely, around the range. */
export function statementAt(tree: Module, {start, end}: Range): Stmt | null {
  let found: Stmt | null = null;
  const pending: Node[] = [tree];
  for (let node = pending.pop(); node; node = pending.pop()) {
    if (node.start > start || node.end < end) continue;
    if (blockHolding(node)) found = node as Stmt;
    forEachChild(node, child => pending.push(child));
  }
  return found;
}

export function insert(at: number, text: string): TextEdit {
  return {span: spanOf(at, at), text};
}

export function replace({start, end}: Range, text: string): TextEdit {
  return {span: spanOf(start, end), text};
}

export function refuse(reason: string): Rewrite {
  return {ok: false, reason};
}

export function accept(edits: readonly TextEdit[]): Rewrite {
  return {ok: true, edits: [...edits].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end)};
}
