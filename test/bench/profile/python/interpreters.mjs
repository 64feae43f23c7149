import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {homedir} from 'node:os';
import {join} from 'node:path';

const MINORS = [9, 10, 11, 12, 13, 14, 15];
const isWindows = process.platform === 'win32';

/** Every CPython from 3.9 that this machine has: on the path, or kept by pyenv. One of each minor version, the oldest first. */
export function interpreters() {
  const names = isWindows ? ['python', 'py'] : ['python3', ...MINORS.map(minor => `python3.${minor}`)];
  const found = [...names, ...keptByPyenv()].map(describe).filter(each => each !== null && each.minor >= MINORS[0]);
  const byMinor = new Map(found.reverse().map(each => [each.minor, each]));
  return [...byMinor.values()].sort((a, b) => a.minor - b.minor);
}

/** The interpreter that `python3` is: what people use on this machine. */
export function usualInterpreter() {
  return describe(isWindows ? 'python' : 'python3');
}

function keptByPyenv() {
  const versions = join(homedir(), '.pyenv', 'versions');
  return existsSync(versions) ? readdirSync(versions).map(version => join(versions, version, 'bin', 'python')) : [];
}

function describe(path) {
  const {status, stdout} = spawnSync(path, ['-c', 'import sys; print(sys.version_info[0], sys.version_info[1], sys.executable)'], {encoding: 'utf8'});
  if (status !== 0) return null;
  const [, major, minor, executable] = stdout.match(/^(\d+) (\d+) (.+)/) ?? [];
  return major === '3' ? {path: executable, minor: Number(minor), name: `Python 3.${minor}`} : null;
}

/** An environment of the interpreter with the packages that the benches compare with and serve by, made when it is first needed; null where they cannot be had. */
export function environmentOf({path, minor}, directory = import.meta.dirname) {
  const requirements = join(directory, 'requirements.txt');
  const folder = join(directory, '.cache', `python-3.${minor}`);
  const python = join(folder, isWindows ? 'Scripts' : 'bin', isWindows ? 'python.exe' : 'python');
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const stamp = join(folder, 'requirements.sha256');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  mkdirSync(folder, {recursive: true});
  console.log(`Installing packages for Python 3.${minor}`);
  for (const [program, ...args] of [[path, '-m', 'venv', folder], [python, '-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '-r', requirements]]) {
    const {status, stderr} = spawnSync(program, args, {encoding: 'utf8'});
    if (status !== 0) {
      console.log(`They cannot be had: ${stderr.trim().split('\n').at(-1)}`);
      return null;
    }
  }
  writeFileSync(stamp, wanted);
  return python;
}
