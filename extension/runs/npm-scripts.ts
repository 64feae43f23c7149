import {basename, dirname, join} from 'node:path';
import {type LaunchChoice, type Project, refusal} from './launch.ts';

/** A script of a package that can be run. */
export interface PackageScript {
  readonly name: string;
  /** What it runs, for the reader. */
  readonly line: string;
  /** The folder of its package. */
  readonly folder: string;
  /** The package's name, or that of its folder. */
  readonly packageName: string;
}

/** The scripts of a manifest, in its order; none where it cannot be read. */
export function scriptsOf(manifestFile: string, text: string): readonly PackageScript[] {
  const folder = dirname(manifestFile);
  try {
    const {name, scripts} = JSON.parse(text.replace(/^\uFEFF/, '')) as {readonly name?: unknown; readonly scripts?: unknown};
    if (typeof scripts !== 'object' || scripts === null || Array.isArray(scripts)) return [];
    const packageName = typeof name === 'string' && name !== '' ? name : basename(folder);
    return Object.entries(scripts).flatMap(([script, line]) => (typeof line === 'string' ? [{name: script, line, folder, packageName}] : []));
  } catch {
    return [];
  }
}

/** Runs a script with the package manager whose lock file is beside the manifest or above it. */
export function launchScript({name, folder, packageName}: PackageScript, project: Project): LaunchChoice {
  const manager = managerOf(folder, project);
  if (!project.findProgram(manager)) return refusal(`the scripts of ${packageName} are run by ${manager}, which is not on this machine, or not on the PATH of the editor.`);
  return {ok: true, launch: {label: `${packageName}: ${name}`, command: [manager, 'run', name], cwd: folder}};
}

const MANAGERS: readonly {readonly lockFile: string; readonly manager: string}[] = [
  {lockFile: 'package-lock.json', manager: 'npm'},
  {lockFile: 'pnpm-lock.yaml', manager: 'pnpm'},
  {lockFile: 'yarn.lock', manager: 'yarn'},
];

function managerOf(packageFolder: string, {exists, folder: outermost}: Project): string {
  for (let folder = packageFolder; ; folder = dirname(folder)) {
    const found = MANAGERS.find(({lockFile}) => exists(join(folder, lockFile)));
    if (found) return found.manager;
    if (folder === outermost || folder === dirname(folder)) return 'npm';
  }
}
