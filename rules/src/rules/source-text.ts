import type {RelatedPlace, Span} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {lineIndex} from '../facts/line-index.ts';

/** What is written there. */
export function textOf({file}: FileAnalysis, span: Span): string {
  return file.text.slice(span.start, span.end);
}

const LONGEST = 48;

/** What is written there, on one line, shortened where a message would drown in it. */
export function shortTextOf(analysis: FileAnalysis, span: Span): string {
  // Compilers write `(0, module.f)()` for a call without its module as `this`.
  const text = textOf(analysis, span).replaceAll(/\s+/g, ' ').replace(/^\(?0, /, '').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Another place of the same file that explains a problem. */
export function relatedPlace({file}: FileAnalysis, span: Span, message: string): RelatedPlace {
  return {path: file.path, span, message, ...lineIndex(file.text).positionOf(span.start)};
}
