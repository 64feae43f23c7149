import type {OutdatedLoopAccess} from '../../catalogue/types.ts';
import {contains, lastName, mentions, outwards, placesOfKind, waysOut, type Branch, type Call, type Confidence, type FunctionFacts, type Place, type Problem} from '../../facts/index.ts';
import type {FileAnalysis} from '../../project/analysis.ts';
import {confidenceIn, type BlockingSiteOptions} from '../blocking-site.ts';
import {calleeAsWritten} from '../blocking-words.ts';
import {asksForLoop} from './asks-for-loop.ts';

/** Calls that get or set an event loop in a way that Python takes back. */
export function outdatedAccesses(analysis: FileAnalysis, options: BlockingSiteOptions): readonly Problem[] {
  const found: Problem[] = [];
  for (const fn of analysis.file.functions) {
    for (const call of fn.calls) {
      const access = accessOf(analysis, call);
      const known = access && !isPartOfAnother(analysis, call, access) && confidenceOf(analysis, call, access);
      if (access && known) found.push(problem(analysis, call, argumentOf(analysis, call) ?? access, confidenceIn(analysis, fn, fn, known, options)));
    }
  }
  return found;
}

function accessOf(analysis: FileAnalysis, call: Call): OutdatedLoopAccess | undefined {
  const target = analysis.target(call);
  return target.kind === 'api' ? analysis.catalogue.in(analysis.file.language).outdatedLoopAccess(target.name) : undefined;
}

/** `set_event_loop_policy(uvloop.EventLoopPolicy())` is one mistake, and so is looking first which policy there is: it is made where one is set. */
function isPartOfAnother(analysis: FileAnalysis, call: Call, {way}: OutdatedLoopAccess): boolean {
  const {use, callee, function: fn} = call;
  if (use.kind === 'argument' && accessOf(analysis, use.of)) return true;
  return way === 'policy' && !SETS.test(callee.path.at(-1) ?? '') && fn.calls.some(other => SETS.test(other.callee.path.at(-1) ?? '') && accessOf(analysis, other));
}

const SETS = /^\.(set_event_loop_policy|install)$/;

/** What is set knows best what to use instead. */
function argumentOf(analysis: FileAnalysis, {args}: Call): OutdatedLoopAccess | undefined {
  const value = args[0]?.value;
  return value?.kind === 'call' ? accessOf(analysis, value.call) : undefined;
}

/** Null where the code is right, or knows which Python it runs on. */
function confidenceOf(analysis: FileAnalysis, call: Call, access: OutdatedLoopAccess): Confidence | null {
  if (knowsOfIt(call)) return null;
  switch (access.way) {
    case 'policy':
      return isAvailable(analysis, access) && canMend(analysis, call) ? 'probable' : 'possible';
    case 'current loop':
      return 'possible';
    case 'implicit loop':
      return confidenceWithoutLoop(analysis, call);
  }
}

/**
 * Whether who wrote the call can write what is to be used instead. Only who runs the loop can say which one; a policy that is set for the server that this is
 * imported into, or one that is only looked at, is nothing to change while there are policies. uvloop has no other use than to be run.
 */
function canMend(analysis: FileAnalysis, call: Call): boolean {
  if (!SETS.test(call.callee.path.at(-1) ?? '')) return call.use.kind === 'receiver';
  const given = call.args[0]?.value;
  const made = given?.kind === 'name' && given.binding.values.length === 1 ? given.binding.values[0] : given;
  const isOfUvloop = [call, ...(made?.kind === 'call' ? [made.call] : [])].some(one => nameOf(analysis, one).startsWith('uvloop.'));
  return isOfUvloop || analysis.file.functions.some(({calls}) => calls.some(other => runsLoop(analysis, other)));
}

function nameOf(analysis: FileAnalysis, call: Call): string {
  const target = analysis.target(call);
  return target.kind === 'api' ? target.name : '';
}

/** `asyncio.run(main())`, `loop.run_forever()`, `uvicorn.run(app)`, `IOLoop.current().start()`, also by way of a name. */
function runsLoop(analysis: FileAnalysis, call: Call): boolean {
  const last = (call.callee.path.at(-1) ?? '').slice(1);
  if (RUNS.test(last)) return true;
  if (last === 'start') return call.receiver !== null && /loop$/i.test(lastName(call.receiver));
  return /^(?:run|Runner)$/.test(last) && /^(?:asyncio|anyio|trio|uvicorn|uvloop|aiohttp\.web|hypercorn\.asyncio)\.(?:run|Runner)$/.test(nameOf(analysis, call));
}

/** On a running loop `get_event_loop` gives that loop. At a program's start, and where its result is then run, there is none. */
function confidenceWithoutLoop(analysis: FileAnalysis, call: Call): Confidence | null {
  const {kind} = analysis.place(call.function);
  if (kind === 'loop' || isOfBrowser(analysis, call.function)) return null;
  if (isLoopSet(analysis) || asksForLoop(call.function)) return 'possible';
  return kind === 'start-up' || isRunAfterwards(call) ? 'probable' : 'possible';
}

/** Pyodide runs Python on the loop of a browser's page, which is there before the program: where the page's own objects are imported, `get_event_loop` gives it. */
function isOfBrowser({file}: FileAnalysis, {span}: FunctionFacts): boolean {
  return file.imports.some(({module, isDeferred, span: at}) => BROWSER.test(module) && (!isDeferred || contains(span, at)));
}

const BROWSER = /^(?:js|pyodide|pyodide_js|micropip)(?:\.|$)/;

function isLoopSet({file}: FileAnalysis): boolean {
  return file.functions.some(({calls}) => calls.some(({callee}) => callee.path.at(-1) === '.set_event_loop'));
}

/** `get_event_loop().run_until_complete(…)`, also by way of a name: no loop runs yet, or this would fail. */
function isRunAfterwards({use, function: fn}: Call): boolean {
  if (use.kind === 'receiver') return RUNS.test(use.member);
  if (use.kind !== 'bound') return false;
  const target = use.target;
  return target.kind === 'name' && fn.calls.some(({receiver, callee}) => receiver?.kind === 'name' && receiver.binding === target.binding && RUNS.test((callee.path.at(-1) ?? '').slice(1)));
}

const RUNS = /^run_(until_complete|forever)$/;

/** `if sys.version_info < (3, 14):`, `with warnings.catch_warnings():`, and a `try` that expects there to be no loop. */
function knowsOfIt(call: Call): boolean {
  const place = placesOfKind(call.function, 'call').find(({step}) => step === call);
  if (place === undefined) return false;
  const around = [...outwards(place)];
  return [place, ...around.map(outer => outer.place)].some(isBehindVersionTest) || around.some(({place: {step}, part}) => {
    if (step.kind === 'branch') return asksForVersion(step);
    if (step.kind === 'scope') return lastName(step.resource) === 'catch_warnings';
    return step.kind === 'try' && part === 'body' && step.handlers.some(({types}) => types.some(({root, path}) => root.kind === 'global' && root.name === 'RuntimeError' && path.length === 0));
  });
}

/** `if sys.version_info >= (3, 14): return …`: what stands behind it runs on older ones. */
function isBehindVersionTest({block, index}: Place): boolean {
  return block.slice(0, index).some(step => step.kind === 'branch' && asksForVersion(step) && !waysOut(step.then).falls);
}

function asksForVersion({test}: Branch): boolean {
  return mentions(test, inner => inner.kind === 'member' && inner.name === 'version_info');
}

/** Whether every Python that the project is for has what is to be used instead. */
function isAvailable({oldestPython}: FileAnalysis, {insteadSince: [major, minor]}: OutdatedLoopAccess): boolean {
  return !oldestPython || oldestPython[0] > major || (oldestPython[0] === major && oldestPython[1] >= minor);
}

function problem(analysis: FileAnalysis, call: Call, {instead, reason}: OutdatedLoopAccess, confidence: Confidence): Problem {
  return {messageId: 'outdated', data: {callee: calleeAsWritten(analysis, call), reason, instead}, span: call.span, confidence, related: [], suggestions: []};
}
