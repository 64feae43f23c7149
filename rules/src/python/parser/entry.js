/**
 * What is bundled of pyright into `pyright.js` (see `rules/build/pyright-parser.mjs`): its tokenizer and parser, behind one function.
 * The sources are TypeScript compiled to CommonJS, and only their private seams are used beyond the public ones.
 */
import {DiagnosticSink} from '@zzzen/pyright-internal/dist/common/diagnosticSink.js';
import {pythonVersion3_15} from '@zzzen/pyright-internal/dist/common/pythonVersion.js';
import {ParseOptions, Parser} from '@zzzen/pyright-internal/dist/parser/parser.js';

const TUPLE = 52;
const COMPREHENSION = 11;
const ERROR = 0;

/** Tokens: `(`, `[`, `{` and what closes them. */
const OPENING = new Set([13, 15, 17]);
const CLOSING = new Set([14, 16, 18]);
const FORMAT_STRING_START = new Set([24]);
const FORMAT_STRING_END = new Set([26]);
const STRING = 5;
const TRIPLICATE = 4;
/** Of the end that the tokenizer gives a format string which has none. */
const UNTERMINATED = 65536;

const NOTHING_OPENED = {brackets: [], formatStrings: [], longStrings: []};

/** The newest version, so that no syntax is refused for being too new. */
const options = new ParseOptions();
options.pythonVersion = pythonVersion3_15;

export function parse(text) {
  const sink = new DiagnosticSink();
  const {parserOutput, tokenizerOutput} = new RangeKeepingParser().parseSourceFile(text, options, sink, '');
  const {lines} = tokenizerOutput;
  const offset = ({line, character}) => Math.min(lines.getItemAt(Math.min(line, lines.count - 1)).start + character, text.length);
  const errors = sink.getErrors().map(({message, range}) => ({message, start: offset(range.start), end: offset(range.end)}));
  const {tokens} = tokenizerOutput;
  const opened = errors.length > 0 ? {brackets: unmatched(tokens, OPENING, CLOSING), formatStrings: unmatched(tokens, FORMAT_STRING_START, FORMAT_STRING_END), longStrings: longStrings(tokens)} : NOTHING_OPENED;
  return {tree: parserOutput.parseTree, comments: commentsOf(tokens), errors, opened};
}

/** pyright widens an expression to the parentheses around it, and CPython does not: the narrow range is kept as `inner`. */
class RangeKeepingParser extends Parser {
  _makeExpressionOrTuple(list, isInParentheses) {
    const node = super._makeExpressionOrTuple(list, isInParentheses);
    return isInParentheses && node.nodeType !== TUPLE && node.nodeType !== COMPREHENSION && node.nodeType !== ERROR ? withInner(node) : node;
  }

  _tryParseYieldExpression() {
    const node = super._tryParseYieldExpression();
    return node && withInner(node);
  }
}

function withInner(node) {
  node.inner ??= {start: node.start, length: node.length};
  return node;
}

/** Where brackets or format strings open that the tokenizer sees no end of, so that it takes what follows for their inside. */
function unmatched(tokens, opening, closing) {
  const open = [];
  for (let index = 0; index < tokens.count; index++) {
    const {type, start, flags} = tokens.getItemAt(index);
    if (opening.has(type)) open.push(start);
    else if (closing.has(type) && !(flags & UNTERMINATED)) open.pop();
  }
  return open;
}

/** The strings in three quotes, which may go on over lines. */
function longStrings(tokens) {
  const strings = [];
  for (let index = 0; index < tokens.count; index++) {
    const {type, start, length, flags} = tokens.getItemAt(index);
    if (type === STRING && flags & TRIPLICATE) strings.push({start, end: start + length});
  }
  return strings;
}

/** pyright hangs each comment on the token after it, without its sign. */
function commentsOf(tokens) {
  const comments = [];
  for (let index = 0; index < tokens.count; index++) {
    for (const {start, length, value} of tokens.getItemAt(index).comments ?? []) {
      comments.push({type: 'Comment', value, start: start - 1, end: start + length});
    }
  }
  return comments;
}
