import {type Hover, MarkupKind, type Position} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {Report} from '../../rules/src/engine.ts';
import {pageOf} from '../../rules/src/rule-pages.ts';
import {rules} from '../../rules/src/rules/index.ts';
import type {DocumentEvidence} from '../evidence/document-evidence.ts';
import {lineExplanation} from '../evidence/line-explanation.ts';
import {uriOf} from '../host/locations.ts';
import type {Linted} from '../lint/document-linter.ts';
import {rangeOf} from './diagnostics.ts';

/** What a run measured on the line; why the place is underlined, the way to the blocking call hop by hop, and where to read on. The editor shows messages itself. */
export function hover(document: TextDocument, position: Position, {linted, evidence, trend}: {readonly linted: Linted | null; readonly evidence: DocumentEvidence | null; readonly trend: string | null}): Hover | null {
  const offset = document.offsetAt(position);
  const reports = (linted?.result.reports ?? []).filter(({span}) => span.start <= offset && offset <= span.end);
  const measured = evidence && lineExplanation(evidence, position.line, (file, line) => `${uriOf(file)}#L${line}`, trend);
  const parts = [...(measured === null ? [] : [measured]), ...reports.map(explanation)];
  if (parts.length === 0) return null;
  return {...(reports[0] && {range: rangeOf(document, reports[0].span)}), contents: {kind: MarkupKind.Markdown, value: parts.join('\n\n---\n\n')}};
}

function explanation(report: Report): string {
  const rule = rules.find(({id}) => id === report.ruleId);
  const hops = report.related.map(({path, line, column, message}) => `- [${fileName(path)}:${line}](${uriOf(path)}#L${line},${column}) ${message}`);
  return [`**Loopsight** · [${report.ruleId}](${pageOf(report.ruleId)}) · ${report.confidence}`, `${rule?.description ?? report.ruleId}.`, ...(hops.length > 0 ? [hops.join('\n')] : [])].join('\n\n');
}

function fileName(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}
