import type {ForeignThread} from '../foreign-run.ts';
import type {ReadForeign} from './foreign.ts';
import {isRecord, type JsonRecord, lineOrNull, numberOr, recordsIn, stringOr} from './json-values.ts';
import {type ForeignFrame, ProfileBuilder} from './profile-builder.ts';

/** Microseconds of the units that the format has for time. Counts of no unit are taken for py-spy's hundred samples a second. */
const UNITS: Readonly<Record<string, number>> = {nanoseconds: 1e-3, microseconds: 1, milliseconds: 1e3, seconds: 1e6, none: 1e4};

/** Tools whose frames say at which line a function was, rather than where it begins. */
const TELLS_CURRENT_LINE = /py-?spy|austin/i;

/** The format of speedscope's own (https://www.speedscope.app/file-format-schema.json), which py-spy, austin and others write. */
export function readSpeedscope(value: JsonRecord, directory: string): ReadForeign {
  const shared = isRecord(value['shared']) ? value['shared'] : {};
  const isCurrentLine = TELLS_CURRENT_LINE.test(stringOr(value['exporter'], ''));
  const frames = recordsIn(shared['frames']).map((frame): ForeignFrame => {
    const line = lineOrNull(frame['line']);
    return {name: stringOr(frame['name'], ''), file: stringOr(frame['file'], ''), line: isCurrentLine ? null : line, at: isCurrentLine ? line : null};
  });
  const threads: ForeignThread[] = [];
  for (const profile of recordsIn(value['profiles'])) {
    const unit = UNITS[stringOr(profile['unit'], 'none')];
    if (unit === undefined) return {ok: false, reason: `This profile counts ${String(profile['unit'])}, not time.`};
    const builder = new ProfileBuilder(directory, numberOr(profile['startValue'], 0) * unit);
    if (profile['type'] === 'evented') addEvents(builder, profile, frames, unit);
    else addSamples(builder, profile, frames, unit);
    const built = builder.build();
    if (built) threads.push({pid: 0, tid: threads.length, profile: built});
  }
  if (threads.length === 0) return {ok: false, reason: 'There is no sample in this profile.'};
  return {ok: true, foreign: {format: 'a speedscope profile', runtime: frames.some(({file}) => file.endsWith('.py')) ? 'python' : 'node', showsWaiting: !isCurrentLine, threads}};
}

function addSamples(builder: ProfileBuilder, {samples, weights}: JsonRecord, frames: readonly ForeignFrame[], unit: number): void {
  if (!Array.isArray(samples)) return;
  samples.forEach((stack: unknown, index) => {
    if (!Array.isArray(stack)) return;
    builder.add(stack.flatMap((at: unknown) => (typeof at === 'number' ? (frames[at] ?? []) : [])), numberOr(Array.isArray(weights) ? weights[index] : 1, 0) * unit);
  });
}

/** Frames that are opened and closed; between two events the open ones are the stack. */
function addEvents(builder: ProfileBuilder, {events, startValue}: JsonRecord, frames: readonly ForeignFrame[], unit: number): void {
  const open: ForeignFrame[] = [];
  let last = numberOr(startValue, 0);
  for (const {type, at, frame} of recordsIn(events)) {
    const time = numberOr(at, last);
    builder.add(open, (time - last) * unit);
    last = Math.max(last, time);
    const known = typeof frame === 'number' ? frames[frame] : undefined;
    if (type === 'O' && known) open.push(known);
    else if (type === 'C') open.pop();
  }
}
