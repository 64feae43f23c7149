import type {Span} from '../facts/index.ts';
import {spanOf} from '../facts/index.ts';

/**
 * A node of whatever ESTree parser the host has. Its fields are not typed further: espree, typescript-eslint, oxc and the parsers of
 * other dialects agree on most of them and promise none, so every reader must bear what is missing.
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any -- see above
export type Node = {readonly type: string; readonly [field: string]: any};

export function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as {type?: unknown}).type === 'string';
}

export function startOf(node: Node | null | undefined): number {
  return node?.['range'] === undefined ? Number(node?.['start'] ?? 0) : node['range'][0];
}

export function endOf(node: Node | null | undefined): number {
  return node?.['range'] === undefined ? Number(node?.['end'] ?? 0) : node['range'][1];
}

export function nodeSpan(node: Node | null | undefined): Span {
  return spanOf(startOf(node), endOf(node));
}

/** Fields that hold no child which runs: links, positions and types. */
const NOT_CHILDREN = new Set([
  'type', 'parent', 'range', 'loc', 'start', 'end', 'tokens', 'comments', 'errors', 'typeAnnotation', 'typeParameters', 'typeArguments',
  'returnType', 'superTypeArguments', 'superTypeParameters', 'implements', 'raw', 'regex',
]);

/** The children of a node whose type is not known, in the order of the text. */
export function childrenOf(node: Node): Node[] {
  const children: Node[] = [];
  for (const field in node) {
    if (NOT_CHILDREN.has(field)) continue;
    const value: unknown = node[field];
    if (Array.isArray(value)) {
      // Not spread: as arguments, the elements of a large literal would overflow the stack.
      for (const element of value) if (isNode(element)) children.push(element);
    }
    if (isNode(value)) children.push(value);
  }
  return children.sort((a, b) => startOf(a) - startOf(b));
}

/** The expression inside parentheses, type assertions and optional chains, which change nothing that the program does. */
export function unwrap(node: Node | null | undefined): Node {
  let inner = node ?? MISSING;
  while (TRANSPARENT.has(inner.type) && isNode(inner['expression'])) inner = inner['expression'];
  return inner;
}

/** Stands for a child that a parser left out. */
const MISSING: Node = {type: 'Missing'};

export const TRANSPARENT = new Set([
  'ParenthesizedExpression', 'ChainExpression', 'TSAsExpression', 'TSNonNullExpression', 'TSSatisfiesExpression', 'TSTypeAssertion',
  'TSInstantiationExpression', 'TypeCastExpression', 'AsExpression', 'SatisfiesExpression',
]);

/** The name of a property or member where it is written out: `x`, `'x'`, `` `x` ``, `1`, `#x`, `[Symbol.iterator]`; null when it is computed. */
export function keyName(key: Node | null | undefined, isComputed: boolean): string | null {
  if (!key) return null;
  if (!isComputed && key.type === 'Identifier') return key['name'];
  if (key.type === 'PrivateIdentifier' || key.type === 'PrivateName') return `#${key['name'] ?? key['id']?.name}`;
  return constantText(key) ?? wellKnownSymbol(key);
}

/** The language's own symbols are names that nobody else takes. */
function wellKnownSymbol({type, computed, object, property}: Node): string | null {
  return type === 'MemberExpression' && computed !== true && object?.type === 'Identifier' && object.name === 'Symbol' ? `[Symbol.${property?.name}]` : null;
}

/** The text of a constant key: a string, a number, or a template without holes. */
function constantText(node: Node): string | null {
  if (node.type === 'Literal' && (typeof node['value'] === 'string' || typeof node['value'] === 'number')) return String(node['value']);
  if (node.type === 'TemplateLiteral' && node['quasis']?.length === 1) return node['quasis'][0].value?.cooked ?? null;
  return null;
}

/** The string that an import source or argument is; null when it is anything else. */
export function stringOf(node: Node | null | undefined): string | null {
  return node ? (typeof node['value'] === 'number' ? null : constantText(node)) : null;
}
