import {execFile} from 'node:child_process';
import {accessSync, constants, statSync} from 'node:fs';
import {delimiter, join} from 'node:path';

/** The absolute path of what a name starts: looked up along PATH as the operating system does; null where there is none. */
export function findProgram(name: string, environment: NodeJS.ProcessEnv = process.env): string | null {
  const path = Object.entries(environment).find(([variable]) => variable.toUpperCase() === 'PATH')?.[1] ?? '';
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', '.bat'] : [''];
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue;
    for (const ending of endings) {
      const candidate = join(folder, name + ending);
      if (isExecutable(candidate)) return candidate;
    }
  }
  return null;
}

/** Long enough for a cold disk. */
const PATIENCE_MS = 10_000;

/** What a program answers to `--version`; null where it does not run. */
export function versionOf(program: string): Promise<string | null> {
  return new Promise(resolve => {
    execFile(program, ['--version'], {timeout: PATIENCE_MS, windowsHide: true}, (error, stdout, stderr) => resolve(error ? null : (stdout || stderr).trim()));
  });
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
