/** A function of a source file, with where it calls what: enough to tell from "P ran C" at which line of P that was. */
export interface FunctionOutline {
  /** Empty where it has none. */
  readonly name: string;
  readonly startLine: number;
  /** The line on which its body begins; its parameters may be above. */
  readonly bodyLine: number;
  readonly endLine: number;
  /** Name of what is called → lines of the calls, those of inner functions left out. */
  readonly calls: ReadonlyMap<string, ReadonlySet<number>>;
}

/** The functions of a file, its top level first; null where it cannot be read as it was when it ran. */
export type ReadOutline = (file: string) => readonly FunctionOutline[] | null;

/** Any node of an ESTree; what it has depends on its type. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

interface Draft {
  readonly name: string;
  readonly startLine: number;
  readonly bodyLine: number;
  readonly endLine: number;
  readonly calls: Map<string, Set<number>>;
}

/** Outlines a parsed file. Goes through the tree without recursion: sources may be nested as deeply as their authors' generators like. */
export function outlineOf(program: object, text: string): FunctionOutline[] {
  const lineAt = lineCounter(text);
  const topLevel: Draft = {name: TOP_LEVEL, startLine: 1, bodyLine: 1, endLine: lineAt(text.length), calls: new Map()};
  const functions = [topLevel];
  const aliases = new Map<string, string>();
  const open: {readonly node: SyntaxNode; readonly within: Draft; readonly name: string}[] = [{node: program as SyntaxNode, within: topLevel, name: ''}];
  for (let next = open.pop(); next; next = open.pop()) {
    const {node} = next;
    let {within} = next;
    if (FUNCTIONS.has(node.type)) {
      const body = isNode(node['body']) ? node['body'] : node;
      within = {name: nameOf(node['id']) || next.name, startLine: lineAt(node.start), bodyLine: lineAt(body.start), endLine: lineAt(node.end), calls: new Map()};
      functions.push(within);
    }
    noteCall(node, within, lineAt);
    noteAlias(node, aliases);
    const name = NAMING[node.type]?.(node) ?? '';
    for (const value of Object.values(node)) {
      for (const child of Array.isArray(value) ? value : [value]) if (isNode(child)) open.push({node: child, within, name});
    }
  }
  for (const {calls} of functions) {
    for (const [local, original] of aliases) for (const line of calls.get(local) ?? []) linesOf(calls, original).add(line);
  }
  return functions;
}

/** The name under which the outline of a file has what runs when it is loaded. */
export const TOP_LEVEL = '(top level)';

const FUNCTIONS: ReadonlySet<string> = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** What a function without a name of its own is called by the engine: what it is assigned to. */
const NAMING: Readonly<Record<string, (node: SyntaxNode) => string>> = {
  VariableDeclarator: ({id}) => nameOf(id),
  AssignmentExpression: ({left}) => nameOf(left),
  Property: ({key}) => nameOf(key),
  PropertyDefinition: ({key}) => nameOf(key),
  MethodDefinition: ({key}) => nameOf(key),
};

function noteCall(node: SyntaxNode, {calls}: Draft, lineAt: (offset: number) => number): void {
  const callee = node.type === 'TaggedTemplateExpression' ? node['tag'] : node.type === 'CallExpression' || node.type === 'NewExpression' ? node['callee'] : null;
  if (!isNode(callee)) return;
  const named = callee.type === 'MemberExpression' && isNode(callee['property']) ? callee['property'] : callee;
  const name = nameOf(named);
  if (name !== '') linesOf(calls, name).add(lineAt(named.start));
}

/** `import {a as b}` and `const {a: b} = …`: what is called `b` here has the name `a` where it runs. */
function noteAlias(node: SyntaxNode, aliases: Map<string, string>): void {
  const [original, local] = node.type === 'ImportSpecifier' ? [node['imported'], node['local']] : node.type === 'Property' ? [node['key'], node['value']] : [];
  if (nameOf(original) !== nameOf(local) && isNode(local) && local.type === 'Identifier') aliases.set(nameOf(local), nameOf(original));
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'MemberExpression') return nameOf(node['property']);
  const name = node['name'] ?? (node.type === 'Literal' ? node['value'] : '');
  return typeof name === 'string' ? name : '';
}

function linesOf(calls: Map<string, Set<number>>, name: string): Set<number> {
  let lines = calls.get(name);
  if (!lines) calls.set(name, (lines = new Set()));
  return lines;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as {type?: unknown}).type === 'string' && typeof (value as {start?: unknown}).start === 'number';
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return offset => {
    let low = 0;
    let high = starts.length;
    while (low + 1 < high) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return low + 1;
  };
}
