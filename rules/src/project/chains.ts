import {spanOf} from '../facts/index.ts';
import type {BlockingChain, Hop} from './analysis.ts';
import {takenBy, type Effect, type Effects} from './effects.ts';
import {summaryOf, type FunctionEntity} from './entity.ts';
import type {Run} from './runs.ts';
import type {CallSummary} from './summary.ts';

/** Walks from a function to the API that it reaches, by the effect of each function on the way. An object that was just made has kept nothing. */
export function chainFrom(effects: Effects, run: Run, isOfNewObject = false): BlockingChain | null {
  const taken = takenBy(run, fn => {
    const effect = effects.of(fn);
    return effect && isOfNewObject ? {...effect, confidence: effect.confidenceWhenNew} : effect;
  });
  if (!taken) return null;
  const {function: start, effect: first, confidence} = taken;
  const hops: Hop[] = [];
  let caller = start;
  let callerName = spokenName(start);
  for (let effect: Effect | null = first; effect; effect = effects.of(caller)) {
    const call = summaryOf(caller)?.calls[effect.call];
    if (!call) break;
    const callee = effect.through;
    const summary = callee && summaryOf(callee);
    // A callback written in the call is part of its caller, as a reader sees it.
    if (!summary?.isInline) hops.push(hopOf(caller, callerName, call, summary ? spokenName(callee) : spokenApi(effect.api.name)));
    if (!callee || !summary) break;
    caller = callee;
    if (!summary.isInline) callerName = spokenName(callee);
  }
  return {hops, api: first.api, confidence, exits: first.exits};
}

export function hopOf({file}: FunctionEntity, caller: string, {use, start, end, line, column}: CallSummary, callee: string): Hop {
  return {path: file.path, caller, callee, isRead: use === 'read', span: spanOf(start, end), line, column};
}

/** A constructor goes by the name of its class. */
export function spokenName(fn: FunctionEntity): string {
  const summary = summaryOf(fn);
  if (!summary) return '';
  const {name, kind, class: of} = summary;
  const isConstructor = kind === 'constructor' || name.endsWith('.__init__');
  return (isConstructor && of !== null ? fn.file.summary.classes[of]?.name : undefined) ?? name;
}

/** As the program says it: `open`, not `builtins.open`. */
export function spokenApi(name: string): string {
  return name.replace(/^(?:builtins|global)\./, '');
}
