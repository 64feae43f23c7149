import {basename} from 'node:path';
import type {AnalysedRun} from '../profile/analyse-run.ts';
import {isUserFile} from '../profile/file-paths.ts';
import type {Run, Stall} from '../profile/run.ts';
import {STALL_KINDS} from '../profile/stall-words.ts';
import {collectionsOf, FrameTable, SpanBuilder, treeOf} from './spans.ts';
import type {ViewData, ViewProcess, ViewStall} from './view-data.ts';

/** As many rows as a person looks through. */
const MOST_AWAITS = 200;
const MOST_STALLS = 1000;

/** What the views of a run are drawn from. `runStart` is on the clock of the pieces, in microseconds. */
export function collectViewData({run, timelines}: Pick<AnalysedRun, 'run' | 'timelines'>, {title, runStart}: {readonly title: string; readonly runStart: number}): ViewData {
  return {
    version: 1,
    title,
    wallUs: Math.round(run.wallMs * 1000),
    processes: timelines.map(({process, pieces}): ViewProcess => {
      const table = new FrameTable();
      const builder = new SpanBuilder(table, runStart);
      for (const piece of pieces) builder.add(piece);
      const {spans, shortestUs} = builder.finish();
      const tree = treeOf(pieces, table);
      return {process, name: nameOf(run, process), frames: table.frames, spans, shortestUs, tree, collections: collectionsOf(pieces, runStart)};
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
