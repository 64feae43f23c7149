import {isUserFile} from '../profile/file-paths.ts';
import type {Run} from '../profile/run.ts';
import {STALL_KINDS} from '../profile/stall-words.ts';
import type {RunOverview} from '../protocol.ts';

/** As many as a person reads; who wants all of them exports the run. */
const MOST = 50;
const MOST_CULPRITS = 10;

/** Less is noise of the sampler. */
const LEAST_MS = 1;

/** What of a run is worth being shown in a tree: of lines and functions, those of the user's own files. */
export function overviewOf({stalls, lines, functions, processes, metrics}: Run): RunOverview {
  const hotLines = lines.filter(({file, selfMs, blockedMs}) => isUserFile(file) && selfMs + blockedMs >= LEAST_MS);
  const hotFunctions = functions.filter(({file, totalMs}) => isUserFile(file) && totalMs >= LEAST_MS).sort((a, b) => b.totalMs - a.totalMs);
  return {
    stalls: stalls
      .toSorted((a, b) => Number(a.kind === 'startup') - Number(b.kind === 'startup') || b.durationMs - a.durationMs)
      .slice(0, MOST)
      .map(({startMs, durationMs, kind, culprits}) => ({startMs, durationMs, kind: STALL_KINDS[kind], isStartUp: kind === 'startup', culprits: culprits.filter(({ms}) => ms >= LEAST_MS).slice(0, MOST_CULPRITS)})),
    lines: hotLines.slice(0, MOST).map(({file, line, selfMs, totalMs, blockedMs, blockCalls, mayBeMoreCalls, precision}) => ({file, line, selfMs, totalMs, blockedMs, blockCalls, ...(mayBeMoreCalls && {mayBeMoreCalls}), isExact: precision !== 'ambiguous'})),
    functions: hotFunctions.slice(0, MOST),
    processes: processes.filter(({role}) => role === 'user').map(({pid, tid, runtime, exit}) => ({pid, tid, runtime, exit})),
    counts: {stalls: metrics.stalls, lines: hotLines.length, functions: hotFunctions.length},
  };
}
