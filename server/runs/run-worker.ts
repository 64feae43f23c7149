import {parentPort, workerData} from 'node:worker_threads';
import {doRunJob, type RunJob} from './run-jobs.ts';

/** One job, one thread: its memory is given back when it ends. */
parentPort?.postMessage(await doRunJob(workerData as RunJob));
