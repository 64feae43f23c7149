import {
  calleeName, loopsAround, mentions, placesIn, placesOfKind, restAfter, withinValue, withoutAwait,
  type Call, type Confidence, type FunctionFacts, type Handler, type Place, type Problem, type Step, type Suggestion, type Try, type Value,
} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {shortCalleeText, shortTextOf, textOf} from '../source-text.ts';
import {isInCleanup, outcomeOf, takersOfError, type Outcome} from './outcome.ts';

/** Catches around a call that the caller's signal may abort, which treat the abort as any failure. */
export function* abortedCallsSwallowed(analysis: FileAnalysis): Generator<Problem> {
  for (const fn of analysis.file.functions) {
    for (const place of placesOfKind(fn, 'try')) {
      const problem = getProblem(analysis, fn, place);
      if (problem) yield problem;
    }
  }
}

function getProblem(analysis: FileAnalysis, fn: FunctionFacts, place: Place<Try>): Problem | null {
  const [handler] = place.step.handlers;
  const call = handler && abortableCall(place.step);
  if (!handler || !call || knowsOfAborts(place, handler)) return null;
  // Whatever is thrown, the caller sees that it failed.
  const outcome = outcomeOf(place, handler, fn, () => true, () => null);
  if (outcome.kind === 'passed on') return null;
  return {
    messageId: 'aborted',
    data: {handler: isClause(analysis, handler) ? shortTextOf(analysis, handler.header) : '.catch(…)', callee: shortCalleeText(analysis, call), outcome: OUTCOMES[outcome.kind]},
    span: handler.header,
    confidence: isInCleanup(place) ? 'possible' : confidenceOf(analysis, place, handler, outcome),
    related: [],
    get suggestions() {
      return suggestionsOf(analysis, handler);
    },
  };
}

const OUTCOMES: Readonly<Record<Outcome['kind'], string>> = {
  'passed on': '',
  'replaced': '',
  'loop': 'goes on with the loop',
  'goes on': 'goes on',
  'returns': 'returns',
  'ends': 'ends as if it had finished',
};

/** Going on with side effects is wrong whatever the caller does; a result that says "nothing" may be what the caller wants. */
function confidenceOf(analysis: FileAnalysis, place: Place<Try>, handler: Handler, outcome: Outcome): Confidence {
  if (outcome.kind === 'loop') return takersOfError(handler).length > 0 ? 'possible' : 'definite';
  if (outcome.kind !== 'goes on' || takersOfError(handler).length > 0 || !isClause(analysis, handler)) return 'possible';
  const rest = restAfter(place).map(({step}) => step);
  // What is given the aborted signal again ends by itself.
  if (rest.some(step => step.kind === 'call' && step.args.some(argument => carriesCallersSignal(argument.value)))) return 'possible';
  return rest.some(step => step.kind === 'suspend') ? 'definite' : 'probable';
}

/** The handler of a promise's `catch` method gives another value, and what follows can tell it apart; a `catch` clause gives none. */
function isClause(analysis: FileAnalysis, {header}: Handler): boolean {
  return textOf(analysis, header).startsWith('catch');
}

function suggestionsOf(analysis: FileAnalysis, handler: Handler): readonly Suggestion[] {
  const rewrite = analysis.edits.passCancellationOn(handler);
  return rewrite.ok ? [{title: 'Throw it again when it is an abort.', edits: rewrite.edits}] : [];
}

/** An awaited call in the body that is given a signal which is the caller's. */
function abortableCall({body}: Try): Call | null {
  for (const {step} of placesIn(body)) {
    const awaited = step.kind === 'suspend' ? step.value : step.kind === 'loop' && step.isAsync ? step.over : null;
    for (const part of awaited ? withinValue(awaited) : []) {
      if (part.kind === 'call' && part.call.args.some(argument => carriesCallersSignal(argument.value))) return part.call;
    }
  }
  return null;
}

function carriesCallersSignal(value: Value): boolean {
  if (value.kind === 'collection') return value.elements.some(element => element.name === 'signal' && isCallers(element.value, 0));
  return isCallers(value, 0);
}

/** A signal that came from outside: a parameter, a member of one, or a combination with one. One's own controller or timeout is not. */
function isCallers(value: Value, depth: number): boolean {
  if (depth > 5) return false;
  switch (value.kind) {
    case 'name':
      if (value.binding.kind === 'parameter') return isSignal(value.binding.name) || isSignalType(value.binding.annotation?.root);
      return value.binding.kind === 'local' && value.binding.values.some(made => isCallers(made, depth + 1));
    case 'member':
      return isSignal(value.name) && value.object.kind === 'name' && value.object.binding.kind === 'parameter' && !/controller/i.test(value.object.binding.name);
    case 'call':
      return calleeName(value.call) === 'any' && value.call.args.some(({value: combined}) => combined.kind === 'collection' && combined.elements.some(element => isCallers(element.value, depth + 1)));
    case 'operation':
      return value.operands.some(operand => isCallers(operand, depth + 1));
    case 'awaited':
      return isCallers(withoutAwait(value), depth + 1);
    default:
      return false;
  }
}

function isSignal(name: string): boolean {
  return /^(\w*S|s|abortS)ignal$/.test(name);
}

function isSignalType(root: {readonly kind: string; readonly name?: string} | undefined): boolean {
  return root?.kind === 'global' && root.name === 'AbortSignal';
}

/** The handler, what follows it, or a loop around it asks whether this was an abort. */
function knowsOfAborts(place: Place<Try>, {body, name}: Handler): boolean {
  const isQuestion = (part: Value) => asksForAbort(part) || (part.kind === 'member' && /^(name|code|cause)$/.test(part.name) && part.object.kind === 'name' && part.object.binding === name);
  if (placesIn(body).some(({step}) => valuesOf(step).some(value => mentions(value, isQuestion)))) return true;
  const loops = loopsAround(place);
  const later = [...restAfter(place), ...loops.flatMap(({step}) => placesIn(step.body))].map(({step}) => step);
  return [...later, ...loops.map(({step}) => step)].some(step => valuesOf(step).some(value => mentions(value, asksForAbort)));
}

/** `signal.aborted`, `signal.throwIfAborted()`, `isAbortError(error)`, `error instanceof AbortError`, `'AbortError'`. */
function asksForAbort(part: Value): boolean {
  switch (part.kind) {
    case 'member':
      return part.name === 'aborted' || part.name === 'throwIfAborted';
    case 'call':
      return /abort|cancel/i.test(calleeName(part.call));
    case 'name':
      return /^(is)?(Abort|Cancel|DOMException)/i.test(part.binding.name) && part.binding.kind !== 'parameter' && part.binding.kind !== 'local';
    case 'global':
      return part.name === 'DOMException';
    case 'literal':
      return part.value === 'AbortError' || part.value === 'ABORT_ERR';
    default:
      return false;
  }
}

function valuesOf(step: Step): readonly Value[] {
  switch (step.kind) {
    case 'branch':
      return [step.test];
    case 'call':
      return [{kind: 'call', call: step, span: step.span}];
    case 'bind':
      return [step.value];
    case 'exit':
      return step.value ? [step.value] : [];
    case 'loop':
      return step.test ? [step.test] : [];
    default:
      return [];
  }
}
