import {memberOfAnything} from '../../catalogue/qualified-name.ts';
import {calleeName, lastName, mentions, placesOf, placesOfKind, withoutAwait, type Call, type FunctionFacts, type Value} from '../../facts/index.ts';
import type {FileAnalysis, Meaning, ProjectFunction} from '../../project/analysis.ts';
import {memberNameOf} from '../../project/getters.ts';
import {shortCalleeText} from '../source-text.ts';

/** What one element of a fan-out starts. */
export type StartedWork =
  /** Nothing that waits: a plain value, a promise that runs already, an async function without input or output. */
  | {readonly kind: 'nothing'}
  /** It waits for its turn. */
  | {readonly kind: 'limited'}
  /** It ends what runs: a closer, a drain. There are as many as were opened. */
  | {readonly kind: 'closing'}
  | Work;

export interface Work {
  readonly kind: 'work';
  /** `known`: the catalogue says that it is input or output. `named`: its name says so. */
  readonly io: 'known' | 'named' | 'unknown';
  readonly runsIn: 'loop' | 'thread pool';
  /** What is called, for the message: `fetch`. */
  readonly label: string;
  /** It calls the function that fans out, so each element fans out in turn. */
  readonly isRecursive: boolean;
}

const NOTHING: StartedWork = {kind: 'nothing'};
const LIMITED: StartedWork = {kind: 'limited'};

/** Callers of callers are followed this far. */
const MAX_DEPTH = 4;

/** What a value of a fan-out starts: `fetch(u)`, `create_task(fetch(u))`, `sem_task(fetch(u))`. An awaited value has ended already. */
export function workOf(analysis: FileAnalysis, value: Value, fanningOut: FunctionFacts, depth = 0): StartedWork {
  switch (value.kind) {
    case 'call':
      return workOfCall(analysis, value.call, fanningOut, depth);
    case 'operation':
      return most(value.operands.map(operand => workOf(analysis, operand, fanningOut, depth)));
    case 'each':
      if (value.element) return workOf(analysis, value.element, fanningOut, depth);
      return value.mapper ? workOfMapper(analysis, value.mapper, fanningOut, depth) : NOTHING;
    case 'name': {
      const {binding} = value;
      const [made] = binding.values;
      return binding.kind === 'local' && binding.values.length === 1 && made && depth < MAX_DEPTH ? workOf(analysis, made, fanningOut, depth + 1) : NOTHING;
    }
    default:
      return NOTHING;
  }
}

/** What `f` of `xs.map(f)` starts for each element. */
export function workOfMapper(analysis: FileAnalysis, mapper: Value, fanningOut: FunctionFacts, depth = 0): StartedWork {
  const fn = analysis.functionOf(mapper);
  if (fn) return workOfFunction(analysis, fn, lastName(mapper), fanningOut, depth);
  if (mapper.kind === 'call') return isLimiterName(calleeName(mapper.call)) ? LIMITED : NOTHING;
  const meaning = analysis.meaning(mapperReference(mapper));
  if (meaning.kind === 'api') return workOfApi(analysis, meaning.name, lastName(mapper));
  return lastName(mapper) === '' ? NOTHING : workByName(lastName(mapper), lastName(mapper));
}

function mapperReference(mapper: Value) {
  return mapper.kind === 'name' ? mapper.binding.reference : {root: {kind: 'unknown' as const}, path: []};
}

function workOfCall(analysis: FileAnalysis, call: Call, fanningOut: FunctionFacts, depth: number): StartedWork {
  if (depth > MAX_DEPTH) return NOTHING;
  const name = calleeName(call);
  const meaning = analysis.target(call);
  const api = apiName(call, meaning);
  const catalogue = analysis.catalogue.in(analysis.file.language);
  if (api && catalogue.limiter(api)) return LIMITED;
  if (PASSES_THROUGH.test(name) || (api && catalogue.combinator(api)?.form === 'starter')) return most([...call.args].filter(({name: keyword}) => keyword === null).slice(0, 1).map(({value}) => workOfStarted(analysis, value, fanningOut, depth + 1)));
  if (call.receiver && CHAINS.test(name)) return workOf(analysis, call.receiver, fanningOut, depth + 1);
  if (isLimiterName(name) || call.args.some(({value}) => isLimiterName(lastName(value))) || (call.receiver && isSerial(call.receiver))) return LIMITED;
  if (CLOSING.test(name)) return {kind: 'closing'};
  if (runsInThreadPool(analysis, call, api)) return {kind: 'work', io: 'unknown', runsIn: 'thread pool', label: name, isRecursive: false};
  if (meaning.kind === 'function') return workOfFunction(analysis, meaning.function, shortCalleeText(analysis, call), fanningOut, depth + 1, isUsedAsPromise(call) || analysis.isAwaitable(call) === 'yes');
  if (meaning.kind === 'class') return NOTHING;
  const label = shortCalleeText(analysis, call);
  return meaning.kind === 'api' ? workOfApi(analysis, meaning.name, label) : isKnownIo(analysis, api) ? work('known', label) : workByName(name, label);
}

/** A starter takes an awaitable, or a function with its arguments (`start_soon(fetch, u)`). */
function workOfStarted(analysis: FileAnalysis, value: Value, fanningOut: FunctionFacts, depth: number): StartedWork {
  return value.kind === 'call' || value.kind === 'operation' ? workOf(analysis, value, fanningOut, depth) : workOfMapper(analysis, value, fanningOut, depth);
}

function apiName(call: Call, meaning: Meaning): string | null {
  return meaning.kind === 'api' ? meaning.name : meaning.kind === 'unknown' ? memberOfAnything(call.callee) : null;
}

function workOfApi(analysis: FileAnalysis, api: string, label: string): StartedWork {
  const catalogue = analysis.catalogue.in(analysis.file.language);
  if (catalogue.limiter(api)) return LIMITED;
  if (catalogue.isPooledIo(api)) return {...work('known', label), runsIn: 'thread pool'};
  if (isKnownIo(analysis, api)) return work('known', label);
  if (INSTANT.test(api) || catalogue.blocking(api)) return NOTHING;
  return workByName(api.slice(api.lastIndexOf('.') + 1), label);
}

function isKnownIo(analysis: FileAnalysis, api: string | null): boolean {
  return api !== null && analysis.catalogue.in(analysis.file.language).isAsyncIo(api);
}

/** What a function of the project does when it is called: the most telling of what it awaits or returns. */
function workOfFunction(analysis: FileAnalysis, {facts, summary, ...rest}: ProjectFunction, label: string, fanningOut: FunctionFacts, depth: number, givesPromise = false): StartedWork {
  if (analysis.isLimited({facts, summary, ...rest})) return LIMITED;
  if (!facts) return (summary.isAsync || givesPromise) && !summary.isGenerator ? workByName(summary.name, label) : NOTHING;
  if (depth > MAX_DEPTH || (facts.isGenerator && facts.isAsync)) return NOTHING;
  if (entersLimiter(facts)) return LIMITED;
  const inner = most(awaitedOrReturned(facts).map(value => workOf(analysis, value, fanningOut, depth + 1)));
  const isRecursive = facts === fanningOut;
  if (inner.kind !== 'work') return inner.kind === 'nothing' && isRecursive ? {...work('unknown', label), isRecursive} : inner;
  const io = inner.io === 'named' && COMPUTES.test(memberNameOf(facts)) ? 'unknown' : inner.io;
  return {...inner, io, label: label === '' ? inner.label : label, isRecursive: isRecursive || inner.isRecursive};
}

/** `find(u).then(…)`: whatever is known of the function, its callers know that it gives a promise. */
function isUsedAsPromise({use}: Call): boolean {
  return use.kind === 'awaited' || (use.kind === 'receiver' && CHAINS.test(use.member));
}

/** `async with sem`, where the semaphore came in as a parameter or attribute of unknown type. */
function entersLimiter(fn: FunctionFacts): boolean {
  return placesOfKind(fn, 'scope').some(({step}) => step.isAsync && isLimiterName(lastName(step.resource)));
}

function awaitedOrReturned(fn: FunctionFacts): readonly Value[] {
  const awaited = placesOf(fn).flatMap(({step}) => {
    if (step.kind === 'suspend' && step.value) return [withoutAwait(step.value)];
    if (step.kind === 'scope' && step.isAsync) return [step.resource];
    return step.kind === 'loop' && step.isAsync && step.over ? [step.over] : [];
  });
  return [...awaited, ...fn.returned.map(withoutAwait)];
}

function runsInThreadPool(analysis: FileAnalysis, call: Call, api: string | null): boolean {
  if (/^(run_in_executor|submit)$/.test(calleeName(call))) return true;
  return api !== null && analysis.catalogue.in(analysis.file.language).functionTakers(api).some(taker => taker.runs === 'off loop');
}

/** `await wait_for(fetch(u), 5)` is about `fetch`. */
const PASSES_THROUGH = /^(wait_for|shield|ensure_future|create_task|start_soon|run_coroutine_threadsafe|timeout|pTimeout)$/;
/** `fetch(u).then(…)`. */
const CHAINS = /^(then|catch|finally)$/;

/** Names by which people write limiters of their own; taking one for a limiter makes no report. */
const LIMITER_NAME = /limit|throttl|sema|^sem$|_sem$|bounded|slot|permit|capacity|concurren|queue|^pool$|_pool$|Pool$|dataloader|debounce|^with_?lock|mutex|lock$/i;

function isLimiterName(name: string): boolean {
  return LIMITER_NAME.test(name);
}

/** Statements of one transaction or connection run one after another, whoever starts them. */
function isSerial(receiver: Value): boolean {
  return mentions(receiver, part => (part.kind === 'name' || part.kind === 'member') && /^(tx|trx|txn|\w*transaction|transactionManager|transacting|queryRunner|manager|conn|connection|cursor|cur|page)$/i.test(lastName(part)));
}

/** As many are closed as were opened, and what is drained runs already. */
const CLOSING = /^(a?close|a?stop|shut_?down|cancel|disconnect|clean_?up|tear_?down|terminate|remove|delete|destroy|dispose|unsubscribe|wait_closed|finish|join|kill|release|unload|abort|flush)(_|$|[A-Z])|_(close|stop|shutdown|cleanup)$/;

/** Awaitables that have their value already. */
const INSTANT = /^global\.Promise\.(resolve|reject)$|^asyncio\.(sleep|Future)|^(anyio|trio)\.sleep/;

/** Verbs of network and model calls. `resolve` alone is what paths, promises and fields of queries do. */
const VERB = /^_*(a|async_?)?((fetch|get|find|download|upload|request|query|embed|invoke|call|send|scrape|crawl|search|post|put|push|publish|insert|upsert|save|load|read|write|import|notify|deliver|translate|transcribe|summari[sz]e|lookup|ping|probe|check)(_|$|[A-Z0-9])|generate(_?([Tt]ext|[Cc]ontent|[Oo]bject|[Ii]mage|[Rr]esponse|[Cc]ompletion|[Ee]mbedding|[Aa]nswer)|$)|resolve_?([Uu]rl|[Hh]ost|[Aa]ddress|[Dd]ns|[Nn]ame))/;

/** A function with such a name computes, whatever its calls are named like. */
const COMPUTES = /^_*(en|de)(crypt|code)|^_*(hash|parse|format|render|serialize|stringify|compile|transform|normalize|expand)(_|$|[A-Z0-9])/;

function workByName(name: string, label: string): StartedWork {
  if (isLimiterName(name)) return LIMITED;
  if (CLOSING.test(name)) return {kind: 'closing'};
  return work(VERB.test(name) ? 'named' : 'unknown', label);
}

function work(io: Work['io'], label: string): Work {
  return {kind: 'work', io, runsIn: 'loop', label, isRecursive: false};
}

const WEIGHT: Readonly<Record<StartedWork['kind'], number>> = {nothing: 0, closing: 1, work: 2, limited: 3};
const IO_WEIGHT: Readonly<Record<Work['io'], number>> = {unknown: 0, named: 1, known: 2};

/** The most telling of several: one limiter bounds them all; then known input or output. */
function most(works: readonly StartedWork[]): StartedWork {
  return works.reduce((a, b) => (weight(b) > weight(a) ? {...b, ...recursionOf(a, b)} : {...a, ...recursionOf(a, b)}), NOTHING);
}

function recursionOf(a: StartedWork, b: StartedWork): {isRecursive?: boolean} {
  return a.kind === 'work' || b.kind === 'work' ? {isRecursive: (a.kind === 'work' && a.isRecursive) || (b.kind === 'work' && b.isRecursive)} : {};
}

function weight(of: StartedWork): number {
  if (of.kind !== 'work') return WEIGHT[of.kind] * 10;
  // What waits for a thread tells less than what is known, or named, to be under way all at once.
  return WEIGHT.work * 10 + (of.runsIn === 'thread pool' ? 0.5 : IO_WEIGHT[of.io]);
}
