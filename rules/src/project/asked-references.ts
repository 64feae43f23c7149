import type {Call, FileFacts, FunctionFacts, Language} from '../facts/index.ts';
import {callableReference, useOf} from './call-summary.ts';
import {encodedCallee, encodeReference} from './encoded-reference.ts';
import {implicitCalls} from './implicit-calls.ts';
import type {AskedReferences, CallSummary, EncodedReference} from './summary.ts';

/**
 * Whether the index reads no more files of the language than problems rest on. In JavaScript nearly all text is in files that may have problems, or that
 * those need: to find out which, by following calls, takes longer than to read the rest, and more memory.
 */
export function isReadOnDemand(language: Language): boolean {
  return language === 'python';
}

/**
 * What the given functions call, read and hand over. Their calls spread no effects, so that no other file asks for them; but the problems of
 * their own file rest on what they lead to, and the index reads that ahead.
 */
export function askedReferences(facts: FileFacts, functions: readonly FunctionFacts[]): AskedReferences {
  const asked = new Map<CallSummary['use'], Set<EncodedReference>>();
  const hasStars = facts.language === 'python' && facts.reexports.length > 0;
  const ask = (use: CallSummary['use'], reference: EncodedReference): void => {
    if (!LEADS_NOWHERE.test(reference) || (hasStars && reference.startsWith('global:'))) addTo(asked, use, reference);
  };
  for (const fn of functions) {
    for (const call of fn.calls) {
      ask(useOf(call), encodedCallee(call));
      for (const reference of functionsGivenTo(call)) ask('other', reference);
    }
    for (const {callee, use} of implicitCalls(facts, fn)) ask(use, encodeReference(callee));
  }
  return Object.fromEntries([...asked].map(([use, references]) => [use, [...references]]));
}

/** Builtins, and what nobody knows; and functions of the file itself, which are looked at anyway. */
const LEADS_NOWHERE = /^(?:unknown|parameter|global)\b|^(?:function|class):\d+$/;

function functionsGivenTo({args, function: within}: Call): readonly EncodedReference[] {
  return args.flatMap(({value}) => {
    const reference = value.kind === 'function' || value.kind === 'literal' ? null : callableReference(value, within);
    return reference === null ? [] : [encodeReference(reference)];
  });
}

function addTo(asked: Map<CallSummary['use'], Set<EncodedReference>>, use: CallSummary['use'], reference: EncodedReference): void {
  const known = asked.get(use);
  if (known) known.add(reference);
  else asked.set(use, new Set([reference]));
}
