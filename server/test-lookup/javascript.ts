import {loadOxc} from '../../rules/src/disk/oxc.ts';
import {parseWithOxc} from '../../rules/src/javascript/oxc.ts';
import type {TestTitle} from '../protocol.ts';

/** Any node of an ESTree; what it has depends on its type. */
interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly [property: string]: unknown;
}

/** What test runners call the functions that make a suite or a test. */
const MAKERS: ReadonlySet<string> = new Set(['describe', 'suite', 'context', 'test', 'it', 'specify', 'fdescribe', 'fit']);

/** The test around an offset, after the suites that it is in. A suite alone where the offset is in none of its tests; empty where a title is computed. */
export function testInJavaScript(source: {readonly path: string; readonly text: string}, offset: number): readonly TestTitle[] {
  const titles: TestTitle[] = [];
  let node: SyntaxNode | undefined = parseWithOxc(loadOxc())(source).program as object as SyntaxNode;
  while (node) {
    const title = titleOf(node, source.text);
    if (title === 'computed') return [];
    if (title) titles.push(title);
    node = childAt(node, offset);
  }
  return titles;
}

/** Null where the node makes no test. */
function titleOf(node: SyntaxNode, text: string): TestTitle | 'computed' | null {
  if (node.type !== 'CallExpression') return null;
  const maker = makerOf(node['callee']);
  const [title, ...rest] = node['arguments'] as readonly SyntaxNode[];
  if (!maker || !title || !rest.some(({type}) => type === 'ArrowFunctionExpression' || type === 'FunctionExpression')) return null;
  const written = text.slice(title.start + 1, title.end - 1);
  if (title.type === 'Literal' && typeof title['value'] === 'string') return {text: title['value'], isTemplate: maker.isTable};
  if (title.type === 'TemplateLiteral') return {text: written, isTemplate: maker.isTable || written.includes('${')};
  return 'computed';
}

/** `test`, `test.only`, `test.each(table)`, `context.test`: null for what is none of these. */
function makerOf(callee: unknown): {readonly isTable: boolean} | null {
  if (!isNode(callee)) return null;
  if (callee.type === 'Identifier') return MAKERS.has(String(callee['name'])) ? {isTable: false} : null;
  // A table comes before the title: `test.each([…])(title, …)`, or as a tagged template.
  if (callee.type === 'CallExpression') return makerOf(callee['callee']) && {isTable: true};
  if (callee.type === 'TaggedTemplateExpression') return makerOf(callee['tag']) && {isTable: true};
  if (callee.type !== 'MemberExpression') return null;
  const property = callee['property'];
  return makerOf(callee['object']) ?? (isNode(property) && MAKERS.has(String(property['name'])) ? {isTable: false} : null);
}

function childAt(node: SyntaxNode, offset: number): SyntaxNode | undefined {
  for (const value of Object.values(node)) {
    for (const child of Array.isArray(value) ? value : [value]) if (isNode(child) && child.start <= offset && offset <= child.end) return child;
  }
  return undefined;
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof value === 'object' && value !== null && typeof (value as {type?: unknown}).type === 'string' && typeof (value as {start?: unknown}).start === 'number';
}
