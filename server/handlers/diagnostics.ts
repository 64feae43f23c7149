import {DiagnosticSeverity, type Diagnostic, type DiagnosticRelatedInformation} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {Report} from '../../rules/src/engine.ts';
import type {RelatedPlace, Span} from '../../rules/src/facts/index.ts';
import {pageOf} from '../../rules/src/rule-pages.ts';
import {uriOf} from '../host/locations.ts';
import type {Linted} from '../lint/document-linter.ts';
import type {RuleLevel} from '../settings.ts';

export const SOURCE = 'loopsight';

/** The problems of a document as LSP says them. */
export function diagnosticsOf(document: TextDocument, {result, configuration}: Linted): Diagnostic[] {
  return result.reports.map(report => ({
    source: SOURCE,
    code: report.ruleId,
    codeDescription: {href: pageOf(report.ruleId)},
    severity: SEVERITIES[configuration.levels.get(report.ruleId) ?? 'warning'],
    message: report.message,
    range: rangeOf(document, report.span),
    relatedInformation: report.related.map(place => relatedInformation(document, place)),
  }));
}

export function rangeOf(document: TextDocument, {start, end}: Span) {
  return {start: document.positionAt(start), end: document.positionAt(end)};
}

/** Whether a diagnostic that a client sends back is this report. */
export function isDiagnosticOf(document: TextDocument, report: Report, diagnostic: Diagnostic): boolean {
  const {start} = diagnostic.range;
  return diagnostic.source === SOURCE && diagnostic.code === report.ruleId && document.offsetAt(start) === report.span.start;
}

const SEVERITIES: Readonly<Record<Exclude<RuleLevel, 'off'>, DiagnosticSeverity>> = {
  error: DiagnosticSeverity.Error,
  warning: DiagnosticSeverity.Warning,
  information: DiagnosticSeverity.Information,
  hint: DiagnosticSeverity.Hint,
};

/** Places in other files bring their line and column, because nobody may have read those files here. */
function relatedInformation(document: TextDocument, place: RelatedPlace): DiagnosticRelatedInformation {
  const uri = uriOf(place.path);
  const start = {line: place.line - 1, character: place.column - 1};
  const length = place.span.end - place.span.start;
  const range = uri === document.uri ? rangeOf(document, place.span) : {start, end: {line: start.line, character: start.character + length}};
  return {location: {uri, range}, message: place.message};
}
