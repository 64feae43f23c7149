import type {Comment, FileFacts, Span} from '../facts/index.ts';
import type {Lines} from './lines.ts';

/** An `eslint-disable` comment that names rules of ours and silenced no report of them. */
export interface UnusedDirective {
  readonly span: Span;
  readonly ruleIds: readonly string[];
}

export interface DisableComments {
  silences(report: {readonly ruleId: string; readonly span: Span}): boolean;
  /** Of the reports asked about so far. A comment without a list may be meant for rules of others, so it is never unused. */
  unused(): readonly UnusedDirective[];
}

/** ESLint's comments, read as ESLint reads them: by the place where a report starts, the innermost directive used first. */
export function disableComments({comments, text}: Pick<FileFacts, 'comments' | 'text'>, lines: Lines): DisableComments {
  const directives = comments.flatMap(comment => directivesIn(comment, text, lines)).sort((a, b) => a.comment.span.start - b.comment.span.start);
  const used = new Set<Directive>();
  return {
    silences({ruleId, span}) {
      const directive = blockAt(span.start, ruleId, directives) ?? lineAt(lines.lineOf(span.start), ruleId, directives);
      if (directive) used.add(directive);
      return directive !== null;
    },
    unused() {
      const unused = new Map<Comment, string[]>();
      for (const directive of directives) {
        if (directive.type === 'enable' || directive.ruleId === null || used.has(directive)) continue;
        unused.set(directive.comment, [...(unused.get(directive.comment) ?? []), directive.ruleId]);
      }
      return [...unused].map(([{span}, ruleIds]) => ({span, ruleIds}));
    },
  };
}

/** One rule of one comment. */
interface Directive {
  readonly type: 'disable' | 'enable' | 'line';
  /** Null: all rules. */
  readonly ruleId: string | null;
  /** Of `line`: the line that it holds for. */
  readonly line: number;
  readonly comment: Comment;
}

function directivesIn(comment: Comment, text: string, lines: Lines): Directive[] {
  const groups = DIRECTIVE.exec(comment.text.trim())?.groups;
  if (!groups?.label) return [];
  const label = groups.label;
  const isForLine = label.endsWith('-line');
  const first = lines.lineOf(comment.span.start);
  const last = lines.lineOf(comment.span.end);
  // As in ESLint: `//` may not open or close a block, and what is for its own line may not span several.
  if (text.startsWith('//', comment.span.start) && !isForLine) return [];
  if (label === 'disable-line' && first !== last) return [];
  const type = isForLine ? 'line' : label === 'enable' ? 'enable' : 'disable';
  const line = label === 'disable-next-line' ? last + 1 : first;
  const names = namesIn(groups.list ?? '');
  if (names.length === 0) return [{type, ruleId: null, line, comment}];
  return names.filter(name => name.startsWith(NAMESPACE)).map(name => ({type, ruleId: name.slice(NAMESPACE.length), line, comment}));
}

const DIRECTIVE = /^eslint-(?<label>disable-next-line|disable-line|disable|enable)(?:\s+(?!-{2,}\s)(?<list>[^]*?))?(?:\s-{2,}\s[^]*)?$/;

/** What the plugin is called in configurations, and thus its rules in comments. */
const NAMESPACE = 'loopsight/';

function namesIn(list: string): string[] {
  return list.split(',').map(name => name.trim().replace(/^(["']?)(.*)\1$/s, '$2')).filter(name => name !== '');
}

/** The block directive that holds at an offset: the last one before it that names the rule, unless that one enables it again. */
function blockAt(offset: number, ruleId: string, directives: readonly Directive[]): Directive | null {
  const last = directives.findLast(({type, ruleId: id, comment}) => type !== 'line' && comment.span.start <= offset && (id === null || id === ruleId));
  return last?.type === 'disable' ? last : null;
}

function lineAt(line: number, ruleId: string, directives: readonly Directive[]): Directive | null {
  return directives.findLast(({type, ruleId: id, line: own}) => type === 'line' && own === line && (id === null || id === ruleId)) ?? null;
}
