import {Worker} from 'node:worker_threads';
import type {RunJob, RunJobResults} from '../runs/run-jobs.ts';

export type DoRunJob = <Job extends RunJob>(job: Job) => Promise<RunJobResults[Job['kind']]>;

/** Does each job in a worker thread of its own. A thread that fails (a run too large for the memory) is a reason, no error. */
export function runJobsInWorkers(workerFile: string): DoRunJob {
  return <Job extends RunJob>(job: Job) =>
    new Promise<RunJobResults[Job['kind']]>(resolve => {
      const worker = new Worker(workerFile, {workerData: job, stdout: true, stderr: true});
      const refuse = (reason: string) => resolve({ok: false, reason: `The run cannot be read: ${reason}.`} as RunJobResults[Job['kind']]);
      worker.once('message', resolve);
      worker.once('error', error => refuse(error.message));
      worker.once('exit', () => refuse('the thread that reads it ended'));
    });
}
