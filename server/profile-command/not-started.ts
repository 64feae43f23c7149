import type {Stats} from 'node:fs';
import {lstat, open, readlink, stat} from 'node:fs/promises';
import {basename, delimiter, dirname, join, resolve} from 'node:path';

/** Why a program could not be started: the code that a shell would give, and a sentence that says what is wrong and what to do. */
export interface NotStarted {
  readonly code: 126 | 127;
  readonly reason: string;
}

/** What the system said of it is a code only, such as `ENOENT`; the rest is looked up on the disk. */
export async function whyNotStarted(program: string, {code, message}: NodeJS.ErrnoException, environment: NodeJS.ProcessEnv): Promise<NotStarted> {
  const found = await placeOf(program, environment);
  if (code === 'ENOENT' || code === 'ENOTDIR') return {code: 127, reason: `The command ${program} cannot be found. ${found === null ? await whyNotThere(program) : await whatIsMissing(found)}`};
  if (code === 'EACCES' && found !== null) return {code: 126, reason: `The command ${program} cannot be run. ${await whyNotAllowed(found)}`};
  return {code: 126, reason: `The command ${program} cannot be run: ${message}.`};
}

/** The first place of those where the system looks for a program at which something has its name. */
async function placeOf(program: string, environment: NodeJS.ProcessEnv): Promise<string | null> {
  const path = Object.entries(environment).find(([name]) => name.toUpperCase() === 'PATH')?.[1] ?? '';
  const places = isPath(program) ? [resolve(program)] : path.split(delimiter).filter(folder => folder !== '').map(folder => join(folder, program));
  for (const place of places) if (await entryAt(place)) return place;
  return null;
}

function isPath(program: string): boolean {
  return /[\\/]/.test(program);
}

/** A link is there wherever it leads. What may not be looked at counts as not there. */
function entryAt(path: string): Promise<Stats | null> {
  return lstat(path).catch(() => null);
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(() => true, () => false);
}

async function whyNotThere(program: string): Promise<string> {
  const [first = '', ...words] = program.split(/\s+/);
  if (words.length > 0 && (!isPath(first) || (await exists(first)))) return `Its words are to be written apart: loopsight profile -- ${program}.`;
  if (!isPath(program)) return 'No folder of PATH has it: install it, or give its path.';
  const folder = dirname(resolve(program));
  return (await virtualEnvironmentAdvice(folder, 'has no such program')) ?? ((await exists(folder)) ? 'There is no such file.' : `There is no folder ${folder}.`);
}

/** What a program that is there needs in order to start, and does not find. */
async function whatIsMissing(path: string): Promise<string> {
  const folder = dirname(path);
  const target = await brokenLinkTarget(path);
  if (target !== null) return `${path} is a link to ${target}, which is not there. ${(await virtualEnvironmentAdvice(folder, 'was made with a Python that has been moved or removed')) ?? 'Make the link anew, or name the program that it stood for.'}`;
  const interpreter = await interpreterOf(path);
  if (interpreter === null) return `${path} is there, but not what it needs to be loaded: it is made for another system, or another C library.`;
  if (interpreter.endsWith('\r')) return `The first line of ${path} ends in a carriage return, which counts as part of the interpreter's name: save it with the line ends of Unix.`;
  return `The first line of ${path} says that it is run by ${interpreter}, which is not there. ${(await virtualEnvironmentAdvice(folder, 'has been moved, or its Python removed')) ?? 'Correct that line, or name the interpreter before the script.'}`;
}

async function whyNotAllowed(path: string): Promise<string> {
  const isFolder = await stat(path).then(entry => entry.isDirectory(), () => false);
  if (isFolder) return `${path} is a folder.`;
  return `${path} is not executable: name the program that runs it, such as \`node ${basename(path)}\` or \`python3 ${basename(path)}\`, or make it executable.`;
}

/** The first place that a chain of links leads to and that is not there; null where the links lead to something. */
async function brokenLinkTarget(path: string): Promise<string | null> {
  const seen = new Set<string>();
  for (let place = path; !seen.has(place); ) {
    seen.add(place);
    const entry = await entryAt(place);
    if (!entry) return place;
    if (!entry.isSymbolicLink()) return null;
    place = resolve(dirname(place), await readlink(place));
  }
  return path;
}

/** More than any system reads of it. */
const LONGEST_FIRST_LINE = 1024;

/** What the first line of a script names; null where the file is no script, or cannot be read. */
async function interpreterOf(path: string): Promise<string | null> {
  const file = await open(path).catch(() => null);
  try {
    const {buffer, bytesRead} = (await file?.read(Buffer.alloc(LONGEST_FIRST_LINE))) ?? {};
    return buffer?.toString('utf8', 0, bytesRead).match(/^#![ \t]*([^ \t\n]+)/)?.[1] ?? null;
  } catch {
    return null;
  } finally {
    await file?.close();
  }
}

/** How a virtual environment is mended, where the folder is the one of its programs. */
async function virtualEnvironmentAdvice(programs: string, whatIsWrong: string): Promise<string | null> {
  const folder = dirname(programs);
  const isEnvironment = (await exists(join(folder, 'pyvenv.cfg'))) || (/^\.?venv$/.test(basename(folder)) && (await exists(folder)));
  return isEnvironment ? `The virtual environment ${folder} ${whatIsWrong}: make it again (python3 -m venv --clear ${folder}), and install its packages.` : null;
}
