import {isRecord, type JsonRecord, numberOr, stringOr} from './json-values.ts';

/** A `.cpuprofile` as V8 writes it, with nodes by index instead of by identity. */
export interface CpuProfile {
  readonly nodes: readonly CpuProfileNode[];
  /** For every sample, the node that was running and when it was taken, in microseconds. */
  readonly samples: readonly number[] | Int32Array;
  readonly times: readonly number[] | Float64Array;
  readonly startTime: number;
}

export interface CpuProfileNode {
  /** Index of the caller; -1 for the root. */
  readonly parent: number;
  readonly functionName: string;
  readonly scriptId: string;
  readonly url: string;
  /** Where the function begins, counted from 1. */
  readonly line: number;
  readonly column: number;
  /** Samples by line, only of those in which this function itself ran. */
  readonly ticks: readonly LineTicks[];
  /** The one line at which the function was, whether it ran itself or called something; null where the runtime does not tell. */
  readonly at: number | null;
}

export interface LineTicks {
  readonly line: number;
  readonly ticks: number;
}

export type ReadCpuProfile = {readonly ok: true; readonly profile: CpuProfile} | {readonly ok: false; readonly reason: string};

/** Reads a profile of this or any other tool; what is not one is refused with the reason. */
export function readCpuProfile(text: string): ReadCpuProfile {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {ok: false, reason: text.trim() === '' ? 'The profile is empty.' : 'The profile is not whole: it is no JSON.'};
  }
  return readCpuProfileValue(value);
}

/** The same of what has been parsed. */
export function readCpuProfileValue(value: unknown): ReadCpuProfile {
  if (!isRecord(value) || !Array.isArray(value['nodes'])) return {ok: false, reason: 'This is no CPU profile: it has no nodes.'};
  const raw = value['nodes'].filter(isRecord);
  const {nodes, indexOf} = readNodes(raw);
  const startTime = numberOr(value['startTime'], 0);
  const {samples, deltas} = samplesOf(value, raw, startTime) ?? {};
  if (!samples || !deltas) return {ok: false, reason: 'The profile has no samples with times.'};
  let time = startTime;
  const count = Math.min(samples.length, deltas.length);
  return {
    ok: true,
    profile: {
      nodes,
      samples: samples.slice(0, count).map(id => indexOf.get(id) ?? -1),
      times: deltas.slice(0, count).map(delta => (time += numberOr(delta, 0))),
      startTime,
    },
  };
}

/** The nodes, and where each of their identities is among them. */
export function readNodes(raw: readonly JsonRecord[]): {nodes: CpuProfileNode[]; indexOf: ReadonlyMap<unknown, number>} {
  const indexOf = new Map(raw.map((node, index) => [node['id'], index]));
  const parents = parentsOf(raw, indexOf);
  // The same names and files come again and again.
  const texts = new Map<string, string>();
  const interned = (text: string) => texts.get(text) ?? (texts.set(text, text), text);
  return {nodes: raw.map((node, index) => readNode(node, parents[index] ?? -1, interned)), indexOf};
}

/** V8's usual sampling interval, where a profile counts samples and does not say when they were taken. */
const USUAL_INTERVAL_US = 1000;

/** Not all tools write times: samples without any are spread over the recording, and where there are none, each node's count of hits stands for them. */
function samplesOf({samples, timeDeltas, endTime}: Record<string, unknown>, nodes: readonly Record<string, unknown>[], startTime: number): {samples: readonly unknown[]; deltas: readonly unknown[]} | null {
  if (Array.isArray(samples) && Array.isArray(timeDeltas)) return {samples, deltas: timeDeltas};
  const taken = Array.isArray(samples) ? samples.map((id: unknown) => ({id, hits: 1})) : nodes.map(({id, hitCount}) => ({id, hits: Math.max(0, numberOr(hitCount, 0))})).filter(({hits}) => hits > 0);
  if (taken.length === 0) return null;
  const interval = (numberOr(endTime, 0) - startTime) / taken.reduce((sum, {hits}) => sum + hits, 0);
  return {samples: taken.map(({id}) => id), deltas: taken.map(({hits}) => hits * (interval > 0 ? interval : USUAL_INTERVAL_US))};
}

/**
 * Nodes name their children, or in the pieces of a trace their parent. Parents come before their children in a real profile; a node whose parent does not is
 * made a root, so that no circle can be walked.
 */
function parentsOf(raw: readonly Record<string, unknown>[], indexOf: ReadonlyMap<unknown, number>): number[] {
  const parents = raw.map(({parent}, index) => {
    const named = parent === undefined ? undefined : indexOf.get(parent);
    return named !== undefined && named < index ? named : -1;
  });
  raw.forEach(({children}, parent) => {
    if (!Array.isArray(children)) return;
    for (const id of children) {
      const child = indexOf.get(id);
      if (child !== undefined && child > parent) parents[child] = parent;
    }
  });
  return parents;
}

function readNode({callFrame, positionTicks, $line}: JsonRecord, parent: number, interned: (text: string) => string): CpuProfileNode {
  const frame = isRecord(callFrame) ? callFrame : {};
  const at = numberOr($line, 0);
  return {
    parent,
    functionName: interned(stringOr(frame['functionName'], '')),
    scriptId: interned(textOf(frame['scriptId'])),
    url: interned(stringOr(frame['url'], '')),
    line: numberOr(frame['lineNumber'], -1) + 1,
    column: numberOr(frame['columnNumber'], -1) + 1,
    at: at > 0 ? at : null,
    ticks: Array.isArray(positionTicks) ? positionTicks.filter(isRecord).map(({line, ticks}) => ({line: numberOr(line, 0), ticks: numberOr(ticks, 0)})).filter(({line, ticks}) => line > 0 && ticks > 0) : [],
  };
}

function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}
