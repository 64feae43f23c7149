import {
  isPlaceOf, mentions, outwards, placesOf, suspensionsIn, waysOut,
  type Block, type Call, type Confidence, type FunctionFacts, type Handler, type Place, type Problem, type Scope, type Step, type Suggestion, type Try, type Value,
} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {referenceOfValue} from '../../project/value-reference.ts';
import {shortTextOf} from '../source-text.ts';
import {isInCleanup, outcomeOf, takersOfError, type Outcome} from './outcome.ts';
import {asksWhoWasCancelled, waitsForCancelled, waitsForOthersOnly} from './own-cancellation.ts';
import {isOnlyStarted, neverEnds} from './task-bodies.ts';

/** Handlers and suppressions in coroutines that a cancellation lands in and does not leave. */
export function* cancellationsSwallowed(analysis: FileAnalysis): Generator<Problem> {
  for (const fn of analysis.file.functions) {
    if (!fn.isAsync) continue;
    for (const place of placesOf(fn)) {
      const problem = isPlaceOf(place, 'try') ? getHandlerProblem(analysis, fn, place) : isPlaceOf(place, 'scope') ? getSuppressionProblem(analysis, fn, place) : null;
      if (problem && !isExcused(analysis, fn)) yield problem;
    }
  }
}

function getHandlerProblem(analysis: FileAnalysis, fn: FunctionFacts, place: Place<Try>): Problem | null {
  const {body, handlers} = place.step;
  // The first handler that takes it is the only one that sees it.
  const handler = handlers.find(({cancellation}) => cancellation !== 'no');
  if (!handler || suspensionsIn(body).length === 0 || waitsForCancelled(body, fn) || isShielded(place) || isShieldedInside(body)) return null;
  const isSame = (thrown: Value | null) => thrown === null || (thrown.kind === 'name' && thrown.binding === handler.name) || isCancellation(analysis, thrown, fn);
  const outcome = outcomeOf(place, handler, fn, isSame, test => provesCancellation(analysis, test, handler, fn));
  const takers = takersOfError(handler);
  if (outcome.kind === 'passed on' || takers.some(taker => throws(analysis, taker))) return null;
  if (outcome.kind === 'ends' && neverEnds(body)) return null;
  const isDoubtful = takers.length > 0 || isInCleanup(place) || waitsForOthersOnly(body) || endsProgram(analysis, handler) || (outcome.kind === 'loop' && asksWhetherToEnd(handler)) || (outcome.leaves && hasNoSequel(analysis, fn));
  return {
    messageId: outcome.kind === 'replaced' || outcome.kind === 'ends' ? outcome.kind : 'swallowed',
    data: {handler: shortTextOf(analysis, handler.header).replace(/:$/, ''), outcome: OUTCOMES[outcome.kind]},
    span: handler.header,
    confidence: isDoubtful ? 'possible' : confidenceOf(handler, outcome),
    related: [],
    get suggestions() {
      return suggestionsOf(analysis, handler, outcome);
    },
  };
}

const OUTCOMES: Readonly<Record<Outcome['kind'], string>> = {
  'passed on': '',
  'replaced': '',
  'loop': 'goes on with the loop',
  'goes on': 'goes on',
  'returns': 'returns',
  'ends': '',
};

function confidenceOf(handler: Handler, outcome: Outcome): Confidence {
  if (outcome.kind === 'loop') return 'definite';
  if (outcome.kind === 'replaced' && (handler.cancellation === 'broad' || outcome.passesSome)) return 'possible';
  return 'probable';
}

/** When the function ends, nobody goes on as though it had done its work: it runs on its own, it is a command, or it gives no result but what it has given already. */
function hasNoSequel(analysis: FileAnalysis, fn: FunctionFacts): boolean {
  return fn.isGenerator || isOnlyStarted(analysis, fn) || analysis.isOfCommandLine;
}

/** `if self._stopping: return`, and the loop goes on otherwise: drivers raise cancellations that nobody asked for, and the flag tells them apart. */
function asksWhetherToEnd({name, body, cancellation}: Handler): boolean {
  const isOfError = (value: Value) => value.kind === 'name' && value.binding === name;
  return cancellation === 'named' && body.some(step => step.kind === 'branch' && isFlag(step.test) && !mentions(step.test, isOfError) && !waysOut(step.then).falls);
}

function isFlag(test: Value): boolean {
  return test.kind === 'name' || test.kind === 'member';
}

/** `self._convert_error(error)`: a function of this file that throws. */
function throws(analysis: FileAnalysis, taker: Call): boolean {
  const meaning = analysis.target(taker);
  return meaning.kind === 'function' && meaning.function.facts !== null && waysOut(meaning.function.facts.body).exits.some(exit => exit.how === 'throw');
}

/** `except (KeyboardInterrupt, asyncio.CancelledError)`: who takes the end of the program too has nobody above. */
function endsProgram(analysis: FileAnalysis, {types}: Handler): boolean {
  return types.some(type => {
    const meaning = analysis.meaning(type);
    return meaning.kind === 'api' && /(^|\.)(KeyboardInterrupt|SystemExit)$/.test(meaning.name);
  });
}

/** `with CancelScope(shield=True)`: nothing that the body awaits is cancelled. */
function isShielded(place: Place): boolean {
  return [...outwards(place)].some(({place: {step}}) => isShield(step));
}

/** Every suspension point of the body stands in a shielded scope. */
function isShieldedInside(body: Block): boolean {
  return body.some(isShield) && body.every(step => isShield(step) || suspensionsIn([step]).length === 0);
}

function isShield(step: Step): boolean {
  if (step.kind !== 'scope' || step.resource.kind !== 'call') return false;
  return step.resource.call.args.some(({name, value}) => name === 'shield' && value.kind === 'literal' && value.value === true);
}

/** Appending `raise` helps only where the end of the handler is reached. */
function suggestionsOf(analysis: FileAnalysis, handler: Handler, outcome: Outcome): readonly Suggestion[] {
  if (handler.cancellation === 'broad') {
    const rewrite = analysis.edits.passCancellationOn(handler);
    return rewrite.ok ? [{title: 'Pass the cancellation on before this handler.', edits: rewrite.edits}] : [];
  }
  const rewrite = outcome.onlyFalls ? analysis.edits.rethrow(handler) : null;
  return rewrite?.ok ? [{title: 'Raise it again.', edits: rewrite.edits}] : [];
}

/** What `isinstance(error, …)` says when the error is a cancellation. */
function provesCancellation(analysis: FileAnalysis, test: Value, handler: Handler, fn: FunctionFacts): boolean | null {
  if (test.kind !== 'operation') return null;
  const [left, right] = test.operands;
  if (test.operator === 'or' || test.operator === 'and') return provesTogether(test.operator, test.operands.map(operand => provesCancellation(analysis, operand, handler, fn)));
  if (test.operator === 'not' && left) {
    const answer = provesCancellation(analysis, left, handler, fn);
    return answer === null ? null : !answer;
  }
  if (test.operator !== 'instanceof' || left?.kind !== 'name' || left.binding !== handler.name || !right) return null;
  const types = right.kind === 'collection' ? right.elements.map(element => element.value) : [right];
  return types.some(type => CATCHING.has(nameOf(analysis, type, fn) ?? '') || CANCELLATIONS.has(nameOf(analysis, type, fn) ?? ''));
}

/** One true operand is enough for `or`, one false one for `and`. */
function provesTogether(operator: 'or' | 'and', answers: readonly (boolean | null)[]): boolean | null {
  const decides = operator === 'or';
  if (answers.includes(decides)) return decides;
  return answers.includes(null) ? null : !decides;
}

const CANCELLATIONS: ReadonlySet<string> = new Set(['asyncio.CancelledError', 'asyncio.exceptions.CancelledError', 'anyio.get_cancelled_exc_class()', 'trio.Cancelled']);
const CATCHING: ReadonlySet<string> = new Set(['builtins.BaseException', 'BaseException']);

/** `CancelledError`, also as an instance that is thrown anew, and as the one that another thread's future understands. */
function isCancellation(analysis: FileAnalysis, value: Value, fn: FunctionFacts): boolean {
  const type = value.kind === 'call' ? nameOfCallee(analysis, value.call) : nameOf(analysis, value, fn);
  return type !== null && (CANCELLATIONS.has(type) || /^concurrent\.futures\.(_base\.)?CancelledError$/.test(type));
}

function nameOf(analysis: FileAnalysis, value: Value, fn: FunctionFacts): string | null {
  const meaning = analysis.meaning(referenceOfValue(value, fn));
  return meaning.kind === 'api' ? meaning.name : null;
}

function nameOfCallee(analysis: FileAnalysis, call: Call): string | null {
  const meaning = analysis.target(call);
  return meaning.kind === 'api' ? meaning.name : null;
}

/** `with contextlib.suppress(asyncio.CancelledError):` around a suspension point. */
function getSuppressionProblem(analysis: FileAnalysis, fn: FunctionFacts, place: Place<Scope>): Problem | null {
  const {resource, body, header} = place.step;
  if (resource.kind !== 'call' || nameOfCallee(analysis, resource.call) !== 'contextlib.suppress') return null;
  const suppressed = resource.call.args.map(argument => nameOf(analysis, argument.value, fn) ?? '');
  if (!suppressed.some(name => CANCELLATIONS.has(name) || CATCHING.has(name))) return null;
  if (suspensionsIn(body).length === 0 || waitsForCancelled(body, fn)) return null;
  const confidence = isInCleanup(place) || waitsForOthersOnly(body) ? 'possible' : 'probable';
  return {messageId: 'suppressed', data: {handler: shortTextOf(analysis, header).replace(/:$/, '')}, span: header, confidence, related: [], suggestions: []};
}

/** Nobody waits above a program's first coroutine; and who asks whether the task is cancelling knows what it takes. */
function isExcused(analysis: FileAnalysis, fn: FunctionFacts): boolean {
  return asksWhoWasCancelled(fn) || /^_?(a|async_?)?main(_?async)?$/.test(fn.name) || isRun(analysis, fn);
}

const RUNNERS: ReadonlySet<string> = new Set(['asyncio.run', 'asyncio.Runner().run', 'anyio.run', 'trio.run', 'uvloop.run', 'asyncio.get_event_loop().run_until_complete', 'asyncio.new_event_loop().run_until_complete', '*.run_until_complete']);

/** Handed to `asyncio.run`, called or by name. */
function isRun(analysis: FileAnalysis, fn: FunctionFacts): boolean {
  return analysis.file.functions.some(({calls}) => calls.some(call => {
    const [first] = call.args;
    if (!first || !(RUNNERS.has(nameOfCallee(analysis, call) ?? '') || call.callee.path.at(-1) === '.run_until_complete')) return false;
    return startedFunction(analysis, first.value) === fn;
  }));
}

function startedFunction(analysis: FileAnalysis, value: Value): FunctionFacts | null {
  if (value.kind !== 'call') return analysis.functionOf(value)?.facts ?? null;
  const meaning = analysis.target(value.call);
  return meaning.kind === 'function' ? meaning.function.facts : null;
}
