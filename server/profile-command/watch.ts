import {access} from 'node:fs/promises';
import {EventTail} from '../runs/event-tail.ts';
import {writeProgress} from '../runs/progress.ts';
import type {RunFolder} from '../runs/run-folder.ts';
import {LiveStalls} from './live-stalls.ts';

/** Often enough for a person who watches, and for a stop that feels prompt. */
const LOOK_EVERY_MS = 300;

export interface Watch {
  /** Somebody asked for the program's end. */
  readonly stopped: AbortSignal;
  /** The processes that were measured and are not known to have ended. */
  readonly processes: ReadonlySet<number>;
  close(): Promise<void>;
}

interface WatchOptions {
  readonly stallMs: number;
  /** On the agents' clock, in microseconds. */
  readonly start: number;
  readonly stderr: (text: string) => void;
}

/** Looks after a run while its program runs: tells each stall that is longer than those before, says how far the run is, and hears when it shall stop. */
export function watchRun(folder: RunFolder, {stallMs, start, stderr}: WatchOptions): Watch {
  const stopping = new AbortController();
  const processes = new Set<number>();
  const stalls = new LiveStalls(stallMs);
  const tail = new EventTail(folder.events);
  let count = 0;
  let longestStallMs = 0;
  let told = '';

  const look = async () => {
    for (const {thread, events} of await tail.read()) {
      for (const event of events) {
        if (event.kind === 'start' && event.tid === 0) processes.add(event.pid);
        if (event.kind === 'end') processes.delete(Number(thread.match(/^(\d+)-0\./)?.[1]));
        const stall = stalls.next(thread, event);
        if (!stall) continue;
        count++;
        if (stall.durationMs <= longestStallMs) continue;
        longestStallMs = stall.durationMs;
        stderr(`Loopsight: the loop was held for ${Math.round(stall.durationMs)} ms at ${((stall.t0 - start) / 1e6).toFixed(1)} s${stall.api ? `, by ${stall.api}` : ''}\n`);
      }
    }
    const known = `${count} ${longestStallMs}`;
    if (known !== told) await writeProgress(folder, {wallMs: Math.round(Number(process.hrtime.bigint()) / 1e6 - start / 1000), stalls: count, longestStallMs}).then(() => (told = known), () => {});
    if (await exists(folder.stop)) stopping.abort();
  };

  let looking: Promise<void> = Promise.resolve();
  let isOver = false;
  const lookAgain = () => {
    timer = setTimeout(() => {
      looking = look().then(() => {
        if (!isOver) lookAgain();
      });
    }, LOOK_EVERY_MS);
  };
  let timer: NodeJS.Timeout;
  lookAgain();

  return {
    stopped: stopping.signal,
    processes,
    async close() {
      isOver = true;
      clearTimeout(timer);
      await looking;
    },
  };
}

function exists(path: string): Promise<boolean> {
  return access(path).then(() => true, () => false);
}
