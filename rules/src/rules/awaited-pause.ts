import {calleeName, lastName, type Call, type FunctionFacts, type Suspend, type Value} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';

/**
 * An `await` of nothing but time. `time`: for a while; `turn`: until the loop has gone round once; `nothing`: what is awaited is
 * there already, so that only microtasks run meanwhile.
 */
export type AwaitedPause = 'time' | 'turn' | 'nothing';

/** What the suspension waits for when it waits for nothing but time; null for everything else, and for what nobody knows. */
export function awaitedPause(analysis: FileAnalysis, {how, value}: Suspend): AwaitedPause | null {
  if (how !== 'await' || value === null) return null;
  if (value.kind === 'literal') return 'nothing';
  return value.kind === 'call' ? pauseOfCall(analysis, value.call) : null;
}

function pauseOfCall(analysis: FileAnalysis, call: Call): AwaitedPause | null {
  const target = analysis.target(call);
  if (target.kind === 'api') {
    const pause = analysis.catalogue.in(analysis.file.language).pause(target.name);
    if (pause) return pause.position === null ? 'turn' : lasting(call.args[pause.position]?.value);
    if (target.name === 'global.Promise.resolve') return call.args.every(({value}) => value.kind === 'literal') ? 'nothing' : null;
    if (target.name === 'global.Promise') return pauseOfExecutor(call);
    if (/^(asyncio|anyio|trio|global)\./.test(target.name)) return null;
  }
  return isNamedSleep(analysis, call) ? lasting(call.args[0]?.value) : null;
}

function lasting(duration: Value | undefined): AwaitedPause {
  return duration === undefined || (duration.kind === 'literal' && !duration.value) ? 'turn' : 'time';
}

/** `new Promise(resolve => setTimeout(resolve, 100))`: the executor calls nothing but what resolves it later. */
function pauseOfExecutor(call: Call): AwaitedPause | null {
  const executor = call.args[0]?.value;
  if (executor?.kind !== 'function' || executor.function.calls.length !== 1) return null;
  const [timer] = executor.function.calls;
  if (!timer || !isGivenResolve(timer, executor.function)) return null;
  switch (calleeName(timer)) {
    case 'setTimeout':
      return lasting(timer.args[1]?.value);
    case 'setImmediate':
      return 'turn';
    case 'nextTick':
    case 'queueMicrotask':
      return 'nothing';
    default:
      return null;
  }
}

/** The timer is given the function that resolves, or one that calls nothing else. */
function isGivenResolve({args: [first]}: Call, executor: FunctionFacts): boolean {
  const resolve = executor.parameters[0]?.binding;
  const given = first?.value;
  if (resolve === undefined || given === undefined) return false;
  if (given.kind === 'name') return given.binding === resolve;
  if (given.kind !== 'function' || given.function.calls.length !== 1) return false;
  const called = given.function.calls[0]?.callee.root;
  return called?.kind === 'parameter' && called.function === executor;
}

/** A function of the project, or of nobody knows where, that says what it does: `sleep(100)`, `utils.delay(ms)`, `wait(intervalMs)`. */
function isNamedSleep({file}: FileAnalysis, call: Call): boolean {
  const [duration] = call.args;
  if (duration === undefined || call.args.length > 2) return false;
  const name = /[\w$]+$/.exec(file.text.slice(call.calleeSpan.start, call.calleeSpan.end))?.[0] ?? '';
  return SLEEP.test(name) || (WAIT.test(name) && isDuration(duration.value));
}

const SLEEP = /^_*(async_?)?(sleep|delay|set_?timeout)(_?(for|ms|millis|seconds|async|promise))?$/i;

const WAIT = /^_*(wait|pause|timeout)$/i;

function isDuration(value: Value): boolean {
  return value.kind === 'literal' ? typeof value.value === 'number' : /ms$|millis|seconds|secs|delay|interval|duration/i.test(lastName(value));
}
