import {readFile} from 'node:fs/promises';
import type {ProcessExit} from '../profile/run.ts';
import {type RunFolder, writeWhole} from './run-folder.ts';

/** What a run is, apart from what was measured: small, so that a list of runs can be shown without reading any of them. */
export interface RunManifest {
  readonly version: 1;
  readonly id: string;
  /** What the user calls it. */
  readonly label: string;
  /** ISO 8601, in UTC. */
  readonly startedAt: string;
  readonly command: readonly string[];
  readonly cwd: string;
  /** `running` for ever means that Loopsight itself was ended before the program was. `failed`: `failure` says why there is no `run.json`. */
  readonly state: 'running' | 'ended' | 'failed';
  /** Null while it runs, and when it never ran. */
  readonly exit: ProcessExit | null;
  /** Of the process that measures, which ends when the run has been written; tells a run that goes on from one that was cut off. */
  readonly pid: number;
  readonly git: GitHead | null;
  /** The user wants it to stay when old runs are deleted. */
  readonly isKept: boolean;
  readonly failure?: string;
  /** What a list shows. Null until the run has been analysed. */
  readonly measured: MeasuredAtGlance | null;
}

export interface GitHead {
  /** Null when no branch is checked out. */
  readonly branch: string | null;
  readonly commit: string | null;
}

export interface MeasuredAtGlance {
  readonly wallMs: number;
  readonly stalls: number;
  readonly longestStallMs: number;
}

export async function writeManifest(folder: RunFolder, manifest: RunManifest): Promise<void> {
  await writeWhole(folder.manifest, `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Null where there is no manifest, or none that can be read. */
export async function readManifest(folder: RunFolder): Promise<RunManifest | null> {
  try {
    const value: unknown = JSON.parse(await readFile(folder.manifest, 'utf8'));
    return isManifest(value) ? value : null;
  } catch {
    return null;
  }
}

/** Changes some of it. False where there is no manifest any more. */
export async function updateManifest(folder: RunFolder, changes: Partial<Omit<RunManifest, 'version' | 'id'>>): Promise<boolean> {
  const manifest = await readManifest(folder);
  if (!manifest) return false;
  await writeManifest(folder, {...manifest, ...changes});
  return true;
}

function isManifest(value: unknown): value is RunManifest {
  if (typeof value !== 'object' || value === null) return false;
  const {version, id, label, startedAt, command, state} = value as Record<string, unknown>;
  return version === 1 && typeof id === 'string' && typeof label === 'string' && typeof startedAt === 'string' && Array.isArray(command) && (state === 'running' || state === 'ended' || state === 'failed');
}
