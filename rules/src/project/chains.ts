import {spanOf} from '../facts/index.ts';
import type {BlockingChain, Hop} from './analysis.ts';
import {summaryOf, type Effects} from './effects.ts';
import type {FunctionEntity} from './entity.ts';
import type {CallSummary, FunctionSummary} from './summary.ts';

/** Walks from a function to the API that it reaches, by the effect of each function on the way. */
export function chainFrom(effects: Effects, start: FunctionEntity): BlockingChain | null {
  const first = effects.of(start);
  if (!first) return null;
  const hops: Hop[] = [];
  let caller = start;
  let callerName = summaryOf(start)?.name ?? '';
  for (let effect = effects.of(start); effect; effect = effects.of(caller)) {
    const call = summaryOf(caller)?.calls[effect.call];
    if (!call) break;
    const callee = effect.through;
    const summary = callee && summaryOf(callee);
    // A callback written in the call is part of its caller, as a reader sees it.
    if (!summary?.isInline) hops.push(hopOf(caller, callerName, call, summary ? spokenName(callee, summary) : spokenApi(effect.api.name)));
    if (!callee || !summary) break;
    caller = callee;
    if (!summary.isInline) callerName = spokenName(callee, summary);
  }
  return {hops, api: first.api, confidence: first.confidence};
}

function hopOf({file}: FunctionEntity, caller: string, {start, end, line, column}: CallSummary, callee: string): Hop {
  return {path: file.path, caller, callee, span: spanOf(start, end), line, column};
}

/** A constructor goes by the name of its class. */
function spokenName({file}: FunctionEntity, {name, kind, class: of}: FunctionSummary): string {
  const isConstructor = kind === 'constructor' || name.endsWith('.__init__');
  return (isConstructor && of !== null ? file.summary.classes[of]?.name : undefined) ?? name;
}

/** As the program says it: `open`, not `builtins.open`. */
function spokenApi(name: string): string {
  return name.replace(/^(?:builtins|global)\./, '');
}
