import {readdir, readFile} from 'node:fs/promises';
import {join} from 'node:path';
import type {ThreadRecord} from '../profile/analyse-run.ts';

/** Reads what the agents of a run have written; what has gone or cannot be read is left out. */
export async function readThreadRecords(eventsFolder: string): Promise<ThreadRecord[]> {
  const names = await readdir(eventsFolder).catch(() => []);
  const threads: ThreadRecord[] = [];
  for (const name of names.filter(each => each.endsWith(EVENTS))) {
    const thread = name.slice(0, -EVENTS.length);
    const chunks = names.filter(each => each.startsWith(`${thread}.`) && each.endsWith('.cpuprofile')).sort((a, b) => chunkIndex(a) - chunkIndex(b));
    const profiles: string[] = [];
    for (const chunk of chunks) profiles.push(await textOf(join(eventsFolder, chunk)));
    threads.push({events: await textOf(join(eventsFolder, name)), profiles});
  }
  return threads;
}

const EVENTS = '.events.jsonl';

function chunkIndex(name: string): number {
  return Number(name.split('.')[1]);
}

function textOf(path: string): Promise<string> {
  return readFile(path, 'utf8').catch(() => '');
}
