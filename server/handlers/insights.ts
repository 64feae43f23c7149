import {type Diagnostic, DiagnosticSeverity, type DiagnosticRelatedInformation} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {Report} from '../../rules/src/engine.ts';
import {STALL_CODE, withoutAccepted} from '../evidence/accepted-stalls.ts';
import {type DocumentEvidence, placedLines} from '../evidence/document-evidence.ts';
import type {StallPart} from '../evidence/file-evidence.ts';
import {indentedBlock} from '../evidence/indented-block.ts';
import {linesOf} from '../evidence/line-map.ts';
import {type MeasuredText, measurementsOf, type PlacedProblem, subjectOf} from '../evidence/problem-measurement.ts';
import {stallProblems} from '../evidence/stall-problems.ts';
import {uriOf} from '../host/locations.ts';
import {languageOfId} from '../lint/languages.ts';
import {duration} from '../profile/durations.ts';
import {STALL_KINDS} from '../profile/stall-words.ts';
import type {Settings} from '../settings.ts';
import {SOURCE} from './diagnostics.ts';

/** Where the diagnostics of stalls are explained. */
const STALL_PAGE = 'https://github.com/loopsight/loopsight/blob/main/server/README.md#event-loop-stall';

/** From which cost on a problem is shown as what, and whether stalls are. */
export type InsightSettings = Pick<Settings, 'insightErrorMs' | 'insightWarningMs' | 'insightHintMs' | 'rules'>;

/** Problems joined with what a run has measured at their places, and the stalls that no rule explains. `diagnostics` are those of the reports, in their order, or none where another tool shows them. */
export function withInsights(document: TextDocument, {reports, diagnostics}: {readonly reports: readonly Report[]; readonly diagnostics: readonly Diagnostic[]}, evidence: DocumentEvidence, settings: InsightSettings): Diagnostic[] {
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
      message: `${report.message} ${measurement.sentence}`,
      ...severity(measurement.ms, diagnostic.severity, settings),
      ...(measurement.ms !== null && {data: costing(measurement.ms)}),
      relatedInformation: [...(diagnostic.relatedInformation ?? []), ...stallPlaces(document, measurement.stalls, evidence)],
    };
  });
  return [...insights, ...stallDiagnostics(document, explainedLines(document, reports, text), text, settings)];
}

/** What a diagnostic carries for clients that sort by it: the protocol has no place for a cost. */
interface Costing {
  readonly costMs: number;
}

function costing(costMs: number): Costing {
  return {costMs};
}

/** What the diagnostic's problem has cost in the run that is shown, in milliseconds; null where nothing was measured. */
export function costOf({data}: Diagnostic): number | null {
  const {costMs} = (data ?? {}) as Partial<Costing>;
  return costMs ?? null;
}

function placed(document: TextDocument, {ruleId, messageId, data, span, related}: Report): PlacedProblem {
  const sink = related.at(-1);
  const sinkLine = sink && uriOf(sink.path) === document.uri ? sink.line - 1 : null;
  return {ruleId, messageId, data, firstLine: document.positionAt(span.start).line, lastLine: document.positionAt(span.end).line, sinkLine};
}

/** Lines whose stalls a problem accounts for: its own with those of a loop that begins there, and those of the way to the call that blocks. */
function explainedLines(document: TextDocument, reports: readonly Report[], {lines}: MeasuredText): Set<number> {
  const explained = new Set<number>();
  for (const report of reports) {
    const problem = placed(document, report);
    const subject = subjectOf(problem);
    if (subject === undefined || subject === 'fan-out') continue;
    const lastLine = subject === 'block' ? indentedBlock(lines, problem.firstLine, problem.lastLine).lastLine : problem.lastLine;
    for (let line = problem.firstLine; line <= lastLine; line++) explained.add(line);
    for (const {path, line} of report.related) if (uriOf(path) === document.uri) explained.add(line - 1);
  }
  return explained;
}

/** Cost raises the severity, and only the want of it lowers it. */
function severity(ms: number | null, configured: DiagnosticSeverity | undefined, {insightErrorMs, insightWarningMs, insightHintMs}: InsightSettings): Pick<Diagnostic, 'severity'> {
  const now = configured ?? DiagnosticSeverity.Warning;
  if (ms === null) return {severity: now};
  if (ms < insightHintMs) return {severity: DiagnosticSeverity.Hint};
  // The graver, the smaller the number.
  if (ms >= insightErrorMs) return {severity: DiagnosticSeverity.Error};
  return {severity: ms >= insightWarningMs ? (Math.min(now, DiagnosticSeverity.Warning) as DiagnosticSeverity) : now};
}

function stallDiagnostics(document: TextDocument, explained: ReadonlySet<number>, text: MeasuredText, settings: InsightSettings): Diagnostic[] {
  if (settings.rules[STALL_CODE] === 'off') return [];
  const language = languageOfId(document.languageId);
  const problems = stallProblems(text, explained).map(problem => ({...problem, offset: document.offsetAt({line: problem.line, character: 0})}));
  const reported = language ? withoutAccepted(problems.map(({offset}) => offset), document.getText(), language) : new Set();
  return problems.flatMap(({line, message, ms, stalls, offset}) => {
    if (!reported.has(offset)) return [];
    const words = text.lines[line] ?? '';
    return [{
      source: SOURCE,
      code: STALL_CODE,
      codeDescription: {href: STALL_PAGE},
      ...severity(ms, DiagnosticSeverity.Warning, settings),
      data: costing(ms),
      message,
      range: {start: {line, character: words.length - words.trimStart().length}, end: {line, character: words.trimEnd().length}},
      relatedInformation: stallPlaces(document, stalls, text.document),
    }];
  });
}

/** What held the loop in the worst of the stalls, as far as it is in this document and still what it was: elsewhere the lines may have moved. */
function stallPlaces(document: TextDocument, stalls: readonly StallPart[], {evidence, fates}: DocumentEvidence): DiagnosticRelatedInformation[] {
  const stall = stalls[0]?.stall;
  return (stall?.culprits ?? []).flatMap(({file, line: lineOfRun, ms, api, function: name}) => {
    const fate = file === evidence.file ? fates[lineOfRun - 1] : undefined;
    if (!stall || !fate || fate.kind === 'deleted' || fate.kind === 'edited') return [];
    const message = `${duration(ms)} in ${api ?? name}, of a stall of ${duration(stall.durationMs)} at ${duration(stall.startMs)} (${STALL_KINDS[stall.kind]})`;
    return [{location: {uri: document.uri, range: {start: {line: fate.line, character: 0}, end: {line: fate.line, character: 0}}}, message}];
  });
}
