import type {PatternAsNode, PatternMappingNode} from '@zzzen/pyright-internal/dist/parser/parseNodes.js';
import type {Expr, Pattern} from '../ast.ts';
import {adopted} from './adopted.ts';
import {expression} from './expressions.ts';
import {endOf, Keyword, Kind, type ParseNode, startOf} from './pyright-nodes.ts';
import {errorNode, MAXIMUM_DEPTH, type Reading, tooDeep} from './reading.ts';

/** The pattern of a `case` as CPython would have it. Parents are not set yet. */
export function pattern(node: ParseNode, reading: Reading): Pattern {
  if (reading.depth >= MAXIMUM_DEPTH) return tooDeep(node, reading);
  reading.depth++;
  const converted = adopted(convert(node, reading));
  reading.depth--;
  return converted;
}

function patterns(nodes: readonly ParseNode[], reading: Reading): Pattern[] {
  return nodes.map(node => pattern(node, reading));
}

function convert(node: ParseNode, reading: Reading): Pattern {
  const start = startOf(node);
  const end = endOf(node);
  const parent = null;
  switch (node.nodeType) {
    case Kind.PatternAs:
      return alternatives(node, reading);
    case Kind.PatternCapture: {
      const name = node.d.isWildcard ? null : node.d.target.d.value;
      return node.d.isStar ? {type: 'MatchStar', start, end, parent, name} : {type: 'MatchAs', start, end, parent, pattern: null, name};
    }
    case Kind.PatternLiteral:
      if (node.d.expr.nodeType === Kind.Constant) {
        const {constType} = node.d.expr.d;
        return {type: 'MatchSingleton', start, end, parent, value: constType === Keyword.none ? null : constType === Keyword.true};
      }
      return {type: 'MatchValue', start, end, parent, value: expression(node.d.expr, reading)};
    case Kind.PatternValue:
      return {type: 'MatchValue', start, end, parent, value: expression(node.d.expr, reading)};
    case Kind.PatternSequence:
      return {type: 'MatchSequence', start, end, parent, patterns: patterns(node.d.entries, reading)};
    case Kind.PatternMapping:
      return {type: 'MatchMapping', start, end, parent, ...mapping(node, reading)};
    case Kind.PatternClass: {
      const positions = node.d.args.filter(({d}) => !d.name);
      const named = node.d.args.flatMap(({d}) => (d.name ? [{name: d.name.d.value, pattern: d.pattern}] : []));
      return {
        type: 'MatchClass', start, end: classPatternEnd(end, reading), parent,
        cls: expression(node.d.className, reading),
        patterns: patterns(positions.map(({d}) => d.pattern), reading),
        kwd_attrs: named.map(({name}) => name),
        kwd_patterns: patterns(named.map(({pattern}) => pattern), reading),
      };
    }
    case Kind.Error: {
      const opening = startOfEmptyMapping(start, reading);
      if (opening !== null) return {type: 'MatchMapping', start: opening, end: start + 1, parent, keys: [], patterns: [], rest: null};
      return errorNode(start, end, node.d.child ? [expression(node.d.child, reading)] : []);
    }
    default:
      return errorNode(start, end, []);
  }
}

/** Of `case {}`, for which pyright has no pattern but an error at the closing brace, of which it says nothing. */
function startOfEmptyMapping(closing: number, {text}: Reading): number | null {
  if (text[closing] !== '}') return null;
  const opening = text.lastIndexOf('{', closing);
  return opening >= 0 && text.slice(opening + 1, closing).trim() === '' ? opening : null;
}

/** `a | b as name`; pyright wraps every pattern like this, whether there is an alternative and a name or not. */
function alternatives(node: PatternAsNode, reading: Reading): Pattern {
  const {orPatterns, target} = node.d;
  const [first] = orPatterns;
  const last = orPatterns.at(-1);
  if (!first || !last) return errorNode(startOf(node), endOf(node), []);
  const either: Pattern = orPatterns.length === 1
    ? pattern(first, reading)
    : adopted({type: 'MatchOr', start: startOf(first), end: endOf(last), parent: null, patterns: patterns(orPatterns, reading)});
  return target ? {type: 'MatchAs', start: first.start, end: endOf(target), parent: null, pattern: either, name: target.d.value} : either;
}

/** pyright ends a class pattern with its last argument. */
function classPatternEnd(end: number, {text}: Reading): number {
  CLOSING.lastIndex = end;
  return CLOSING.test(text) ? CLOSING.lastIndex : end;
}

const CLOSING = /\s*(?:,\s*)?\)/y;

function mapping(node: PatternMappingNode, reading: Reading) {
  const keys: Expr[] = [];
  const values: Pattern[] = [];
  let rest: string | null = null;
  for (const entry of node.d.entries) {
    if (entry.nodeType === Kind.PatternMappingExpandEntry) rest = entry.d.target.d.value;
    if (entry.nodeType !== Kind.PatternMappingKeyEntry) continue;
    const {keyPattern, valuePattern} = entry.d;
    keys.push(expression(keyPattern.nodeType === Kind.Error ? keyPattern : keyPattern.d.expr, reading));
    values.push(pattern(valuePattern, reading));
  }
  return {keys, patterns: values, rest};
}
