import {defineRule, type OptionsSchema} from '../../define-rule.ts';
import {calleeName, type Call, type FunctionFacts, type Problem, type Span} from '../../facts/index.ts';
import type {BlockingChain, FileAnalysis} from '../../project/analysis.ts';
import {blockingSiteOptions, blockingSites, confidenceAt, confidenceIn, hostOf, LOOP_WORDS, whereOf, type BlockingSite, type BlockingSiteOptions} from '../blocking-site.ts';
import {inThread} from '../blocking-suggestions.ts';
import {calleeAsWritten, insteadOf, THREADS, WAITS} from '../blocking-words.ts';
import {chainOf, relatedHops} from '../chain-words.ts';
import {quietPlaceOptions, unlessQuiet, type QuietPlaceOptions} from '../quiet-places.ts';
import {isReportedInside} from '../reported-inside.ts';
import {shortTextOf} from '../source-text.ts';

interface Options extends BlockingSiteOptions, QuietPlaceOptions {
  readonly maxDepth: number;
}

export const noTransitiveBlockingCall = defineRule<Options>({
  id: 'no-transitive-blocking-call',
  family: 'blocking',
  description: 'Disallow synchronous helpers that reach a blocking call on the event loop',
  preset: 'recommended',
  languages: ['javascript', 'python'],
  codes: [],
  messages: {
    reaches: '`{{callee}}` blocks the event loop in {{where}}: {{chain}} {{waits}}, and nothing else runs until it returns. {{remedy}}.',
    refused: '`{{callee}}` leads to an error in {{where}}: {{chain}} raises `{{error}}`, as it is not to hold up the event loop. {{remedy}}.',
  },
  options: {
    ...blockingSiteOptions,
    ...quietPlaceOptions,
    maxDepth: {description: 'How many calls a chain may have, from the helper to the blocking call.', type: 'integer', minimum: 1, default: 8},
  } satisfies OptionsSchema,
  words: LOOP_WORDS,
  * query(analysis, options): Generator<Problem> {
    for (const site of blockingSites(analysis)) {
      const chain = analysis.blockingChainOfCall(site.call);
      if (chain && chain.hops.length <= options.maxDepth && waits(chain) && !isReportedInside(analysis, chain)) yield problem(analysis, site, chain, options);
    }
    for (const fn of analysis.file.functions) {
      const host = hostOf(analysis, fn);
      if (!host) continue;
      for (const {span, chain} of analysis.blockingChainsWithoutCall(fn)) {
        if (chain.hops.length <= options.maxDepth && waits(chain)) yield problemWithoutCall(analysis, fn, host, span, chain, options);
      }
    }
  },
});

/** A helper that only looks at metadata is too cheap to report; pure computation and nested loops are other rules' subjects. */
function waits({api}: BlockingChain): boolean {
  return api.kind !== 'metadata' && api.kind !== 'event loop' && (api.kind !== 'computation' || ASYNCHRONOUS.has(api.rewrite.kind));
}

const ASYNCHRONOUS: ReadonlySet<string> = new Set(['await twin', 'await method', 'promisify']);

/** Reading a property, entering or iterating an object: there is nothing to move to a thread. */
function problemWithoutCall(analysis: FileAnalysis, fn: FunctionFacts, host: FunctionFacts, span: Span, chain: BlockingChain, options: Options): Problem {
  const callee = shortTextOf(analysis, span);
  const last = chain.hops.at(-1);
  return {
    messageId: messageIdOf(chain),
    data: {
      callee,
      where: whereOf({host}),
      chain: chainOf(chain.hops[0]?.caller ?? callee, chain.hops),
      ...endOf(chain),
      remedy: `Make it asynchronous: use ${insteadOf(analysis, chain.api, last?.callee ?? callee)} in \`${last?.caller ?? callee}\``,
    },
    span,
    confidence: unlessQuiet(analysis, {call: null, host, span}, chain.api, confidenceIn(analysis, fn, host, chain.confidence, options), options),
    related: relatedHops(chain, `, which ${doneAtEnd(chain)}`),
    suggestions: [],
  };
}

function problem(analysis: FileAnalysis, site: BlockingSite, chain: BlockingChain, options: Options): Problem {
  const known = isOneCaseOfMany(chain) || (chain.confidence !== 'definite' && (isLong(chain) || isAwaitedInPython(analysis, site.call) || isGivenByTwin(site.call, chain))) ? 'possible' : chain.confidence;
  const callee = calleeAsWritten(analysis, site.call);
  return {
    messageId: messageIdOf(chain),
    data: {
      callee,
      where: whereOf(site),
      chain: chainOf(chain.hops[0]?.caller ?? callee, chain.hops),
      ...endOf(chain),
      remedy: remedy(analysis, site.call, callee, chain),
    },
    span: site.call.span,
    confidence: unlessQuiet(analysis, {call: site.call, host: site.host, span: site.call.span}, chain.api, confidenceAt(analysis, site, known, options), options),
    related: relatedHops(chain, `, which ${doneAtEnd(chain)}`),
    get suggestions() {
      // In JavaScript every function of the chain would change: nothing to do without a look at it.
      return isPlain(site.call) ? inThread(analysis, site.call) : [];
    },
  };
}

function messageIdOf({api}: BlockingChain): 'reaches' | 'refused' {
  return api.raises === null ? 'reaches' : 'refused';
}

/** What the end of the chain does, for the message. */
function endOf({api}: BlockingChain): Readonly<Record<string, string>> {
  return api.raises === null ? {waits: WAITS[api.kind]} : {error: api.raises};
}

function doneAtEnd({api}: BlockingChain): string {
  return api.raises === null ? WAITS[api.kind] : `raises \`${api.raises}\``;
}

/** Each function on a long way serves several callers, so that a condition there is as likely made for others as for this one. */
function isLong({hops}: BlockingChain): boolean {
  return hops.length >= LONG_WAY;
}

const LONG_WAY = 5;

/** On a long way each function that may have returned before serves others too. */
function isOneCaseOfMany(chain: BlockingChain): boolean {
  return isLong(chain) && chain.exits >= MANY_EXITS;
}

const MANY_EXITS = 2;

/** A synchronous function that is awaited gives an awaitable, so of its several ways it took the asynchronous one. */
function isAwaitedInPython({file}: FileAnalysis, {use}: Call): boolean {
  return file.language === 'python' && use.kind === 'awaited';
}

/** `encode(await async_fetch(url))`, also by way of a name, where `encode` may call `fetch`: what the asynchronous twin gave has been fetched. */
function isGivenByTwin({args}: Call, {hops}: BlockingChain): boolean {
  const called = new Set(hops.map(({callee}) => callee.slice(callee.lastIndexOf('.') + 1)));
  return args.some(({value}) => {
    const given = value.kind === 'name' ? value.binding.values : [value];
    return given.length > 0 && given.every(one => one.kind === 'awaited' && one.value.kind === 'call' && synchronousNames(calleeName(one.value.call)).some(name => called.has(name)));
  });
}

/** `fetch` of `async_fetch` and `fetch_async`; an `a` alone begins many words. */
function synchronousNames(name: string): readonly string[] {
  const synchronous = name.replace(/^_*async_|_async$|Async$/, '');
  return synchronous === name ? [] : [synchronous, `_${synchronous}`];
}

function remedy(analysis: FileAnalysis, call: Call, callee: string, {hops, api}: BlockingChain): string {
  const {file} = analysis;
  if (file.language === 'python' && isPlain(call)) return `Run it in a thread: \`await ${THREADS[file.library]}(${callee}, …)\``;
  const last = hops.at(-1);
  return `Make it asynchronous: use ${insteadOf(analysis, api, last?.callee ?? callee)} in \`${last?.caller ?? callee}\``;
}

/** A generator or context manager runs piece by piece, so it cannot be moved as a whole; an awaited result is made on this loop. */
function isPlain({use}: Call): boolean {
  return use.kind !== 'iterated' && use.kind !== 'entered' && use.kind !== 'awaited';
}
