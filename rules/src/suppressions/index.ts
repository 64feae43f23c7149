import type {Rule} from '../define-rule.ts';
import type {FileFacts, Span} from '../facts/index.ts';
import {disableComments, type UnusedDirective} from './disable-comments.ts';
import {linesOf} from './lines.ts';
import {noqa} from './noqa.ts';

export type {UnusedDirective} from './disable-comments.ts';

export interface Judged<Report> {
  readonly kept: readonly Report[];
  readonly suppressed: readonly Report[];
  readonly unused: readonly UnusedDirective[];
}

type CommentedFile = Pick<FileFacts, 'text' | 'comments' | 'language'>;
type NamedRule = Pick<Rule, 'id' | 'codes'>;
type Placed = {readonly ruleId: string; readonly span: Span};

/** The reports that no comment silences. */
export function suppress<Report extends Placed>(reports: readonly Report[], file: CommentedFile, rules: readonly NamedRule[], honourDisableComments: boolean): readonly Report[] {
  if (reports.length === 0 || !MAY_SUPPRESS.test(file.text)) return reports;
  return judge(reports, file, rules, honourDisableComments).kept;
}

const MAY_SUPPRESS = /noqa|eslint-disable/i;

/** Tells apart what comments silence, by `# noqa` in Python and ESLint's comments in both languages, and which of ESLint's are unused. */
export function judge<Report extends Placed>(reports: readonly Report[], file: CommentedFile, rules: readonly NamedRule[], honourDisableComments: boolean): Judged<Report> {
  const lines = linesOf(file.text);
  const byNoqa = file.language === 'python' ? noqa(file, lines, rules) : () => false;
  const disabled = honourDisableComments ? disableComments(file, lines) : null;
  const kept: Report[] = [];
  const suppressed: Report[] = [];
  for (const report of reports) {
    // Both are asked, so that a comment is not called unused because another one silences the report as well.
    const isDisabled = disabled?.silences(report) ?? false;
    (isDisabled || byNoqa(report) ? suppressed : kept).push(report);
  }
  return {kept, suppressed, unused: disabled?.unused() ?? []};
}
