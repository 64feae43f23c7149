import {gzipSync} from 'node:zlib';
import {writeChromeTrace} from '../profile/formats/write-chrome-trace.ts';
import {writeCollapsed} from '../profile/formats/write-collapsed.ts';
import {writeCpuProfile} from '../profile/formats/write-cpu-profile.ts';
import {selfTimes} from '../profile/formats/stack-weights.ts';
import type {SampledThread} from '../profile/formats/sampled-threads.ts';
import {writePprof} from '../profile/formats/write-pprof.ts';
import {writeSpeedscope} from '../profile/formats/write-speedscope.ts';

/** Formats of other tools, by the end of the file's name that is usual for them. */
const SAMPLE_FORMATS: Readonly<Record<string, (threads: readonly SampledThread[], name: string) => string | Uint8Array>> = {
  // It has room for one thread.
  '.cpuprofile': threads => writeCpuProfile(busiest(threads).profile),
  '.speedscope.json': writeSpeedscope,
  '.trace.json': writeChromeTrace,
  '.collapsed': writeCollapsed,
  '.folded': writeCollapsed,
  '.pb.gz': threads => gzipSync(writePprof(threads)),
};

/** The format that a file's name stands for; null for another name. */
export function sampleFormatOf(file: string): string | null {
  return Object.keys(SAMPLE_FORMATS).find(end => file.endsWith(end)) ?? null;
}

export type WrittenSamples = {readonly ok: true; readonly data: string | Uint8Array} | {readonly ok: false; readonly reason: string};

export function writeSamples(threads: readonly SampledThread[], file: string, name: string): WrittenSamples {
  const format = sampleFormatOf(file);
  const write = format === null ? undefined : SAMPLE_FORMATS[format];
  if (!write) return {ok: false, reason: `${file} does not say in which format it is to be written: its name must end with ${Object.keys(SAMPLE_FORMATS).join(', ')}.`};
  if (threads.length === 0) return {ok: false, reason: 'There are no samples to write: the file has only sums, or the run was ended before any were saved.'};
  return {ok: true, data: write(threads, name)};
}

function busiest([first, ...others]: readonly SampledThread[]): SampledThread {
  const busy = ({profile}: SampledThread) => selfTimes(profile).reduce((sum, us) => sum + us, 0);
  if (!first) throw new Error('A profile is written of at least one thread.');
  return others.reduce((most, each) => (busy(each) > busy(most) ? each : most), first);
}
