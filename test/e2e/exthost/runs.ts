import {readdirSync, readFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Run} from '../../../server/profile/run.ts';
import type {RunManifest} from '../../../server/runs/manifest.ts';

/** The profiled runs that the extension keeps for this workspace, the latest last. */
export function storedRuns(): RunManifest[] {
  return runsFolders().flatMap(folder => readdirSync(folder).sort().flatMap(name => read<RunManifest>(join(folder, name, 'manifest.json')) ?? []));
}

export function measuredIn(id: string): Run | undefined {
  return runsFolders().flatMap(folder => read<Run>(join(folder, id, 'run.json')) ?? [])[0];
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
