import type {Diagnostic} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {Report} from '../../rules/src/engine.ts';
import type {Span} from '../../rules/src/facts/index.ts';
import {type DocumentEvidence, placedLines} from '../evidence/document-evidence.ts';
import {indentedBlock} from '../evidence/indented-block.ts';
import {linesOf} from '../evidence/line-map.ts';
import {type MeasuredText, measurementsOf, type PlacedProblem, subjectOf} from '../evidence/problem-measurement.ts';
import {pathOf} from '../host/locations.ts';
import {costing, figureBefore, type InsightSettings, severityOf, stallPlaces} from './measured-diagnostics.ts';
import {serialAwaitDiagnostics, stallDiagnostics} from './run-diagnostics.ts';

/** What is known of a document without a run. */
export interface Problems {
  readonly reports: readonly Report[];
  /** Those of the reports, in their order, or none where another tool shows them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Awaits that a loop makes one after the other without a reason that the text shows. */
  awaitsInSeries(): readonly Span[];
}

/** Problems joined with what a run has measured at their places, and what only the run tells. */
export function withInsights(document: TextDocument, {reports, diagnostics, awaitsInSeries}: Problems, evidence: DocumentEvidence, settings: InsightSettings): Diagnostic[] {
  const text: MeasuredText = {
    document: evidence,
    unchanged: new Map(placedLines(evidence).flatMap(placed => (placed.isEdited ? [] : [[placed.line, placed]]))),
    lines: linesOf(document.getText()),
  };
  const measurements = measurementsOf(reports.map(report => placed(document, report)), text);
  const insights = diagnostics.map((diagnostic, index): Diagnostic => {
    const [report, measurement] = [reports[index], measurements[index]];
    if (!report || !measurement) return diagnostic;
    return {
      ...diagnostic,
      message: `${figureBefore(measurement.ms)}${report.message} ${measurement.sentence}`,
      ...severityOf(measurement.ms, diagnostic.severity, settings),
      ...(measurement.ms !== null && {data: costing(measurement.ms)}),
      relatedInformation: [...(diagnostic.relatedInformation ?? []), ...stallPlaces(document, measurement.stalls, evidence)],
    };
  });
  return [...insights, ...stallDiagnostics(document, explainedLines(document, reports.filter((_, index) => measurements[index]), text), text, settings), ...serialAwaitDiagnostics(document, awaitsInSeries, text, settings)];
}

function placed(document: TextDocument, {ruleId, messageId, data, span, related}: Report): PlacedProblem {
  const sink = related.at(-1);
  const sinkLine = sink && sink.path === pathOf(document.uri) ? sink.line - 1 : null;
  return {ruleId, messageId, data, firstLine: document.positionAt(span.start).line, lastLine: document.positionAt(span.end).line, sinkLine};
}

/** Lines whose stalls problems account for that say what they cost: their own with those of a loop that begins there, and those of the way to the call that blocks. */
function explainedLines(document: TextDocument, reports: readonly Report[], {lines}: MeasuredText): Set<number> {
  const explained = new Set<number>();
  for (const report of reports) {
    const problem = placed(document, report);
    const subject = subjectOf(problem);
    if (subject === undefined || subject === 'fan-out') continue;
    const lastLine = subject === 'block' ? indentedBlock(lines, problem.firstLine, problem.lastLine).lastLine : problem.lastLine;
    for (let line = problem.firstLine; line <= lastLine; line++) explained.add(line);
    for (const {path, line} of report.related) if (path === pathOf(document.uri)) explained.add(line - 1);
  }
  return explained;
}
