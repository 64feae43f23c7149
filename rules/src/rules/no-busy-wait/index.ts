import {defineRule} from '../../define-rule.ts';
import {calleeName, placesOfKind, type AsyncLibrary, type Confidence, type FunctionFacts, type Loop, type Problem} from '../../facts/index.ts';
import type {ComputationChain, ComputedAt, FileAnalysis} from '../../project/analysis.ts';
import {blockingSiteOptions, blockingSites, confidenceAt, confidenceIn, hostOf, LOOP_WORDS, whereOf, type BlockingSite, type BlockingSiteOptions} from '../blocking-site.ts';
import {calleeAsWritten} from '../blocking-words.ts';
import {relatedToComputation} from '../computation-words.ts';
import {shortTextOf} from '../source-text.ts';
import {idleLoop, type IdleLoop} from '../idle-loop.ts';
import {polledBy, type Polled} from '../polled.ts';

export const noBusyWait = defineRule<BlockingSiteOptions>({
  id: 'no-busy-wait',
  family: 'blocking',
  description: 'Disallow loops that poll a clock or a flag instead of awaiting an event',
  preset: 'recommended',
  languages: ['javascript', 'python'],
  codes: ['ASYNC110'],
  messages: {
    polls: 'The loop sleeps and looks at `{{value}}` again in {{where}}: most times it wakes up for nothing, and it notices the change late. Await {{event}} instead.',
    clock: 'The loop sleeps and looks at `{{value}}` again in {{where}}: most times it wakes up for nothing. Sleep once, for the time that is left.',
    spins: 'The loop looks at `{{value}}` without a pause in {{where}}, and nothing else runs on the event loop meanwhile, not even what would change it. Await {{event}} instead.',
    helperSpins: '`{{callee}}` spins in {{where}}: `{{spinner}}` looks at a clock without a pause, and nothing else runs on the event loop until the time has come. Use {{sleep}}.',
    spinsOnClock: 'The loop looks at `{{value}}` without a pause in {{where}}, and nothing else runs on the event loop until the time has come. Use {{sleep}}.',
  },
  options: blockingSiteOptions,
  words: LOOP_WORDS,
  * query(analysis, options): Generator<Problem> {
    for (const fn of analysis.file.functions) {
      const host = fn.body.length > 0 ? hostOf(analysis, fn) : null;
      if (!host) continue;
      for (const place of placesOfKind(fn, 'loop')) {
        if (!mayPoll(place.step)) continue;
        const idle = idleLoop(analysis, place.step);
        const polled = idle && polledBy(analysis, fn, place.step, idle);
        if (polled) yield problem(analysis, {fn, host, loop: place.step, idle, polled}, options);
      }
    }
    for (const site of blockingSites(analysis)) {
      const chain = analysis.computationOfCall(site.call);
      if (chain?.work.kind === 'loop' && chain.work.turns === null) yield problemOfHelper(analysis, site, chain, chain.work.at, options);
    }
  },
});

/** `while`, and a counted number of looks. */
function mayPoll({form, isAsync, over}: Loop): boolean {
  return !isAsync && (form === 'while' || (form === 'each' && over?.kind === 'range'));
}

interface BusyWait {
  readonly fn: FunctionFacts;
  readonly host: FunctionFacts;
  readonly loop: Loop;
  readonly idle: IdleLoop;
  readonly polled: Polled;
}

function problem(analysis: FileAnalysis, {fn, host, loop, idle, polled}: BusyWait, options: BlockingSiteOptions): Problem {
  const spins = idle.pauses.every(({kind}) => kind === 'nothing');
  const known: Confidence = spins ? 'definite' : polled.confidence;
  return {
    messageId: polled.what === 'clock' ? (spins ? 'spinsOnClock' : 'clock') : spins ? 'spins' : 'polls',
    data: {
      value: shortTextOf(analysis, polled.value.span),
      where: whereOf({host}),
      event: eventFor(analysis, polled),
      sleep: SLEEPS[analysis.file.library],
    },
    span: loop.header,
    confidence: confidenceIn(analysis, fn, host, known, options),
    related: [],
    suggestions: [],
  };
}

function problemOfHelper(analysis: FileAnalysis, site: BlockingSite, chain: ComputationChain, at: ComputedAt, options: BlockingSiteOptions): Problem {
  return {
    messageId: 'helperSpins',
    data: {callee: calleeAsWritten(analysis, site.call), where: whereOf(site), spinner: at.caller, sleep: SLEEPS[analysis.file.library]},
    span: site.call.span,
    confidence: confidenceAt(analysis, site, chain.confidence, options),
    related: relatedToComputation(chain, 'looks at a clock without a pause'),
    suggestions: [],
  };
}

/** What is polled may be what can be awaited itself. */
function eventFor(analysis: FileAnalysis, {value, confidence}: Polled): string {
  const call = value.kind === 'call' && confidence === 'definite' ? value.call : null;
  const object = call?.receiver ? shortTextOf(analysis, call.receiver.span) : null;
  switch (call && object !== null ? calleeName(call) : null) {
    case 'is_set':
      return `\`${object}.wait()\``;
    case 'done':
    case 'cancelled':
      return `\`${object}\``;
    case 'locked':
      return `\`${object}.acquire()\``;
    default:
      return EVENTS[analysis.file.library];
  }
}

const EVENTS: Readonly<Record<AsyncLibrary, string>> = {
  promise: 'a promise that whoever changes it resolves',
  asyncio: 'an `asyncio.Event` that whoever changes it sets',
  anyio: 'an `anyio.Event` that whoever changes it sets',
  trio: 'a `trio.Event` that whoever changes it sets',
};

const SLEEPS: Readonly<Record<AsyncLibrary, string>> = {
  promise: '`await setTimeout(…)` from `node:timers/promises`',
  asyncio: '`await asyncio.sleep(…)`',
  anyio: '`await anyio.sleep(…)`',
  trio: '`await trio.sleep(…)`',
};
