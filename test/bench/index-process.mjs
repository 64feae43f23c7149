import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {inPackages} from './edit-sources.mjs';
import {cpuMs} from './measure.mjs';

/**
 * Indexes the sources of viem as the language server does, or only parses them with TypeScript, and prints what that took, the start of the process included. With
 * `lint`, every file is linted after that, and what counts is how many summaries had to be made even then.
 */
const [, , with_, cache] = process.argv;
const root = inPackages('viem');
const paths = sourcesIn(root).sort();
const counts = with_ === 'typescript' ? await parse() : await index();
const cpu = cpuMs();
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
const lines = paths.reduce((sum, path) => sum + readFileSync(path, 'utf8').split('\n').length, 0);
console.log(JSON.stringify({cpu, peakMb, files: paths.length, lines, ...counts}));

/** The package has its sources beside three builds of them, which nobody would list. */
function sourcesIn(folder) {
  return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
    if (entry.isDirectory()) return entry.name.startsWith('_') || entry.name === 'node_modules' ? [] : sourcesIn(join(folder, entry.name));
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [join(folder, entry.name)] : [];
  });
}

async function index() {
  const {allRules, diskCache, diskFiles, engineOfDisk, whileOptimisingLate} = await import('./.cache/engine.mjs');
  const disk = diskCache(cache);
  let made = 0;
  const counting = {
    read: disk.read,
    write(key, value) {
      made += 1;
      disk.write(key, value);
    },
  };
  const engine = engineOfDisk({cache: counting, roots: [root]});
  await whileOptimisingLate(async () => {
    for (const progress of engine.index(paths)) if (progress.left < 0) throw new Error('The index has fewer files than it has done.');
  });
  const summaries = made;
  if (with_ === 'lint') for (const path of paths) engine.lint({path, language: 'javascript', text: diskFiles.read(path) ?? ''}, allRules, 'project');
  return {summaries, madeLater: made - summaries};
}

async function parse() {
  const {default: typescript} = await import('typescript');
  for (const path of paths) typescript.createSourceFile(path, readFileSync(path, 'utf8'), typescript.ScriptTarget.Latest);
  return {};
}
