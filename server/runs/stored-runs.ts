import {mkdir, readdir} from 'node:fs/promises';
import {basename, join} from 'node:path';
import {readManifest, type RunManifest} from './manifest.ts';
import {deleteRunFolder, type RunFolder, runFolderAt} from './run-folder.ts';
import {runId} from './run-id.ts';

/** The runs in a folder, the latest first. What is no run is passed over. */
export async function listRuns(runsFolder: string): Promise<RunManifest[]> {
  const names = await readdir(runsFolder).catch(() => []);
  const manifests: RunManifest[] = [];
  for (const name of names.sort().reverse()) {
    const manifest = await readManifest(runFolderAt(join(runsFolder, name)));
    // A folder that was copied by hand has the id of another.
    if (manifest) manifests.push({...manifest, id: name});
  }
  return manifests;
}

/** The folder of a run, whether or not it is there; null where no runs are kept. An id is the name of a folder, never a path. */
export function runNamed(runsFolder: string | null, id: string): RunFolder | null {
  return runsFolder !== null && id !== '' && id !== '.' && id !== '..' && id === basename(id) ? runFolderAt(join(runsFolder, id)) : null;
}

/** An empty folder for a run that begins now, under a name that no other has. Throws where it cannot be made. */
export async function claimRunFolder(runsFolder: string, label: string, startedAt: Date): Promise<RunFolder> {
  await mkdir(runsFolder, {recursive: true});
  const id = runId(startedAt, label);
  for (let attempt = 1; ; attempt++) {
    const path = join(runsFolder, attempt === 1 ? id : `${id}-${attempt}`);
    try {
      await mkdir(path);
      return runFolderAt(path);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** Deletes the oldest runs until at most `most` are left, of those that have ended and that the user does not keep. Those with the ids `spared` stay: they are looked at. */
export async function deleteOldRuns(runsFolder: string, most: number, spared: readonly (string | null | undefined)[] = []): Promise<void> {
  const expendable = (await listRuns(runsFolder)).filter(run => !run.isKept && !spared.includes(run.id) && !isGoingOn(run));
  for (const {id} of expendable.slice(most)) await deleteRunFolder(runFolderAt(join(runsFolder, id)));
}

/** A run whose measuring process has died without a word is over, though its manifest does not say so. */
export function isGoingOn({state, pid}: RunManifest): boolean {
  if (state !== 'running') return false;
  try {
    // The signal 0 only asks whether the process is there.
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
