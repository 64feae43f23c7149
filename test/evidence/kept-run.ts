import {mkdirSync, writeFileSync} from 'node:fs';
import {dirname, join} from 'node:path';
import type {Run} from '../../server/profile/run.ts';
import {writeManifest} from '../../server/runs/manifest.ts';
import {createRunFolder} from '../../server/runs/run-folder.ts';
import {keepSources} from '../../server/runs/source-snapshots.ts';

/** What a test wants of a run; the rest is nothing. */
export type WantedRun = Partial<Pick<Run, 'lines' | 'functions' | 'stalls'>> & {readonly busyMs?: number; readonly startedAt?: Date; readonly branch?: string};

/** Keeps a run as `loopsight profile --out` does. `files` are the names and texts of the sources in `folder`, as they ran. Returns the run's folder, which is in `.runs`. */
export async function keepRun(folder: string, files: Readonly<Record<string, string>>, wanted: WantedRun): Promise<string> {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), {recursive: true});
    writeFileSync(join(folder, name), text);
  }
  const {lines = [], functions = [], stalls = [], busyMs = 1000, startedAt = new Date(), branch} = wanted;
  const run: Run = {
    version: 1,
    command: ['node', 'main.js'],
    wallMs: 2000,
    processes: [{pid: 1, tid: 0, runtime: 'node', role: 'user', exit: {code: 0, signal: null}}],
    stalls,
    lines,
    functions,
    files: Object.keys(files).map(name => join(folder, name)),
    metrics: {stalls: stalls.length, stallMs: 0, longestStallMs: 0, busyMs, cpuMs: busyMs, gcMs: 0},
  };
  const runFolder = await createRunFolder(join(folder, '.runs', `run-${startedAt.getTime()}`));
  writeFileSync(runFolder.run, JSON.stringify(run));
  // Sources that changed after the program had started would not be trusted.
  await keepSources(runFolder, run, new Date(Date.now() + 60_000));
  await writeManifest(runFolder, {
    version: 1,
    id: runFolder.id,
    label: 'main.js',
    startedAt: startedAt.toISOString(),
    command: run.command,
    cwd: folder,
    state: 'ended',
    exit: {code: 0, signal: null},
    pid: 1,
    git: branch === undefined ? null : {branch, commit: null},
    isKept: false,
    measured: {wallMs: run.wallMs, stalls: stalls.length, longestStallMs: 0},
  });
  return runFolder.path;
}

/** A line's cost of which only some is of interest. */
export function lineCost(file: string, line: number, cost: Partial<Run['lines'][number]> = {}): Run['lines'][number] {
  return {file, line, selfMs: 0, totalMs: cost.blockedMs ?? cost.selfMs ?? 0, blockedMs: 0, blockCalls: 0, gcMs: 0, precision: 'measured', ...cost};
}
