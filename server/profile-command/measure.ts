import {realpath} from 'node:fs/promises';
import {analyseRun} from '../profile/analyse-run.ts';
import type {ProcessExit, Run} from '../profile/run.ts';
import {collectViewData, timelineSource} from '../report/collect.ts';
import {readGitHead} from '../runs/git-head.ts';
import {type RunManifest, writeManifest} from '../runs/manifest.ts';
import {type RunFolder, writeWhole} from '../runs/run-folder.ts';
import {labelOf} from '../runs/run-id.ts';
import {keepSources} from '../runs/source-snapshots.ts';
import {readThreadRecords} from '../runs/thread-records.ts';
import {agentEnvironment} from './agent-environment.ts';
import {attach} from './attach.ts';
import {launch} from './launch.ts';
import type {ProfileOptions} from './options.ts';
import {sourcesOnDisk} from './sources-on-disk.ts';
import {watchRun} from './watch.ts';

export interface Surroundings {
  readonly stderr: (text: string) => void;
  readonly directory: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly agentFile: string;
}

export type Measured =
  | {readonly ok: true; readonly run: Run; readonly exit: ProcessExit; readonly complaints: readonly string[]}
  | {readonly ok: false; readonly reason: string; readonly code: number};

/** A loop that is held for so long is noticed by those who wait for it. */
const STALL_MS = 50;

/** Measures a program, reads what the agent wrote, and keeps the run in its folder: what cannot be kept is a complaint, and the run is told all the same. */
export async function measure(folder: RunFolder, {program, label, maxStallMs, wantsMemory, runFolder, compareWith}: ProfileOptions, {stderr, directory, environment, agentFile}: Surroundings): Promise<Measured> {
  const agent = await realpath(agentFile);
  const stallMs = Math.min(STALL_MS, maxStallMs ?? STALL_MS);
  const startedAt = new Date();
  const unkept: string[] = [];
  const keep = async (writing: () => Promise<unknown>) => {
    try {
      await writing();
    } catch (error) {
      unkept.push(`The run cannot be kept: ${(error as Error).message}.`);
    }
  };
  const manifest: RunManifest = {
    version: 1,
    id: folder.id,
    label: label ?? (program.kind === 'command' ? labelOf(program.command) : `process ${program.words}`),
    startedAt: startedAt.toISOString(),
    command: program.kind === 'command' ? program.command : [],
    cwd: directory,
    state: 'running',
    exit: null,
    pid: process.pid,
    git: await readGitHead(directory),
    isKept: false,
    measured: null,
  };
  await keep(() => writeManifest(folder, manifest));
  const start = Number(process.hrtime.bigint()) / 1000;
  const watch = watchRun(folder, {stallMs, start, stderr});
  const settings = {agentFile: agent, folder: folder.events, stallMs};
  const launched = program.kind === 'command' ? await launch(program.command, agentEnvironment(environment, {...settings, wantsMemory}), watch) : await attach(program.target, {...settings, stderr, stopped: watch.stopped});
  await watch.close();
  if (!launched.ok) {
    await keep(() => writeManifest(folder, {...manifest, state: 'failed', failure: launched.reason}));
    return launched;
  }
  const wallMs = (Number(process.hrtime.bigint()) / 1000 - start) / 1000;
  const {pid, exit, command = manifest.command} = launched;
  const record = {command, start, wallMs, root: {pid, exit}, threads: await readThreadRecords(folder.events), agentFile: agent};
  const analysed = analyseRun(record, sourcesOnDisk(), stallMs * 1000);
  const {run, complaints} = analysed;
  if (runFolder !== null || compareWith.length > 0) await keep(async () => {
    await writeWhole(folder.run, `${JSON.stringify(run)}\n`);
    await writeWhole(folder.view, JSON.stringify(collectViewData(run, analysed.timelines.map(timelineSource), {title: manifest.label, runStart: start})));
    await keepSources(folder, run, startedAt);
    const {stalls, longestStallMs} = run.metrics;
    await writeManifest(folder, {...manifest, command, state: 'ended', exit, measured: {wallMs: run.wallMs, stalls, longestStallMs}});
  });
  return {ok: true, run, exit, complaints: [...new Set([...complaints, ...unkept])]};
}
