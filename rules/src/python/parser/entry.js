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
/** Other tokens, and what their flags say. */
const FORMAT_STRING_START = 24;
const FORMAT_STRING_MIDDLE = 25;
const FORMAT_STRING_END = 26;
const STRING = 5;
const TRIPLICATE = 4;
const UNTERMINATED = 65536;

const NOTHING_OPENED = {brackets: [], longStrings: [], formatStrings: []};

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
  const opened = errors.length > 0 ? {brackets: unmatchedBrackets(tokens), ...strings(tokens, text.length)} : NOTHING_OPENED;
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

/** Where brackets open that the tokenizer sees no end of, so that it takes all that follows for one line. */
function unmatchedBrackets(tokens) {
  const open = [];
  for (let index = 0; index < tokens.count; index++) {
    const {type, start} = tokens.getItemAt(index);
    if (OPENING.has(type)) open.push(start);
    else if (CLOSING.has(type)) open.pop();
  }
  return open;
}

/** The strings in three quotes, which may go on over lines, and the beginnings of those with expressions in them. */
function strings(tokens, end) {
  const longStrings = [];
  const formatStrings = [];
  for (let index = 0; index < tokens.count; index++) {
    const {type, start, length, flags} = tokens.getItemAt(index);
    if (type === STRING && flags & TRIPLICATE) longStrings.push({start, end: start + length});
    if (type === FORMAT_STRING_START) formatStrings.push(start);
    // Where it has no end, its last token says so.
    if ((type === FORMAT_STRING_MIDDLE || type === FORMAT_STRING_END) && flags & TRIPLICATE && flags & UNTERMINATED) longStrings.push({start: formatStrings.at(-1), end});
  }
  return {longStrings, formatStrings};
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
