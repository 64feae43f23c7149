import {readAsyncioLog} from './asyncio-log.ts';
import {readChromeTrace} from './chrome-trace.ts';
import {readCollapsed} from './collapsed.ts';
import {type CpuProfile, readCpuProfileValue} from './cpu-profile.ts';
import type {ReadForeign} from './foreign.ts';
import {isRecord} from './json-values.ts';
import {absolutePath} from './profile-builder.ts';
import {readPstats} from './pstats.ts';
import {readPyinstrument} from './pyinstrument.ts';
import {readSpeedscope} from './speedscope.ts';

/** Reads a profile of any tool that is known, by what it holds rather than by its name. Files that it does not name in full are below `directory`. */
export function readAnyFormat(bytes: Uint8Array, directory: string): ReadForeign {
  if (bytes.every(isBlank)) return {ok: false, reason: 'The file is empty.'};
  if (isMarshalled(bytes)) return readPstats(bytes, directory);
  if (isCompressed(bytes)) return {ok: false, reason: 'The file is compressed: unpack it first. A profile in pprof format cannot be read; its tool may write another format too.'};
  const text = new TextDecoder().decode(bytes);
  if (/^\s*[[{]/.test(text)) return readJson(text, directory);
  return ASYNCIO_SENTENCE.test(text) ? readAsyncioLog(text, file => absolutePath(file, directory)) : readCollapsed(text, directory);
}

function readJson(text: string, directory: string): ReadForeign {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return {ok: false, reason: 'The file is not whole: it begins as JSON and is none. The program that wrote it may have been ended while it did.'};
  }
  if (Array.isArray(value) || (isRecord(value) && Array.isArray(value['traceEvents']))) return readChromeTrace(value, directory);
  if (!isRecord(value)) return UNKNOWN;
  if (Array.isArray(value['nodes'])) return readV8(value);
  if (isRecord(value['shared']) && Array.isArray(value['profiles'])) return readSpeedscope(value, directory);
  if ('root_frame' in value) return readPyinstrument(value, directory);
  return UNKNOWN;
}

function readV8(value: unknown): ReadForeign {
  const read = readCpuProfileValue(value);
  return read.ok ? foreignOfV8(read.profile) : read;
}

export function foreignOfV8(profile: CpuProfile): ReadForeign {
  return {ok: true, foreign: {format: 'a CPU profile of V8', runtime: 'node', showsWaiting: true, threads: [{pid: 0, tid: 0, profile}]}};
}

const UNKNOWN: ReadForeign = {
  ok: false,
  reason: 'This is no profile that Loopsight knows. It reads CPU profiles of V8 (.cpuprofile), Chrome and VizTracer traces, speedscope, pyinstrument (as JSON), dumps of cProfile, collapsed stacks and logs of asyncio.',
};

const ASYNCIO_SENTENCE = /Executing <.*> took [\d.]+ seconds|Task was destroyed but it is pending|was never awaited|exception was never retrieved|Unclosed (client session|connector)/;

/** A dictionary of Python's begins as JSON does, but a tuple or its end follows. */
function isMarshalled([first, second]: Uint8Array): boolean {
  const [dictionary, next] = [first, second].map(byte => String.fromCharCode((byte ?? 0) & 0x7f));
  return dictionary === '{' && (next === '(' || next === ')' || next === '0');
}

function isCompressed([first, second]: Uint8Array): boolean {
  return first === 0x1f && second === 0x8b;
}

function isBlank(byte: number): boolean {
  return byte === 0x20 || (byte >= 0x09 && byte <= 0x0d);
}
