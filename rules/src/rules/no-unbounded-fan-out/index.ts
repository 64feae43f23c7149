import {defineRule} from '../../define-rule.ts';
import {
  calleeName, isDrained, isLengthGuarded, sizeOf, suspensionsIn, turnsOf,
  type Confidence, type FileFacts, type FunctionFacts, type Problem, type Size, type Suggestion, type Value,
} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {isOfFew} from '../few-elements.ts';
import {matchesGlob} from '../path-globs.ts';
import {shortCalleeText, shortTextOf} from '../source-text.ts';
import {TEST_GLOBS} from '../test-globs.ts';
import {perEventOf} from './event-callbacks.ts';
import {fanOutsOf, type FanOut} from './fan-outs.ts';
import type {Work} from './started-work.ts';

export interface FanOutOptions {
  readonly smallFanOut: number;
  readonly suggestedLimit: number;
  readonly testGlobs: readonly string[];
}

export const noUnboundedFanOut = defineRule<FanOutOptions>({
  id: 'no-unbounded-fan-out',
  family: 'fan-out',
  description: 'Disallow starting one awaitable per element of data of unknown size',
  preset: 'recommended',
  languages: ['javascript', 'python'],
  codes: [],
  messages: {
    combined: '`{{combinator}}` starts one `{{callee}}` per {{source}} with no limit: with much data, sockets, memory and the other side\'s rate limit run out together. {{instead}}.',
    counted: '`{{combinator}}` starts {{count}} `{{callee}}` at once: sockets, memory and the other side\'s rate limit run out together. {{instead}}.',
    started: '`{{combinator}}` starts one `{{callee}}` per {{source}}, and nothing waits before the next: with much data, sockets, memory and the other side\'s rate limit run out together. {{instead}}.',
    floating: '`{{callee}}` is called once per {{source}}, and nothing waits before the next: with much data, sockets, memory and the other side\'s rate limit run out together. {{instead}}.',
    recursive: '`{{combinator}}` calls `{{callee}}` once per {{source}}, and each call fans out in turn: the whole tree is under way at once. Walk it with a queue and a fixed number of workers.',
    event: '`{{combinator}}` starts one task per call of `{{callback}}`: a burst of events is a burst of tasks. Put the events into a bounded queue that a fixed number of workers read.',
    threads: '`{{combinator}}` hands one call per {{source}} to the thread pool: few run at a time, but all of them wait in memory. {{instead}}.',
  },
  options: {
    smallFanOut: {description: 'How many at once are always fine.', type: 'integer', minimum: 0, default: 16},
    suggestedLimit: {description: 'The concurrency limit that suggestions write.', type: 'integer', minimum: 1, default: 10},
    testGlobs: {
      description: 'Files whose fan-outs are as large as the test says, as globs from the project\'s root.',
      type: 'array',
      items: {type: 'string'},
      default: TEST_GLOBS,
    },
  },
  words: {
    // `for`, `while` and `map` are English too, so that nearly every comment has them.
    javascript: /\b(?:Promise|forEach|async|bluebird|p-\w+)\b|\bfor\s*(?:await\s*)?\(|\b(?:while|map)\s*[(<?]|\bmap\s+as\b/,
    python: /\b(async|asyncio|anyio|trio|as_completed|create_task|start_soon|soonify|ensure_future|abatch\w*|submit|aiometer|amap)\b/,
  },
  * query(analysis, options): Generator<Problem> {
    if (matchesGlob(analysis.relativePath, options.testGlobs)) return;
    const told = new Set<object>();
    for (const fn of analysis.file.functions) {
      if (fn.calls.length === 0) continue;
      for (const fanOut of fanOutsOf(analysis, fn)) {
        const problem = told.has(fanOut.at) ? null : getProblem(analysis, fn, fanOut, options);
        if (!problem) continue;
        told.add(fanOut.at);
        yield problem;
      }
      yield* perEventOf(analysis, fn);
    }
  },
});

function getProblem(analysis: FileAnalysis, fn: FunctionFacts, fanOut: FanOut, options: FanOutOptions): Problem | null {
  const {at, over, loop, work} = fanOut;
  if (work.kind !== 'work' || (loop && isDrained(loop)) || (over && isLengthGuarded(over, fn, at.span.start))) return null;
  const size = sizeOfFanOut(fanOut);
  const confidence = confidenceOf(analysis, fanOut, work, size, options);
  if (!confidence) return null;
  return {
    messageId: messageIdOf(fanOut, work, size),
    data: {
      combinator: shortCalleeText(analysis, at),
      callee: work.isRecursive ? fn.name : work.label || 'call',
      source: sourceOf(analysis, fanOut),
      count: size.kind === 'known' ? String(size.count) : '',
      instead: insteadOf(analysis, fanOut),
    },
    span: at.span,
    confidence,
    related: [],
    get suggestions() {
      return suggestionsOf(analysis, fanOut, options);
    },
  };
}

function sizeOfFanOut({over, loop, each}: FanOut): Size {
  if (each) return sizeOf(each);
  if (loop) return turnsOf(loop.step);
  return over ? sizeOf(over) : {kind: 'unknown'};
}

function messageIdOf({form, loop, at, starter}: FanOut, work: Work, size: Size): string {
  if (work.isRecursive) return 'recursive';
  if (work.runsIn === 'thread pool') return 'threads';
  if (size.kind === 'known') return 'counted';
  if (form !== 'started') return 'combined';
  return loop && starter === at && at.args.every(({value}) => value.kind !== 'call') && at.use.kind === 'discarded' && work.label.endsWith(calleeName(at)) ? 'floating' : 'started';
}

/** Certain when the catalogue knows the work and the data comes from outside; a guess at either makes it less so, at both only possible. */
function confidenceOf(analysis: FileAnalysis, {loop, over}: FanOut, work: Work, size: Size, {smallFanOut}: FanOutOptions): Confidence | null {
  if (size.kind === 'bounded' || (size.kind === 'known' && size.count <= smallFanOut)) return null;
  // A tree that is walked all at once grows in memory, whatever its calls wait for.
  if (work.runsIn === 'thread pool' && !work.isRecursive) return 'possible';
  if ((loop && suspensionsIn(loop.step.body).length > 0) || limitsItsConnections(analysis)) return 'possible';
  const isData = (size.kind === 'data' && size.origin !== 'attribute' && size.origin !== 'result') || (size.kind === 'known' && size.count >= MANY);
  if (over !== null && isOfFew(over)) return 'possible';
  if (size.kind === 'unknown') return work.io === 'known' ? 'possible' : null;
  if (work.io === 'known') return isData ? 'definite' : 'probable';
  return work.io === 'named' && isData ? 'probable' : 'possible';
}

/** The client's connector has a limit: sockets are bounded, memory is not. Found once for a file, for a file may have many fan-outs. */
function limitsItsConnections({file}: FileAnalysis): boolean {
  let limits = limiting.get(file);
  if (limits === undefined) limiting.set(file, (limits = makesLimitedConnector(file)));
  return limits;
}

const limiting = new WeakMap<FileFacts, boolean>();

function makesLimitedConnector({functions}: FileFacts): boolean {
  return functions.some(({calls}) => calls.some(call => /^(TCPConnector|Limits)$/.test(calleeName(call)) && call.args.some(({name}) => name === 'limit' || name === 'max_connections')));
}

/** A hundred at once is more than most servers and pools take from one client. */
const MANY = 100;

function sourceOf(analysis: FileAnalysis, {over, loop, each}: FanOut): string {
  const sources = sourcesOf(each ?? over).map(source => `\`${shortTextOf(analysis, source.span)}\``);
  if (sources.length > 1) return `pair of elements of ${sources.join(' and ')}`;
  if (sources[0]) return `element of ${sources[0]}`;
  return loop ? `turn of \`${shortTextOf(analysis, loop.step.header)}\`` : 'element of the data';
}

/** What a nested comprehension or map runs over, outermost first; a counted loop over a length is one over what is measured. */
function sourcesOf(value: Value | null): readonly Value[] {
  switch (value?.kind) {
    case 'each': {
      const inner = value.element ?? (value.mapper?.kind === 'function' && value.mapper.function.returned.length === 1 ? value.mapper.function.returned[0] : null);
      return [...sourcesOf(value.over), ...(inner?.kind === 'each' ? sourcesOf(inner) : [])];
    }
    case 'range':
      return value.count?.kind === 'member' && value.count.name === 'length' ? [value.count.object] : value.call ? [value] : [];
    case undefined:
    case 'unknown':
      return [];
    default:
      return value ? [value] : [];
  }
}

function insteadOf(analysis: FileAnalysis, {limit}: FanOut): string {
  if (limit) return `Give it a \`${limit}\``;
  return analysis.file.language === 'python' ? 'Bound it with a semaphore or a fixed number of workers' : 'Bound it with a concurrency limit, such as p-limit, or go through it in chunks';
}

function suggestionsOf(analysis: FileAnalysis, {at, each, loop, work}: FanOut, {suggestedLimit}: FanOutOptions): readonly Suggestion[] {
  // What an executor gives is awaited by threads, not by tasks.
  if (work.kind === 'work' && work.runsIn === 'thread pool') return [];
  const rewrite = analysis.edits.boundFanOut(at, each ?? loop?.step ?? null, suggestedLimit);
  return rewrite.ok ? [{title: `Run at most ${suggestedLimit} at a time.`, edits: rewrite.edits}] : [];
}
