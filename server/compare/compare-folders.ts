import type {ComparisonView} from '../report/comparison-view.ts';
import {readManifest, type RunManifest} from '../runs/manifest.ts';
import {NO_RUN} from '../runs/read-run.ts';
import {runFolderAt} from '../runs/run-folder.ts';
import {compareSides} from './compare-sides.ts';
import {comparisonTables} from './comparison-tables.ts';
import {readSide} from './read-sides.ts';

export type CompareFolders = {readonly ok: true; readonly view: ComparisonView} | {readonly ok: false; readonly reason: string};

/** Compares two kept runs, in words. */
export async function compareFolders(before: string, after: string): Promise<CompareFolders> {
  const [runBefore, runAfter] = [await readManifest(runFolderAt(before)), await readManifest(runFolderAt(after))];
  if (!runBefore || !runAfter) return NO_RUN;
  const first = await readSide([before], '/');
  if (!first.ok) return first;
  const second = await readSide([after], '/');
  if (!second.ok) return second;
  return {ok: true, view: {title: `${nameOf(runBefore)} → ${nameOf(runAfter)}`, ...comparisonTables(compareSides(first, second))}};
}

function nameOf({label, startedAt}: RunManifest): string {
  return `${label}, ${new Date(startedAt).toLocaleTimeString()}`;
}
