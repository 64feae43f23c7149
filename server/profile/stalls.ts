import type {BusyTurn} from './busy-turns.ts';
import {milliseconds} from './cost-tables.ts';
import type {Culprit, Stall, StallKind} from './run.ts';
import {intervalsWithin} from './sampled-time.ts';
import {accountableFrame} from './stacks.ts';
import type {TimePiece} from './thread-time.ts';

/** So much of a turn makes what it was spent on its kind. */
const MOST = 0.6;

/** What was going on in a long turn of a thread's loop. `pieces` are in order of time. */
export function stallOf(turn: BusyTurn, pieces: readonly TimePiece[], {process, runStart}: {readonly process: number; readonly runStart: number}): Stall {
  const within = clipped(pieces, turn);
  const culprits = culpritsOf(within);
  const known = culprits.reduce((sum, {ms}) => sum + ms, 0);
  const durationMs = milliseconds(turn.activeUs);
  return {
    process,
    // A turn begins with waiting, if it waits at all.
    startMs: milliseconds(Math.max(0, turn.t1 - turn.activeUs - runStart)),
    durationMs,
    kind: turn.isStartUp ? 'startup' : kindOf(turn, within),
    culprits,
    unattributedMs: milliseconds(Math.max(0, durationMs - known) * 1000),
  };
}

function clipped(pieces: readonly TimePiece[], {t0, t1}: BusyTurn): TimePiece[] {
  return intervalsWithin(pieces, t0, t1).flatMap(piece => {
    const us = piece.us * ((Math.min(t1, piece.t1) - Math.max(t0, piece.t0)) / Math.max(1, piece.t1 - piece.t0));
    return us > 0 ? [{...piece, us: Math.min(us, piece.us)}] : [];
  });
}

/** One call that held most of the turn is one task, whatever called it; else the count of callbacks tells, and where there is none the stacks. */
function kindOf({activeUs, callbacks, longestUs = 0, callbacksUs = 0, mayBeSeveral}: BusyTurn, pieces: readonly TimePiece[]): StallKind {
  if (mayBeSeveral) return 'busy-period';
  if (pieces.some(({block, us}) => block && us >= activeUs * MOST)) return 'task';
  if (callbacks !== undefined) {
    if (longestUs >= activeUs * MOST) return 'task';
    return callbacksUs >= activeUs * MOST ? 'turn' : 'microtasks';
  }
  const inMicrotasks = pieces.reduce((sum, {us, stack, block}) => sum + (!block && stack.isMicrotask ? us : 0), 0);
  return inMicrotasks >= activeUs * MOST ? 'microtasks' : 'unknown';
}

/** The lines that held the loop, the longest first. */
function culpritsOf(pieces: readonly TimePiece[]): Culprit[] {
  const culprits = new Map<string, Culprit>();
  const add = ({ms, ...culprit}: Culprit) => {
    const key = `${culprit.line} ${culprit.api ?? ''} ${culprit.file}`;
    culprits.set(key, {...culprit, ms: ms + (culprits.get(key)?.ms ?? 0)});
  };
  for (const {stack, us, block} of pieces) {
    const frame = accountableFrame(stack);
    if (!frame) continue;
    const {file, name, line} = frame.function;
    const lines = frame.lines.length > 0 ? frame.lines : [{file, line, share: 1}];
    for (const share of lines) add({file: share.file, line: share.line, function: name, ...(block && {api: block.api}), ms: (us * share.share) / 1000});
  }
  return [...culprits.values()]
    .map(culprit => ({...culprit, ms: milliseconds(culprit.ms * 1000)}))
    .filter(({ms}) => ms > 0)
    .sort((a, b) => b.ms - a.ms);
}
