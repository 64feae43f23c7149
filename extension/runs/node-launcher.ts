import {basename, dirname, join} from 'node:path';
import type {LaunchChoice, Project} from './launch.ts';
import {refusal} from './launch.ts';

/** How to run a JavaScript or TypeScript file as a program. */
export async function launchWithNode(file: string, project: Project): Promise<LaunchChoice> {
  const node = project.findProgram('node');
  if (!node) return refusal(NO_NODE);
  const label = basename(file);
  const cwd = project.folder;
  if (!isTypeScript(file)) return {ok: true, launch: {label, command: ['node', file], cwd}};
  const runner = runnerFor(file, project);
  if (runner) return {ok: true, launch: {label, command: ['node', ...runner, file], cwd}};
  const version = await project.versionOf(node);
  const options = typeStrippingOptions(version ?? '');
  if (options && !file.endsWith('.tsx')) return {ok: true, launch: {label, command: ['node', ...options, file], cwd}};
  return refusal(`${label} is TypeScript, and nothing here can run it: the project has neither tsx nor ts-node, and ${version ? `Node ${version.replace(/^v/, '')}` : 'this Node'} does not take types off itself. Install tsx (npm install --save-dev tsx), or use Node 22.18 or newer.`);
}

export const NO_NODE = 'There is no Node on this machine, or it is not on the PATH of the editor. Install it, and start the editor again.';

export function isTypeScript(file: string): boolean {
  return /\.[cm]?tsx?$/.test(file);
}

/** A module that teaches Node to read TypeScript, among the packages that the file sees: its options for Node, or its script. */
function runnerFor(file: string, project: Project): readonly string[] | null {
  const tsx = packageFile(join('tsx', 'dist', 'cli.mjs'), dirname(file), project);
  if (tsx) return [tsx];
  const tsNode = packageFile(join('ts-node', 'dist', 'bin.js'), dirname(file), project);
  // Its own command knows CommonJS only.
  return tsNode && isModule(file, project) ? ['--loader', 'ts-node/esm'] : tsNode ? [tsNode] : null;
}

/** Whether Node takes a TypeScript file for an ES module. */
export function isModule(file: string, project: Project): boolean {
  if (/\.[cm]ts$/.test(file)) return file.endsWith('.mts');
  return /"type"\s*:\s*"module"/.test(project.readText(join(packageFolder(file, project), 'package.json')) ?? '');
}

/** The folder of the package that a file is in: runners look for their configuration there. */
export function packageFolder(file: string, {exists, folder: outermost}: Pick<Project, 'exists' | 'folder'>): string {
  for (let folder = dirname(file); ; folder = dirname(folder)) {
    if (exists(join(folder, 'package.json'))) return folder;
    if (folder === outermost || folder === dirname(folder)) return outermost;
  }
}

/** A file of an installed package, looked for as Node does: in this folder's packages, and then upwards. */
export function packageFile(path: string, from: string, {exists}: Pick<Project, 'exists'>): string | null {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', path);
    if (exists(candidate)) return candidate;
    if (dirname(folder) === folder) return null;
  }
}

/** What makes this version of Node run TypeScript; null where nothing does. Without a flag since 22.18 and 23.6, with one since 22.6. */
export function typeStrippingOptions(version: string): readonly string[] | null {
  const [major = 0, minor = 0] = (version.match(/\d+/g) ?? []).map(Number);
  if (major > 23 || (major === 23 && minor >= 6) || (major === 22 && minor >= 18)) return [];
  return major === 23 || (major === 22 && minor >= 6) ? ['--experimental-strip-types'] : null;
}
