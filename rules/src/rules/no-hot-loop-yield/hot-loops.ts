import {
  constantTurns, isPlaceOf, isSuspension, loopsAround, placesIn, placesOfKind, turnsOf,
  type Call, type FunctionFacts, type Loop, type Place, type Suspend,
} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {awaitedPause, type AwaitedPause} from '../awaited-pause.ts';
import {isOfFew} from '../few-elements.ts';
import {idleLoop} from '../idle-loop.ts';
import {polledBy} from '../polled.ts';

/** A loop that gives way on every turn, and waits for nothing else. */
export interface Yield {
  readonly at: Suspend;
  readonly how: Exclude<AwaitedPause, 'time'>;
  readonly loop: Loop;
  readonly turns: Turns;
}

/** How often: a number, without end, or as often as there is data. */
export type Turns = number | 'endless' | 'data';

export function* yieldsOf(analysis: FileAnalysis, fn: FunctionFacts): Iterable<Yield> {
  for (const place of placesOfKind(fn, 'suspend')) {
    const loop = place.around && loopOfEveryTurn(place);
    const how = loop && awaitedPause(analysis, place.step);
    if (!loop || !how || how === 'time' || waitsForMore(analysis, loop.step) || isBusyWait(analysis, fn, loop.step)) continue;
    const turns = turnsAround(place, fn);
    if (turns !== null) yield {at: place.step, how, loop: loop.step, turns};
  }
}

/** The innermost loop, where nothing between decides whether the place is come to. */
export function loopOfEveryTurn(place: Place): Place<Loop> | null {
  for (let at: Place = place; at.around; at = at.around.place) {
    const {place: outer, part} = at.around;
    if (maySkipTheRest(at) || part !== 'body' || isPlaceOf(outer, 'branch')) return null;
    if (isPlaceOf(outer, 'loop')) return outer;
  }
  return null;
}

/** `if (…) continue` before it. */
function maySkipTheRest({block, index}: Place): boolean {
  return block.slice(0, index).some(step => step.kind === 'branch' && placesIn([step]).some(inner => isPlaceOf(inner, 'exit') && inner.step.how === 'continue' && !loopsAround(inner).length));
}

/** What is waited for in the turns makes the loop as slow as that is. */
function waitsForMore(analysis: FileAnalysis, loop: Loop): boolean {
  return loop.isAsync || placesIn(loop.body).some(({step}) => isSuspension(step) && !(step.kind === 'suspend' && isYield(awaitedPause(analysis, step))));
}

function isYield(pause: AwaitedPause | null): boolean {
  return pause === 'turn' || pause === 'nothing';
}

/** `no-busy-wait` has it. */
function isBusyWait(analysis: FileAnalysis, fn: FunctionFacts, loop: Loop): boolean {
  const idle = idleLoop(analysis, loop);
  return idle !== null && polledBy(analysis, fn, loop, idle) !== null;
}

/** Of all the loops around a place; null where they are few, or nobody knows. */
export function turnsAround(place: Place, fn: FunctionFacts): Turns | null {
  let product = 1;
  let isData = false;
  for (const {step} of loopsAround(place)) {
    const turns = constantTurns(step, fn);
    if (turns !== null) product *= turns;
    else if (isEndless(step)) return 'endless';
    else if (turnsOf(step).kind === 'data') isData = true;
    else if (step.form === 'while') isData = true;
  }
  return isData ? 'data' : product > 1 ? product : null;
}

function isEndless({form, test}: Loop): boolean {
  return form === 'while' && test?.kind === 'literal' && Boolean(test.value);
}

/** A call in a loop that gives the event loop one more thing to do, turn after turn. */
export interface Handover {
  readonly call: Call;
  readonly turns: Turns;
  /** The coroutine function that a task is made of, which never suspends; null for a callback. */
  readonly coroutine: string | null;
}

export function* handoversOf(analysis: FileAnalysis, fn: FunctionFacts): Iterable<Handover> {
  if (placesOfKind(fn, 'loop').length === 0) return;
  for (const place of placesOfKind(fn, 'call')) {
    if (!place.around || !HANDOVERS.test(lastWord(place.step))) continue;
    const loop = loopOfEveryTurn(place);
    const turns = loop && isOfDataInHand(loop.step) && !placesIn(loop.step.body).some(({step}) => isSuspension(step)) ? turnsAround(place, fn) : null;
    if (turns === null) continue;
    const coroutine = TASKS.test(lastWord(place.step)) ? shortCoroutine(analysis, place.step) : null;
    if (coroutine !== null || isHandover(analysis, place.step)) yield {call: place.step, turns, coroutine};
  }
}

const HANDOVERS = /^(call_soon_threadsafe|call_soon|setImmediate|nextTick|queueMicrotask|create_task|ensure_future|start_soon)$/;

const TASKS = /^(create_task|ensure_future|start_soon)$/;

/** `create_task(f(x))`, `start_soon(f, x)` of an `f` of the project that never suspends. */
function shortCoroutine(analysis: FileAnalysis, {args: [first]}: Call): string | null {
  if (!first) return null;
  const target = first.value.kind === 'call' ? analysis.target(first.value.call) : null;
  const made = target ? (target.kind === 'function' ? target.function : null) : analysis.functionOf(first.value);
  return made && made.summary.isAsync && !made.summary.isGenerator && !made.summary.suspends ? made.summary.name : null;
}

function lastWord({callee: {root, path}}: Call): string {
  const last = path.at(-1);
  return last?.startsWith('.') ? last.slice(1) : root.kind === 'global' ? root.name : '';
}

/** A loop over few things costs little, and one over what a call gives may wait for each element: lines of a process, rows of a cursor. */
function isOfDataInHand({over}: Loop): boolean {
  return over !== null && over.kind !== 'call' && !isOfFew(over) && !(over.kind === 'member' && /^(stdin|stdout|stderr|stream|body)$/.test(over.name));
}

function isHandover(analysis: FileAnalysis, call: Call): boolean {
  if (call.callee.path.at(-1) === '.call_soon_threadsafe') return true;
  const target = analysis.target(call);
  return target.kind === 'api' && /^(global\.(setImmediate|queueMicrotask)|timers\.setImmediate|(global\.)?process\.nextTick|asyncio\..*\.call_soon)$/.test(target.name);
}
