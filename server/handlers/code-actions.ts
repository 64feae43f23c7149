import {type CodeAction, CodeActionKind, type CodeActionParams, type Diagnostic, type TextEdit as LspTextEdit} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {Report} from '../../rules/src/engine.ts';
import type {Language, TextEdit} from '../../rules/src/facts/index.ts';
import {disableInFile, disableOnLine} from '../lint/disable-comments.ts';
import type {Linted} from '../lint/document-linter.ts';
import {isDiagnosticOf, rangeOf} from './diagnostics.ts';

/** Everything of ours that is safe to apply unasked, on save if the user wishes. */
export const FIX_ALL = `${CodeActionKind.SourceFixAll}.loopsight`;

/** What can be done about the diagnostics that the client names, and about the whole file. */
export function codeActions(document: TextDocument, language: Language, linted: Linted, {context, range}: CodeActionParams): CodeAction[] {
  const isWanted = (kind: string) => !context.only || context.only.some(only => kind === only || kind.startsWith(`${only}.`));
  const actions: CodeAction[] = [];
  if (isWanted(CodeActionKind.QuickFix)) {
    for (const report of linted.result.reports) {
      const diagnostic = context.diagnostics.find(candidate => isDiagnosticOf(document, report, candidate));
      if (diagnostic) actions.push(...quickFixes(document, language, report, diagnostic));
    }
  }
  if (isWanted(FIX_ALL) && (context.only || actions.length > 0 || range)) actions.push(...fixAll(document, linted.result.reports));
  return actions;
}

function quickFixes(document: TextDocument, language: Language, report: Report, diagnostic: Diagnostic): CodeAction[] {
  const quickFix = (title: string, edits: readonly TextEdit[], isPreferred: boolean): CodeAction => ({
    title,
    kind: CodeActionKind.QuickFix,
    diagnostics: [diagnostic],
    isPreferred,
    edit: {changes: {[document.uri]: lspEdits(document, edits)}},
  });
  return [
    ...(report.fix ? [quickFix(`Fix this ${report.ruleId} problem`, report.fix, true)] : []),
    ...report.suggestions.map(({title, edits}, index) => quickFix(title.replace(/\.$/, ''), edits, index === 0 && !report.fix)),
    quickFix(`Disable ${report.ruleId} for this line`, [disableOnLine(document.getText(), language, report.span.start, report.ruleId)], false),
    quickFix(`Disable ${report.ruleId} for the entire file`, [disableInFile(document.getText(), language, report.ruleId)], false),
  ];
}

/** Fixes that overlap wait for the next round, as ESLint does it. */
function fixAll(document: TextDocument, reports: readonly Report[]): CodeAction[] {
  const edits: TextEdit[] = [];
  let end = -1;
  for (const {fix} of reports) {
    if (!fix || fix.length === 0 || fix.some(({span}) => span.start < end)) continue;
    edits.push(...fix);
    end = Math.max(end, ...fix.map(({span}) => span.end));
  }
  if (edits.length === 0) return [];
  return [{title: 'Fix all safe Loopsight problems', kind: FIX_ALL, edit: {changes: {[document.uri]: lspEdits(document, edits)}}}];
}

function lspEdits(document: TextDocument, edits: readonly TextEdit[]): LspTextEdit[] {
  return edits.map(({span, text}) => ({range: rangeOf(document, span), newText: text}));
}
