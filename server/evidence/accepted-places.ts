import {type Comment, type Language, spanOf} from '../../rules/src/facts/index.ts';
import {rules} from '../../rules/src/rules/index.ts';
import {suppress} from '../../rules/src/suppressions/index.ts';
import {isAboutTime} from './problem-measurement.ts';

/** What a comment names to accept a stall; a comment that accepts the blocking call accepts what it costs, too. */
export const STALL_CODE = 'event-loop-stall';

/** Of places (offsets) in a text, those whose stalls no comment accepts: `# noqa`, or `eslint-disable` in one of its forms. */
export function withoutAcceptedStalls(offsets: readonly number[], text: string, language: Language): ReadonlySet<number> {
  const named = [{id: STALL_CODE, codes: []}, ...rules.filter(({id}) => isAboutTime(id))];
  return unsuppressed(named, offsets, text, language);
}

/** The same of what only its own name accepts. */
export function withoutAccepted(code: string, offsets: readonly number[], text: string, language: Language): ReadonlySet<number> {
  return unsuppressed([{id: code, codes: []}], offsets, text, language);
}

function unsuppressed(named: readonly {readonly id: string; readonly codes: readonly string[]}[], offsets: readonly number[], text: string, language: Language): ReadonlySet<number> {
  if (offsets.length === 0) return new Set();
  const file = {text, language, comments: commentsLike(text, language)};
  let left = offsets;
  for (const rule of named) {
    const kept = suppress(left.map(start => ({ruleId: rule.id, span: spanOf(start, start)})), file, named, true);
    left = kept.map(({span}) => span.start);
  }
  return new Set(left);
}

/** Comments that may accept something, found without parsing. One inside of a string accepts as well: that is rare, and does no harm. */
function commentsLike(text: string, language: Language): Comment[] {
  const comments = language === 'python' ? /#(?<line>.*)/g : /\/\/(?<line>.*)|\/\*(?<block>[^]*?)\*\//g;
  return [...text.matchAll(comments)].flatMap(({0: whole, index, groups}) =>
    /noqa|eslint-disable|eslint-enable/i.test(whole) ? [{span: spanOf(index, index + whole.length), text: groups?.['line'] ?? groups?.['block'] ?? ''}] : [],
  );
}
