import {calleeName, type Call, type FunctionFacts, type Value} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';

const known = new WeakMap<FileAnalysis, CallsWithin>();

/** Only files with a problem are asked, and most of those need not look up what their calls call. */
export function callsWithin(analysis: FileAnalysis): CallsWithin {
  let found = known.get(analysis);
  if (!found) known.set(analysis, (found = new CallsWithin(analysis)));
  return found;
}

/** Who calls whom in one file. */
export class CallsWithin {
  readonly #analysis: FileAnalysis;
  readonly #calls: readonly Call[];
  #lookedUp: LookedUp | null = null;
  #listening: ReadonlySet<Call> | null = null;
  #makingServers: ReadonlySet<Call> | null = null;

  constructor(analysis: FileAnalysis) {
    this.#analysis = analysis;
    this.#calls = analysis.file.functions.flatMap(fn => fn.calls);
  }

  /** The functions that call a function of the file and wait for it; absent for one that nobody calls, that is handed to somebody, or that runs beside others. */
  get callers(): ReadonlyMap<FunctionFacts, ReadonlySet<FunctionFacts>> {
    return this.#known.callers;
  }

  /** The calls by which the program begins to take requests, and those of functions of the file that lead to one. */
  get listening(): ReadonlySet<Call> {
    return (this.#listening ??= this.#leadingTo(listens));
  }

  /** The same for the making of servers. */
  get makingServers(): ReadonlySet<Call> {
    return (this.#makingServers ??= this.#leadingTo(call => MAKES_SERVER.test(calleeName(call))));
  }

  get #known(): LookedUp {
    return (this.#lookedUp ??= lookUp(this.#analysis, this.#calls));
  }

  #leadingTo(isMeant: (call: Call) => boolean): ReadonlySet<Call> {
    const named = this.#calls.filter(isMeant);
    if (named.length === 0) return NONE;
    const {callees} = this.#known;
    const found = new Set(named.filter(call => !callees.has(call)));
    const callsByCallee = callsByFunction(callees);
    // A set is walked in the order of what is added to it, also while it grows.
    for (const {function: fn} of found) {
      // `new Promise(resolve => app.listen(port, resolve))`: the function around it listens.
      for (const at of [fn, fn.parent]) for (const caller of (at && callsByCallee.get(at)) ?? []) found.add(caller);
    }
    return found;
  }
}

const NONE: ReadonlySet<Call> = new Set();

interface LookedUp {
  readonly callers: ReadonlyMap<FunctionFacts, ReadonlySet<FunctionFacts>>;
  readonly callees: ReadonlyMap<Call, FunctionFacts>;
}

function lookUp(analysis: FileAnalysis, calls: readonly Call[]): LookedUp {
  const callers = new Map<FunctionFacts, Set<FunctionFacts>>();
  const callees = new Map<Call, FunctionFacts>();
  const handedOver = new Set<FunctionFacts>();
  const addCaller = (fn: FunctionFacts, caller: FunctionFacts) => callers.set(fn, (callers.get(fn) ?? new Set()).add(caller));
  for (const call of calls) {
    const callee = calleeIn(analysis, call);
    if (callee) {
      callees.set(call, callee);
      if (isWaitedFor(call, callee)) addCaller(callee, call.function);
      else handedOver.add(callee);
    }
    for (const {value} of call.args) {
      const handed = mayBeFunctionOfFile(value) ? analysis.functionOf(value)?.facts : null;
      if (!handed) continue;
      if (RUNS.test(calleeName(call))) addCaller(handed, call.function);
      else handedOver.add(handed);
    }
  }
  for (const fn of handedOver) callers.delete(fn);
  return {callers, callees};
}

/** The caller goes on when it is done: it is not given to `gather` or `create_task`, nor left to itself, so that nothing runs beside it. */
function isWaitedFor({use, function: caller}: Call, callee: FunctionFacts): boolean {
  if (use.kind === 'argument') return !callee.isAsync || RUNS.test(calleeName(use.of));
  return use.kind !== 'discarded' || !callee.isAsync || caller.kind === 'module';
}

/** To look up what is imported would read other files, for nothing. */
function mayBeFunctionOfFile(value: Value): boolean {
  if (value.kind === 'name') return value.binding.kind !== 'import' && value.binding.kind !== 'parameter';
  return value.kind === 'member' && value.object.kind === 'self';
}

function calleeIn(analysis: FileAnalysis, call: Call): FunctionFacts | null {
  const {kind} = call.callee.root;
  if (kind === 'import' || kind === 'global' || kind === 'unknown') return null;
  const target = analysis.target(call);
  return target.kind === 'function' ? target.function.facts : null;
}

/** `asyncio.run(main())`, `anyio.run(main)`: the function runs at once. */
const RUNS = /^(?:run|run_until_complete)$/;

/** `app.listen(80)`, `await self._http_server.start()`. */
function listens(call: Call): boolean {
  const {receiver} = call;
  const name = receiver?.kind === 'name' ? receiver.binding.name : receiver?.kind === 'member' ? receiver.name : '';
  return LISTENS.test(calleeName(call)) || (/^(?:serve|start)$/.test(calleeName(call)) && /server$/i.test(name));
}

const LISTENS = /^(?:listen|run_app|serve_forever|start_server|start_unix_server|SockSite|TCPSite|UnixSite)$/;
const MAKES_SERVER = /^(?:createServer|createSecureServer|create_server)$/;

function callsByFunction(callees: ReadonlyMap<Call, FunctionFacts>): ReadonlyMap<FunctionFacts, readonly Call[]> {
  const groups = new Map<FunctionFacts, Call[]>();
  for (const [call, callee] of callees) {
    const group = groups.get(callee);
    if (group) group.push(call);
    else groups.set(callee, [call]);
  }
  return groups;
}
