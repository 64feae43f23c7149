import {milliseconds} from '../cost-tables.ts';
import type {FunctionCost} from '../run.ts';
import type {ReadForeign} from './foreign.ts';
import {type MarshalValue, readMarshal} from './marshal.ts';
import {absolutePath} from './profile-builder.ts';

/**
 * What `cProfile` and `profile` dump (`python -m cProfile -o FILE`): for each function how often it was called, its own seconds, and those with all that it
 * called. There is nothing of lines within it.
 */
export function readPstats(bytes: Uint8Array, directory: string): ReadForeign {
  const read = readMarshal(bytes);
  if (!read.ok) return {ok: false, reason: `This cannot be read as a dump of cProfile. ${read.reason}`};
  if (!(read.value instanceof Map)) return {ok: false, reason: 'This is no dump of cProfile.'};
  const entries = [...(read.value as ReadonlyMap<MarshalValue, MarshalValue>)].flatMap(([place, sums]) => entryOf(place, sums) ?? []);
  const builtIn = timesOfBuiltIns(entries);
  const functions = entries.filter(({line}) => line > 0).map(({file, line, name, ownSeconds, totalSeconds, key}): FunctionCost => ({
    file: absolutePath(file, directory),
    line,
    name,
    selfMs: milliseconds((ownSeconds + (builtIn.get(key) ?? 0)) * 1e6),
    totalMs: milliseconds(totalSeconds * 1e6),
  }));
  if (functions.length === 0) return {ok: false, reason: 'No function of a file is in this dump of cProfile.'};
  const wallMs = functions.reduce((longest, {totalMs}) => Math.max(longest, totalMs), 0);
  return {ok: true, foreign: {format: 'a dump of cProfile, which knows functions and no lines', runtime: 'python', showsWaiting: false, threads: [], functions: functions.sort((a, b) => b.selfMs - a.selfMs), wallMs}};
}

interface Entry {
  readonly key: string;
  readonly file: string;
  /** 0 for what is built in. */
  readonly line: number;
  readonly name: string;
  readonly ownSeconds: number;
  readonly totalSeconds: number;
  readonly callers: MarshalValue;
}

/** `(file, first line, name)` → `(primitive calls, calls, own time, total time, callers)`. */
function entryOf(place: MarshalValue, sums: MarshalValue): Entry | null {
  if (!isItems(place) || !isItems(sums)) return null;
  const [file, line, name] = place;
  const [, , ownSeconds, totalSeconds, callers = null] = sums;
  if (typeof file !== 'string' || typeof line !== 'number' || typeof name !== 'string' || typeof ownSeconds !== 'number' || typeof totalSeconds !== 'number') return null;
  const isBuiltIn = line <= 0 || file === '~' || file.startsWith('<');
  return {key: keyOf(place), file, line: isBuiltIn ? 0 : line, name, ownSeconds, totalSeconds, callers};
}

/** What is built in has no lines: its time is that of the functions that called it. */
function timesOfBuiltIns(entries: readonly Entry[]): Map<string, number> {
  const seconds = new Map<string, number>();
  for (const {line, callers} of entries) {
    if (line > 0 || !(callers instanceof Map)) continue;
    for (const [caller, sums] of callers as ReadonlyMap<MarshalValue, MarshalValue>) {
      if (!isItems(caller) || !isItems(sums)) continue;
      const [, , own] = sums;
      if (typeof own === 'number') seconds.set(keyOf(caller), own + (seconds.get(keyOf(caller)) ?? 0));
    }
  }
  return seconds;
}

function keyOf([file, line, name]: readonly MarshalValue[]): string {
  return `${String(line)} ${String(name)} ${String(file)}`;
}

function isItems(value: MarshalValue): value is readonly MarshalValue[] {
  return Array.isArray(value);
}
