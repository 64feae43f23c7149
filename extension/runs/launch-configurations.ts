import {parseEnv} from 'node:util';
import {basename, isAbsolute, join} from 'node:path';
import {type LaunchChoice, type Project, refusal} from './launch.ts';
import {launchWithNode, NO_NODE} from './node-launcher.ts';
import {findPython, NO_PYTHON} from './python-launcher.ts';

/** An entry of `launch.json`, as it is written there. */
export interface LaunchConfiguration {
  readonly name?: unknown;
  readonly type?: unknown;
  readonly request?: unknown;
  readonly [property: string]: unknown;
}

/** Replaces the variables of a text, or says which of them it has no value for. */
export type Substitute = (text: string) => {readonly ok: true; readonly text: string} | {readonly ok: false; readonly variable: string};

const NODE_TYPES: readonly unknown[] = ['node', 'pwa-node'];
const PYTHON_TYPES: readonly unknown[] = ['python', 'debugpy'];

/** Whether a configuration starts a program that Loopsight measures. */
export function isMeasurable({type, request}: LaunchConfiguration): boolean {
  return request === 'launch' && [...NODE_TYPES, ...PYTHON_TYPES].includes(type);
}

/** What a launch configuration runs, without the debugger. */
export async function launchConfiguration(written: LaunchConfiguration, project: Project, substitute: Substitute): Promise<LaunchChoice> {
  const platform = written[{win32: 'windows', darwin: 'osx'}[project.platform as string] ?? 'linux'];
  const label = String(written.name ?? 'launch configuration');
  const unknown = new Set<string>();
  const configuration = new Reader({...written, ...(isRecord(platform) && platform)}, text => {
    const substituted = substitute(text);
    if (substituted.ok) return substituted.text;
    unknown.add(substituted.variable);
    return text;
  });
  const cwd = absolute(configuration.text('cwd') ?? project.folder, project.folder);
  const isPython = PYTHON_TYPES.includes(written.type);
  const command = isPython ? await pythonCommand(configuration, cwd, project) : await nodeCommand(configuration, cwd, project);
  const environment = environmentOf(configuration, cwd, project, isPython ? usualEnvironmentFile(substitute, project) : null);
  if (unknown.size > 0) return refusal(`“${label}” uses ${[...unknown].join(' and ')}, for which only the debugger has a value.`);
  if (!command.ok) return refusal(`“${label}”: ${command.reason}`);
  if (!environment.ok) return refusal(`“${label}”: ${environment.reason}`);
  const remarks = [...command.remarks, ...(written['preLaunchTask'] === undefined ? [] : [`the task ${JSON.stringify(written['preLaunchTask'])} that “${label}” wants before was not run.`])];
  return {ok: true, launch: {label, command: command.command, cwd, environment: environment.environment, ...(remarks.length > 0 && {remark: remarks.join(' ')})}};
}

type Command = {readonly ok: true; readonly command: readonly [string, ...string[]]; readonly remarks: readonly string[]} | {readonly ok: false; readonly reason: string};

async function nodeCommand(configuration: Reader, cwd: string, project: Project): Promise<Command> {
  const runtime = configuration.text('runtimeExecutable');
  const runtimeArgs = configuration.words('runtimeArgs');
  const args = configuration.words('args');
  const program = configuration.text('program');
  if (!runtimeArgs.ok) return runtimeArgs;
  if (!args.ok) return args;
  if (runtime === null && !project.findProgram('node')) return refusal(NO_NODE);
  if (runtime === null && program === null && runtimeArgs.words.length === 0) return refusal('it names no program.');
  // Two inspectors cannot listen at one port, and `--inspect-brk` would wait for a debugger.
  const options = runtimeArgs.words.filter(word => !/^--inspect(-|=|$)/.test(word));
  const file = program === null ? [] : await programWords(absolute(program, cwd), runtime, project);
  if ('reason' in file) return file;
  return {ok: true, command: [runtime ?? 'node', ...options, ...file, ...args.words], remarks: []};
}

/** A runtime that is named knows itself how to run the program; Node needs to be told how to read TypeScript. */
async function programWords(program: string, runtime: string | null, project: Project): Promise<readonly string[] | {readonly ok: false; readonly reason: string}> {
  if (runtime !== null) return [program];
  const choice = await launchWithNode(program, project);
  return choice.ok ? choice.launch.command.slice(1) : choice;
}

async function pythonCommand(configuration: Reader, cwd: string, project: Project): Promise<Command> {
  const [named, ...options] = configuration.listOrText('python') ?? [];
  const written = named ?? configuration.text('pythonPath');
  const interpreter = written === null ? await findPython(join(cwd, 'launch'), project) : {path: written};
  const pythonArgs = configuration.words('pythonArgs');
  const args = configuration.words('args');
  if (!pythonArgs.ok) return pythonArgs;
  if (!args.ok) return args;
  if (!interpreter) return refusal(NO_PYTHON);
  const program = configuration.text('program');
  const module = configuration.text('module');
  if (program === null && module === null) return refusal('it names neither a program nor a module.');
  const what = module === null ? [absolute(program ?? '', cwd)] : ['-m', module];
  return {ok: true, command: [interpreter.path, ...options, ...pythonArgs.words, ...what, ...args.words], remarks: interpreter.remark === undefined ? [] : [interpreter.remark]};
}

type Environment = {readonly ok: true; readonly environment: Readonly<Record<string, string>>} | {readonly ok: false; readonly reason: string};

/** The file's variables, and above them those that are written in the configuration. */
function environmentOf(configuration: Reader, cwd: string, project: Project, usualFile: string | null): Environment {
  const environment: Record<string, string> = {};
  const files = configuration.listOrText('envFile');
  if (files === null && usualFile !== null) Object.assign(environment, parseEnv(project.readText(usualFile) ?? ''));
  for (const file of files ?? []) {
    const text = project.readText(absolute(file, cwd));
    if (text === null) return refusal(`its file of variables, ${basename(file)}, cannot be read.`);
    Object.assign(environment, parseEnv(text));
  }
  return {ok: true, environment: {...environment, ...configuration.record('env')}};
}

/** What Python's debugger reads where the configuration names no such file, if it is there. */
function usualEnvironmentFile(substitute: Substitute, {folder}: Project): string {
  const setting = substitute('${config:python.envFile}');
  const path = setting.ok ? substitute(setting.text) : setting;
  return absolute(path.ok && path.text !== '' ? path.text : '.env', folder);
}

/** Reads properties of a configuration, with their variables replaced; what has another type than it should counts as not written. */
class Reader {
  readonly #properties: Readonly<Record<string, unknown>>;
  readonly #substitute: (text: string) => string;

  constructor(properties: Readonly<Record<string, unknown>>, substitute: (text: string) => string) {
    this.#properties = properties;
    this.#substitute = substitute;
  }

  text(name: string): string | null {
    const value = this.#properties[name];
    return typeof value === 'string' && value !== '' ? this.#substitute(value) : null;
  }

  listOrText(name: string): readonly string[] | null {
    const value = this.#properties[name];
    if (Array.isArray(value)) return value.map(word => this.#substitute(String(word)));
    const text = this.text(name);
    return text === null ? null : [text];
  }

  /** A list of words. A single text may be split at its spaces where nothing in it is meant for a shell. */
  words(name: string): {readonly ok: true; readonly words: readonly string[]} | {readonly ok: false; readonly reason: string} {
    const value = this.#properties[name];
    if (typeof value !== 'string') return {ok: true, words: this.listOrText(name) ?? []};
    const line = this.#substitute(value);
    if (/["'\\$`|&;<>*?(){}]/.test(line)) return refusal(`its \`${name}\` are a line for a shell. Write them as a list of words.`);
    return {ok: true, words: line.split(/\s+/).filter(word => word !== '')};
  }

  record(name: string): Readonly<Record<string, string>> {
    const value = this.#properties[name];
    if (!isRecord(value)) return {};
    return Object.fromEntries(Object.entries(value).flatMap(([key, each]) => (each === null || each === undefined ? [] : [[key, this.#substitute(String(each))]])));
  }
}

function absolute(path: string, folder: string): string {
  return isAbsolute(path) ? path : join(folder, path);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
