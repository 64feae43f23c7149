import type {BlockingApi} from '../../catalogue/types.ts';
import {defineRule, type OptionsSchema} from '../../define-rule.ts';
import {computationsOf, type AsyncLibrary, type Call, type Computation, type FunctionFacts, type Problem} from '../../facts/index.ts';
import type {ComputationChain, FileAnalysis} from '../../project/analysis.ts';
import {blockingSiteOptions, blockingSites, confidenceAt, confidenceIn, hostOf, LOOP_WORDS, whereOf, type BlockingSite, type BlockingSiteOptions} from '../blocking-site.ts';
import {apiAsWritten, calleeAsWritten, insteadOf, THREADS} from '../blocking-words.ts';
import {inThread} from '../blocking-suggestions.ts';
import {chainOf} from '../chain-words.ts';
import {relatedToComputation} from '../computation-words.ts';
import {relatedPlace, shortTextOf} from '../source-text.ts';
import {isGivenInput} from './input.ts';
import {nestedDataLoops, type NestedLoops} from './nested-loops.ts';

interface Options extends BlockingSiteOptions {
  readonly cpuLoopThreshold: number;
}

export const noCpuBoundWork = defineRule<Options>({
  id: 'no-cpu-bound-work',
  family: 'blocking',
  description: 'Disallow heavy computation on the event loop',
  preset: 'recommended',
  languages: ['javascript', 'python'],
  codes: [],
  messages: {
    computes: '`{{callee}}` computes on the event loop in {{where}}: nothing else runs until it returns. Use {{instead}}.',
    turns: '{{turns}} turns without a pause in {{where}}: nothing else runs on the event loop meanwhile. Move them to {{elsewhere}}, or give way every few thousand turns with {{pause}}.',
    nested: 'Loops over {{sources}} are nested without a pause in {{where}}: their turns multiply, and with much data nothing else runs on the event loop for long. Look up instead of searching, move them to {{elsewhere}}, or give way now and then.',
    reaches: '`{{callee}}` computes on the event loop in {{where}}: {{chain}} {{does}}, and nothing else runs until it returns. {{remedy}}.',
  },
  options: {
    ...blockingSiteOptions,
    cpuLoopThreshold: {description: 'From how many turns on a loop without a pause is heavy; nested loops multiply.', type: 'integer', minimum: 10_000, default: 100_000},
  } satisfies OptionsSchema,
  words: LOOP_WORDS,
  * query(analysis, options): Generator<Problem> {
    for (const fn of analysis.file.functions) {
      const host = fn.body.length > 0 ? hostOf(analysis, fn) : null;
      if (!host) continue;
      for (const computation of computationsOf(fn)) {
        if (computation.parameters.length === 0 && computation.turns >= options.cpuLoopThreshold) yield problemOfLoop(analysis, fn, host, computation, options);
      }
      for (const nested of nestedDataLoops(fn)) yield problemOfNested(analysis, fn, host, nested, options);
    }
    for (const site of blockingSites(analysis)) {
      const api = analysis.blockingApi(site.call);
      const problem = api ? problemOfApi(analysis, site, api, options) : problemOfHelper(analysis, site, options);
      if (problem) yield problem;
    }
  },
});

function problemOfLoop(analysis: FileAnalysis, fn: FunctionFacts, host: FunctionFacts, {span, turns, mayEndEarly}: Computation, options: Options): Problem {
  const {library} = analysis.file;
  return {
    messageId: 'turns',
    data: {turns: spokenTurns(turns), where: whereOf({host}), elsewhere: ELSEWHERE[library], pause: PAUSES[library]},
    span,
    confidence: confidenceIn(analysis, fn, host, mayEndEarly ? 'possible' : 'definite', options),
    related: [],
    suggestions: [],
  };
}

function problemOfNested(analysis: FileAnalysis, fn: FunctionFacts, host: FunctionFacts, {outermost, inner, over}: NestedLoops, options: Options): Problem {
  return {
    messageId: 'nested',
    data: {sources: over.map(value => `\`${shortTextOf(analysis, (value.kind === 'range' && value.count ? value.count : value).span)}\``).join(', '), where: whereOf({host}), elsewhere: ELSEWHERE[analysis.file.library]},
    span: outermost.header,
    confidence: confidenceIn(analysis, fn, host, 'possible', options),
    related: inner.map(({header}) => relatedPlace(analysis, header, 'This loop is inside.')),
    suggestions: [],
  };
}

/** What has an asynchronous twin is `no-blocking-call`'s. */
function problemOfApi(analysis: FileAnalysis, site: BlockingSite, api: BlockingApi, options: Options): Problem | null {
  const isOurs = api.kind === 'computation' && (api.rewrite.kind === 'message only' || api.rewrite.kind === 'move off loop');
  if (!isOurs || (api.growsWithInput && (!isGivenInput(site.call) || isToldInside(analysis, site.call)))) return null;
  const callee = apiAsWritten(analysis, site.call, api);
  return {
    messageId: 'computes',
    data: {callee, where: whereOf(site), instead: insteadOf(analysis, api, callee)},
    span: site.call.span,
    confidence: confidenceAt(analysis, site, api.confidence, options),
    related: [],
    get suggestions() {
      return inThread(analysis, site.call);
    },
  };
}

/** `JSON.parse(readFileSync(path))`: the reading holds the loop for longer, and has its own report. */
function isToldInside(analysis: FileAnalysis, {args: [first]}: Call): boolean {
  return first?.value.kind === 'call' && analysis.blockingApi(first.value.call) !== null;
}

function problemOfHelper(analysis: FileAnalysis, site: BlockingSite, options: Options): Problem | null {
  const chain = analysis.computationOfCall(site.call);
  if (!chain || !isHeavy(chain, options) || isToldAsWaiting(analysis, site.call)) return null;
  const callee = calleeAsWritten(analysis, site.call);
  const does = chain.work.kind === 'api' ? 'computes' : `goes round ${spokenTurns(chain.work.turns ?? 0)} times`;
  return {
    messageId: 'reaches',
    data: {callee, where: whereOf(site), chain: chainOf(chain.start, chain.hops), does, remedy: remedy(analysis, callee, chain)},
    span: site.call.span,
    confidence: confidenceAt(analysis, site, chain.confidence, options),
    related: relatedToComputation(chain, does),
    get suggestions() {
      return inThread(analysis, site.call);
    },
  };
}

/** What lets go of the interpreter while it computes may do so in a thread; pure Python needs a process. */
function remedy({file}: FileAnalysis, callee: string, {work}: ComputationChain): string {
  const isThreaded = file.language === 'python' && work.kind === 'api' && work.api.instead.includes('asyncio.to_thread');
  return isThreaded ? `Run it in a thread: \`await ${THREADS[file.library]}(${callee}, …)\`` : `Move it to ${ELSEWHERE[file.library]}`;
}

/** A loop that looks at a clock is `no-busy-wait`'s. */
function isHeavy({work}: ComputationChain, {cpuLoopThreshold}: Options): boolean {
  return work.kind === 'api' || (work.turns !== null && work.turns >= cpuLoopThreshold);
}

/** One report for a call that both waits and computes: `no-transitive-blocking-call` has it. */
function isToldAsWaiting(analysis: FileAnalysis, call: Call): boolean {
  const chain = analysis.blockingChainOfCall(call);
  return chain !== null && chain.api.kind !== 'metadata' && (chain.api.kind !== 'computation' || !/^(message only|move off loop)$/.test(chain.api.rewrite.kind));
}

function spokenTurns(turns: number): string {
  return Math.floor(turns).toLocaleString('en-US');
}

const ELSEWHERE: Readonly<Record<AsyncLibrary, string>> = {
  promise: 'a worker thread',
  asyncio: 'a process pool',
  anyio: '`anyio.to_process.run_sync`',
  trio: 'another process',
};

const PAUSES: Readonly<Record<AsyncLibrary, string>> = {
  promise: '`await setImmediate()` from `node:timers/promises`',
  asyncio: '`await asyncio.sleep(0)`',
  anyio: '`await anyio.sleep(0)`',
  trio: '`await trio.sleep(0)`',
};
