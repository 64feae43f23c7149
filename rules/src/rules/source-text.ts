import type {RelatedPlace, Span} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {lineIndex} from '../project/line-index.ts';

/** What is written there. */
export function textOf({file}: FileAnalysis, span: Span): string {
  return file.text.slice(span.start, span.end);
}

const LONGEST = 48;

/** What is written there, on one line, shortened where a message would drown in it. */
export function shortTextOf(analysis: FileAnalysis, span: Span): string {
  const text = textOf(analysis, span).replaceAll(/\s+/g, ' ').trim();
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

/** Another place of the same file that explains a problem. */
export function relatedPlace({file}: FileAnalysis, span: Span, message: string): RelatedPlace {
  return {path: file.path, span, message, ...lineIndex(file.text).positionOf(span.start)};
}
