import {computationsOf, spinsOnClock, type Computation, type FunctionFacts} from '../facts/index.ts';
import type {LineIndex} from '../facts/line-index.ts';
import {argumentFor} from './argument-position.ts';
import type {RunningStep} from './running-steps.ts';
import type {ComputationSummary, FunctionSummary} from './summary.ts';

/** Fewer turns are nobody's business, whatever is done in them. */
const FEWEST_TURNS = 10_000;

/** What callers of a synchronous function may want to know of its loops; nothing for most functions. */
export function summarizeComputations(fn: FunctionFacts, running: readonly RunningStep[], lines: LineIndex): Pick<FunctionSummary, 'computes'> {
  if (fn.isAsync || fn.isGenerator || !running.some(({step}) => step.kind === 'loop' || step.kind === 'call')) return {};
  const computes = [
    ...computationsOf(fn).filter(({turns, parameters}) => turns >= FEWEST_TURNS || parameters.length > 0).map(computation => summarizeComputation(fn, computation, running, lines)),
    ...running.map(place => summarizeSpin(place, lines)),
  ].filter(summary => summary !== null);
  return computes.length > 0 ? {computes} : {};
}

/** Null for a loop that is no part of the program's ordinary life. */
function summarizeComputation(fn: FunctionFacts, {step, span, turns, parameters, mayEndEarly}: Computation, running: readonly RunningStep[], lines: LineIndex): ComputationSummary | null {
  const place = running.find(candidate => candidate.step === step);
  const {start, end} = span;
  return place ? {turns, parameters: parameters.map(parameter => argumentFor(fn, fn.parameters.findIndex(({binding}) => binding === parameter))), mayEndEarly, conditions: place.conditions, start, end, ...lines.positionOf(start)} : null;
}

function summarizeSpin({step, conditions}: RunningStep, lines: LineIndex): ComputationSummary | null {
  if (step.kind !== 'loop' || !spinsOnClock(step)) return null;
  const {start, end} = step.header;
  return {turns: null, parameters: [], mayEndEarly: false, conditions, start, end, ...lines.positionOf(start)};
}

