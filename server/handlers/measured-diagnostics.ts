import {type Diagnostic, DiagnosticSeverity, type DiagnosticRelatedInformation} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import {type DocumentEvidence, lineNow} from '../evidence/document-evidence.ts';
import type {StallPart} from '../evidence/file-evidence.ts';
import {uriOf} from '../host/locations.ts';
import {duration} from '../profile/durations.ts';
import {STALL_KINDS} from '../profile/stall-words.ts';
import type {Settings} from '../settings.ts';

/** From which cost on a problem is shown as what, and whether stalls are. */
export type InsightSettings = Pick<Settings, 'insightErrorMs' | 'insightWarningMs' | 'insightHintMs' | 'rules'>;

/** What a diagnostic carries for clients that sort by it: the protocol has no place for a cost. */
interface Costing {
  readonly costMs: number;
}

export function costing(costMs: number): Costing {
  return {costMs};
}

/** What the diagnostic's problem has cost in the run that is shown, in milliseconds; null where nothing was measured. */
export function costOf({data}: Diagnostic): number | null {
  const {costMs} = (data ?? {}) as Partial<Costing>;
  return costMs ?? null;
}

/** What stands before the words of a problem that has cost something: a list of problems shows only their beginning. */
export function figureBefore(ms: number | null): string {
  return ms === null || ms < 1 ? '' : `${duration(ms)}: `;
}

/** Cost raises the severity, and only the want of it lowers it. */
export function severityOf(ms: number | null, configured: DiagnosticSeverity | undefined, {insightErrorMs, insightWarningMs, insightHintMs}: InsightSettings): Pick<Diagnostic, 'severity'> {
  const now = configured ?? DiagnosticSeverity.Warning;
  if (ms === null) return {severity: now};
  if (ms < insightHintMs) return {severity: DiagnosticSeverity.Hint};
  // The graver, the smaller the number.
  if (ms >= insightErrorMs) return {severity: DiagnosticSeverity.Error};
  return {severity: ms >= insightWarningMs ? (Math.min(now, DiagnosticSeverity.Warning) as DiagnosticSeverity) : now};
}

/** What held the loop in the worst of the stalls, as far as its lines can be found today. */
export function stallPlaces(document: TextDocument, stalls: readonly StallPart[], evidence: DocumentEvidence): DiagnosticRelatedInformation[] {
  const stall = stalls[0]?.stall;
  return (stall?.culprits ?? []).flatMap(({file, line: lineOfRun, ms, api, function: name}) => {
    const line = lineNow(evidence, file, lineOfRun);
    if (!stall || line === null) return [];
    const message = `${duration(ms)} in ${api ?? name}, of a stall of ${duration(stall.durationMs)} at ${duration(stall.startMs)} (${STALL_KINDS[stall.kind]})`;
    const uri = file === evidence.evidence.file ? document.uri : uriOf(file);
    return [{location: {uri, range: {start: {line, character: 0}, end: {line, character: 0}}}, message}];
  });
}
