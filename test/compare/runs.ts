import type {Culprit, FunctionCost, LineCost, Run, Stall} from '../../server/profile/run.ts';

/** A run of which only what a test is about is said. */
export function runWith({lines = [], functions = [], stalls = [], wallMs = 1000}: {
  readonly lines?: readonly (Pick<LineCost, 'file' | 'line'> & Partial<LineCost>)[];
  readonly functions?: readonly FunctionCost[];
  readonly stalls?: readonly Stall[];
  readonly wallMs?: number;
}): Run {
  const counted = stalls.filter(({kind}) => kind !== 'startup').map(({durationMs}) => durationMs);
  const stallMs = counted.reduce((sum, ms) => sum + ms, 0);
  return {
    version: 1,
    command: ['node', 'app.mjs'],
    wallMs,
    processes: [{pid: 1, tid: 0, runtime: 'node', role: 'user', exit: {code: 0, signal: null}}],
    stalls,
    lines: lines.map(line => ({selfMs: 0, totalMs: 0, blockedMs: 0, blockCalls: 0, gcMs: 0, precision: 'measured', ...line}) as LineCost),
    functions,
    files: [],
    metrics: {stalls: counted.length, stallMs, longestStallMs: Math.max(0, ...counted), busyMs: 0, cpuMs: 0, gcMs: 0},
  };
}

export function stallBy(culprit: Culprit, kind: Stall['kind'] = 'task'): Stall {
  return {process: 0, startMs: 10, durationMs: culprit.ms, kind, culprits: [culprit], unattributedMs: 0};
}
