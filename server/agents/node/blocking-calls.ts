import childProcess from 'node:child_process';
import crypto from 'node:crypto';
import fs from 'node:fs';
import {syncBuiltinESMExports} from 'node:module';
import zlib from 'node:zlib';
import type {BlockEvent, StackEntry} from '../../profile/agent-events.ts';
import {now} from './clock.ts';
import {guarded} from './own-failures.ts';

type AnyFunction = (this: unknown, ...args: unknown[]) => unknown;

/** Synchronous functions of `node:crypto` whose names do not say so. */
const SYNCHRONOUS_CRYPTO = ['sign', 'verify', 'createDiffieHellman'];

/** Deep enough for the frames that a summary shows and that a line's total needs. */
const DEEPEST_STACK = 60;

/**
 * Wraps what holds the thread so that a call of at least `slowUs` is told with its call site. A quick call costs two readings of the clock; the
 * stack is taken after the call, while the wrapper is still on it. Returns what takes the wrappers off again.
 */
export function wrapBlockingCalls(slowUs: number, tell: (call: BlockEvent) => void): () => void {
  let isInside = false;
  const unwrapEach: (() => void)[] = [];

  function wrap(owner: object, ownerName: string, name: string, waits = true): void {
    const functions = owner as Record<string, unknown>;
    const original = functions[name];
    if (typeof original !== 'function') return;
    const api = `${ownerName}.${name}`;
    const {[name]: wrapper} = {
      [name](this: unknown, ...args: unknown[]) {
        if (isInside) return Reflect.apply(original, this, args);
        const t0 = now();
        isInside = true;
        try {
          return Reflect.apply(original, this, args);
        } finally {
          isInside = false;
          const t1 = now();
          if (t1 - t0 >= slowUs) record(api, waits, t0, t1, wrapper as AnyFunction);
        }
      },
    };
    try {
      Object.defineProperties(wrapper, Object.getOwnPropertyDescriptors(original));
      functions[name] = wrapper;
      unwrapEach.push(() => {
        if (functions[name] === wrapper) functions[name] = original;
      });
    } catch {
      // A frozen object keeps its own function.
    }
  }

  const record = guarded((api: string, waits: boolean, t0: number, t1: number, wrapper: AnyFunction) => {
    const stack = stackAbove(wrapper);
    if (stack.length > 0) tell({kind: 'block', api, waits, t0, t1, stack});
  });

  for (const name of Object.keys(fs).filter(isSynchronous)) wrap(fs, 'fs', name);
  for (const name of Object.keys(childProcess).filter(isSynchronous)) wrap(childProcess, 'child_process', name);
  for (const name of Object.keys(crypto).filter(key => isSynchronous(key) || SYNCHRONOUS_CRYPTO.includes(key))) wrap(crypto, 'crypto', name);
  for (const name of Object.keys(zlib).filter(isSynchronous)) wrap(zlib, 'zlib', name);
  wrap(Atomics, 'Atomics', 'wait');
  wrap(JSON, 'JSON', 'parse', false);
  wrap(JSON, 'JSON', 'stringify', false);
  syncBuiltinESMExports();
  return () => {
    for (const unwrap of unwrapEach) unwrap();
    syncBuiltinESMExports();
  };
}

function isSynchronous(name: string): boolean {
  return name.endsWith('Sync');
}

/**
 * The frames that wait for the wrapper's return, as the runtime sees them: whatever maps stacks for the program is passed by. None where the program
 * lets nobody change how stacks are made.
 */
function stackAbove(wrapper: AnyFunction): StackEntry[] {
  const limit = Object.getOwnPropertyDescriptor(Error, 'stackTraceLimit');
  const described = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  try {
    Error.stackTraceLimit = DEEPEST_STACK;
    Error.prepareStackTrace = (_, frames) => frames;
    const holder: {stack?: unknown} = {};
    Error.captureStackTrace(holder, wrapper);
    const frames = holder.stack;
    return Array.isArray(frames) ? (frames as NodeJS.CallSite[]).filter(frame => !isAwaiting(frame)).map(entryOf) : [];
  } catch {
    return [];
  } finally {
    restore('prepareStackTrace', described);
    restore('stackTraceLimit', limit);
  }
}

function restore(name: string, described: PropertyDescriptor | undefined): void {
  if (described) Reflect.defineProperty(Error, name, described);
  else Reflect.deleteProperty(Error, name);
}

/** An async function further up is suspended: it is shown on the stack, but does not hold the thread. */
function isAwaiting(frame: NodeJS.CallSite): boolean {
  return (frame as NodeJS.CallSite & {isAsync?(): boolean}).isAsync?.() ?? false;
}

function entryOf(frame: NodeJS.CallSite): StackEntry {
  return [frame.getFileName() ?? '', frame.getLineNumber() ?? 0, frame.getColumnNumber() ?? 0, frame.getFunctionName() ?? ''];
}
