import {defineRule, type OptionsSchema} from '../../define-rule.ts';
import type {AsyncLibrary, Confidence, FunctionFacts, Loop, Problem, Suggestion} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {blockingSiteOptions, confidenceIn, hostOf, LOOP_WORDS, whereOf, type BlockingSiteOptions} from '../blocking-site.ts';
import {shortCalleeText, shortTextOf} from '../source-text.ts';
import {handoversOf, yieldsOf, type Handover, type Turns, type Yield} from './hot-loops.ts';

interface Options extends BlockingSiteOptions {
  readonly hotLoopTurns: number;
}

export const noHotLoopYield = defineRule<Options>({
  id: 'no-hot-loop-yield',
  family: 'blocking',
  description: 'Disallow giving way to the event loop on every turn of a hot loop',
  preset: 'strict',
  languages: ['javascript', 'python'],
  codes: [],
  messages: {
    yields: '`{{pause}}` gives way on {{turns}} in {{where}}: each time costs a round of the event loop, often more than the work of the turn. Give way every {{every}} turns.',
    spins: '`{{pause}}` gives way on every turn of an endless loop in {{where}}: the loop keeps a core busy even while there is nothing to do. Await what it works on, a queue or an event, instead.',
    settles: '`{{pause}}` awaits what is there already on {{turns}} in {{where}}: it costs a turn of the microtask queue each time, and timers and sockets still get none. Give way with {{instead}} every {{every}} turns.',
    hands: '`{{callee}}` gives the event loop one more callback on {{turns}} in {{where}}: scheduling each costs more than a small piece of work. Hand over all of them, or large parts, with one call.',
    makesTask: '`{{callee}}` makes a task of `{{coroutine}}` on {{turns}} in {{where}}, and that never waits: making and scheduling the task costs more than running it. Await it where it stands.',
  },
  options: {
    ...blockingSiteOptions,
    hotLoopTurns: {description: 'From how many turns on a loop is hot.', type: 'integer', minimum: 2, default: 1000},
  } satisfies OptionsSchema,
  words: LOOP_WORDS,
  * query(analysis, options): Generator<Problem> {
    for (const fn of analysis.file.functions) {
      if (fn.calls.length === 0 && !fn.isAsync) continue;
      const host = hostOf(analysis, fn);
      if (host) {
        for (const found of yieldsOf(analysis, fn)) {
          if (isHot(found.turns, options)) yield problemOfYield(analysis, fn, host, found, options);
        }
      }
      // Other threads hand callbacks over, too.
      for (const handover of handoversOf(analysis, fn)) {
        if (isHot(handover.turns, options)) yield problemOfHandover(analysis, fn, host, handover, options);
      }
    }
  },
});

function isHot(turns: Turns, {hotLoopTurns}: Options): boolean {
  return typeof turns !== 'number' || turns >= hotLoopTurns;
}

function problemOfYield(analysis: FileAnalysis, fn: FunctionFacts, host: FunctionFacts, {at, how, loop, turns}: Yield, options: Options): Problem {
  return {
    messageId: how === 'nothing' ? 'settles' : turns === 'endless' ? 'spins' : 'yields',
    data: {
      pause: shortTextOf(analysis, at.span),
      turns: spoken(turns),
      where: whereOf({host}),
      every: EVERY.toLocaleString('en-US'),
      instead: YIELDS[analysis.file.library],
    },
    span: at.span,
    confidence: confidenceIn(analysis, fn, host, confidenceOf(turns), options),
    related: [],
    get suggestions() {
      return how === 'turn' ? everySoOften(analysis, at, loop) : [];
    },
  };
}

function problemOfHandover(analysis: FileAnalysis, fn: FunctionFacts, host: FunctionFacts | null, {call, turns, coroutine}: Handover, options: Options): Problem {
  return {
    messageId: coroutine === null ? 'hands' : 'makesTask',
    data: {callee: shortCalleeText(analysis, call), turns: spoken(turns), coroutine: coroutine ?? '', where: host ? whereOf({host}) : `\`${fn.name}\``},
    span: call.span,
    confidence: confidenceIn(analysis, fn, host ?? fn, 'possible', options),
    related: [],
    suggestions: [],
  };
}

/** How many elements there are is not known, and few are fine. */
function confidenceOf(turns: Turns): Confidence {
  return typeof turns === 'number' ? 'definite' : turns === 'endless' ? 'probable' : 'possible';
}

function spoken(turns: Turns): string {
  return typeof turns === 'number' ? `each of ${Math.floor(turns).toLocaleString('en-US')} turns` : turns === 'endless' ? 'every turn of an endless loop' : 'every turn of the loop';
}

const EVERY = 1000;

/** A counted loop has a counter to ask. */
function everySoOften({edits, file}: FileAnalysis, {value}: Yield['at'], {over, targets}: Loop): readonly Suggestion[] {
  const [counter, ...others] = targets;
  if (value?.kind !== 'call' || over?.kind !== 'range' || !counter || others.length > 0) return [];
  const rewrite = edits.onlyIf(value.call, `${counter.name} % ${EVERY} ${file.language === 'python' ? '==' : '==='} 0`);
  return rewrite.ok ? [{title: `Give way every ${EVERY} turns.`, edits: rewrite.edits}] : [];
}

const YIELDS: Readonly<Record<AsyncLibrary, string>> = {
  promise: '`await setImmediate()` from `node:timers/promises`',
  asyncio: '`await asyncio.sleep(0)`',
  anyio: '`await anyio.sleep(0)`',
  trio: '`await trio.sleep(0)`',
};
