import {
  type Call,
  type ClassFacts,
  type Decorator,
  type FileFacts,
  type FunctionFacts,
  type Reference,
  type Span,
  type Step,
} from '../facts/index.ts';
import {calledInPlace} from './called-in-place.ts';
import {shapeOfCall} from './call-summary.ts';
import {encodeReference, selectEncoded} from './encoded-reference.ts';
import {gatesOf} from './gates.ts';
import {lineIndex, type LineIndex} from './line-index.ts';
import {runningSteps} from './running-steps.ts';
import type {CallSummary, ClassSummary, EncodedReference, FileSummary, FunctionSummary} from './summary.ts';
import {referenceOfValue} from './value-reference.ts';

/** Projects a file's facts on what other files may ask of it. Depends on nothing but the facts, so it can be kept by content. */
export function summarize(facts: FileFacts): FileSummary {
  const lines = lineIndex(facts.text);
  const inPlace = calledInPlace(facts);
  return {
    language: facts.language,
    functions: facts.functions.map(fn => summarizeFunction(fn, facts.text, fn.made !== null || inPlace.has(fn), lines)),
    classes: facts.classes.map(of => summarizeClass(of, facts.functions)),
    exports: Object.fromEntries([...facts.exports].map(([name, reference]) => [name, encodeReference(reference)])),
    reexports: facts.reexports,
    imports: [...new Set(facts.imports.map(({module}) => module))],
  };
}

function summarizeFunction(fn: FunctionFacts, text: string, isInline: boolean, lines: LineIndex): FunctionSummary {
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
    gates: gatesOf(steps, fn, text),
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

function summarizeClass(of: ClassFacts, functions: readonly FunctionFacts[]): ClassSummary {
  const getters = functions.filter(fn => fn.kind === 'getter' && fn.class === of).map(({name, id}) => [name.slice(name.lastIndexOf('.') + 1), id]);
  return {
    id: of.id,
    name: of.name,
    bases: of.bases.map(encodeReference),
    methods: Object.fromEntries([...getters, ...[...of.methods].map(([name, method]) => [name, method.id])]),
    fields: Object.fromEntries([...of.fields].flatMap(([name, references]) => agreed(name, references))),
  };
}

/** A field whose assignments disagree may hold anything. */
function agreed(name: string, references: readonly Reference[]): [string, EncodedReference][] {
  const encoded = new Set(references.map(encodeReference));
  const [only] = encoded;
  return only !== undefined && encoded.size === 1 && !only.startsWith('unknown') ? [[name, only]] : [];
}
