import type {AgentEvent} from './agent-events.ts';

/** The events of a file that may end in the middle of a line, or hold lines of a later version: what cannot be read is left out. */
export function readEvents(text: string): AgentEvent[] {
  return text.split('\n').map(readEvent).filter(event => event !== null);
}

function readEvent(line: string): AgentEvent | null {
  if (line === '') return null;
  try {
    const value: unknown = JSON.parse(line);
    return isEvent(value) ? value : null;
  } catch {
    return null;
  }
}

type Check = (field: unknown) => boolean;
const number: Check = field => typeof field === 'number' && Number.isFinite(field);
const string: Check = field => typeof field === 'string';
const orNull = (check: Check): Check => field => field === null || check(field);
const optional = (check: Check): Check => field => field === undefined || check(field);
const listOf = (...checks: Check[]): Check => field => Array.isArray(field) && field.every(entry => Array.isArray(entry) && checks.every((check, index) => check(entry[index])));
const stack = listOf(string, number, number, string);

/** What must hold of the fields that the analysis reads. */
const FIELDS: Record<AgentEvent['kind'], Readonly<Record<string, Check>>> = {
  start: {pid: number, tid: number, main: orNull(string), t: number},
  startup: {t0: number, t1: number},
  turn: {t0: number, t1: number, activeUs: number, cpuUs: optional(number), callbacks: optional(number), longestUs: optional(number), callbacksUs: optional(number), mayBeSeveral: optional(field => typeof field === 'boolean')},
  block: {api: string, waits: field => typeof field === 'boolean', t0: number, t1: number, stack},
  awaits: {lines: listOf(string, number, string, number, number, number, number)},
  durations: {of: field => field === 'turns' || field === 'requests', counts: listOf(number, number), t0: number, t1: number},
  stream: {url: string, line: number, t0: number, first: orNull(number), t1: number, chunks: number, bytes: number},
  created: {sites: listOf(string, number, string, number, number)},
  memory: {lines: listOf(string, number, number, number)},
  chunk: {index: number, t0: number, t1: number},
  script: {scriptId: string, url: string, sourceMapUrl: string},
  tick: {t: number, turns: number, longestTurnUs: number, busyUs: number, tasks: optional(number)},
  failure: {message: string},
  end: {t: number, code: orNull(number), signal: orNull(string), cpuUs: number, tasks: optional(number)},
};

function isEvent(value: unknown): value is AgentEvent {
  if (typeof value !== 'object' || value === null) return false;
  const event = value as Record<string, unknown>;
  const {kind} = event;
  if (typeof kind !== 'string' || !Object.hasOwn(FIELDS, kind)) return false;
  return Object.entries(FIELDS[kind as AgentEvent['kind']]).every(([name, check]) => check(event[name]));
}
