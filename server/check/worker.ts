import {parentPort, workerData} from 'node:worker_threads';
import {checkFiles, type CheckJob} from './check-files.ts';

/** One thread of `loopsight check`: files in, one message per file out. */
for (const file of checkFiles(workerData as CheckJob)) parentPort?.postMessage(file);
