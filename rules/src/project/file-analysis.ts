import {canonicalName} from '../catalogue/canonical-name.ts';
import type {BlockingApi, Catalogue} from '../catalogue/types.ts';
import type {Call, Edits, FileFacts, Reference, Span, Value} from '../facts/index.ts';
import type {BlockingChain, ComputationChain, FileAnalysis, Meaning, Neighbours, ProjectFunction} from './analysis.ts';
import {callIsAwaitable} from './awaitables.ts';
import {takersOf} from './callbacks.ts';
import {callableReference, shapeOfCall, shapeOfImplicitCall, type CallShape} from './call-summary.ts';
import {chainFrom} from './chains.ts';
import {longestComputation} from './computation-chains.ts';
import type {Computations} from './computations.ts';
import type {Effects} from './effects.ts';
import {encodedCallee, encodeReference} from './encoded-reference.ts';
import {summaryOf, type Entity, type FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import {functionAround, methodAround} from './function-around.ts';
import {implicitCalls} from './implicit-calls.ts';
import {isLimited} from './limits.ts';
import type {Names} from './names.ts';
import {runFromMethod} from './overrides.ts';
import {Places} from './places.ts';
import {runningSteps, type RunningStep} from './running-steps.ts';
import type {Run} from './runs.ts';
import type {EncodedReference} from './summary.ts';
import {typedCallee, type TypedCallees} from './typed-callees.ts';

export interface AnalysisOptions {
  readonly record: FileRecord;
  readonly facts: FileFacts;
  readonly edits: Edits;
  readonly catalogue: Catalogue;
  readonly names: Names;
  readonly effects: Effects;
  readonly computations: Computations;
  readonly relativePath: string;
  readonly oldestPython: () => FileAnalysis['oldestPython'];
  readonly runsOnOwnScheduler: () => boolean;
  readonly isOfCommandLine: () => boolean;
  readonly neighbours: Neighbours;
  /** What the host knows of calls by their types; null: nothing. */
  readonly types: TypedCallees | null;
  /** A function of the project by its path. */
  readonly entityOf: (fn: ProjectFunction) => FunctionEntity | null;
}

/** Joins a file's facts to what the project knows. */
export function analyseFile({record, facts, edits, catalogue, names, effects, computations, relativePath, oldestPython, runsOnOwnScheduler, isOfCommandLine, neighbours, types, entityOf}: AnalysisOptions): FileAnalysis {
  const calls = new Map<Call, KnownCall>();
  const known = (call: Call): KnownCall => {
    let found = calls.get(call);
    if (!found) calls.set(call, (found = nothingKnown()));
    return found;
  };
  /** All calls of a function are found in one walk. */
  const runningStep = (call: Call): RunningStep | null => {
    const of = known(call);
    if (of.running === undefined) {
      for (const running of runningSteps(call.function)) if (running.step.kind === 'call') known(running.step).running = running;
      of.running ??= null;
    }
    return of.running;
  };
  const isRun = (call: Call): boolean => runningStep(call) !== null;
  const calleeOf = (call: Call): EncodedReference => {
    const of = known(call);
    if (of.callee === undefined) {
      of.callee = encodedCallee(call);
      if (types !== null) of.callee = typedCallee(types, call, facts, catalogue.in(facts.language), names.callee(record, of.callee)) ?? of.callee;
    }
    return of.callee;
  };
  const places = new Places(names, catalogue, record, facts, calleeOf);
  const shapeOf = (call: Call): CallShape => {
    const of = known(call);
    if (of.shape === undefined) {
      of.shape = shapeOfCall(call, runningStep(call)?.refusesToWait);
      if (types !== null && calleeOf(call) !== of.shape.callee) of.shape = {...of.shape, callee: calleeOf(call)};
    }
    return of.shape;
  };
  const entityOfCallee = (call: Call): Entity => names.callee(record, calleeOf(call));
  const blockingApiOf = (call: Call): BlockingApi | null => {
    const of = known(call);
    if (of.api === undefined) of.api = isRun(call) ? effects.blockingApi(record, shapeOf(call)) : null;
    return of.api;
  };
  // What is written inside of the call has its own place, and is reported there.
  const runsOf = (call: Call): readonly Run[] => (known(call).runs ??= effects.runs.of(record, shapeOf(call)).filter(run => run.function.file !== record || !summaryOf(run.function)?.isInline).flatMap(run => madeBy(call, run)));
  const madeBy = (call: Call, run: Run): readonly Run[] => {
    const method = run.others && /^self:\d+\|\.[^|]*$/.test(calleeOf(call)) ? methodAround(call.function) : null;
    const made = method ? runFromMethod(names, run, {kind: 'function', file: record, id: method.id}) : run;
    return made ? [made] : [];
  };
  /** `new Settings().read()`, also through a name. */
  const isOfNewObject = ({receiver, function: within}: Call): boolean => {
    const made = receiver?.kind === 'name' && receiver.binding.owner === within && receiver.binding.values.length === 1 ? receiver.binding.values[0] : receiver;
    return made?.kind === 'call' && entityOfCallee(made.call).kind === 'class';
  };
  const meaningOf = (reference: Reference): Meaning => meaningOfEntity(names.resolve(record, encodeReference(reference)));
  const projectFunction = ({file, id}: FunctionEntity): ProjectFunction | null => {
    const summary = file.summary.functions[id];
    return summary ? {path: file.path, summary, facts: file === record ? (facts.functions[id] ?? null) : null} : null;
  };
  const meaningOfEntity = (entity: Entity): Meaning => {
    switch (entity.kind) {
      case 'api':
        return {kind: 'api', name: canonicalName(entity.name, facts.language)};
      case 'function': {
        const fn = projectFunction(entity);
        return fn ? {kind: 'function', function: fn} : UNKNOWN_MEANING;
      }
      case 'class':
      case 'instance': {
        const summary = entity.file.summary.classes[entity.id];
        return summary ? {kind: entity.kind, class: {path: entity.file.path, summary}} : UNKNOWN_MEANING;
      }
      case 'super':
        return optionalFunction(names.constructorOf(entity));
      default:
        return UNKNOWN_MEANING;
    }
  };
  let isOnOwnScheduler: boolean | undefined;
  let isCommand: boolean | undefined;
  const optionalFunction = (entity: FunctionEntity | null): Meaning => (entity ? meaningOfEntity(entity) : UNKNOWN_MEANING);
  return {
    file: facts,
    edits,
    catalogue,
    relativePath,
    neighbours,
    get oldestPython() {
      return oldestPython();
    },
    get runsOnOwnScheduler() {
      return (isOnOwnScheduler ??= runsOnOwnScheduler());
    },
    get isOfCommandLine() {
      return (isCommand ??= isOfCommandLine());
    },
    meaning: meaningOf,
    target: call => (known(call).target ??= meaningOfEntity(entityOfCallee(call))),
    functionOf(value: Value) {
      const reference = callableReference(value, functionAround(facts, value.span));
      const entity = reference && names.resolve(record, encodeReference(reference));
      return entity?.kind === 'function' ? projectFunction(entity) : null;
    },
    functionTakers: call => takersOf(names, catalogue.in(facts.language), entityOfCallee(call), calleeOf(call)),
    place: fn => places.of(fn),
    blockingApi: blockingApiOf,
    isDoneOnce: call => runningStep(call)?.keptBy === 'program',
    blockingChain(fn) {
      const entity = entityOf(fn);
      const run = entity && effects.runs.ofFunction(entity);
      return run && chainFrom(effects, run);
    },
    blockingChainOfCall(call) {
      if (!isRun(call) || blockingApiOf(call)) return null;
      const of = known(call);
      if (of.chain === undefined) {
        const chains = runsOf(call).map(run => chainFrom(effects, run, isOfNewObject(call)));
        of.chain = chains.filter(found => found !== null).sort((a, b) => a.hops.length - b.hops.length)[0] ?? null;
      }
      return of.chain;
    },
    blockingChainsWithoutCall(fn) {
      const found = new Map<string, {readonly span: Span; readonly chain: BlockingChain}>();
      for (const {callee, use, span} of implicitCalls(facts, fn)) {
        const chain = effects.runs.of(record, shapeOfImplicitCall(callee, use)).map(run => chainFrom(effects, run)).find(one => one !== null);
        const key = `${span.start}:${span.end}`;
        // Entering and leaving one object is one problem.
        if (chain && !found.has(key)) found.set(key, {span, chain});
      }
      return [...found.values()];
    },
    computationOfCall(call) {
      if (!isRun(call) || blockingApiOf(call)) return null;
      const of = known(call);
      if (of.longest === undefined) of.longest = longestComputation(computations, shapeOf(call), runsOf(call));
      return of.longest;
    },
    isAwaitable: call => callIsAwaitable(names, catalogue, record, shapeOf(call)),
    isLimited(fn) {
      const entity = entityOf(fn);
      return entity !== null && isLimited(names, catalogue, entity);
    },
  };
}

const UNKNOWN_MEANING: Meaning = {kind: 'unknown'};

/** What was found out about a call since somebody first asked; undefined: nobody has. */
interface KnownCall {
  callee: EncodedReference | undefined;
  target: Meaning | undefined;
  /** Null under an entry point's guard, a worker's, or a type checker's. */
  running: RunningStep | null | undefined;
  shape: CallShape | undefined;
  api: BlockingApi | null | undefined;
  runs: readonly Run[] | undefined;
  chain: BlockingChain | null | undefined;
  longest: ComputationChain | null | undefined;
}

function nothingKnown(): KnownCall {
  return {callee: undefined, target: undefined, running: undefined, shape: undefined, api: undefined, runs: undefined, chain: undefined, longest: undefined};
}
