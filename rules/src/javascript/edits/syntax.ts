import type {FileFacts, Rewrite, TextEdit} from '../../facts/index.ts';
import {spanOf} from '../../facts/index.ts';
import type {Node} from '../estree.ts';
import {childrenOf, endOf, isNode, startOf} from '../estree.ts';

/** A file's tree and text as edits need them: parents, and what surrounds a node in the text. */
export class Syntax {
  readonly facts: FileFacts;
  readonly text: string;
  readonly program: Node;
  #parents: Map<Node, Node> | null = null;
  #names: Set<string> | null = null;
  #indentUnit: string | null = null;

  constructor(facts: FileFacts) {
    this.facts = facts;
    this.text = facts.text;
    this.program = facts.functions[0]!.node as Node;
  }

  parent(node: Node): Node | undefined {
    this.#parents ??= parentsIn(this.program);
    return this.#parents.get(node);
  }

  /** Every name that the file uses or declares; a new name must be none of them. */
  get names(): ReadonlySet<string> {
    if (this.#names === null) {
      this.#parents ??= parentsIn(this.program);
      this.#names = new Set();
      for (const [node, parent] of this.#parents) {
        const isMemberName = (parent['property'] === node || parent['key'] === node) && parent['computed'] !== true && parent['shorthand'] !== true;
        if ((node.type === 'Identifier' || node.type === 'JSXIdentifier') && !isMemberName) this.#names.add(node['name']);
      }
    }
    return this.#names;
  }

  /** The first of the names that the file does not use. */
  freeName(...candidates: readonly string[]): string {
    const last = candidates.at(-1)!;
    for (let count = 0; ; count += 1) {
      const free = (count === 0 ? candidates : [`${last}${count + 1}`]).find((name) => !this.names.has(name));
      if (free !== undefined) return free;
    }
  }

  /** The statement that holds a node, and the list of statements that it stands in; null when it stands alone (`if (x) f();`). */
  statement(node: Node): {readonly node: Node; readonly list: readonly Node[] | null; readonly parent: Node} | null {
    for (let inner = node, outer = this.parent(node); outer !== undefined; inner = outer, outer = this.parent(outer)) {
      const list: unknown = outer.type === 'SwitchCase' ? outer['consequent'] : LISTS.has(outer.type) ? outer['body'] : null;
      if (Array.isArray(list) && list.includes(inner)) return {node: inner, list, parent: outer};
      if (/Statement$/.test(inner.type) || inner.type === 'VariableDeclaration') return {node: inner, list: null, parent: outer};
      if (FUNCTIONS.has(outer.type)) return null;
    }
    return null;
  }

  slice(start: number, end: number): string {
    return this.text.slice(start, end);
  }

  textOf(node: Node): string {
    return this.slice(startOf(node), endOf(node));
  }

  /** The line end of the file. */
  get lineEnd(): string {
    return /\r?\n/.exec(this.text)?.[0] ?? '\n';
  }

  lineStart(offset: number): number {
    return this.text.lastIndexOf('\n', offset - 1) + 1;
  }

  /** The white space that the line of an offset starts with. */
  indent(offset: number): string {
    return /^[ \t]*/.exec(this.text.slice(this.lineStart(offset)))?.[0] ?? '';
  }

  /** One level of indentation, as the file has it. */
  get indentUnit(): string {
    return (this.#indentUnit ??= indentUnitOf(this.text));
  }

  /** The offset of the next character that is neither white space nor comment. */
  skipBlank(offset: number): number {
    const blank = /(?:\s|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
    blank.lastIndex = offset;
    blank.exec(this.text);
    return blank.lastIndex;
  }

  /** Where the parenthesis of a call's arguments opens; -1 for `new X`. */
  argumentsStart(call: Node): number {
    const types: unknown = call['typeArguments'] ?? call['typeParameters'];
    let offset = isNode(types) ? endOf(types) : endOf(call['callee']);
    for (;;) {
      offset = this.skipBlank(offset);
      const sign = this.text[offset];
      if (sign === '(') return offset;
      // The callee's own parentheses, `?.` and `!` stand before those of the arguments.
      if (offset >= endOf(call) || (sign !== ')' && sign !== '?' && sign !== '.' && sign !== '!')) return -1;
      offset += 1;
    }
  }
}

const LISTS = new Set(['Program', 'BlockStatement', 'StaticBlock', 'TSModuleBlock']);

export const FUNCTIONS = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'PropertyDefinition', 'StaticBlock']);

function indentUnitOf(text: string): string {
  if (/^\t/m.test(text)) return '\t';
  // The first lines that stand inside of brackets tell; a whole large file need not be searched for more of them.
  const widths: number[] = [];
  for (const [, spaces = ''] of text.matchAll(/[{([]\r?\n( +)\S/g)) {
    if (widths.push(spaces.length) === 20) break;
  }
  const least = Math.min(...widths.filter((width) => width > 1));
  return ' '.repeat(least < 8 ? least : 2);
}

function parentsIn(program: Node): Map<Node, Node> {
  const parents = new Map<Node, Node>();
  const open: Node[] = [program];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    for (const child of childrenOf(node)) {
      parents.set(child, node);
      open.push(child);
    }
  }
  return parents;
}

export function refuse(reason: string): Rewrite {
  return {ok: false, reason};
}

export function rewrite(...edits: readonly TextEdit[]): Rewrite {
  return {ok: true, edits: [...edits].sort((a, b) => a.span.start - b.span.start)};
}

export function replace(start: number, end: number, text: string): TextEdit {
  return {span: spanOf(start, end), text};
}

export function insert(offset: number, text: string): TextEdit {
  return replace(offset, offset, text);
}
