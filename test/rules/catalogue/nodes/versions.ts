import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';
import {ensureInstalled} from '../../../install.mjs';

export interface NodeNames {
  readonly version: string;
  /** Functions of its modules whose names end in `Sync`. */
  readonly synchronous: readonly string[];
  /** By the name that was asked for: what `typeof` says. */
  readonly types: Readonly<Record<string, string>>;
}

/** A name of the catalogue, and where it is: a module, then members. */
export type Asked = Readonly<Record<string, readonly string[]>>;

/** What the running Node has of what is asked, and what the lines have that we support, on the platforms of the lockfile. */
export function namesOfEachNode(asked: Asked): readonly NodeNames[] {
  ensureInstalled(import.meta.dirname, '--ignore-scripts', '--loglevel=error');
  const others = ['20', '22', '24'].map(line => join(import.meta.dirname, 'node_modules', `node-${line}-${process.platform}-${process.arch}`, 'bin', process.platform === 'win32' ? 'node.exe' : 'node'));
  return [process.execPath, ...others.filter(path => existsSync(path))].map(path => namesOf(path, asked));
}

function namesOf(path: string, asked: Asked): NodeNames {
  const {status, stdout, stderr, error} = spawnSync(path, [join(import.meta.dirname, 'look-up.mjs'), JSON.stringify(asked)], {encoding: 'utf8'});
  if (error || status !== 0) throw new Error(`${path} could not tell its names: ${error?.message ?? stderr}`);
  return JSON.parse(stdout) as NodeNames;
}
