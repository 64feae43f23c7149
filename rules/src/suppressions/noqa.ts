import type {Rule} from '../define-rule.ts';
import type {Comment, FileFacts, Span} from '../facts/index.ts';
import type {Lines} from './lines.ts';

type NamedRule = Pick<Rule, 'id' | 'codes'>;

/**
 * Whether a `# noqa` silences a report, as ruff and flake8 have it: a bare one silences its line, one with codes only the rules that
 * bear them, and our own ids count as codes. A report belongs to the line that it starts on, to those joined to it by backslashes,
 * and, one step further than the two, to the line that it ends on, where the comment behind a call of several lines stands.
 * `# ruff: noqa` and `# flake8: noqa` on a line of their own, with codes or without, are for the whole file.
 */
export function noqa(facts: Pick<FileFacts, 'text' | 'comments'>, lines: Lines, rules: readonly NamedRule[]): (report: {ruleId: string; span: Span}) => boolean {
  const codesOf = new Map(rules.map(({id, codes}) => [id, new Set([id, `loopsight/${id}`, ...codes].map(code => code.toUpperCase()))]));
  const known = new Set([...codesOf.values()].flatMap(codes => [...codes]));
  const wholeFile: Codes[] = [];
  const byLine = new Map<number, Codes>();
  for (const comment of facts.comments) {
    const silenced = codesIn(comment.text, known);
    if (!silenced) continue;
    if (!FOR_THE_FILE.test(comment.text)) byLine.set(lines.lineOf(comment.span.start), silenced);
    else if (isAlone(comment, facts.text)) wholeFile.push(silenced);
  }
  return ({ruleId, span}) => {
    const covers = (codes: Codes | undefined) => codes === 'all' || (codes?.some(code => codesOf.get(ruleId)?.has(code)) ?? false);
    return wholeFile.some(covers) || linesOfReport(span, lines).some(line => covers(byLine.get(line)));
  };
}

type Codes = 'all' | readonly string[];

/** What a comment silences; null when it is no `noqa`, or one whose list names nothing that could be a code. */
function codesIn(comment: string, known: ReadonlySet<string>): Codes | null {
  const match = NOQA.exec(comment);
  if (!match) return null;
  const list = match.groups?.list;
  if (list === undefined) return 'all';
  const words = list.toUpperCase().split(/[\s,]+/).filter(word => word !== '');
  const end = words.findIndex(word => !CODE.test(word) && !known.has(word));
  const codes = end === -1 ? words : words.slice(0, end);
  return codes.length > 0 ? codes : null;
}

/** At the start of the comment or behind another `#`: `# type: ignore # noqa`. The list goes on until something in it is no code. */
const NOQA = /(?:^|#)\s*(?:(?:ruff|flake8)\s*:\s*)?noqa(?![\w-])(?:\s*:(?<list>[^#]*))?/i;

const FOR_THE_FILE = /(?:^|#)\s*(?:ruff|flake8)\s*:\s*noqa/i;

/** Any linter's: `ASYNC210`, `F401`. */
const CODE = /^[A-Z]+\d+$/;

function isAlone({span}: Comment, text: string): boolean {
  const lineStart = Math.max(text.lastIndexOf('\n', span.start - 1), text.lastIndexOf('\r', span.start - 1)) + 1;
  return text.slice(lineStart, span.start).trim() === '';
}

function linesOfReport({start, end}: Span, lines: Lines): number[] {
  const covered = [lines.lineOf(start)];
  for (let line = covered[0] ?? 0; lines.isContinued(line); line++) covered.push(line + 1);
  return [...covered, lines.lineOf(Math.max(start, end - 1))];
}
