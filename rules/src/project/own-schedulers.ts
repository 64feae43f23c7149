import {memberName, type Call, type FileFacts, type FunctionFacts, type Step} from '../facts/index.ts';
import type {FileRecord, FileRecords} from './file-records.ts';
import {runningSteps} from './running-steps.ts';

/** Further files are not looked at: a scheduler is near those who write coroutines for it. Esphome's is among the first 50, of a component that imports much 90. */
const MOST_FILES = 100;

/**
 * Whether the file's coroutines run on a scheduler of the project's own, which waits for nothing: `async def` is used as a way to write jobs that
 * are done by turns, and there is nobody whom a blocking call holds up. So it is where the file imports nothing asynchronous, and is
 * led by its imports to a file that takes coroutines apart itself.
 */
export function runsOnOwnScheduler(records: FileRecords, record: FileRecord): boolean {
  if (record.summary.language !== 'python' || record.summary.imports.some(isAsynchronous)) return false;
  const reached = new Set([record]);
  for (const at of reached) {
    if (at.summary.drivesCoroutines) return true;
    if (reached.size >= MOST_FILES) continue;
    for (const module of at.summary.imports) {
      const resolved = records.module(at, module);
      const imported = resolved.kind === 'file' ? records.of(resolved.path) : null;
      if (imported) reached.add(imported);
    }
  }
  return false;
}

/** Whether a file makes coroutines and runs them itself, in a loop of its own, with nothing that waits for input or output: `jobs.append(work().__await__())`. */
export function drivesCoroutines({language, text, functions, imports}: FileFacts): boolean {
  if (language !== 'python' || !text.includes('__await__') || !functions.some(fn => fn.calls.some(call => takesApart(call, fn)))) return false;
  return !imports.some(({module}) => isAsynchronous(module)) && functions.some(fn => runningSteps(fn).some(({step}) => isLoop(step)));
}

/** An object whose own `__await__` asks that of another is no scheduler. */
function takesApart({callee, receiver}: Call, {isAsync, name}: FunctionFacts): boolean {
  return !isAsync && memberName(callee) === '__await__' && receiver?.kind === 'call' && !name.endsWith('__await__');
}

function isLoop(step: Step): boolean {
  return step.kind === 'loop' && step.form === 'while';
}

/** Event loops, what waits for sockets, and frameworks that bring a loop. */
function isAsynchronous(module: string): boolean {
  return ASYNCHRONOUS.test(module);
}

const ASYNCHRONOUS = /^(?:aio\w+|any(?:io|corn)|async\w*|curio|discord|fastapi|gevent|grpc|httpx|hypercorn|litestar|nats|pyrogram|quart|sanic|select(?:ors)?|socket|starlette|telegram|telethon|tornado|trio\w*|twisted|uvicorn|uvloop|websockets)(?:\.|$)/;
