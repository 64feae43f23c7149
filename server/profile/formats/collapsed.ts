import type {ForeignThread} from '../foreign-run.ts';
import type {ReadForeign} from './foreign.ts';
import {type ForeignFrame, ProfileBuilder} from './profile-builder.ts';

/** What py-spy and perf take by default, a hundred samples a second: the counts themselves do not say how long a sample is. */
const SAMPLE_US = 10_000;

/**
 * Stacks on one line each, `outer;inner count`, as py-spy (`--format raw`), austin and the flame graph tools write them. Of austin, which puts process and thread
 * in front and the file before the function, the counts are microseconds.
 */
export function readCollapsed(text: string, directory: string): ReadForeign {
  const builders = new Map<string, ProfileBuilder>();
  let isAustin = false;
  let unread = 0;
  for (const line of text.split('\n')) {
    if (line.trim() === '' || line.startsWith('#')) continue;
    const [, stack, count] = /^(.*\S)\s+(\d+(?:\.\d+)?)\s*$/.exec(line) ?? [];
    if (stack === undefined || count === undefined) {
      unread++;
      continue;
    }
    const words = stack.split(';');
    const [thread, frames] = threadOf(words);
    isAustin ||= thread !== '';
    let builder = builders.get(thread);
    if (!builder) builders.set(thread, (builder = new ProfileBuilder(directory)));
    builder.add(frames.map(word => (thread === '' ? frameOf(word) : austinFrame(word))), Number(count) * (thread === '' ? SAMPLE_US : 1));
  }
  const threads = [...builders].flatMap(([name, builder], index): ForeignThread[] => {
    const profile = builder.build();
    return profile ? [{pid: Number(/^P(\d+)/.exec(name)?.[1] ?? 0), tid: index, profile}] : [];
  });
  if (threads.length === 0) return {ok: false, reason: unread > 0 ? 'This is no list of collapsed stacks: no line ends with a count.' : 'There is no stack in it.'};
  return {ok: true, foreign: {format: isAustin ? 'stacks collected by austin' : 'collapsed stacks; each count is taken for 10 ms', runtime: isAustin || /\.py[:)]/.test(text) ? 'python' : 'node', showsWaiting: false, threads}};
}

/** `P123;T0:456;…` of austin; others have no such words. */
function threadOf(words: readonly string[]): [thread: string, frames: readonly string[]] {
  const [process = '', thread = ''] = words;
  return /^P\d+$/.test(process) && /^T/.test(thread) ? [`${process};${thread}`, words.slice(2)] : ['', words];
}

/** `function (file:line)`, or only a name. */
function frameOf(word: string): ForeignFrame {
  const [, name, file, line] = /^(.+?) \((.+?)(?::(\d+))?(?::\d+)?\)$/.exec(word) ?? [];
  if (name === undefined || file === undefined || !/[\\/.]/.test(file)) return {name: word, file: '', line: null, at: null};
  return {name, file, line: null, at: line === undefined ? null : Number(line) || null};
}

/** `file:function:line`; a Windows path has a colon of its own. */
function austinFrame(word: string): ForeignFrame {
  const [, file, name, line] = /^(.+):([^:]*):(\d+)$/.exec(word) ?? [];
  if (file === undefined || name === undefined) return {name: word, file: '', line: null, at: null};
  return {name, file, line: null, at: Number(line) || null};
}
