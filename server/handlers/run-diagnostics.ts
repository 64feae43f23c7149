import {type Diagnostic, DiagnosticSeverity} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {Span} from '../../rules/src/facts/index.ts';
import {STALL_CODE, withoutAccepted, withoutAcceptedStalls} from '../evidence/accepted-places.ts';
import type {MeasuredText} from '../evidence/problem-measurement.ts';
import {hasSerialAwaits, SERIAL_AWAITS_CODE, serialAwaits} from '../evidence/serial-awaits.ts';
import {stallProblems} from '../evidence/stall-problems.ts';
import {languageOfId} from '../lint/languages.ts';
import {SOURCE} from './diagnostics.ts';
import {costing, type InsightSettings, severityOf, stallPlaces} from './measured-diagnostics.ts';

/** Where what only a run tells is explained. */
const PAGE = 'https://github.com/loopsight/loopsight/blob/main/server/README.md';

/** The stalls of the run that no rule accounts for. */
export function stallDiagnostics(document: TextDocument, explained: ReadonlySet<number>, text: MeasuredText, settings: InsightSettings): Diagnostic[] {
  const language = languageOfId(document.languageId);
  if (!language || settings.rules[STALL_CODE] === 'off') return [];
  const problems = stallProblems(text, explained);
  const reported = withoutAcceptedStalls(problems.map(({line}) => startOf(line, document)), document.getText(), language);
  return problems.filter(({line}) => reported.has(startOf(line, document))).map(({line, message, ms, stalls}) => ({
    ...onLine(line, STALL_CODE, text),
    ...severityOf(ms, DiagnosticSeverity.Warning, settings),
    data: costing(ms),
    message,
    relatedInformation: stallPlaces(document, stalls, text.document),
  }));
}

/** Waiting holds nobody up but whoever waits, so it is worth no warning. */
export function serialAwaitDiagnostics(document: TextDocument, awaitsInSeries: () => readonly Span[], text: MeasuredText, settings: InsightSettings): Diagnostic[] {
  const language = languageOfId(document.languageId);
  if (!language || settings.rules[SERIAL_AWAITS_CODE] === 'off' || !hasSerialAwaits(text)) return [];
  const lines = awaitsInSeries().flatMap(({start, end}) => linesBetween(document.positionAt(start).line, document.positionAt(end).line));
  const found = serialAwaits(text, lines, language);
  const reported = withoutAccepted(SERIAL_AWAITS_CODE, found.map(({line}) => startOf(line, document)), document.getText(), language);
  return found.filter(({line}) => reported.has(startOf(line, document))).map(({line, message}) => ({...onLine(line, SERIAL_AWAITS_CODE, text), severity: DiagnosticSeverity.Information, message}));
}

function onLine(line: number, code: string, {lines}: MeasuredText): Pick<Diagnostic, 'source' | 'code' | 'codeDescription' | 'range'> {
  const words = lines[line] ?? '';
  return {
    source: SOURCE,
    code,
    codeDescription: {href: `${PAGE}#${code}`},
    range: {start: {line, character: words.length - words.trimStart().length}, end: {line, character: words.trimEnd().length}},
  };
}

function startOf(line: number, document: TextDocument): number {
  return document.offsetAt({line, character: 0});
}

function linesBetween(first: number, last: number): number[] {
  return Array.from({length: last - first + 1}, (_, index) => first + index);
}
