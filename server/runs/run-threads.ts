import {readEvents} from '../profile/event-lines.ts';
import {readCpuProfile} from '../profile/formats/cpu-profile.ts';
import {joined, type SampledThread} from '../profile/formats/sampled-threads.ts';
import {sourcePositions} from '../profile/source-positions.ts';
import {sourcesOnDisk} from '../profile-command/sources-on-disk.ts';
import type {RunFolder} from './run-folder.ts';
import {readThreadRecords} from './thread-records.ts';

/** The samples that a run has kept, thread by thread; what cannot be read is left out. */
export async function sampledThreadsOf(folder: RunFolder): Promise<SampledThread[]> {
  const {readText} = sourcesOnDisk();
  return (await readThreadRecords(folder.events)).flatMap(({events: text, profiles: texts}) => {
    const events = readEvents(text);
    const start = events.find(({kind}) => kind === 'start');
    const profiles = texts.map(readCpuProfile).flatMap(read => (read.ok ? [read.profile] : []));
    if (start?.kind !== 'start' || profiles.length === 0) return [];
    const positions = sourcePositions(events.filter(event => event.kind === 'script'), readText, {areDescribed: true});
    return [{pid: start.pid, tid: start.tid, profile: joined(profiles, {positions, isHidden: isAgent})}];
  });
}

function isAgent(url: string): boolean {
  return /[\\/](node-agent\.cjs|loopsight_agent[\\/][^\\/]+\.py)$/.test(url);
}
