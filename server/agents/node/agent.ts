import fs from 'node:fs';
import {join} from 'node:path';
import {performance} from 'node:perf_hooks';
import {clearInterval, setInterval} from 'node:timers';
import {threadId} from 'node:worker_threads';
import {wrapBlockingCalls} from './blocking-calls.ts';
import {asOwnWork, now} from './clock.ts';
import {onEnding} from './ending.ts';
import {openEventLog} from './event-log.ts';
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
if (folder && !(started in globalThis)) {
  try {
    Object.defineProperty(globalThis, started, {value: startAgent(folder), configurable: true});
  } catch {
    // A program that cannot be measured still runs.
  }
}

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
    cwd: process.cwd(),
    t,
  });
  if (settings.isAttached) log.append({kind: 'startup', t0: t, t1: t});
  log.flush();
  const sampling = startSampling(log, settings.intervalUs);
  const unwrap = wrapBlockingCalls(log, settings.slowUs);
  keepTranspiledLines();
  const requests = measureRequests();
  let lastChunkAt = now();
  const tellRequests = () => {
    const event = requests.take();
    if (event) log.append(event);
  };
  const writeChunk = () => {
    sampling?.writeChunk();
    tellRequests();
    lastChunkAt = now();
  };
  const turns = traceTurns(log, settings, turn => {
    log.append(turn);
    log.flush();
    if (turn.t1 - lastChunkAt >= settings.chunkUs / 10) writeChunk();
  });
  const progress = () => ({t: now(), turns: turns.turns, longestTurnUs: turns.longestTurnUs, busyUs: turns.busyUs});

  const ticks = setInterval(() => {
    asOwnWork(() => {
      log.append({kind: 'tick', ...progress()});
      log.flush();
    });
    if (now() - lastChunkAt >= settings.chunkUs) writeChunk();
  }, TICK_MS);
  ticks.unref();

  const ending = onEnding(({code, signal}) => {
    turns.close();
    sampling?.stop();
    tellRequests();
    const {user, system} = process.cpuUsage();
    log.append({kind: 'end', ...progress(), code, signal, idleUs: performance.nodeTiming.idleTime * 1000, cpuUs: user + system});
    log.flush();
  });

  return {
    detach() {
      ending.finish();
      ending.forget();
      turns.stop();
      requests.stop();
      unwrap();
      clearInterval(ticks);
      Reflect.deleteProperty(globalThis, started);
    },
  };
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

function mainFile(): string | null {
  const path = process.argv[1];
  if (!path) return null;
  try {
    return fs.realpathSync(path);
  } catch {
    return path;
  }
}
