import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';

/** What the tests look at of a run's manifest, and of what was measured. */
interface StoredRun {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly command: readonly string[];
  readonly exit: {readonly code: number | null; readonly signal: string | null} | null;
}

interface Measured {
  readonly lines: readonly {readonly file: string; readonly line: number; readonly blockCalls: number; readonly blockedMs: number}[];
  readonly functions: readonly {readonly name: string}[];
  readonly stalls: readonly {readonly culprits: readonly {readonly file: string; readonly line: number}[]}[];
}

/** The profiled runs that the extension keeps for this workspace, the latest last. */
export function storedRuns(): StoredRun[] {
  return runsFolders().flatMap(folder => readdirSync(folder).sort().flatMap(name => read<StoredRun>(join(folder, name, 'manifest.json')) ?? []));
}

export function measuredIn(id: string): Measured | undefined {
  return runsFolders().flatMap(folder => read<Measured>(join(folder, id, 'run.json')) ?? [])[0];
}

function runsFolders(): string[] {
  const storage = join(dirname(process.env['LOOPSIGHT_RECORD'] ?? ''), 'user', 'User', 'workspaceStorage');
  return namesIn(storage).map(workspace => join(storage, workspace, 'loopsight.loopsight-vscode', 'runs')).filter(folder => namesIn(folder).length > 0);
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function read<Value>(path: string): Value | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Value;
  } catch {
    return undefined;
  }
}
