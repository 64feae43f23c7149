import {existsSync, readFileSync} from 'node:fs';
import {win32} from 'node:path';

export type ResolvedCommand = {readonly ok: true; readonly command: readonly [string, ...string[]]} | {readonly ok: false; readonly reason: string};

/** The disk, as far as a command is looked up on it. */
export interface CommandFiles {
  exists(path: string): boolean;
  readText(path: string): string;
}

const disk: CommandFiles = {exists: existsSync, readText: path => readFileSync(path, 'utf8')};

/**
 * The command as the operating system can start it. That is the command itself, but on Windows, where `npm`, `npx` and the commands of packages are batch files,
 * which only a shell runs: of those that package managers write, the script inside is run with Node, so that no word goes through a shell.
 */
export function resolveCommand(command: readonly [string, ...string[]], environment: NodeJS.ProcessEnv, {platform, files}: {readonly platform: NodeJS.Platform; readonly files: CommandFiles} = {platform: process.platform, files: disk}): ResolvedCommand {
  const [program, ...args] = command;
  const batchFile = platform === 'win32' ? batchFileOf(program, environment, files) : null;
  if (batchFile === null) return {ok: true, command};
  const script = scriptIn(batchFile, files);
  if (script) return {ok: true, command: ['node', script, ...args]};
  return {ok: false, reason: `The command ${program} is the batch file ${batchFile}, which needs a shell. Name the program that it starts.`};
}

/** Null where the name stands for a program proper, or for nothing. */
function batchFileOf(program: string, environment: NodeJS.ProcessEnv, {exists}: CommandFiles): string | null {
  const path = Object.entries(environment).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const folders = /[\\/]/.test(program) ? [''] : path.split(';').filter(folder => folder !== '');
  const extensions = win32.extname(program) === '' ? ['.exe', '.com', '.cmd', '.bat'] : [''];
  for (const folder of folders) {
    for (const extension of extensions) {
      const candidate = win32.join(folder, program + extension);
      if (exists(candidate)) return /\.(cmd|bat)$/i.test(candidate) ? candidate : null;
    }
  }
  return null;
}

/** The script that a batch file of a package manager starts with Node; it is named from the folder of the batch file, `%~dp0`. */
function scriptIn(batchFile: string, {exists, readText}: CommandFiles): string | null {
  const named = [...readText(batchFile).matchAll(/"%(?:~dp0|dp0%)\\?([^"%]+\.[cm]?js)"|=%~dp0\\([^"%\r\n]+\.[cm]?js)"/g)].map(match => match[1] ?? match[2] ?? '');
  const scripts = named.map(script => win32.join(win32.dirname(batchFile), script)).filter(exists);
  // The batch file of npm starts a script that only looks for the npm to be used before npm itself.
  return scripts.find(script => !script.endsWith('npm-prefix.js')) ?? null;
}
