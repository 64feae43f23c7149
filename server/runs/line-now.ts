import {LineMap} from '../evidence/line-map.ts';
import type {LineNowParams, LineNowResult} from '../protocol.ts';
import type {RunFolder} from './run-folder.ts';
import {contentHash, readSourceSnapshots, textOf} from './source-snapshots.ts';

/** Where a line that a kept run names is in a text that its file has by now. */
export async function lineNow(folder: RunFolder, {file, line, text}: Omit<LineNowParams, 'id'>): Promise<LineNowResult> {
  const snapshot = (await readSourceSnapshots(folder))?.files.find(kept => kept.file === file);
  if (!snapshot) return {line, state: 'unknown'};
  if (snapshot.contentHash === contentHash(text)) return {line, state: 'unchanged'};
  const measured = await textOf(folder, snapshot);
  if (measured === null) return {line, state: 'unknown'};
  const fates = new LineMap(measured, text).fates();
  const fate = fates[line - 1];
  if (fate && fate.kind !== 'deleted') return {line: fate.line + 1, state: fate.kind === 'edited' ? 'edited' : 'unchanged'};
  const before = fates.slice(0, line).findLast(other => other.kind !== 'deleted');
  return {line: before ? before.line + 1 : 1, state: 'deleted'};
}
