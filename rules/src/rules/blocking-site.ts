import type {OptionsSchema} from '../define-rule.ts';
import {ANONYMOUS, placesOf, type Block, type Call, type Confidence, type FunctionFacts, type Step} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {memberNameOf} from '../project/getters.ts';
import {matchesGlob} from './path-globs.ts';
import {UNSERVING_GLOBS} from './test-globs.ts';

/** A call that runs on the event loop, and the function that the loop runs. */
export interface BlockingSite {
  readonly call: Call;
  readonly host: FunctionFacts;
  /** That the loop runs the host is likely, as it gives an awaitable. */
  readonly isAssumed: boolean;
}

/** Options of every rule that looks for blocking on the event loop. */
export interface BlockingSiteOptions {
  readonly testGlobs: readonly string[];
  readonly startupFunctions: readonly string[];
}

export const blockingSiteOptions = {
  testGlobs: {
    description: 'Files whose event loop serves nobody else (tests, scripts, command lines), as globs from the project\'s root. A call there is a possible problem at most.',
    type: 'array',
    items: {type: 'string'},
    default: UNSERVING_GLOBS,
  },
  startupFunctions: {
    description: 'Functions that run before the program serves anybody. A call there is a possible problem at most.',
    type: 'array',
    items: {type: 'string'},
    default: ['lifespan', 'startup', 'on_startup', 'setup', 'async_setup', 'async_setup_entry', 'bootstrap', 'onModuleInit', 'onApplicationBootstrap'],
  },
} satisfies OptionsSchema;

/** Words one of which is in every file that runs code on the event loop: an async function, or a callback that the catalogue knows to run there. */
export const LOOP_WORDS = {
  javascript: new RegExp([
    '\\b(?:async|await|Promise|addListener|prependListener|prependOnceListener|addEventListener|addAbortListener',
    'setTimeout|setInterval|setImmediate|queueMicrotask|nextTick|requestAnimationFrame|requestIdleCallback|createServer',
    'express|fastify|hono|koa|koa-router|restify|polka|elysia|hapi|h3|nestjs|routing-controllers|bull|bullmq|bottleneck|react|vue|svelte|cron|node-schedule',
    'Bun|bun|Deno|watchFile|lifeomic|p-limit|p-map|p-queue|p-retry|async-retry|promise-retry|retry-as-promised)\\b',
    // English, or of the language itself, in nearly every file: as members, as what is called or imported by another name.
    '(?:\\.\\s*|\\[\\s*[\'"`])(?:then|catch|finally|on|once|watch)\\b',
    '\\b(?:on|once|watch)\\s*(?:[(<:]|as\\b)',
  ].join('|')),
  python: /\b(async|await|asyncio|call_soon|call_soon_threadsafe|call_later|call_at|add_done_callback|add_signal_handler|add_reader|add_writer|tornado|anyio|trio)\b/,
} as const;

const sitesOf = new WeakMap<FileAnalysis, readonly BlockingSite[]>();

/** Calls on the event loop, without those that hold up nobody: the process ends right after them, or they run in a worker. Found once for all rules. */
export function blockingSites(analysis: FileAnalysis): readonly BlockingSite[] {
  let sites = sitesOf.get(analysis);
  if (!sites) sitesOf.set(analysis, (sites = findSites(analysis)));
  return sites;
}

function findSites(analysis: FileAnalysis): readonly BlockingSite[] {
  const sites: BlockingSite[] = [];
  for (const fn of analysis.file.functions) {
    if (fn.calls.length === 0) continue;
    const sure = hostOf(analysis, fn);
    const host = sure ?? assumedHostOf(analysis, fn);
    if (!host) continue;
    const excused = excusedCalls(fn);
    for (const call of fn.calls) {
      if (!excused.has(call)) sites.push({call, host, isAssumed: !sure});
    }
  }
  return sites;
}

/** The function that the loop runs when it runs this one; null where the function runs elsewhere, or where it holds up nobody. */
export function hostOf(analysis: FileAnalysis, fn: FunctionFacts): FunctionFacts | null {
  const place = analysis.place(fn);
  return place.kind !== 'loop' || isShutdownHandler(analysis, place.host) || isHandedOverByExcused(place.host) ? null : place.host;
}

function assumedHostOf(analysis: FileAnalysis, fn: FunctionFacts): FunctionFacts | null {
  const place = analysis.place(fn);
  return place.kind === 'gives awaitable' ? place.host : null;
}

/** How sure a problem is at this place: less so where the loop has nobody else to serve, or may not be there. */
export function confidenceAt(analysis: FileAnalysis, {call, host, isAssumed}: BlockingSite, known: Confidence, options: BlockingSiteOptions): Confidence {
  return confidenceIn(analysis, call.function, host, isAssumed ? 'possible' : known, options);
}

/** The same for any place in a function. */
export function confidenceIn(analysis: FileAnalysis, within: FunctionFacts, host: FunctionFacts, known: Confidence, options: BlockingSiteOptions): Confidence {
  const isStartup = enclosing(within).some(fn => isNamed(fn, options.startupFunctions)) || isNamed(host, options.startupFunctions);
  return isStartup || matchesGlob(analysis.relativePath, options.testGlobs) || (known !== 'possible' && analysis.runsOnOwnScheduler) ? 'possible' : known;
}

/** The function as a sentence names it: ``async function `load` ``. */
export function whereOf({host, isAssumed = false}: Pick<BlockingSite, 'host'> & Partial<BlockingSite>): string {
  const callback = /^callback of (.*)$/.exec(host.name);
  if (callback) return `${host.isAsync ? 'an async' : 'a'} callback of \`${callback[1]}\``;
  if (host.name === ANONYMOUS) return host.isAsync ? 'an async function' : 'a function that the loop calls';
  if (host.isAsync) return `async ${host.kind === 'method' ? 'method' : 'function'} \`${host.name}\``;
  return isAssumed ? `\`${host.name}\`, whose result is awaited` : `\`${host.name}\`, which the loop calls`;
}

function isNamed(fn: FunctionFacts, names: readonly string[]): boolean {
  return names.includes(fn.name) || names.includes(memberNameOf(fn));
}

function enclosing(fn: FunctionFacts): readonly FunctionFacts[] {
  const functions: FunctionFacts[] = [];
  for (let current: FunctionFacts | null = fn; current; current = current.parent) functions.push(current);
  return functions;
}

/** Whether a call is made in a worker, or just before the process ends, as the file shows. */
export function isExcused(call: Call): boolean {
  return excusedCalls(call.function).has(call) || isHandedOverByExcused(call.function);
}

/** `if (!isMainThread) parentPort.on('message', async () => …)`: the callback, and what is written in it, runs in the worker too. */
function isHandedOverByExcused(fn: FunctionFacts): boolean {
  return enclosing(fn).some(({made}) => made !== null && excusedCalls(made.argumentOf.function).has(made.argumentOf));
}

/** `process.on('SIGTERM', async () => …)`: what runs when the program is told to end. */
function isShutdownHandler(analysis: FileAnalysis, fn: FunctionFacts): boolean {
  if (!fn.made) return false;
  const {argumentOf: call} = fn.made;
  const target = analysis.target(call);
  if (target.kind !== 'api') return false;
  if (target.name === 'atexit.register' || target.name === 'signal.signal' || target.name.endsWith('.add_signal_handler')) return true;
  const event = call.args[0]?.value;
  return /^(global\.)?process\.(on|once|addListener|prependListener)$/.test(target.name) && event?.kind === 'literal' && /^(SIG[A-Z]+|exit|beforeExit)$/.test(String(event.value));
}

/** A block, and what is known of every call in it. */
interface Stretch {
  readonly block: Block;
  /** The process ends after the block, with no suspension point before. */
  readonly endsProcess: boolean;
  readonly isWorker: boolean;
}

/** Calls under a worker guard, and calls after which the process ends before anything else could have run; several rules ask. */
function excusedCalls(fn: FunctionFacts): ReadonlySet<Call> {
  let excused = excusedByFunction.get(fn);
  if (!excused) excusedByFunction.set(fn, (excused = findExcusedCalls(fn)));
  return excused;
}

const excusedByFunction = new WeakMap<FunctionFacts, ReadonlySet<Call>>();

function findExcusedCalls(fn: FunctionFacts): ReadonlySet<Call> {
  if (!placesOf(fn).some(({step}) => isEndOfProcess(step) || isWorkerGuard(step))) return NONE_EXCUSED;
  const excused = new Set<Call>();
  const stretches: Stretch[] = [{block: fn.body, endsProcess: false, isWorker: false}];
  for (let stretch = stretches.pop(); stretch; stretch = stretches.pop()) {
    let {endsProcess} = stretch;
    for (const step of stretch.block.toReversed()) {
      if (step.kind === 'call' && (endsProcess || stretch.isWorker)) excused.add(step);
      if (step.kind === 'exit') endsProcess = step.how === 'process';
      else for (const inner of blocksOf(step)) stretches.push({block: inner.block, endsProcess: endsProcess && inner.runsOnce, isWorker: stretch.isWorker || inner.isWorker});
      if (endsProcess && maySuspend(step)) endsProcess = false;
    }
  }
  return excused;
}

/** Nearly all functions have neither. */
const NONE_EXCUSED: ReadonlySet<Call> = new Set();

function isEndOfProcess(step: Step): boolean {
  return step.kind === 'exit' && step.how === 'process';
}

function isWorkerGuard(step: Step): boolean {
  return step.kind === 'branch' && step.guard === 'worker';
}

interface InnerBlock {
  readonly block: Block;
  /** At most once before what follows the step; a loop's body runs again. */
  readonly runsOnce: boolean;
  readonly isWorker: boolean;
}

function blocksOf(step: Step): readonly InnerBlock[] {
  const once = (block: Block | null): InnerBlock => ({block: block ?? [], runsOnce: true, isWorker: false});
  switch (step.kind) {
    case 'branch':
      return [{...once(step.then), isWorker: step.guard === 'worker'}, once(step.otherwise)];
    case 'loop':
      return [{...once(step.body), runsOnce: false}, once(step.otherwise)];
    case 'try':
      return [once(step.body), ...step.handlers.map(({body}) => once(body)), once(step.otherwise), once(step.finalizer)];
    case 'scope':
      return [once(step.body)];
    default:
      return [];
  }
}

function maySuspend(step: Step): boolean {
  const left: Step[] = [step];
  for (let current = left.pop(); current; current = left.pop()) {
    if (current.kind === 'suspend' || ((current.kind === 'loop' || current.kind === 'scope') && current.isAsync)) return true;
    for (const {block} of blocksOf(current)) {
      for (const inner of block) left.push(inner);
    }
  }
  return false;
}
