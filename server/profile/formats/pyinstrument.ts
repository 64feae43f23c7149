import type {ReadForeign} from './foreign.ts';
import {isRecord, type JsonRecord, lineOrNull, numberOr, recordsIn, stringOr} from './json-values.ts';
import {type ForeignFrame, IDLE, ProfileBuilder} from './profile-builder.ts';

/** As deep as a stack can be that a program really had. */
const DEEPEST = 1000;

/** What pyinstrument writes as JSON (`-r json`): a tree of calls whose times are seconds with all that they called. */
export function readPyinstrument(value: JsonRecord, directory: string): ReadForeign {
  if (!isRecord(value['root_frame'])) return {ok: false, reason: 'This profile of pyinstrument has no frames: nothing was sampled.'};
  const builder = new ProfileBuilder(directory);
  const open: {readonly node: JsonRecord; readonly stack: readonly ForeignFrame[]}[] = [{node: value['root_frame'], stack: []}];
  for (let next = open.pop(); next; next = open.pop()) {
    const {node} = next;
    const name = stringOr(node['function'], '');
    const isWaiting = name === '[await]';
    const file = stringOr(node['file_path'], '');
    // What is built in, and what stands for the function's own time, is the time of the line that it is on.
    const isOwn = /^\[.*\]$/.test(name) || file === '' || file.startsWith('<');
    const stack = isWaiting ? [IDLE] : isOwn ? next.stack : [...next.stack, {name, file, line: lineOrNull(node['line_no']), at: null}];
    const children = recordsIn(node['children']);
    const own = numberOr(node['time'], 0) - children.reduce((sum, child) => sum + numberOr(child['time'], 0), 0);
    builder.add(stack, own * 1e6);
    if (stack.length < DEEPEST) for (const child of children.reverse()) open.push({node: child, stack});
  }
  const profile = builder.build();
  return profile ? {ok: true, foreign: {format: 'a profile of pyinstrument', runtime: 'python', showsWaiting: false, threads: [{pid: 0, tid: 0, profile}]}} : {ok: false, reason: 'No frame of this profile took any time.'};
}
