import fs from 'node:fs';
import {join, sep} from 'node:path';
import {performance} from 'node:perf_hooks';
import {clearInterval, setInterval} from 'node:timers';
import {isMainThread, threadId} from 'node:worker_threads';
import {wrapBlockingCalls} from './blocking-calls.ts';
import {asOwnWork, now} from './clock.ts';
import {cpuTimeUs} from './cpu-clock.ts';
import {onEnding} from './ending.ts';
import {openEventLog} from './event-log.ts';
import {beforeMessages} from './messages-sent.ts';
import {guarded, onFailure} from './own-failures.ts';
import {measureRequests} from './requests-served.ts';
import {startSampling} from './sampling.ts';
import {keepTranspiledLines} from './transpiled-lines.ts';
import {traceTurns} from './turn-tracing.ts';

/** A running agent, as a process that was attached to finds it again. */
interface RunningAgent {
  /** Writes what is left, and leaves the program as it was. */
  detach(): void;
}

/** How often progress is told, and so how often a watcher of the folder learns of a stall. */
const TICK_MS = 500;

/**
 * What runs inside a profiled Node process: loaded before the program (`NODE_OPTIONS=--require`), also in its child processes and
 * worker threads, or into a program that runs already. Measures, writes into the run's folder, and never changes what the program does, prints or exits with.
 */
const started = Symbol.for('loopsight.agent');
const {LOOPSIGHT_OUT: folder} = process.env;
// A program that cannot be measured still runs.
const start = guarded((folder: string) => {
  Object.defineProperty(globalThis, started, {value: startAgent(folder), configurable: true});
});
if (folder && !(started in globalThis)) start(folder);

function startAgent(folder: string): RunningAgent {
  const settings = readSettings(process.env);
  const log = openEventLog(join(folder, `${process.pid}-${threadId}`));
  const t = now();
  log.append({
    kind: 'start',
    version: 1,
    pid: process.pid,
    ppid: process.ppid,
    tid: threadId,
    runtime: 'node',
    runtimeVersion: process.version,
    main: mainFile(),
    cwd: workingFolder(),
    t,
  });
  if (settings.isAttached) log.append({kind: 'startup', t0: t, t1: t});
  log.flush();
  const pieces: {stop(): void}[] = [];
  onFailure(error => {
    stopAll(pieces);
    log.appendFailure(`The agent failed, and measured nothing from then on: ${String(error)}`);
    log.flush();
  });
  const sampling = startSampling(log, settings.intervalUs);
  if (sampling) pieces.push(sampling);
  let blockedUs = 0;
  pieces.push({stop: wrapBlockingCalls(settings.slowUs, call => {
    blockedUs += call.t1 - call.t0;
    log.append(call);
    if (!isMainThread) log.flush();
  })});
  keepTranspiledLines();
  const requests = measureRequests();
  pieces.push(requests);
  let lastChunkAt = now();
  let cpuAtChunkUs = cpuTimeUs();
  const tellRequests = () => {
    const event = requests.take();
    if (event) log.append(event);
  };
  const writeChunk = () => {
    sampling?.writeChunk();
    tellRequests();
    log.flush();
    lastChunkAt = now();
    cpuAtChunkUs = cpuTimeUs();
    blockedUs = 0;
  };
  const turns = traceTurns(log, settings, turn => {
    log.append(turn);
    log.flush();
    if (!turn.isUnderWay && turn.t1 - lastChunkAt >= settings.chunkUs / 10) writeChunk();
  });
  pieces.push(turns);
  // Who is told a result may end the thread at once, and with it what has not been saved.
  if (!isMainThread) pieces.push({stop: beforeMessages(() => {
    if (now() - lastChunkAt < settings.chunkUs / 10 || cpuTimeUs() - cpuAtChunkUs + blockedUs < settings.stallUs) return;
    const turn = turns.underWay();
    if (turn.activeUs >= settings.stallUs) log.append(turn);
    writeChunk();
  })});
  const progress = () => ({t: now(), turns: turns.turns, longestTurnUs: turns.longestTurnUs, busyUs: turns.busyUs});

  const tick = guarded(() => {
    asOwnWork(() => {
      log.append({kind: 'tick', ...progress()});
      log.flush();
    });
    if (now() - lastChunkAt >= settings.chunkUs) writeChunk();
  });
  const ticks = setInterval(tick, TICK_MS);
  ticks.unref();
  pieces.push({stop: () => clearInterval(ticks)});

  const ending = onEnding(({code, signal}) => {
    turns.close();
    sampling?.stop(code !== null || signal !== null);
    tellRequests();
    const {user, system} = process.cpuUsage();
    log.append({kind: 'end', ...progress(), code, signal, idleUs: performance.nodeTiming.idleTime * 1000, cpuUs: user + system});
    log.flush();
  });
  pieces.push({stop: ending.forget}, {stop: () => void Reflect.deleteProperty(globalThis, started)});

  return {
    detach() {
      ending.finish();
      stopAll(pieces);
    },
  };
}

/** Each of them, whatever becomes of the others. */
function stopAll(pieces: readonly {stop(): void}[]): void {
  for (const piece of pieces) {
    try {
      piece.stop();
    } catch {
      // It is quiet all the same, as nothing that is guarded is run any more.
    }
  }
}

function readSettings({LOOPSIGHT_INTERVAL, LOOPSIGHT_STALL, LOOPSIGHT_SLOW, LOOPSIGHT_CHUNK, LOOPSIGHT_ATTACHED}: NodeJS.ProcessEnv) {
  return {
    /** Between two samples: at 2 ms a program's own thread is not measurably slower. */
    intervalUs: positive(LOOPSIGHT_INTERVAL, 2000),
    stallUs: positive(LOOPSIGHT_STALL, 50) * 1000,
    slowUs: positive(LOOPSIGHT_SLOW, 2) * 1000,
    /** A worker thread that is ended from outside cannot save its last samples: it saves them more often. */
    chunkUs: positive(LOOPSIGHT_CHUNK, threadId === 0 ? 5000 : 1000) * 1000,
    /** The program has started long ago. */
    isAttached: LOOPSIGHT_ATTACHED === '1',
  };
}

function positive(text: string | undefined, otherwise: number): number {
  const value = Number(text);
  return value > 0 ? value : otherwise;
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    // It has been deleted.
    return sep;
  }
}

function mainFile(): string | null {
  const path = process.argv[1];
  if (!path) return null;
  try {
    return fs.realpathSync(path);
  } catch {
    return path;
  }
}
