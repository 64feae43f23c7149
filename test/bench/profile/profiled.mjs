import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {delimiter, dirname, join} from 'node:path';

const loopsight = join(import.meta.dirname, '../../../server/dist/loopsight.mjs');
export const programs = join(import.meta.dirname, '../../profiles/programs');

/** Runs `loopsight profile` on a command that finds `node` under its name, and gives the run with what the program printed. */
export async function profiled(node, command, {directory = programs, environment = {}, options = []} = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  const json = join(folder, 'run.json');
  try {
    const ended = await output(process.execPath, [loopsight, 'profile', '--json', json, ...options, '--', ...command], {
      cwd: directory,
      env: {...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH}`, ...environment},
    });
    return {...ended, run: JSON.parse(readFileSync(json, 'utf8'))};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Runs `loopsight open` on a profile and gives the run. */
export async function opened(path) {
  const {stdout, stderr, code} = await output(process.execPath, [loopsight, 'open', path, '--json', '-'], {});
  if (code !== 0) throw new Error(`${path} cannot be opened: ${stderr}`);
  return JSON.parse(stdout);
}

/** Runs a program to its end. */
export async function output(program, args, options) {
  const child = spawn(program, args, {...options, stdio: ['ignore', 'pipe', 'pipe']});
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', data => (stdout += data));
  child.stderr.on('data', data => (stderr += data));
  const [code, signal] = await new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (...how) => resolve(how));
  });
  return {code, signal, stdout, stderr};
}

/** What a program prints last: the truth of its own clock. */
export function truthOf({stdout, stderr}) {
  try {
    return JSON.parse(stdout.trim().split('\n').at(-1));
  } catch {
    throw new Error(`The program printed no truth: ${stdout}${stderr}`);
  }
}

/** The line of a file that ends with `// @label`. */
export function lineOf(path, label) {
  return lineWith(path, `// @${label}`);
}

/** The only line of a file that has a text. */
export function lineWith(path, wanted) {
  const lines = readFileSync(path, 'utf8').split('\n').flatMap((text, index) => (text.includes(wanted) ? [index + 1] : []));
  if (lines.length !== 1) throw new Error(`${path} has ${lines.length} lines with ${wanted}.`);
  return lines[0];
}
