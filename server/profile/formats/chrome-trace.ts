import type {ForeignThread} from '../foreign-run.ts';
import {readCpuProfileValue, type ReadCpuProfile} from './cpu-profile.ts';
import type {ReadForeign} from './foreign.ts';
import {isRecord, type JsonRecord, lineOrNull, numberOr, recordsIn, stringOr} from './json-values.ts';
import {type ForeignFrame, isWaiting, ProfileBuilder} from './profile-builder.ts';

/**
 * The trace format of Chrome, which VizTracer writes too: of spans with a beginning and an end the calls of functions are made, and of the profile that DevTools
 * puts in, in pieces, a profile. Counters, flows and other kinds of events say nothing of lines.
 */
export function readChromeTrace(value: unknown, directory: string): ReadForeign {
  const events = recordsIn(isRecord(value) ? value['traceEvents'] : value);
  const sampled = sampledThreads(events);
  if (sampled.length > 0) return {ok: true, foreign: {format: 'a performance trace', runtime: 'node', showsWaiting: true, threads: sampled}};
  const threads = tracedThreads(events, directory);
  if (threads.length === 0) return {ok: false, reason: 'This trace has neither samples nor spans of functions.'};
  const isPySpy = events.some(({cat}) => cat === 'py-spy');
  const isPython = threads.some(({profile}) => profile.nodes.some(({url}) => url.endsWith('.py')));
  if (isPySpy) return {ok: true, foreign: {format: 'samples of py-spy', runtime: 'python', showsWaiting: false, threads}};
  return {ok: true, foreign: {format: isPython ? 'a trace of calls; tracing makes short functions look longer than they are' : 'a trace', runtime: isPython ? 'python' : 'node', showsWaiting: true, threads}};
}

interface Span {
  readonly t0: number;
  readonly t1: number;
  readonly frame: ForeignFrame;
}

function tracedThreads(events: readonly JsonRecord[], directory: string): ForeignThread[] {
  const threads = new Map<string, {readonly pid: number; readonly tid: number; readonly spans: Span[]; readonly open: {readonly t0: number; readonly frame: ForeignFrame}[]}>();
  for (const event of events) {
    const {ph, name, ts, dur, args} = event;
    const t0 = numberOr(ts, null);
    if (t0 === null || (ph !== 'X' && ph !== 'B' && ph !== 'E')) continue;
    const pid = numberOr(event['pid'], 0);
    const tid = numberOr(event['tid'], 0);
    const key = `${pid} ${tid}`;
    let thread = threads.get(key);
    if (!thread) threads.set(key, (thread = {pid, tid, spans: [], open: []}));
    if (ph === 'X') thread.spans.push({t0, t1: t0 + Math.max(0, numberOr(dur, 0)), frame: frameOf(stringOr(name, ''), args)});
    else if (ph === 'B') thread.open.push({t0, frame: frameOf(stringOr(name, ''), args)});
    else {
      const begun = thread.open.pop();
      if (begun) thread.spans.push({t0: begun.t0, t1: Math.max(begun.t0, t0), frame: begun.frame});
    }
  }
  return [...threads.values()].flatMap(({pid, tid, spans}) => {
    const profile = spans.length > 0 ? nested(spans, directory) : null;
    return profile ? [{pid, tid: tid === pid ? 0 : tid, profile}] : [];
  });
}

/** Spans within spans are calls within calls; between the outermost the thread had nothing to do. */
function nested(spans: Span[], directory: string) {
  // Of two calls of the same extent the outer one has ended last, and stands later.
  spans.reverse().sort((a, b) => a.t0 - b.t0 || b.t1 - a.t1);
  const builder = new ProfileBuilder(directory, spans[0]?.t0 ?? 0);
  const open: Span[] = [];
  let time = spans[0]?.t0 ?? 0;
  const goOnTo = (t: number) => {
    const stack = open.map(({frame}) => frame);
    // What is built in is its caller's own.
    builder.add(isWaiting(stack.at(-1)) ? [] : stack.filter(({file}) => file !== ''), t - time);
    time = Math.max(time, t);
  };
  const closeUntil = (t: number) => {
    for (let last = open.at(-1); last && last.t1 <= t; last = open.at(-1)) {
      goOnTo(last.t1);
      open.pop();
    }
  };
  for (const span of spans) {
    closeUntil(span.t0);
    goOnTo(span.t0);
    open.push(span);
  }
  closeUntil(Infinity);
  return builder.build();
}

/**
 * VizTracer's `function (file:first line)`; py-spy's name with the file and the current line beside it; Loopsight's own with the function's first line. What is
 * built in has no file.
 */
function frameOf(text: string, args: unknown): ForeignFrame {
  const {filename, file, line} = isRecord(args) ? args : {};
  if (typeof filename === 'string') return {name: text, file: filename, line: null, at: lineOrNull(line)};
  if (typeof file === 'string') return {name: text, file, line: lineOrNull(line), at: null};
  const [, name, traced, first] = /^(.*) \((.+):(\d+)\)$/.exec(text) ?? [];
  return name === undefined || traced === undefined ? {name: text, file: '', line: null, at: null} : {name, file: traced, line: Number(first) || null, at: null};
}

/** `Profile` begins one, each `ProfileChunk` adds nodes that name their parent, and samples. */
function sampledThreads(events: readonly JsonRecord[]): ForeignThread[] {
  const profiles = new Map<string, {readonly pid: number; readonly tid: number; startTime: number; readonly nodes: JsonRecord[]; readonly samples: unknown[]; readonly timeDeltas: unknown[]; readonly lines: unknown[]}>();
  for (const event of events) {
    if (event['name'] !== 'Profile' && event['name'] !== 'ProfileChunk') continue;
    const args = isRecord(event['args']) ? event['args'] : {};
    const data = isRecord(args['data']) ? args['data'] : {};
    const pid = numberOr(event['pid'], 0);
    const key = `${pid} ${String(event['id'])}`;
    let profile = profiles.get(key);
    if (!profile) profiles.set(key, (profile = {pid, tid: numberOr(event['tid'], 0), startTime: 0, nodes: [], samples: [], timeDeltas: [], lines: []}));
    profile.startTime ||= numberOr(data['startTime'], 0);
    const chunk = isRecord(data['cpuProfile']) ? data['cpuProfile'] : {};
    profile.nodes.push(...recordsIn(chunk['nodes']));
    for (const [from, to] of [[chunk['samples'], profile.samples], [data['timeDeltas'], profile.timeDeltas], [data['lines'], profile.lines]] as const) {
      if (Array.isArray(from)) for (const each of from) to.push(each);
    }
  }
  return [...profiles.values()].flatMap(({pid, tid, ...profile}) => {
    const read: ReadCpuProfile = readCpuProfileValue({...profile, nodes: withTicks(profile)});
    return read.ok && read.profile.samples.length > 0 ? [{pid, tid, profile: read.profile}] : [];
  });
}

/** DevTools writes the line of each sample instead of counting them by node. */
function withTicks({nodes, samples, lines}: {readonly nodes: readonly JsonRecord[]; readonly samples: readonly unknown[]; readonly lines: readonly unknown[]}): JsonRecord[] {
  const ticks = new Map<unknown, Map<number, number>>();
  samples.forEach((id, index) => {
    const line = numberOr(lines[index], 0);
    if (line <= 0) return;
    const ofNode = ticks.get(id) ?? new Map<number, number>();
    ticks.set(id, ofNode.set(line, (ofNode.get(line) ?? 0) + 1));
  });
  return nodes.map(node => ({...node, positionTicks: node['positionTicks'] ?? Array.from(ticks.get(node['id']) ?? [], ([line, count]) => ({line, ticks: count}))}));
}
