import {calleeName, contains, placesOf, type Call, type Decorator, type FunctionFacts, type Span} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {memberNameOf} from '../project/getters.ts';
import {callsWithin, type CallsWithin} from './calls-within.ts';
import {isReachedAtStart, type FunctionAt, type StartOptions} from './reached-at-start.ts';

/** Where something blocks. */
export interface QuietPlace {
  /** The function that the loop runs. */
  readonly host: FunctionFacts;
  /** What blocks; a read or an iteration is no call. */
  readonly call: Call | null;
  readonly span: Span;
}

/** Whether what stands at the span runs before the program serves: in what starts it, as long as that does not listen yet. */
export function isStarting(analysis: FileAnalysis, {host, call, span}: QuietPlace, options: StartOptions): boolean {
  if (isInEndlessLoop(host, span)) return false;
  if (call !== null && LOADS_PARTS.test(calleeName(call))) return true;
  return isBeforeListening(callsWithin(analysis), host, span) || isReachedAtStart({analysis, fn: host}, isStart, options);
}

/** What tidies up when the program has served. */
export function isEnding(fn: FunctionFacts): boolean {
  return ENDS.test(memberNameOf(fn)) || isHook(fn, END_HOOKS);
}

function isStart({analysis, fn}: FunctionAt): boolean {
  if (analysis.file.language === 'javascript' && (beginsModule(fn) || callsWithin(analysis).givenArguments.has(fn))) return true;
  return STARTS.test(memberNameOf(fn)) || LOADS_PARTS.test(memberNameOf(fn)) || isHook(fn, START_HOOKS) || isLifespan(fn);
}

/** `@asynccontextmanager async def cache(app):`, which ASGI servers enter before they serve, and leave when they have. */
function isLifespan({decorators, parameters: [app, ...others], isAsync, isGenerator}: FunctionFacts): boolean {
  if (!isAsync || !isGenerator || app === undefined || others.length > 0 || !/^_*(?:app|application)$/.test(app.binding.name)) return false;
  return decorators.some(({reference}) => reference.path.at(-1) === '.asynccontextmanager');
}

const STARTS = /^_*(?:boot(?!strap)(?:[A-Z_]\w*)?|(?:boot|build|create|init|initialize|launch|run|setup|start)_?(?:app|application|server)|on_?startup)$/i;
/** What a program is made of is looked for when it starts: `loadPlugins`, `register_routes`. */
const LOADS_PARTS = /^_*(?:discover|init(?:iali[sz]e)?|load|mount|read|register|setup)_?\w*(?:controllers|extensions|middlewares?|migrations|migration_?files|modules|plugins?|protocols|routes|services)$/i;

/** `async function init() {…}` of a module makes ready what the module holds, of which there is one; `start(job)` begins a piece of work. */
function beginsModule({kind, name, class: of, parent, parameters}: FunctionFacts): boolean {
  return kind !== 'method' && of === null && parent?.kind === 'module' && BEGINS.test(name) && !parameters.some(({binding}) => OF_WORK.test(binding.name));
}

const BEGINS = /^_*(?:boot|init(?:iali[sz]e)?|launch|start(?:_?(?:all|up))?)$/i;
/** What there is one of for each request, job or user. */
const OF_WORK = /^_*(?:body|client|connection|context|ctx|data|event|file|id|item|job|message|msg|params|payload|query|re[qs]|request|response|session|socket|stream|task|url|user)$/i;

const ENDS = /^(?:on_?shutdown|onApplicationShutdown|beforeApplicationShutdown|onModuleDestroy)$/;

/** Hooks into the life of an application: decorators by these names, and what `on_event`, `listener` and `addHook` are told. */
const START_HOOKS: ReadonlySet<string> = new Set(['startup', 'on_startup', 'before_server_start', 'main_process_start', 'before_serving', 'onReady']);
const END_HOOKS: ReadonlySet<string> = new Set(['shutdown', 'on_shutdown', 'on_cleanup', 'after_server_stop', 'before_server_stop', 'main_process_stop', 'after_serving', 'onClose']);

function isHook({decorators, made}: FunctionFacts, hooks: ReadonlySet<string>): boolean {
  return decorators.some(decorator => decoratesAs(decorator, hooks)) || (made !== null && registers(made.argumentOf, hooks));
}

function decoratesAs({reference, call}: Decorator, hooks: ReadonlySet<string>): boolean {
  const last = reference.path.findLast(selector => selector.startsWith('.'));
  return hooks.has(last?.slice(1) ?? '') || (call !== null && registers(call, hooks));
}

/** `app.addHook('onClose', …)`, `@app.on_event('startup')`. */
function registers(call: Call, hooks: ReadonlySet<string>): boolean {
  const event = call.args[0]?.value;
  return REGISTERING.has(calleeName(call)) && event?.kind === 'literal' && hooks.has(String(event.value));
}

const REGISTERING: ReadonlySet<string> = new Set(['addHook', 'add_event_handler', 'listener', 'on_event']);

/** What stands before the call by which the function listens, itself or through another one of the file; all of it, where it makes a server that listens elsewhere. */
function isBeforeListening(within: CallsWithin, host: FunctionFacts, span: Span): boolean {
  const calls = [host, ...host.nested].flatMap(fn => fn.calls);
  const listens = calls.filter(call => within.listening.has(call));
  return listens.length > 0 ? listens.some(call => span.start <= call.span.start) : calls.some(call => within.makingServers.has(call));
}

/** `while True: …`: what a program does again and again it does while it serves. */
function isInEndlessLoop(fn: FunctionFacts, span: Span): boolean {
  return placesOf(fn).some(({step}) => step.kind === 'loop' && step.form === 'while' && step.test?.kind === 'literal' && contains(step.span, span));
}
