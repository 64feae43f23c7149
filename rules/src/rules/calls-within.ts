import {calleeName, type Call, type FunctionFacts, type Value} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {memberNameOf} from '../project/getters.ts';

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
  #callsByName: ReadonlyMap<string, readonly Call[]> | null = null;
  #callers: Callers | null = null;
  #listening: ReadonlySet<Call> | null = null;
  #makingServers: ReadonlySet<Call> | null = null;
  #givenArguments: ReadonlySet<FunctionFacts> | null = null;

  constructor(analysis: FileAnalysis) {
    this.#analysis = analysis;
    this.#calls = analysis.file.functions.flatMap(fn => fn.calls);
  }

  /**
   * The calls of a function of the file after which the caller goes on when the function is done; empty for one that nobody calls. Null for
   * one that is handed to somebody, or that runs beside others.
   */
  callsOf(fn: FunctionFacts): readonly Call[] | null {
    const {calls, handedOver} = (this.#callers ??= callersIn(this.#analysis, this.#calls));
    return handedOver.has(fn) ? null : (calls.get(fn) ?? []);
  }

  /** The calls by which the program begins to take requests, and those of functions of the file that lead to one. */
  get listening(): ReadonlySet<Call> {
    return (this.#listening ??= this.#leadingTo(MAY_LISTEN, listens));
  }

  /** The same for the making of servers. */
  get makingServers(): ReadonlySet<Call> {
    return (this.#makingServers ??= this.#leadingTo(MAKES_SERVER, () => true));
  }

  /** The functions that are given the words which somebody typed: `main(process.argv)` is the program that they started. */
  get givenArguments(): ReadonlySet<FunctionFacts> {
    return (this.#givenArguments ??= new Set(this.#calls.flatMap(call => (call.args.some(({value}) => isOfArguments(value)) ? (calleeIn(this.#analysis, call) ?? []) : []))));
  }

  #leadingTo(names: RegExp, isMeant: (call: Call) => boolean): ReadonlySet<Call> {
    const named = [...this.#byName].flatMap(([name, calls]) => (names.test(name) ? calls : []));
    const found = new Set(named.filter(call => isMeant(call) && calleeIn(this.#analysis, call) === null));
    // A set is walked in the order of what is added to it, also while it grows.
    for (const {function: fn} of found) {
      // `new Promise(resolve => app.listen(port, resolve))`: the function around it listens.
      for (const at of [fn, fn.parent]) if (at) for (const caller of this.#callsOf(at)) found.add(caller);
    }
    return found;
  }

  /** By the function's name, so that hardly any call has to be looked up. */
  #callsOf(fn: FunctionFacts): readonly Call[] {
    return (this.#byName.get(memberNameOf(fn)) ?? []).filter(call => calleeIn(this.#analysis, call) === fn);
  }

  get #byName(): ReadonlyMap<string, readonly Call[]> {
    return (this.#callsByName ??= groupedByName(this.#calls));
  }
}

function groupedByName(calls: readonly Call[]): ReadonlyMap<string, readonly Call[]> {
  const grouped = new Map<string, Call[]>();
  for (const call of calls) {
    const name = calleeName(call);
    const same = grouped.get(name);
    if (same) same.push(call);
    else grouped.set(name, [call]);
  }
  return grouped;
}

interface Callers {
  readonly calls: ReadonlyMap<FunctionFacts, readonly Call[]>;
  readonly handedOver: ReadonlySet<FunctionFacts>;
}

function callersIn(analysis: FileAnalysis, all: readonly Call[]): Callers {
  const calls = new Map<FunctionFacts, Call[]>();
  const handedOver = new Set<FunctionFacts>();
  const addCall = (fn: FunctionFacts, call: Call) => {
    const known = calls.get(fn);
    if (known) known.push(call);
    else calls.set(fn, [call]);
  };
  for (const call of all) {
    const callee = calleeIn(analysis, call);
    if (callee) {
      if (isWaitedFor(call, callee)) addCall(callee, call);
      else handedOver.add(callee);
    }
    for (const {value} of call.args) {
      const handed = mayBeFunctionOfFile(value) ? analysis.functionOf(value)?.facts : null;
      if (!handed) continue;
      if (RUNS.test(calleeName(call))) addCall(handed, call);
      else handedOver.add(handed);
    }
  }
  return {calls, handedOver};
}

/** The caller goes on when it is done: it is not given to `gather` or `create_task`, nor left to itself, so that nothing runs beside it. */
export function isWaitedFor({use, function: caller}: Call, {isAsync}: Pick<FunctionFacts, 'isAsync'>): boolean {
  if (use.kind === 'argument') return !isAsync || RUNS.test(calleeName(use.of)) || (calleeName(use.of) === 'wait_for' && use.of.use.kind !== 'discarded');
  return use.kind !== 'discarded' || !isAsync || caller.kind === 'module';
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

/** `process.argv`, `process.argv.slice(2)`. */
function isOfArguments(value: Value): boolean {
  switch (value.kind) {
    case 'member':
      return value.name === 'argv' && value.object.kind === 'global' && value.object.name === 'process';
    case 'slice':
      return isOfArguments(value.object);
    case 'call':
      return value.call.receiver !== null && isOfArguments(value.call.receiver);
    default:
      return false;
  }
}

/** `asyncio.run(main())`, `anyio.run(main)`: the function runs at once, in a loop that begins and ends with it. */
export const RUNS = /^(?:run|run_sync|run_until_complete|asyncio_run)$/;

/** `app.listen(80)`, `await self._http_server.start()`. */
function listens(call: Call): boolean {
  const {receiver} = call;
  const name = receiver?.kind === 'name' ? receiver.binding.name : receiver?.kind === 'member' ? receiver.name : '';
  return !MAY_MEAN_ANYTHING.test(calleeName(call)) || /server$/i.test(name);
}

const MAY_LISTEN = /^(?:listen|run_app|serve|serve_forever|start|start_server|start_unix_server|SockSite|TCPSite|UnixSite)$/;
const MAY_MEAN_ANYTHING = /^(?:serve|start)$/;
const MAKES_SERVER = /^(?:createServer|createSecureServer|create_server)$/;
