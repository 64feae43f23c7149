import type {RunMessage, Stall} from '../run.ts';
import type {ReadForeign} from './foreign.ts';

interface Place {
  readonly file: string;
  readonly line: number;
  readonly function: string;
}

/** What the sentences of the log become; the place is found in the message or in the lines after it. */
const SENTENCES: readonly {readonly pattern: RegExp; readonly text: (match: RegExpExecArray) => string}[] = [
  {pattern: /Task was destroyed but it is pending!/, text: () => 'A task was destroyed while it was pending: nobody kept it or waited for it.'},
  {pattern: /coroutine '([^']+)' was never awaited/, text: ([, name]) => `The coroutine ${name} was never awaited, so that it never ran.`},
  {pattern: /(?:Task|Future) exception was never retrieved/, text: () => 'A task failed, and nobody asked for its exception.'},
  {pattern: /Unclosed client session/, text: () => 'A client session was never closed.'},
  {pattern: /Unclosed connector/, text: () => 'A connector was never closed.'},
];

/** The lines that belong to a message follow it, up to so many. */
const MOST_FOLLOWING = 40;

/**
 * What asyncio says on standard error or in a log, most of it in debug mode: callbacks that took too long become stalls, the rest messages, each at its line. In
 * debug mode a task or resource has a traceback of where it was created, of which the innermost line in the user's files is taken.
 */
export function readAsyncioLog(text: string, absolute: (file: string) => string): ReadForeign {
  const lines = text.split('\n');
  const stalls: Stall[] = [];
  const messages: RunMessage[] = [];
  lines.forEach((line, index) => {
    const slow = /Executing (<.*>) took (\d+(?:\.\d+)?) seconds/.exec(line);
    if (slow) {
      const [, what = '', seconds = ''] = slow;
      const durationMs = Number(seconds) * 1000;
      const place = placeIn(what, absolute);
      // Where a task waits after a long step is not the line that was slow, only the end of it.
      stalls.push({process: 0, startMs: 0, durationMs, kind: 'task', culprits: [], unattributedMs: durationMs});
      if (place) messages.push({file: place.file, line: place.line, text: `${place.function === '' ? 'A callback' : place.function} held the loop for ${durationMs} ms before it came here.`});
      return;
    }
    for (const {pattern, text: sentence} of SENTENCES) {
      const match = pattern.exec(line);
      const place = match && placeOf(lines.slice(index, index + MOST_FOLLOWING), absolute);
      if (match && place) messages.push({file: place.file, line: place.line, text: sentence(match)});
    }
  });
  if (stalls.length + messages.length === 0) return {ok: false, reason: 'asyncio says nothing of a line in this log.'};
  return {ok: true, foreign: {format: 'a log of asyncio', runtime: 'python', showsWaiting: false, threads: [], stalls, messages, wallMs: stalls.reduce((sum, {durationMs}) => sum + durationMs, 0)}};
}

/** A warning begins with its own place; of a traceback the innermost line of the user's counts; else the place is in the description of the task. */
function placeOf([first = '', ...following]: readonly string[], absolute: (file: string) => string): Place | null {
  const warned = /^(.+?):(\d+): \w*Warning: /.exec(first);
  if (warned && isOwn(warned[1] ?? '')) return {file: absolute(warned[1] ?? ''), line: Number(warned[2]), function: ''};
  const end = following.findIndex(line => /^(\d{4}-\d\d|(DEBUG|INFO|WARNING|ERROR|CRITICAL)\b)/.test(line) || SENTENCES.some(({pattern}) => pattern.test(line)));
  const own = [first, ...(end < 0 ? following : following.slice(0, end))];
  const traced = own.flatMap(line => {
    const [, file = '', number, name = ''] = /^\s*File "(.+)", line (\d+)(?:, (?:in )?(\S+))?/.exec(line) ?? [];
    return number !== undefined && isOwn(file) ? [{file: absolute(file), line: Number(number), function: name}] : [];
  });
  return traced.at(-1) ?? own.map(line => placeIn(line, absolute)).find(place => place !== null) ?? null;
}

/** `<Task … coro=<main() running at app.py:12> … created at app.py:20>`: where it runs says more than where it began. */
function placeIn(text: string, absolute: (file: string) => string): Place | null {
  const name = /coro=<([^\s(]+)\(/.exec(text)?.[1] ?? /<(?:Timer)?Handle ([^\s(]+)\(/.exec(text)?.[1] ?? '';
  for (const pattern of [/ (?:running|done, defined) at ([^\s<>]+):(\d+)/, / defined at ([^\s<>]+):(\d+)/, /\) at ([^\s<>]+):(\d+)/, /created at ([^\s<>]+):(\d+)/]) {
    const [, file = '', line] = pattern.exec(text) ?? [];
    if (line !== undefined && isOwn(file)) return {file: absolute(file), line: Number(line), function: name};
  }
  return null;
}

function isOwn(file: string): boolean {
  return !file.startsWith('<') && !/[\\/](asyncio|site-packages|dist-packages)[\\/]/.test(file);
}
