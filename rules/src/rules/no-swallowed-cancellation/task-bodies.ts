import {calleeName, isSamePlace, mentions, suspensionsIn, withoutAwait, type Block, type Call, type FunctionFacts, type Value} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';

/**
 * Whether the function is only ever started as a task of its own, `create_task(self._poll())`: when it returns, nobody goes on as though
 * it had finished its work. Every call of it in this file is given to something that starts it.
 */
export function isOnlyStarted(analysis: FileAnalysis, fn: FunctionFacts): boolean {
  const starts = analysis.file.functions.flatMap(({calls}) => calls.flatMap(call => startsOf(analysis, call, fn)));
  return starts.length > 0 && starts.every(isStart => isStart);
}

/** For a call that names the function: whether it starts it. */
function startsOf(analysis: FileAnalysis, call: Call, fn: FunctionFacts): readonly boolean[] {
  const isMeant = isCallOf(analysis, call, fn);
  if (isMeant) return [call.use.kind === 'argument' ? isStarter(analysis, call.use.of) : call.use.kind === 'bound' && isStartedLater(analysis, call, call.use.target)];
  return call.args.some(({value}) => isPlace(value) && analysis.functionOf(value)?.facts === fn) ? [isStarter(analysis, call)] : [];
}

/** `work = self._poll()`, and `create_task(work)` in the same function. */
function isStartedLater(analysis: FileAnalysis, {function: fn}: Call, target: Value): boolean {
  return target.kind === 'name' && fn.calls.some(call => call.args[0] !== undefined && isSamePlace(call.args[0].value, target) && isStarter(analysis, call));
}

function isCallOf(analysis: FileAnalysis, call: Call, fn: FunctionFacts): boolean {
  const target = analysis.target(call);
  return target.kind === 'function' && target.function.facts === fn;
}

function isPlace({kind}: Value): boolean {
  return kind === 'name' || kind === 'member';
}

/** Frameworks have starters of their own, which are named alike: `hass.async_create_background_task`. */
function isStarter(analysis: FileAnalysis, call: Call): boolean {
  const target = analysis.target(call);
  if (target.kind === 'api' && analysis.catalogue.combinator(target.name)?.form === 'starter') return true;
  return STARTERS.test(calleeName(call)) || (STARTERS_OF_TASKS.test(calleeName(call)) && call.receiver !== null && TASKS.test(nameOf(call.receiver)));
}

const STARTERS = /^(async_|safe_)?(create|start|spawn|add)_(background_|eager_)?(task|soon|job)(_with_\w+)?$|^ensure_future$|^spawn$/;

/** `background_tasks.create(…)`: of a module or an object that keeps tasks. */
const STARTERS_OF_TASKS = /^(add|create|run|schedule|start)$/;
const TASKS = /(^|_)tasks?$/i;

function nameOf(receiver: Value): string {
  return receiver.kind === 'name' ? receiver.binding.name : receiver.kind === 'member' ? receiver.name : '';
}

/** `await asyncio.sleep(math.inf)`, `await trio.sleep_forever()`: only a cancellation or an error gets past it, so that what follows is for both. */
export function neverEnds(body: Block): boolean {
  return suspensionsIn(body).some(suspension => {
    if (suspension.kind !== 'suspend' || suspension.value === null) return false;
    const awaited = withoutAwait(suspension.value);
    return awaited.kind === 'call' && isEndless(awaited.call) && body.includes(suspension);
  });
}

function isEndless(call: Call): boolean {
  const name = calleeName(call);
  return name === 'sleep_forever' || (name === 'sleep' && call.args.some(({value}) => mentions(value, isInfinite)));
}

function isInfinite(value: Value): boolean {
  if (value.kind === 'member') return value.name === 'inf';
  return (value.kind === 'literal' && value.value === 'inf') || (value.kind === 'name' && value.binding.name === 'inf');
}
