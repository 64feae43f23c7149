import {basename} from 'node:path';
import type {Timeline} from '../profile/analyse-run.ts';
import {isUserFile} from '../profile/file-paths.ts';
import type {Run, Stall} from '../profile/run.ts';
import {STALL_KINDS} from '../profile/stall-words.ts';
import type {SpentTime, TimePiece} from '../profile/thread-time.ts';
import {FrameTable, GarbageCollections, SpanBuilder, treeOf} from './spans.ts';
import type {ViewData, ViewProcess, ViewStall} from './view-data.ts';

/** As many rows as a person looks through. */
const MOST_AWAITS = 200;
const MOST_STALLS = 1000;

/** What a thread spent its time on. */
export interface TimelineSource {
  /** Index into the run's processes. */
  readonly process: number;
  /** In any order, and added up or not. */
  readonly spent: Iterable<Pick<SpentTime, 'us' | 'stack'>>;
  /** In the order of time. */
  each(visit: (piece: Pick<TimePiece, 't0' | 't1' | 'stack' | 'isGarbageCollection'>) => void): void;
}

export function timelineSource({process, pieces}: Timeline): TimelineSource {
  return {process, spent: pieces, each: visit => pieces.forEach(visit)};
}

/** What is shorter than this part of the run cannot be seen, however far one zooms in. */
const FINEST = 1 / 200_000;

/** What the views of a run are drawn from. `runStart` is on the clock of the timelines, in microseconds. */
export function collectViewData(run: Run, timelines: readonly TimelineSource[], {title, runStart}: {readonly title: string; readonly runStart: number}): ViewData {
  const wallUs = Math.round(run.wallMs * 1000);
  return {
    version: 1,
    title,
    wallUs,
    processes: timelines.map(({process, spent, each}): ViewProcess => {
      const table = new FrameTable();
      const builder = new SpanBuilder(table, runStart, wallUs * FINEST);
      const collections = new GarbageCollections(runStart);
      each(piece => {
        builder.add(piece);
        if (piece.isGarbageCollection) collections.add(piece);
      });
      return {process, name: nameOf(run, process), frames: table.frames, ...builder.finish(), tree: treeOf(spent, table), collections: collections.columns};
    }),
    stalls: run.stalls.toSorted((a, b) => b.durationMs - a.durationMs).slice(0, MOST_STALLS).map(viewStall),
    awaits: run.lines
      .filter(({file, awaitMs}) => isUserFile(file) && awaitMs !== undefined && awaitMs > 0)
      .map(({file, line, awaitMs = 0, awaitCount = 0, awaitPeak = 0}) => ({file, line, us: Math.round(awaitMs * 1000), count: awaitCount, peak: awaitPeak}))
      .sort((a, b) => b.us - a.us)
      .slice(0, MOST_AWAITS),
  };
}

function nameOf({command, processes}: Run, index: number): string {
  const {pid, tid, runtime} = processes[index] ?? {pid: 0, tid: 0, runtime: 'node'};
  const program = index === 0 ? command.map(word => basename(word)).join(' ') : runtime;
  return tid === 0 ? `${program} (process ${pid})` : `${runtime} (thread ${tid} of process ${pid})`;
}

function viewStall({process, startMs, durationMs, kind, culprits}: Stall): ViewStall {
  return {
    process,
    start: Math.round(startMs * 1000),
    duration: Math.round(durationMs * 1000),
    kind: STALL_KINDS[kind],
    isStartUp: kind === 'startup',
    culprits: culprits.map(({file, line, function: name, api, ms}) => ({file, line, text: api ? `${api} in ${name}` : name, us: Math.round(ms * 1000)})),
  };
}
