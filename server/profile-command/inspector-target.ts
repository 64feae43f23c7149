import {execFile} from 'node:child_process';
import {readFile, readlink} from 'node:fs/promises';
import {basename} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';

/** What `--attach` names: a process of this machine, or where an inspector listens. */
export type AttachTarget = {readonly kind: 'process'; readonly pid: number} | {readonly kind: 'address'; readonly host: string; readonly port: number};

export type FoundInspector = {readonly ok: true; readonly url: string; /** Nobody had opened it before. */ readonly isOurs: boolean} | {readonly ok: false; readonly reason: string};

/** Null where the words are neither. */
export function readAttachTarget(text: string): AttachTarget | null {
  if (/^[1-9]\d*$/.test(text)) return {kind: 'process', pid: Number(text)};
  const [, host = '', digits = ''] = text.match(/^(?:wss?:\/\/)?(\[[^\]]+\]|[^:/[\]]*):(\d+)(?:\/.*)?$/) ?? [];
  const port = Number(digits);
  return digits !== '' && port > 0 && port < 65_536 ? {kind: 'address', host: host || '127.0.0.1', port} : null;
}

/** Where the target's inspector is to be reached. That of a process is opened if it is not open yet. */
export async function findInspector(target: AttachTarget): Promise<FoundInspector> {
  if (target.kind === 'address') {
    const url = await inspectorAt(target.host, target.port);
    return url ? {ok: true, url, isOurs: false} : off(`No inspector listens at ${target.host}:${target.port}. Start the program with node --inspect, or name its process.`);
  }
  const {pid} = target;
  const description = await describeProcess(pid);
  if (!description) return off(`There is no process ${pid}, or it is not yours.`);
  if (!/^(node|nodejs|node\d+)(\.exe)?$/i.test(description.program)) return off(`Process ${pid} is ${description.program}, and no Node. Of a program that has Node inside, name the address of its inspector.`);
  const wasOpen = await inspectorOf(description);
  if (wasOpen) return {ok: true, url: wasOpen, isOurs: false};
  openInspector(pid);
  for (const deadline = Date.now() + OPENS_WITHIN_MS; Date.now() < deadline; await wait(50)) {
    const url = await inspectorOf(description);
    if (url) return {ok: true, url, isOurs: true};
  }
  return off(`Process ${pid} does not open its inspector at port ${description.inspectorPort}: another program has that port, or the process handles SIGUSR1 itself. Start it with node --inspect=PORT, and name that address.`);
}

const OPENS_WITHIN_MS = 5000;

/** The answer of a program that is busy comes late; what listens on a port without being an inspector does not answer so. */
const ANSWERS_WITHIN_MS = 2000;

async function inspectorAt(host: string, port: number): Promise<string | null> {
  try {
    const response = await fetch(`http://${host}:${port}/json/list`, {signal: AbortSignal.timeout(ANSWERS_WITHIN_MS)});
    const [first] = (await response.json()) as readonly {readonly webSocketDebuggerUrl?: unknown}[];
    const url = first?.webSocketDebuggerUrl;
    // A program in a container knows its own address only.
    return typeof url === 'string' ? url.replace(/^ws:\/\/[^/]+/, `ws://${host}:${port}`) : null;
  } catch {
    return null;
  }
}

interface ProcessDescription {
  readonly pid: number;
  /** The name of its binary. */
  readonly program: string;
  readonly inspectorPort: number;
}

const DEFAULT_PORT = 9229;

/** The inspector at the process's port, if it answers. Whose it is, the process must say itself. */
async function inspectorOf({inspectorPort}: ProcessDescription): Promise<string | null> {
  return inspectorAt('127.0.0.1', inspectorPort);
}

/** A signal that means something else to other programs, and ends them, so it is sent to a Node only. */
function openInspector(pid: number): void {
  const {_debugProcess} = process as typeof process & {_debugProcess?(pid: number): void};
  if (process.platform === 'win32') _debugProcess?.(pid);
  else process.kill(pid, 'SIGUSR1');
}

async function describeProcess(pid: number): Promise<ProcessDescription | null> {
  const described = process.platform === 'linux' ? await fromProc(pid) : await fromProcessList(pid);
  if (!described) return null;
  const [, port] = described.command.match(/--inspect(?:-port|-brk|-wait)?=(?:[^\s\0]*:)?(\d+)(?=[\s\0]|$)/) ?? [];
  return {pid, program: described.program, inspectorPort: port ? Number(port) : DEFAULT_PORT};
}

async function fromProc(pid: number) {
  try {
    return {program: basename(await readlink(`/proc/${pid}/exe`)), command: await readFile(`/proc/${pid}/cmdline`, 'utf8')};
  } catch {
    return null;
  }
}

function fromProcessList(pid: number): Promise<{readonly program: string; readonly command: string} | null> {
  const [program, args] = process.platform === 'win32' ? (['tasklist', ['/FI', `PID eq ${pid}`, '/FO', 'CSV', '/NH']] as const) : (['ps', ['-p', String(pid), '-o', 'comm=,args=']] as const);
  return new Promise(resolve => {
    execFile(program, [...args], {windowsHide: true}, (error, stdout) => {
      const name = process.platform === 'win32' ? stdout.match(/^"([^"]+)"/)?.[1] : stdout.trim().split(/\s+/)[0];
      resolve(error || !name ? null : {program: basename(name), command: stdout});
    });
  });
}

function off(reason: string): FoundInspector {
  return {ok: false, reason};
}
