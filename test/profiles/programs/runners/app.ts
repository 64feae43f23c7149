import {fork} from 'node:child_process';
import {isMainThread, Worker} from 'node:worker_threads';
import {work} from './hot.ts';

type Way = 'here' | 'child' | 'thread';

const [, path = '', way = 'here'] = process.argv as [string, string, Way?];
if (way === 'child') fork(path);
else if (way === 'thread' && isMainThread) new Worker(path);
else setTimeout(work, 50);
