import {
  type ClassFacts,
  type Decorator,
  type FileFacts,
  type FunctionFacts,
  type Reference,
  type Span,
  type Step,
} from '../facts/index.ts';
import {argumentFor} from './argument-position.ts';
import {askedReferences, isReadOnDemand} from './asked-references.ts';
import {summarizeArgumentUses} from './argument-uses.ts';
import {calledInPlace} from './called-in-place.ts';
import {callableReference, type CallShape, isPlainBuiltin, shapeOfCall, shapeOfImplicitCall} from './call-summary.ts';
import {summarizeComputations} from './computation-summary.ts';
import {encodeReference, selectEncoded} from './encoded-reference.ts';
import {gatesOf} from './gates.ts';
import {gettersByClass, memberNameOf} from './getters.ts';
import {implicitCalls, type ImplicitCall} from './implicit-calls.ts';
import {lineIndex, type LineIndex} from '../facts/line-index.ts';
import type {Need} from './needs.ts';
import {drivesCoroutines} from './own-schedulers.ts';
import {runningSteps, type RunningStep} from './running-steps.ts';
import type {CallSummary, ClassSummary, DecoratorSummary, EncodedReference, FileSummary, FunctionSummary} from './summary.ts';
import {referenceOfValue} from './value-reference.ts';

/** Projects a file's facts on what other files may ask of it. Depends on nothing but the facts, so it can be kept by content. */
export function summarize(facts: FileFacts): FileSummary {
  const summary = summarizeWith(facts, (fn, inFile) => Object.assign(summarizeHead(fn, inFile), summarizeBody(fn, inFile)));
  if (!isReadOnDemand(facts.language)) return summary;
  const asks = askedReferences(facts, facts.functions.filter(fn => !isCallable(fn) || !spreadsItsCalls(fn)));
  return Object.keys(asks).length > 0 ? {...summary, asks} : summary;
}

/** The same; what a body does is worked out when it is first asked: while a file is typed into, most of its functions are called by no rule. */
export function summarizeLazily(facts: FileFacts): FileSummary {
  return summarizeWith(facts, (fn, inFile) => Object.assign(new LazyBody(fn, inFile), summarizeHead(fn, inFile)));
}

/** A class, as an object with getters of its own takes several times as long to make. */
class LazyBody implements FunctionBody {
  readonly #fn: FunctionFacts;
  readonly #inFile: InFile;
  #known: FunctionBody | undefined;

  constructor(fn: FunctionFacts, inFile: InFile) {
    this.#fn = fn;
    this.#inFile = inFile;
  }

  get calls() {
    return this.#body.calls;
  }

  get gates() {
    return this.#body.gates;
  }

  get suspends() {
    return this.#body.suspends;
  }

  get computes() {
    return this.#body.computes;
  }

  get callsArguments() {
    return this.#body.callsArguments;
  }

  get handsOn() {
    return this.#body.handsOn;
  }

  get #body(): FunctionBody {
    return (this.#known ??= summarizeBody(this.#fn, this.#inFile));
  }
}

function summarizeWith(facts: FileFacts, summarizeFunction: (fn: FunctionFacts, inFile: InFile) => FunctionSummary): FileSummary {
  const inFile: InFile = {facts, lines: lineIndex(facts.text), inPlace: calledInPlace(facts)};
  const getters = gettersByClass(facts);
  return {
    language: facts.language,
    functions: facts.functions.map(fn => summarizeFunction(fn, inFile)),
    classes: facts.classes.map(of => summarizeClass(of, getters.get(of) ?? [])),
    exports: Object.fromEntries([...facts.exports].map(([name, reference]) => [name, encodeReference(reference)])),
    ...(facts.constants?.size ? {constants: Object.fromEntries(facts.constants)} : {}),
    reexports: facts.reexports,
    imports: [...new Set(facts.imports.map(({module}) => module))],
    ...(drivesCoroutines(facts) ? {drivesCoroutines: true} : {}),
  };
}

interface InFile {
  readonly facts: FileFacts;
  readonly lines: LineIndex;
  readonly inPlace: ReadonlySet<FunctionFacts>;
}

type FunctionBody = Pick<FunctionSummary, 'calls' | 'callsArguments' | 'computes' | 'gates' | 'handsOn' | 'suspends'>;

function summarizeHead(fn: FunctionFacts, {lines, inPlace}: InFile): Omit<FunctionSummary, keyof FunctionBody> {
  const {line, column} = lines.positionOf(fn.nameSpan.start);
  return {
    id: fn.id,
    name: fn.name,
    kind: fn.kind,
    isAsync: fn.isAsync,
    isGenerator: fn.isGenerator,
    class: fn.class?.id ?? null,
    ...(fn.namespace ? {namespace: fn.namespace.id} : {}),
    isInline: fn.made !== null || inPlace.has(fn),
    start: fn.span.start,
    end: fn.span.end,
    line,
    column,
    returns: fn.returns && encodeReference(fn.returns),
    ...(fn.returnsAwaitable ? {returnsAwaitable: true} : {}),
    returned: onlyReturned(fn),
    returnsValue: fn.returned.length > 0,
    decorators: fn.decorators.map(summarizeDecorator),
  };
}

function summarizeBody(fn: FunctionFacts, {facts, lines}: InFile): FunctionBody {
  const running = isCallable(fn) ? runningSteps(fn) : [];
  const steps = running.map(({step}) => step);
  return {
    calls: isCallable(fn) && spreadsItsCalls(fn) ? [...running.flatMap(place => summarizeCall(place, lines)), ...summarizeImplicitCalls(implicitCalls(facts, fn), lines)] : [],
    gates: gatesOf(steps, fn, facts.text),
    suspends: steps.some(isSuspension),
    ...summarizeComputations(fn, running, lines),
    ...summarizeArgumentUses(fn),
  };
}

/** What an asynchronous function calls concerns its own file alone, except where the function may be what a decorator returns. */
function spreadsItsCalls(fn: FunctionFacts): boolean {
  return !fn.isAsync || (fn.parent !== null && fn.parent.kind !== 'module' && fn.class === null);
}

/** Module and class bodies run by import, not by a call. */
function isCallable({kind}: FunctionFacts): boolean {
  return kind !== 'module' && kind !== 'class body';
}

function summarizeCall({step: call, conditions, exits, needs, refusesToWait, keptBy}: RunningStep, lines: LineIndex): CallSummary[] {
  if (call.kind !== 'call') return [];
  const shape = shapeOfCall(call, refusesToWait);
  const saysNothing = /^(?:unknown|parameter)\b/.test(shape.callee) || isPlainBuiltin(call);
  if (saysNothing && !shape.args.some(argument => argument.reference !== undefined)) return [];
  const given = needs.length > 0 ? summarizeNeeds(needs, call.function) : null;
  const isKept = keptBy === 'object';
  return [placed(shape, call.span, conditions, lines, isKept || exits > 0 ? {...given, ...(isKept && {isKept}), ...(exits > 0 && {exits})} : given)];
}

/** Assigned: objects are spread into others ten times as slowly by V8 of Node 20, and there is one of these for nearly every call. */
function placed(shape: CallShape, {start, end}: Span, conditions: number, lines: LineIndex, asked: Pick<CallSummary, 'exits' | 'isKept' | 'needs'> | null = null): CallSummary {
  const {line, column} = lines.positionOf(start);
  return Object.assign({conditions, start, end, line, column}, shape, asked);
}

function summarizeNeeds(needs: readonly Need[], fn: FunctionFacts): Pick<CallSummary, 'needs'> {
  const given = needs.flatMap(({parameter, isTrue, isOfFile}) => {
    const index = fn.parameters.findIndex(({binding, isRest}) => binding === parameter && !isRest);
    return index < 0 ? [] : [{...argumentFor(fn, index), isTrue, whenLeftOut: isOfFile ? null : (fn.parameters[index]?.whenLeftOut ?? null), ...(isOfFile ? {isOfFile} : {})}];
  });
  return given.length > 0 ? {needs: given} : {};
}

/** What is read in several places runs the same getter: the place that needs the fewest conditions stands for all. */
function summarizeImplicitCalls(calls: readonly ImplicitCall[], lines: LineIndex): CallSummary[] {
  const found = new Map<EncodedReference, CallSummary>();
  for (const {callee, use, conditions, span} of calls) {
    const shape = shapeOfImplicitCall(callee, use);
    if ((found.get(shape.callee)?.conditions ?? Infinity) > conditions) found.set(shape.callee, placed(shape, span, conditions, lines));
  }
  return [...found.values()];
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

function summarizeDecorator({reference, call}: Decorator): DecoratorSummary {
  const encoded = encodeReference(reference);
  if (call === null) return {reference: encoded, functions: []};
  const functions = call.args.flatMap(({value}) => callableReference(value, call.function) ?? []);
  return {reference: selectEncoded(encoded, '()'), functions: functions.map(encodeReference)};
}

function summarizeClass(of: ClassFacts, getters: readonly FunctionFacts[]): ClassSummary {
  const ofInstances = getters.filter(({isStatic}) => !isStatic);
  const ofClass = getters.filter(({isStatic}) => isStatic);
  return {
    id: of.id,
    name: of.name,
    bases: of.bases.map(encodeReference),
    ...(of.interfaces?.length ? {interfaces: of.interfaces.map(encodeReference)} : {}),
    ...(of.signatures?.size ? {signatures: [...of.signatures]} : {}),
    methods: Object.fromEntries([...ofInstances.map(getter => [memberNameOf(getter), getter] as const), ...of.methods].map(([name, method]) => [name, method.id])),
    fields: Object.fromEntries([...[...of.fields].flatMap(([name, references]) => agreed(name, references)), ...ofClass.map(asField)]),
  };
}

/** A static getter is found on the class alone, as static methods are. */
function asField(getter: FunctionFacts): [string, EncodedReference] {
  return [memberNameOf(getter), encodeReference({root: {kind: 'function', function: getter}, path: []})];
}

/** A field whose assignments disagree may hold anything. */
function agreed(name: string, references: readonly Reference[]): [string, EncodedReference][] {
  const encoded = new Set(references.map(encodeReference));
  const [only] = encoded;
  return only !== undefined && encoded.size === 1 && !only.startsWith('unknown') ? [[name, only]] : [];
}
