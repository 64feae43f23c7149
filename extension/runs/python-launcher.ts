import {basename, dirname, join, relative} from 'node:path';
import {type LaunchChoice, type Project, refusal} from './launch.ts';

/** How to run a Python file as a program: as a script, as a module of its package where it imports its neighbours, or as the application of a server. */
export async function launchWithPython(file: string, text: string, project: Project): Promise<LaunchChoice> {
  const python = await findPython(file, project);
  if (!python) return refusal(NO_PYTHON);
  const label = basename(file);
  const application = applicationIn(text);
  if (!application && !IMPORTS_NEIGHBOURS.test(text)) return {ok: true, launch: {label, command: [python, file], cwd: project.folder}};
  const {module, folder} = moduleOf(file, project);
  if (!application) return {ok: true, launch: {label, command: [python, '-m', module], cwd: folder}};
  return {ok: true, launch: {label, command: [python, '-m', 'uvicorn', `${module}:${application}`], cwd: folder, remark: `${label} makes the application \`${application}\` and does not run it, so uvicorn does.`}};
}

export const NO_PYTHON = 'there is no Python on this machine, or it is not on the PATH of the editor. Install it, or name one in the setting loopsight.python.';

/** The interpreter that was chosen, else the one of a virtual environment beside or above the file, else the machine's. */
export async function findPython(file: string, project: Project): Promise<string | null> {
  const chosen = await project.chosenPython();
  if (chosen) return chosen;
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    for (const environment of ['.venv', 'venv']) {
      const candidate = join(folder, environment, ...(project.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
      if (project.exists(candidate)) return candidate;
    }
    if (folder === project.folder || folder === dirname(folder)) break;
  }
  return project.findProgram('python3') ?? project.findProgram('python') ?? (project.platform === 'win32' ? project.findProgram('py') : null);
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
