import {basename, dirname, extname, relative, sep} from 'node:path';
import {homedir} from 'node:os';
import type {Substitute} from './launch-configurations.ts';

/** What the variables of a launch configuration stand for. */
export interface VariableSources {
  /** Name → path of the folders of the workspace. */
  readonly folders: ReadonlyMap<string, string>;
  /** The folder that the configuration is written in. */
  readonly folder: string;
  /** The file in the active editor; null where there is none. */
  readonly file: string | null;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** A setting of the editor. */
  setting(name: string): unknown;
}

/** Replaces `${workspaceFolder}` and its like. Not those for which the debugger would ask the user, or run a command. */
export function substitution({folders, folder, file, environment, setting}: VariableSources): Substitute {
  const ofFile = (value: (file: string) => string) => (file === null ? undefined : value(file));
  const named: Readonly<Record<string, (argument: string) => string | undefined>> = {
    workspaceFolder: name => (name === '' ? folder : folders.get(name)),
    workspaceRoot: () => folder,
    workspaceFolderBasename: () => basename(folder),
    fileWorkspaceFolder: () => folder,
    file: () => ofFile(path => path),
    fileBasename: () => ofFile(path => basename(path)),
    fileBasenameNoExtension: () => ofFile(path => basename(path, extname(path))),
    fileDirname: () => ofFile(dirname),
    fileExtname: () => ofFile(extname),
    relativeFile: () => ofFile(path => relative(folder, path)),
    relativeFileDirname: () => ofFile(path => relative(folder, dirname(path)) || '.'),
    cwd: () => folder,
    userHome: homedir,
    pathSeparator: () => sep,
    '/': () => sep,
    env: name => environment[name] ?? '',
    config: name => {
      const value = setting(name);
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
    },
  };
  return text => {
    let missing: string | null = null;
    const replaced = text.replaceAll(/\$\{([^}:]+)(?::([^}]*))?\}/g, (whole, name: string, argument = '') => {
      const value = Object.hasOwn(named, name) ? named[name]?.(argument) : undefined;
      missing ??= value === undefined ? whole : null;
      return value ?? whole;
    });
    return missing === null ? {ok: true, text: replaced} : {ok: false, variable: missing};
  };
}
