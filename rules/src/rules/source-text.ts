import type {Call, RelatedPlace, Span} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {lineIndex} from '../facts/line-index.ts';

/** What is written there. */
export function textOf({file}: FileAnalysis, span: Span): string {
  return file.text.slice(span.start, span.end);
}

const LONGEST = 48;

/** What is written there, on one line, shortened where a message would drown in it. */
export function shortTextOf(analysis: FileAnalysis, span: Span): string {
  return shortened(onOneLine(textOf(analysis, span)));
}

/** What is called, as the author wrote it: compilers turn an imported `f` into `module_1.f`, and a default import into `module_1.default`. */
export function calleeText(analysis: FileAnalysis, {callee, calleeSpan}: Call): string {
  const text = onOneLine(textOf(analysis, calleeSpan));
  return callee.root.kind === 'import' ? text.replace(/^(\w+)_\d+\.default\b/, '$1').replace(/^\w+_\d+\./, '') : text;
}

/** The same, where a long one would drown the message. */
export function shortCalleeText(analysis: FileAnalysis, call: Call): string {
  return shortened(calleeText(analysis, call));
}

function onOneLine(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}

function shortened(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Another place of the same file that explains a problem. */
export function relatedPlace({file}: FileAnalysis, span: Span, message: string): RelatedPlace {
  return {path: file.path, span, message, ...lineIndex(file.text).positionOf(span.start)};
}
