import type {FormatStringNode, StringListNode, StringNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Constant, Expr, JoinedStr, TemplateStr} from '../ast.ts';
import {adopted} from './adopted.ts';
import {endOf, Kind, type ParseNode, startOf, StringFlag} from './pyright-nodes.ts';
import type {Reading} from './reading.ts';

/** A string literal, or several in a row, which are one: a constant, or the replacement fields of an f-string or t-string. */
export function stringOf(node: StringListNode, {text}: Reading, field: (node: ParseNode) => Expr): Constant | JoinedStr | TemplateStr {
  const start = startOf(node);
  const end = endOf(node);
  const {strings} = node.d;
  const formatted = strings.filter(string => string.nodeType === Kind.FormatString);
  if (formatted.length === 0) {
    const valueType = has(strings[0], StringFlag.bytes) ? 'bytes' : 'str';
    return {type: 'Constant', start, end, parent: null, valueType, value: strings.map(string => decoded(string, text)).join('')};
  }
  const fields = formatted.flatMap(({d}) => [...d.fieldExprs, ...d.formatExprs]).sort((a, b) => a.start - b.start).map(field);
  if (formatted.some(string => has(string, StringFlag.template))) {
    return {type: 'TemplateStr', start, end, parent: null, values: fields.map(value => adopted({type: 'Interpolation', start: value.start, end: value.end, parent: null, value}))};
  }
  return {type: 'JoinedStr', start, end, parent: null, values: fields.map(value => adopted({type: 'FormattedValue', start: value.start, end: value.end, parent: null, value}))};
}

function has(string: StringNode | FormatStringNode | undefined, flag: number): boolean {
  return string !== undefined && (string.d.token.flags & flag) !== 0;
}

/** The value as CPython has it; pyright's own replaces what it does not know. */
function decoded(string: StringNode | FormatStringNode, text: string): string {
  const {start, length, flags, prefixLength, quoteMarkLength = 1} = string.d.token as StringNode['d']['token'];
  const closing = flags & StringFlag.unterminated ? 0 : quoteMarkLength;
  const content = text.slice(start + prefixLength + quoteMarkLength, start + length - closing);
  const lines = content.includes('\r') ? content.replaceAll(/\r\n?/g, '\n') : content;
  if (flags & StringFlag.raw || !lines.includes('\\')) return lines;
  return lines.replaceAll(flags & StringFlag.bytes ? BYTES_ESCAPE : ESCAPE, (escape, code: string) => unescaped(escape, code));
}

const ESCAPE = /\\(\n|[0-7]{1,3}|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|N\{[^}]*\}|[\\'"abfnrtv])/g;
const BYTES_ESCAPE = /\\(\n|[0-7]{1,3}|x[\da-fA-F]{2}|[\\'"abfnrtv])/g;

function unescaped(escape: string, code: string): string {
  const simple = SIMPLE_ESCAPES[code];
  if (simple !== undefined) return simple;
  // Names of characters would need Unicode's whole list, and nothing that we ask of a string depends on one.
  if (code.startsWith('N')) return escape;
  const number = /^[xuU]/.test(code) ? Number.parseInt(code.slice(1), 16) : Number.parseInt(code, 8);
  return number <= 0x10ffff ? String.fromCodePoint(number) : escape;
}

const SIMPLE_ESCAPES: Readonly<Record<string, string>> = {
  '\n': '', '\\': '\\', "'": "'", '"': '"', a: '\u0007', b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v',
};
