import {Worker} from 'node:worker_threads';
import type {RunJob, RunJobResults} from '../runs/run-jobs.ts';

/** Aborted, it gives back at once that it was cancelled. */
export type DoRunJob = <Job extends RunJob>(job: Job, signal?: AbortSignal) => Promise<RunJobResults[Job['kind']]>;

/** Does each job in a worker thread of its own. A thread that fails (a run too large for the memory) is a reason, no error. */
export function runJobsInWorkers(workerFile: string): DoRunJob {
  return <Job extends RunJob>(job: Job, signal?: AbortSignal) =>
    new Promise<RunJobResults[Job['kind']]>(resolve => {
      const refuse = (reason: string) => resolve({ok: false, reason: `The run cannot be read: ${reason}.`} as RunJobResults[Job['kind']]);
      if (signal?.aborted) return refuse('it was cancelled');
      const worker = new Worker(workerFile, {workerData: job, stdout: true, stderr: true});
      const cancel = () => {
        refuse('it was cancelled');
        void worker.terminate();
      };
      signal?.addEventListener('abort', cancel, {once: true});
      worker.once('message', resolve);
      worker.once('error', error => refuse(error.message));
      worker.once('exit', () => {
        signal?.removeEventListener('abort', cancel);
        refuse('the thread that reads it ended');
      });
    });
}
