import {setTimeout as wait} from 'node:timers/promises';
import {connectToInspector, type InspectorConnection} from './inspector-connection.ts';
import {type AttachTarget, findInspector} from './inspector-target.ts';
import type {Launched} from './launch.ts';

interface Attachment {
  readonly agentFile: string;
  /** Where the agent writes. */
  readonly folder: string;
  readonly stallMs: number;
  readonly stderr: (text: string) => void;
  /** Aborted when the measuring shall end. */
  readonly stopped: AbortSignal;
}

/** What a process says of itself. */
interface Attached {
  readonly pid: number;
  readonly argv: readonly string[];
}

const CLOSES_AFTER_MS = 200;

const INTERRUPTIONS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Loads the agent into a process that runs, and waits: for the process's end, or until the measuring shall end. The process is left as it was. */
export async function attach(target: AttachTarget, {agentFile, folder, stallMs, stderr, stopped}: Attachment): Promise<Launched> {
  const found = await findInspector(target);
  if (!found.ok) return refused(found.reason);
  let connection: InspectorConnection;
  try {
    connection = await connectToInspector(found.url);
  } catch (error) {
    return refused(`The inspector does not answer: ${(error as Error).message}.`);
  }
  try {
    const attached = (await connection.evaluate(startAgent({agentFile, folder, stallMs}, target))) as Attached | string;
    if (typeof attached === 'string') return refused(attached);
    stderr(`Loopsight measures process ${attached.pid} until you interrupt it (Ctrl-C); the process goes on.\n`);
    await untilEnd(connection, stopped);
    await connection.evaluate(stopAgent(found.isOurs)).catch(() => {});
    connection.close();
    if (found.isOurs) await wait(2 * CLOSES_AFTER_MS);
    // No process is ours, and how it ended, if it did, the agent has written.
    return {ok: true, pid: 0, command: attached.argv, exit: {code: null, signal: null}};
  } catch (error) {
    return refused(`The process cannot be measured: ${(error as Error).message}.`);
  } finally {
    connection.close();
  }
}

function refused(reason: string): Launched {
  return {ok: false, code: 126, reason};
}

/** Its value is what the process is, or the reason why it is not measured. What the agent is told by variables is taken away again: child processes are not ours. */
function startAgent({agentFile, folder, stallMs}: Pick<Attachment, 'agentFile' | 'folder' | 'stallMs'>, target: AttachTarget): string {
  const settings = {LOOPSIGHT_OUT: folder, LOOPSIGHT_STALL: String(stallMs), LOOPSIGHT_ATTACHED: '1'};
  const pid = target.kind === 'process' ? target.pid : null;
  return inTurn(`
    const pid = ${JSON.stringify(pid)};
    if (pid !== null && process.pid !== pid) return 'The inspector at that port is the one of process ' + process.pid + '. Start the program with node --inspect=PORT, and name that address.';
    if (Symbol.for('loopsight.agent') in globalThis) return 'Process ' + process.pid + ' is being measured already.';
    const settings = ${JSON.stringify(settings)};
    const agentFile = ${JSON.stringify(agentFile)};
    Object.assign(process.env, settings);
    try {
      delete load.cache[agentFile];
      load(agentFile);
    } catch (error) {
      return 'The agent cannot be loaded, which must be at the same place for the process as here: ' + error.code + ' ' + agentFile;
    } finally {
      for (const name of Object.keys(settings)) delete process.env[name];
    }
    if (!(Symbol.for('loopsight.agent') in globalThis)) return 'The agent could not start in process ' + process.pid + '.';
    return {pid: process.pid, argv: [process.execPath, ...process.execArgv, ...process.argv.slice(1)]};
  `);
}

/** An inspector that was opened for us is closed again, once the connection is: before, closing it would hold the process. */
function stopAgent(closesInspector: boolean): string {
  return inTurn(`
    globalThis[Symbol.for('loopsight.agent')]?.detach();
    if (${closesInspector}) load('node:timers').setTimeout(() => load('node:inspector').close(), ${CLOSES_AFTER_MS}).unref();
  `);
}

/**
 * Runs statements in a turn of the process's own loop: an expression may be evaluated in the middle of any other, where starting and stopping V8's profiler has
 * been seen to end the process. `load` is `require`.
 */
function inTurn(statements: string): string {
  return `(load => new Promise(resolve => load('node:timers').setTimeout(() => resolve((() => {${statements}})()), 0)))(require)`;
}

/** The process ends, or somebody wants the measuring to end. */
async function untilEnd(connection: InspectorConnection, stopped: AbortSignal): Promise<void> {
  const controller = new AbortController();
  const interrupt = () => controller.abort();
  for (const signal of INTERRUPTIONS) process.on(signal, interrupt);
  const either = AbortSignal.any([stopped, controller.signal]);
  const interrupted = new Promise<void>(resolve => {
    if (either.aborted) resolve();
    else either.addEventListener('abort', () => resolve(), {once: true});
  });
  await Promise.race([connection.closed, interrupted]);
  for (const signal of INTERRUPTIONS) process.off(signal, interrupt);
}
