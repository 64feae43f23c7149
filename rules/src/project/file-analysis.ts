import {canonicalName} from '../catalogue/canonical-name.ts';
import type {BlockingApi, Catalogue} from '../catalogue/types.ts';
import type {Call, Edits, FileFacts, FunctionFacts, Reference, Span, Value} from '../facts/index.ts';
import type {BlockingChain, ComputationChain, FileAnalysis, Meaning, ProjectFunction} from './analysis.ts';
import {callIsAwaitable} from './awaitables.ts';
import {takersOf} from './callbacks.ts';
import {callableReference, shapeOfCall, shapeOfImplicitCall, type CallShape} from './call-summary.ts';
import {chainFrom} from './chains.ts';
import {longestComputation} from './computation-chains.ts';
import type {Computations} from './computations.ts';
import {summaryOf, type Effects, type Run} from './effects.ts';
import {encodedCallee, encodeReference} from './encoded-reference.ts';
import type {Entity, FunctionEntity} from './entity.ts';
import type {FileRecord} from './file-records.ts';
import {functionAround} from './function-around.ts';
import {implicitCalls} from './implicit-calls.ts';
import {isLimited} from './limits.ts';
import type {Names} from './names.ts';
import {Places} from './places.ts';
import {runningSteps, type RunningStep} from './running-steps.ts';

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
  /** A function of the project by its path. */
  readonly entityOf: (fn: ProjectFunction) => FunctionEntity | null;
}

/** Joins a file's facts to what the project knows. */
export function analyseFile({record, facts, edits, catalogue, names, effects, computations, relativePath, oldestPython, entityOf}: AnalysisOptions): FileAnalysis {
  const places = new Places(names, catalogue, record, facts);
  const targets = new Map<Call, Meaning>();
  const shapes = new Map<Call, CallShape>();
  const apis = new Map<Call, BlockingApi | null>();
  const runs = new Map<Call, readonly Run[]>();
  const longest = new Map<Call, ComputationChain | null>();
  const running = new Map<FunctionFacts, ReadonlyMap<Call, RunningStep>>();

  const runningStep = (call: Call): RunningStep | undefined => remember(running, call.function, callsThatRun).get(call);
  const isRun = (call: Call): boolean => runningStep(call) !== undefined;
  const shapeOf = (call: Call): CallShape => remember(shapes, call, () => shapeOfCall(call, runningStep(call)?.refusesToWait));
  const blockingApiOf = (call: Call): BlockingApi | null => remember(apis, call, () => (isRun(call) ? effects.blockingApi(record, shapeOf(call)) : null));
  // What is written inside of the call has its own place, and is reported there.
  const runsOf = (call: Call): readonly Run[] => remember(runs, call, () => effects.runsOf(record, shapeOf(call)).filter(run => run.function.file !== record || !summaryOf(run.function)?.isInline));
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
  const optionalFunction = (entity: FunctionEntity | null): Meaning => (entity ? meaningOfEntity(entity) : UNKNOWN_MEANING);
  return {
    file: facts,
    edits,
    catalogue,
    relativePath,
    get oldestPython() {
      return oldestPython();
    },
    meaning: meaningOf,
    target: call => remember(targets, call, () => meaningOfEntity(names.callee(record, encodedCallee(call)))),
    functionOf(value: Value) {
      const reference = callableReference(value, functionAround(facts, value.span));
      const entity = reference && names.resolve(record, encodeReference(reference));
      return entity?.kind === 'function' ? projectFunction(entity) : null;
    },
    functionTakers: call => takersOf(catalogue.in(facts.language), names.callee(record, encodedCallee(call)), encodedCallee(call)),
    place: fn => places.of(fn),
    blockingApi: blockingApiOf,
    blockingChain(fn) {
      const entity = entityOf(fn);
      const run = entity && effects.runOf(entity);
      return run && chainFrom(effects, run);
    },
    blockingChainOfCall(call) {
      if (!isRun(call) || blockingApiOf(call)) return null;
      const chains = runsOf(call).map(run => chainFrom(effects, run));
      return chains.filter(found => found !== null).sort((a, b) => a.hops.length - b.hops.length)[0] ?? null;
    },
    blockingChainsWithoutCall(fn) {
      const found = new Map<string, {readonly span: Span; readonly chain: BlockingChain}>();
      for (const {callee, use, span} of implicitCalls(facts, fn)) {
        const chain = effects.runsOf(record, shapeOfImplicitCall(callee, use)).map(run => chainFrom(effects, run)).find(one => one !== null);
        const key = `${span.start}:${span.end}`;
        // Entering and leaving one object is one problem.
        if (chain && !found.has(key)) found.set(key, {span, chain});
      }
      return [...found.values()];
    },
    computationOfCall(call) {
      if (!isRun(call) || blockingApiOf(call)) return null;
      return remember(longest, call, () => longestComputation(computations, shapeOf(call), runsOf(call)));
    },
    isAwaitable: call => callIsAwaitable(names, catalogue, record, shapeOf(call)),
    isLimited(fn) {
      const entity = entityOf(fn);
      return entity !== null && isLimited(names, catalogue, entity);
    },
  };
}

const UNKNOWN_MEANING: Meaning = {kind: 'unknown'};

/** Without those under an entry point's guard, a worker's, or a type checker's. */
function callsThatRun(fn: FunctionFacts): ReadonlyMap<Call, RunningStep> {
  const calls = new Map<Call, RunningStep>();
  for (const running of runningSteps(fn.body)) if (running.step.kind === 'call') calls.set(running.step, running);
  return calls;
}

function remember<Key, Found>(found: Map<Key, Found>, key: Key, find: (key: Key) => Found): Found {
  let value = found.get(key);
  if (value === undefined) found.set(key, (value = find(key)));
  return value;
}
