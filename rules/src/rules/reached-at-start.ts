import {calleeName, contains, placesOf, type Call, type FunctionFacts, type Value} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {memberNameOf} from '../project/getters.ts';
import {isExcused} from './blocking-site.ts';
import {callsElsewhere} from './calls-elsewhere.ts';
import {callsWithin, isWaitedFor, RUNS} from './calls-within.ts';
import {constructionsOf, isOfLife, methodCalls} from './life-of-objects.ts';
import {matchesGlob} from './path-globs.ts';

/** A function of some file of the project. */
export interface FunctionAt {
  readonly analysis: FileAnalysis;
  readonly fn: FunctionFacts;
}

/** A call in some file of the project. */
export interface CallAt {
  readonly analysis: FileAnalysis;
  readonly call: Call;
}

export interface StartOptions {
  readonly testGlobs: readonly string[];
  readonly startupFunctions: readonly string[];
}

/** What more callers than this lead to is no part of the start. */
const MOST_FUNCTIONS = 40;

/**
 * Whether a function runs only while the program starts, or in a command: a file's top level runs it, or it goes by the name of one that does, or
 * nothing but such functions call it, in whatever file they are, and wait for it; or only a worker does, who serves nobody else. `isStart` says what a function is by itself.
 */
export function isReachedAtStart(from: FunctionAt, isStart: (at: FunctionAt) => boolean, options: StartOptions): boolean {
  // Several problems may lie in one function, and two rules find them; their options are the same objects nearly always.
  let answers = answersOf.get(from.analysis);
  if (!answers) answersOf.set(from.analysis, (answers = new Map()));
  let known = answers.get(from.fn);
  if (known?.testGlobs !== options.testGlobs || known.startupFunctions !== options.startupFunctions) {
    known = {testGlobs: options.testGlobs, startupFunctions: options.startupFunctions, isReached: findStart(from, isStart, options)};
    answers.set(from.fn, known);
  }
  return known.isReached;
}

const answersOf = new WeakMap<FileAnalysis, Map<FunctionFacts, StartOptions & {readonly isReached: boolean}>>();

function findStart(from: FunctionAt, isStart: (at: FunctionAt) => boolean, {testGlobs, startupFunctions}: StartOptions): boolean {
  const isTest = ({relativePath}: FileAnalysis) => matchesGlob(relativePath, testGlobs);
  const seen = new Set([keyOf(from)]);
  const left: FunctionAt[] = [from];
  let isReached = false;
  for (const at of left) {
    const {analysis, fn} = at;
    const isOfOther = analysis !== from.analysis;
    if (fn.kind === 'module' || isStart(at) || startupFunctions.includes(memberNameOf(fn)) || (isOfOther && (analysis.isOfCommandLine || isTest(analysis)))) {
      isReached = true;
      continue;
    }
    const calls = callsOf(at, from.analysis, isTest);
    if (calls === null || calls.found.length === 0 || left.length > MOST_FUNCTIONS) return false;
    for (const {analysis: of, call} of calls.found) {
      if (isRepeated(call)) return false;
      if (calls.areAll && (beginsLoop(of, call) || isExcused(call) || (call.isNew && of.isDoneOnce(call)))) {
        isReached = true;
        continue;
      }
      const caller = {analysis: of, fn: call.function};
      const key = keyOf(caller);
      if (!seen.has(key)) left.push(caller);
      seen.add(key);
    }
  }
  return isReached;
}

interface Calls {
  readonly found: readonly CallAt[];
  readonly areAll: boolean;
}

/** The calls that run the function; null where it may be run by others. */
function callsOf({analysis, fn}: FunctionAt, asker: FileAnalysis, isTest: (analysis: FileAnalysis) => boolean): Calls | null {
  if (fn.made !== null) return runsInTurn(analysis, fn, fn.made.argumentOf) ? {found: [{analysis, call: fn.made.argumentOf}], areAll: true} : null;
  if (analysis.file.language === 'javascript' && fn.class !== null) {
    // What begins or ends the life of an object runs once for each that is made.
    if (fn.kind === 'constructor' || isOfLife(fn)) return all(constructionsOf(analysis, fn.class, asker, isTest));
    if (fn.kind === 'method' && !isPrivate(fn)) return all(methodCalls(analysis, fn, fn.class, asker, isTest));
  }
  if (fn.kind === 'method' && !isPrivate(fn)) return null;
  const within = callsWithin(analysis).callsOf(fn);
  if (within === null) return null;
  const own = within.map(call => ({analysis, call}));
  const elsewhere = callsElsewhere({analysis, fn}, asker, isTest);
  if (elsewhere === 'nobody') return own.some(({call}) => call.function.kind === 'module') ? {found: own, areAll: true} : null;
  if (elsewhere === 'others') return null;
  // Every name of a Python module can be imported, so that nothing is said by it.
  if (elsewhere === 'unknown') return analysis.file.language === 'python' ? {found: own, areAll: false} : null;
  return {found: [...own, ...elsewhere], areAll: true};
}

function all(found: readonly CallAt[] | null): Calls | null {
  return found && {found, areAll: true};
}

/** Who is not of the class cannot call it, or at least says so. */
function isPrivate(fn: FunctionFacts): boolean {
  return /^(?:#|_(?!_.*__$))/.test(memberNameOf(fn));
}

/** Whether the call that is given a function runs it before the caller goes on, as a step of its own: `start().then(() => …)`, `run(lambda: …)`, `items.forEach(…)`. */
function runsInTurn(analysis: FileAnalysis, fn: FunctionFacts, call: Call): boolean {
  const name = calleeName(call);
  if (RUNS.test(name)) return true;
  if (!isWaitedFor(call, {isAsync: fn.isAsync || SEQUELS.has(name)})) return fn.isAsync && name === 'map' && call.use.kind === 'argument' && TOGETHER.has(calleeName(call.use.of));
  return SEQUELS.has(name) || (!fn.isAsync && analysis.functionTakers(call).some(({runs, position}) => runs === 'here' && position === fn.made?.index));
}

const SEQUELS: ReadonlySet<string> = new Set(['then', 'catch', 'finally']);
const TOGETHER: ReadonlySet<string> = new Set(['all', 'allSettled']);

/** In Python a loop that is begun for a function has nobody else to serve until that function makes it. */
function beginsLoop({file}: FileAnalysis, call: Call): boolean {
  if (file.language !== 'python') return false;
  return RUNS.test(calleeName(call)) || (call.use.kind === 'argument' && RUNS.test(calleeName(call.use.of)));
}

/** `while True: …`, `async for …`: what a program does again and again it does while it serves. */
export function isRepeated({function: fn, span}: Pick<Call, 'function' | 'span'>): boolean {
  return placesOf(fn).some(({step}) => step.kind === 'loop' && (step.isAsync || (step.form === 'while' && isEndless(step.test))) && contains(step.span, span));
}

/** A flag may be set for as long as the program runs, a comparison has an end in sight. */
function isEndless(test: Value | null): boolean {
  if (test?.kind !== 'operation') return true;
  return test.operator === 'not' && isEndless(test.operands[0] ?? null);
}

function keyOf({analysis, fn}: FunctionAt): string {
  return `${fn.id} ${analysis.file.path}`;
}
