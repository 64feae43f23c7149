import type {ItemWrite} from '../../catalogue/types.ts';
import {defineRule} from '../../define-rule.ts';
import type {Call, Loop, Place, Problem, Suggestion} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {relatedPlace, shortCalleeText, shortTextOf} from '../source-text.ts';
import {counterOf, loopThatWritesEach} from './written-loops.ts';

export const noPerItemWrite = defineRule({
  id: 'no-per-item-write',
  family: 'blocking',
  description: 'Disallow writes for every single item of a loop',
  preset: 'strict',
  languages: ['javascript', 'python'],
  codes: [],
  messages: {
    file: '`{{callee}}` writes every single item of `{{items}}`, and {{reason}}: a thousand items cost a thousand times as much as one. Collect what is to be written, and write it at once or in large parts.',
    events: '`{{callee}}` is called for every single item of `{{items}}`, and {{reason}}: the loop is slowed down, and whoever listens is flooded. Report every hundredth item, or when some time has passed.',
  },
  options: {},
  words: {
    javascript: /\b(appendFile|write|writeFile|updateProgress|progress|dispatchCustomEvent|writer)\b/,
    python: /\b(write|get_stream_writer|StreamWriter|a?dispatch_custom_event|report_progress)\b/,
  },
  * query(analysis): Generator<Problem> {
    for (const fn of analysis.file.functions) {
      for (const call of fn.calls) {
        const write = writeOf(analysis, call);
        const loop = write && loopThatWritesEach(call, write);
        if (loop) yield problemOf(analysis, call, write, loop);
      }
    }
  },
});

function writeOf(analysis: FileAnalysis, call: Call): ItemWrite | undefined {
  const target = analysis.target(call);
  return target.kind === 'api' ? analysis.catalogue.in(analysis.file.language).itemWrite(target.name) : undefined;
}

function problemOf(analysis: FileAnalysis, call: Call, write: ItemWrite, loop: Place<Loop>): Problem {
  const {over, header} = loop.step;
  return {
    messageId: write.to,
    data: {callee: shortCalleeText(analysis, call), items: shortTextOf(analysis, over?.span ?? header), reason: write.reason},
    span: call.span,
    confidence: 'probable',
    related: [relatedPlace(analysis, header, 'Each turn of this loop writes.')],
    get suggestions() {
      return suggestionsFor(analysis, call, write, loop.step);
    },
  };
}

const EVERY = 100;

function suggestionsFor({edits, file}: FileAnalysis, call: Call, {to, joinedBy}: ItemWrite, loop: Loop): readonly Suggestion[] {
  if (to === 'file') {
    const rewrite = joinedBy === null ? null : edits.writeAtOnce(call, loop, joinedBy);
    return rewrite?.ok ? [{title: 'Write everything at once.', edits: rewrite.edits}] : [];
  }
  const counter = counterOf(loop);
  const rewrite = counter === null ? null : edits.onlyIf(call, `${counter} % ${EVERY} ${file.language === 'python' ? '==' : '==='} 0`);
  return rewrite?.ok ? [{title: `Report every ${EVERY}th item only.`, edits: rewrite.edits}] : [];
}
