import type {CompareRunsResult} from '../protocol.ts';
import {readManifest} from '../runs/manifest.ts';
import {runFolderAt} from '../runs/run-folder.ts';
import {compareSides} from './compare-sides.ts';
import {markdownOf} from './markdown.ts';
import {readSide} from './read-sides.ts';

/** Compares two kept runs, in words. */
export async function compareFolders(before: string, after: string): Promise<CompareRunsResult> {
  const sides = [await readSide([before], '/'), await readSide([after], '/')] as const;
  for (const side of sides) if (!side.ok) return side;
  const [first, second] = sides;
  if (!first.ok || !second.ok) return {ok: false, reason: 'There is nothing to compare.'};
  const labels = [await labelOf(before), await labelOf(after)];
  const {cwd = ''} = (await readManifest(runFolderAt(after))) ?? {};
  const words = markdownOf(compareSides(first, second), cwd);
  return {ok: true, markdown: `# ${labels.join(' → ')}\n\n${words}`};
}

async function labelOf(path: string): Promise<string> {
  const manifest = await readManifest(runFolderAt(path));
  return manifest ? `${manifest.label}, ${new Date(manifest.startedAt).toLocaleTimeString()}` : 'a run';
}
