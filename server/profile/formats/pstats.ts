import {milliseconds} from '../cost-tables.ts';
import type {FunctionCost} from '../run.ts';
import type {ReadForeign} from './foreign.ts';
import {type MarshalValue, readMarshal} from './marshal.ts';

/**
 * What `cProfile` and `profile` dump (`python -m cProfile -o FILE`): for each function how often it was called, its own seconds, and those with all that it
 * called. There is nothing of lines within it.
 */
export function readPstats(bytes: Uint8Array): ReadForeign {
  const read = readMarshal(bytes);
  if (!read.ok) return {ok: false, reason: `This cannot be read as a dump of cProfile. ${read.reason}`};
  if (!(read.value instanceof Map)) return {ok: false, reason: 'This is no dump of cProfile.'};
  const functions = [...(read.value as ReadonlyMap<MarshalValue, MarshalValue>)].flatMap(([place, sums]) => functionOf(place, sums) ?? []);
  if (functions.length === 0) return {ok: false, reason: 'No function of a file is in this dump of cProfile.'};
  const wallMs = functions.reduce((longest, {totalMs}) => Math.max(longest, totalMs), 0);
  return {ok: true, foreign: {format: 'a dump of cProfile, which knows functions and no lines', runtime: 'python', threads: [], functions: functions.sort((a, b) => b.selfMs - a.selfMs), wallMs}};
}

/** `(file, first line, name)` → `(primitive calls, calls, own time, total time, callers)`. */
function functionOf(place: MarshalValue, sums: MarshalValue): FunctionCost | null {
  if (!isItems(place) || !isItems(sums)) return null;
  const [file, line, name] = place;
  const [, , own, total] = sums;
  if (typeof file !== 'string' || typeof line !== 'number' || typeof name !== 'string' || typeof own !== 'number' || typeof total !== 'number') return null;
  // What is built in stands in a file called `~`.
  if (line <= 0 || file === '~' || file.startsWith('<')) return null;
  return {file, line, name, selfMs: milliseconds(own * 1e6), totalMs: milliseconds(total * 1e6)};
}

function isItems(value: MarshalValue): value is readonly MarshalValue[] {
  return Array.isArray(value);
}
