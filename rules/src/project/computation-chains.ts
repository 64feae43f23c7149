import {spanOf} from '../facts/index.ts';
import type {ComputationChain, Hop} from './analysis.ts';
import type {CallShape} from './call-summary.ts';
import {hopOf, spokenApi, spokenName} from './chains.ts';
import type {ComputationEffect, Computations, Work} from './computations.ts';
import {leastOf} from './effects.ts';
import {summaryOf, type FunctionEntity} from './entity.ts';
import type {Run} from './runs.ts';

/** The longest computation of all that a call runs. */
export function longestComputation(computations: Computations, call: CallShape, runs: readonly Run[]): ComputationChain | null {
  // Hardly any call runs a function that computes.
  const computing = runs.filter(({others, function: fn}) => !others && computations.mayCompute(fn));
  if (computing.length === 0) return null;
  const chains = computing.flatMap(run => {
    const own = computations.byArguments(call, run);
    return [own && chainFromEffect(computations, run, own), chainOfComputation(computations, run)].filter(chain => chain !== null);
  });
  return chains.sort((a, b) => lengthOf(b) - lengthOf(a) || a.hops.length - b.hops.length)[0] ?? null;
}

/** Walks from a function to what it computes, by the effect of each function on the way. */
export function chainOfComputation(computations: Computations, run: Run): ComputationChain | null {
  const effect = computations.of(run.function);
  return effect && chainFromEffect(computations, run, effect);
}

function chainFromEffect(computations: Computations, run: Run, first: ComputationEffect): ComputationChain {
  const hops: Hop[] = [];
  let caller = run.function;
  let name = spokenName(caller);
  for (let effect: ComputationEffect | null = first; effect && effect.call !== null; effect = computations.of(caller)) {
    const call = summaryOf(caller)?.calls[effect.call];
    if (!call) break;
    const callee: FunctionEntity | null = effect.through;
    const summary = callee && summaryOf(callee);
    if (!summary?.isInline) hops.push(hopOf(caller, name, call, callee ? spokenName(callee) : spokenWork(first.work)));
    // What the call's own arguments make of the function is not what the function does for everybody.
    if (!callee || effect.distance === 1) break;
    caller = callee;
    if (!summary?.isInline) name = spokenName(callee);
  }
  return {start: spokenName(run.function), hops, work: placed(first.work), confidence: leastOf(first.confidence, run.confidence)};
}

function spokenWork(work: Work): string {
  return work.kind === 'api' ? spokenApi(work.api.name) : '';
}

function placed(work: Work): ComputationChain['work'] {
  if (work.kind === 'api') return work;
  const {turns, at, in: within} = work;
  const {start, end, line, column} = at;
  return {kind: 'loop', turns, at: {path: within.file.path, caller: spokenName(within), span: spanOf(start, end), line, column}};
}

function lengthOf({work}: ComputationChain): number {
  return work.kind === 'loop' && work.turns !== null ? work.turns : Infinity;
}
