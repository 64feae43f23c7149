import type {AgentEvent, EndEvent, StartEvent} from './agent-events.ts';
import {busyTime, busyTurns, type BusyTurn} from './busy-turns.ts';
import {CostTables, milliseconds} from './cost-tables.ts';
import {readEvents} from './event-lines.ts';
import {isUserFile} from './file-paths.ts';
import {readCpuProfile} from './formats/cpu-profile.ts';
import type {ProcessExit, Run, RunProcess, Stall} from './run.ts';
import type {ReadOutline} from './outline.ts';
import {serviceMetrics} from './service-metrics.ts';
import {sourcePositions, type ReadText} from './source-positions.ts';
import {stacksOf} from './stacks.ts';
import {stallOf} from './stalls.ts';
import {spentByStack, timePieces, type TimePiece} from './thread-time.ts';

/** What is left of a run when the program has ended. */
export interface RunRecord {
  readonly command: readonly string[];
  /** On the agents' clock, in microseconds. */
  readonly start: number;
  readonly wallMs: number;
  /** The process that the command itself became, and how it ended. */
  readonly root: {readonly pid: number; readonly exit: ProcessExit};
  readonly threads: readonly ThreadRecord[];
  /** Where the agent's own code is, which is nobody's time. */
  readonly agentFile: string;
}

/** The texts of one thread's files; what could not be read is missing. */
export interface ThreadRecord {
  readonly events: string;
  readonly profiles: readonly string[];
}

/** The files of the program as they are now. */
export interface Sources {
  readonly readText: ReadText;
  readonly readOutline: ReadOutline;
}

export interface AnalysedRun {
  readonly run: Run;
  /** What the threads that run the user's code spent their time on. */
  readonly timelines: readonly Timeline[];
  /** What could not be read, in sentences. */
  readonly complaints: readonly string[];
}

export interface Timeline {
  /** Index into the run's processes. */
  readonly process: number;
  /** In the order of time. */
  readonly pieces: readonly TimePiece[];
}

/** A start-up or a turn shorter than this is not worth a line. */
const SHORTEST_STALL_US = 50_000;

export function analyseRun(record: RunRecord, {readText, readOutline}: Sources, shortestStallUs = SHORTEST_STALL_US): AnalysedRun {
  const complaints: string[] = [];
  const threads = record.threads
    .map(thread => analyseThread(thread, {agentFile: record.agentFile, readText, readOutline, shortestStallUs, complaints}))
    .filter(thread => thread !== null)
    .sort((a, b) => a.start.t - b.start.t);
  const tables = new CostTables();
  const stalls: Stall[] = [];
  const processes = threads.map(({start, end, events, pieces, turns, role}, process): RunProcess => {
    if (role === 'user') {
      for (const spent of spentByStack(pieces)) tables.add(spent);
      tables.addTold(events);
      for (const turn of turns) stalls.push(stallOf(turn, pieces, {process, runStart: record.start}));
    }
    const isRoot = start.pid === record.root.pid && start.tid === 0;
    return {pid: start.pid, tid: start.tid, runtime: start.runtime === 'python' ? 'python' : 'node', role, exit: isRoot ? record.root.exit : {code: end?.code ?? null, signal: end?.signal ?? null}};
  });
  const inUse = threads.filter(({role}) => role === 'user');
  const held = stalls.filter(({kind}) => kind !== 'startup').map(({durationMs}) => durationMs);
  return {
    complaints,
    timelines: threads.flatMap(({role, pieces}, process) => (role === 'user' ? [{process, pieces}] : [])),
    run: {
      version: 1,
      command: record.command,
      wallMs: milliseconds(record.wallMs * 1000),
      processes,
      stalls: stalls.sort((a, b) => a.startMs - b.startMs),
      lines: tables.lines(),
      functions: tables.functions(),
      files: [...new Set(inUse.flatMap(({files}) => files))].sort(),
      metrics: {
        stalls: held.length,
        stallMs: milliseconds(sum(held) * 1000),
        longestStallMs: held.reduce((longest, ms) => Math.max(longest, ms), 0),
        busyMs: milliseconds(sum(inUse.map(({busyUs}) => busyUs))),
        cpuMs: milliseconds(sum(inUse.filter(({start}) => start.tid === 0).map(({end}) => end?.cpuUs ?? 0))),
        gcMs: milliseconds(sum(inUse.flatMap(({pieces}) => pieces.filter(piece => piece.isGarbageCollection).map(({us}) => us)))),
        ...serviceMetrics(inUse.map(({events}) => events), record.start),
      },
    },
  };
}

interface AnalysedThread {
  readonly start: StartEvent;
  readonly end: EndEvent | null;
  readonly pieces: readonly TimePiece[];
  readonly turns: readonly BusyTurn[];
  readonly events: readonly AgentEvent[];
  readonly busyUs: number;
  readonly role: RunProcess['role'];
  readonly files: readonly string[];
}

interface Surroundings {
  readonly agentFile: string;
  readonly readText: ReadText;
  readonly readOutline: ReadOutline;
  readonly shortestStallUs: number;
  readonly complaints: string[];
}

function analyseThread({events: text, profiles: texts}: ThreadRecord, {agentFile, readText, readOutline, shortestStallUs, complaints}: Surroundings): AnalysedThread | null {
  const events = readEvents(text);
  const start = events.find(event => event.kind === 'start');
  if (!start) return null;
  const name = start.tid === 0 ? `Process ${start.pid}` : `Thread ${start.tid} of process ${start.pid}`;
  for (const failure of ofKind(events, 'failure')) complaints.push(`${name}: ${failure.message}`);
  const profiles = texts.map(readCpuProfile).flatMap(read => {
    if (read.ok) return [read.profile];
    complaints.push(`${name}: ${read.reason}`);
    return [];
  });
  const positions = sourcePositions(ofKind(events, 'script'), readText, {areDescribed: true});
  const pieces = timePieces(profiles, ofKind(events, 'block'), stacksOf(profiles, {positions, readOutline, agentFile}));
  const runsUserCode = start.tid === 0 && (start.main === null || isUserFile(start.main));
  return {
    start,
    end: events.find(event => event.kind === 'end') ?? null,
    pieces,
    turns: busyTurns(events, profiles, shortestStallUs),
    events,
    busyUs: busyTime(profiles),
    role: runsUserCode || pieces.some(({stack}) => stack.frames.some(frame => isUserFile(frame.function.file))) ? 'user' : 'launcher',
    files: positions.files().filter(file => isUserFile(file) && file !== agentFile),
  };
}

function ofKind<Kind extends AgentEvent['kind']>(events: readonly AgentEvent[], kind: Kind): Extract<AgentEvent, {kind: Kind}>[] {
  return events.filter((event): event is Extract<AgentEvent, {kind: Kind}> => event.kind === kind);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
