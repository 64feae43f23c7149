import {basename, dirname, join, relative} from 'node:path';
import {type LaunchChoice, type Project, refusal} from './launch.ts';

/** How to run a Python file as a program: as a script, as a module of its package where it imports its neighbours, or as the application of a server. */
export async function launchWithPython(file: string, text: string, project: Project): Promise<LaunchChoice> {
  const found = await findPython(file, project);
  if (!found) return refusal(NO_PYTHON);
  const {path: python, remark} = found;
  const label = basename(file);
  const application = applicationIn(text);
  if (!application && !IMPORTS_NEIGHBOURS.test(text)) return {ok: true, launch: {label, command: [python, file], cwd: project.folder, ...remarked(remark)}};
  const {module, folder} = moduleOf(file, project);
  if (!application) return {ok: true, launch: {label, command: [python, '-m', module], cwd: folder, ...remarked(remark)}};
  return {ok: true, launch: {label, command: [python, '-m', 'uvicorn', `${module}:${application}`], cwd: folder, ...remarked(remark, `${label} makes the application \`${application}\` and does not run it, so uvicorn does.`)}};
}

export const NO_PYTHON = 'there is no Python on this machine, or it is not on the PATH of the editor. Install it, or name one in the setting loopsight.python.';

export interface FoundPython {
  readonly path: string;
  /** Why it is not the one of the project's own environment, in a sentence. */
  readonly remark?: string;
}

/** The interpreter that was chosen, else the one of a virtual environment beside or above the file, else the machine's. */
export async function findPython(file: string, project: Project): Promise<FoundPython | null> {
  const chosen = await project.chosenPython();
  if (chosen) return {path: chosen};
  let broken: string | null = null;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    for (const environment of ['.venv', 'venv']) {
      const candidate = join(folder, environment, ...(project.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
      if (project.exists(candidate)) return {path: candidate, ...remarked(broken)};
      if (project.exists(join(folder, environment, 'pyvenv.cfg'))) broken ??= brokenRemark(join(folder, environment), project);
    }
    if (folder === project.folder || folder === dirname(folder)) break;
  }
  const path = project.findProgram('python3') ?? project.findProgram('python') ?? (project.platform === 'win32' ? project.findProgram('py') : null);
  return path === null ? null : {path, ...remarked(broken)};
}

/** Its interpreter is a link into the Python that it was made with. */
function brokenRemark(environment: string, {readText}: Project): string {
  const home = readText(join(environment, 'pyvenv.cfg'))?.match(/^home\s*=\s*(.*\S)/m)?.[1];
  return `the Python of the virtual environment ${environment} is not there any more${home === undefined ? '' : `; it was the one in ${home}`}. Another one is used. Make the environment again (python3 -m venv --clear), and install its packages.`;
}

/** All that is to be said, in one piece. */
export function remarked(...remarks: readonly (string | null | undefined)[]): {readonly remark?: string} {
  const said = remarks.filter(remark => typeof remark === 'string');
  return said.length > 0 ? {remark: said.join(' ')} : {};
}

const IMPORTS_NEIGHBOURS = /^\s*from\s+\./m;

/** Applications that a server runs (ASGI), where the file does not run one itself. */
function applicationIn(text: string): string | null {
  if (/\buvicorn\.run\(|\bhypercorn\b|__name__\s*==\s*['"]__main__['"]/.test(text)) return null;
  return text.match(/^(\w+)(?:\s*:\s*[\w.]+)?\s*=\s*(?:\w+\.)*(?:FastAPI|Starlette|Quart|Litestar)\(/m)?.[1] ?? null;
}

/** What a file is called by an import, and the folder from which that import works: the one that holds the outermost package. */
function moduleOf(file: string, {exists}: Project): {readonly module: string; readonly folder: string} {
  let folder = dirname(file);
  while (exists(join(folder, '__init__.py')) && dirname(folder) !== folder) folder = dirname(folder);
  const words = relative(folder, file).replace(/\.py$/, '').split(/[\\/]/);
  return {module: (words.at(-1) === '__main__' || words.at(-1) === '__init__' ? words.slice(0, -1) : words).join('.'), folder};
}
