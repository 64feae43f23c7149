import {execFile} from 'node:child_process';

export interface NodeProcess {
  readonly pid: number;
  /** What it was started with, as far as the system tells. */
  readonly command: string;
}

/** The Node processes of this machine's user, the latest first, without those that belong to the editor itself. */
export async function nodeProcesses(): Promise<readonly NodeProcess[]> {
  const [program, args, read] = process.platform === 'win32' ? (['tasklist', ['/FI', 'IMAGENAME eq node.exe', '/FO', 'CSV', '/NH'], fromTaskList] as const) : (['ps', ['-xo', 'pid=,comm=,args='], fromProcessList] as const);
  const text = await new Promise<string>(resolve => {
    execFile(program, [...args], {windowsHide: true, maxBuffer: 10_000_000}, (error, stdout) => resolve(error ? '' : stdout));
  });
  return read(text).filter(({pid, command}) => pid !== process.pid && !OF_THE_EDITOR.test(command)).sort((a, b) => b.pid - a.pid);
}

const OF_THE_EDITOR = /loopsight\.mjs|extensionHost|bootstrap-fork|--type=(?:utility|renderer|gpu-process)|tsserver|server-main\.js|[\\/]out[\\/]node[\\/]entry|--clientProcessId/;

/** What `ps` prints: a number, the name of the binary, and what it was started with. */
export function fromProcessList(text: string): readonly NodeProcess[] {
  return text.split('\n').flatMap(line => {
    const [, pid, name = '', command = ''] = line.match(/^\s*(\d+)\s+(\S+)\s+(.*)$/) ?? [];
    return /(^|\/)(node|nodejs|node\d+|MainThread)$/.test(name) && /^\S*node/.test(command) ? [{pid: Number(pid), command}] : [];
  });
}

/** What `tasklist` prints: names and numbers only. */
export function fromTaskList(text: string): readonly NodeProcess[] {
  return [...text.matchAll(/^"([^"]+)","(\d+)"/gm)].map(([, command = '', pid]) => ({pid: Number(pid), command}));
}
