import {
  memberName,
  type Call,
  type ClassFacts,
  type Decorator,
  type FileFacts,
  type FunctionFacts,
  type Reference,
  type Span,
  type Step,
  type Value,
} from '../facts/index.ts';
import {calledInPlace} from './called-in-place.ts';
import {shapeOfCall} from './call-summary.ts';
import {encodeReference, selectEncoded} from './encoded-reference.ts';
import {lineIndex, type LineIndex} from './line-index.ts';
import {runningSteps} from './running-steps.ts';
import type {CallSummary, ClassSummary, EncodedReference, FileSummary, FunctionSummary, Gate} from './summary.ts';
import {referenceOfValue} from './value-reference.ts';

/** Projects a file's facts on what other files may ask of it. Depends on nothing but the facts, so it can be kept by content. */
export function summarize(facts: FileFacts): FileSummary {
  const lines = lineIndex(facts.text);
  const inPlace = calledInPlace(facts);
  return {
    language: facts.language,
    functions: facts.functions.map(fn => summarizeFunction(fn, fn.made !== null || inPlace.has(fn), lines)),
    classes: facts.classes.map(summarizeClass),
    exports: Object.fromEntries([...facts.exports].map(([name, reference]) => [name, encodeReference(reference)])),
    reexports: facts.reexports,
    imports: [...new Set(facts.imports.map(({module}) => module))],
  };
}

function summarizeFunction(fn: FunctionFacts, isInline: boolean, lines: LineIndex): FunctionSummary {
  const steps = isCallable(fn) ? [...runningSteps(fn.body)] : [];
  return {
    id: fn.id,
    name: fn.name,
    kind: fn.kind,
    isAsync: fn.isAsync,
    isGenerator: fn.isGenerator,
    class: fn.class?.id ?? null,
    isInline,
    start: fn.span.start,
    end: fn.span.end,
    ...lines.positionOf(fn.nameSpan.start),
    calls: steps.flatMap(step => (step.kind === 'call' ? summarizeCall(step, lines) : [])),
    gates: gatesOf(steps, fn),
    suspends: steps.some(isSuspension),
    returns: fn.returns && encodeReference(fn.returns),
    returned: onlyReturned(fn),
    returnsValue: fn.returned.length > 0,
    decorators: fn.decorators.map(encodeDecorator),
  };
}

/** Module and class bodies run by import, not by a call. */
function isCallable({kind}: FunctionFacts): boolean {
  return kind !== 'module' && kind !== 'class body';
}

function summarizeCall(call: Call, lines: LineIndex): CallSummary[] {
  const shape = shapeOfCall(call);
  const isKnown = !/^(?:unknown|parameter)\b/.test(shape.callee);
  if (!isKnown && !shape.args.some(argument => argument.reference !== undefined)) return [];
  const span: Span = call.span;
  return [{...shape, start: span.start, end: span.end, ...lines.positionOf(span.start)}];
}

/** Scopes and calls up to and including the first suspension that is not just the entering of a scope. */
function gatesOf(steps: readonly Step[], fn: FunctionFacts): Gate[] {
  const gates: Gate[] = [];
  if (!fn.isAsync) return gates;
  for (const step of steps) {
    if (step.kind === 'call') gates.push(gateOf(step.callee, step.receiver));
    else if (step.kind === 'scope') gates.push(gateOf(referenceOfValue(step.resource, fn), step.resource));
    if (step.kind === 'suspend' || (step.kind === 'loop' && step.isAsync)) break;
  }
  return gates;
}

function gateOf(reference: Reference, value: Value | null): Gate {
  return {reference: encodeReference(reference), name: value && nameOfValue(value)};
}

function nameOfValue(value: Value): string | null {
  switch (value.kind) {
    case 'name':
      return value.binding.name;
    case 'member':
    case 'global':
      return value.name;
    case 'call':
      return memberName(value.call.callee) ?? null;
    default:
      return null;
  }
}

function isSuspension(step: Step): boolean {
  return step.kind === 'suspend' || ((step.kind === 'loop' || step.kind === 'scope') && step.isAsync);
}

function onlyReturned(fn: FunctionFacts): EncodedReference | null {
  const [value, ...more] = fn.returned;
  if (value === undefined || more.length > 0) return null;
  const reference = referenceOfValue(value, fn);
  return reference.root.kind === 'unknown' ? null : encodeReference(reference);
}

function encodeDecorator({reference, call}: Decorator): EncodedReference {
  const encoded = encodeReference(reference);
  return call === null ? encoded : selectEncoded(encoded, '()');
}

function summarizeClass(of: ClassFacts): ClassSummary {
  return {
    id: of.id,
    name: of.name,
    bases: of.bases.map(encodeReference),
    methods: Object.fromEntries([...of.methods].map(([name, method]) => [name, method.id])),
    fields: Object.fromEntries([...of.fields].flatMap(([name, references]) => agreed(name, references))),
  };
}

/** A field whose assignments disagree may hold anything. */
function agreed(name: string, references: readonly Reference[]): [string, EncodedReference][] {
  const encoded = new Set(references.map(encodeReference));
  const [only] = encoded;
  return only !== undefined && encoded.size === 1 && !only.startsWith('unknown') ? [[name, only]] : [];
}
