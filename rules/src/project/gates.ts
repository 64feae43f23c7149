import type {Call, FunctionFacts, Scope, Step, Value} from '../facts/index.ts';
import {encodeReference} from './encoded-reference.ts';
import type {Gate} from './summary.ts';
import {referenceOfValue} from './value-reference.ts';

/** The scopes entered and calls made until an asynchronous function first awaits something that is not the entering of a scope. */
export function gatesOf(steps: readonly Step[], fn: FunctionFacts, text: string): Gate[] {
  const gates: Gate[] = [];
  if (!fn.isAsync) return gates;
  for (const step of steps) {
    const gate = step.kind === 'call' ? gateOfCall(step, text) : step.kind === 'scope' ? gateOfScope(step, fn, text) : null;
    if (gate && mayLimit(gate)) gates.push(gate);
    if (step.kind === 'suspend' || (step.kind === 'loop' && step.isAsync)) break;
  }
  return gates;
}

/** A limiter that came in as a parameter has only its name to say so; taking it for one silences a report, and makes none. */
export function isLimiterName(name: string): boolean {
  return /(?:^|[._a-z])(?:sem|semaphore|limit|limiter|throttle|throttler)(?:\.(?:acquire|run|schedule|take|use))?$/i.test(name);
}

/** Of most calls nothing is known, and their names say nothing. */
function mayLimit({reference, name}: Gate): boolean {
  return !/^(?:unknown|parameter)/.test(reference) || (name !== null && isLimiterName(name));
}

function gateOfCall({callee, calleeSpan, receiver, function: fn}: Call, text: string): Gate {
  const isOwn = receiver !== null && isMadeBy(receiver, fn);
  return {kind: 'call', reference: encodeReference(callee), isOwn, name: nameIn(text.slice(calleeSpan.start, calleeSpan.end))};
}

function gateOfScope({resource}: Scope, fn: FunctionFacts, text: string): Gate {
  const reference = encodeReference(referenceOfValue(resource, fn));
  return {kind: 'scope', reference, isOwn: isMadeBy(resource, fn), name: nameIn(text.slice(resource.span.start, resource.span.end))};
}

/** A call, or a local name that was given one's result. */
function isMadeBy(value: Value, fn: FunctionFacts): boolean {
  if (value.kind === 'call') return true;
  return value.kind === 'name' && value.binding.owner === fn && value.binding.values.some(({kind}) => kind === 'call');
}

function nameIn(written: string): string | null {
  return /^[\w$.]{1,60}$/.test(written) ? written : null;
}
