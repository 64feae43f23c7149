import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {inPackages} from './edit-sources.mjs';
import {cpuMs} from './measure.mjs';

/** Indexes the sources of viem as the language server and `loopsight check` do, or only parses them with TypeScript, and prints what that took, the start of the process included. */
const [, , with_, cache] = process.argv;
const root = inPackages('viem');
const paths = sourcesIn(root).sort();
if (with_ === 'loopsight') await index();
else await parse();
const cpu = cpuMs();
const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
const lines = paths.reduce((sum, path) => sum + readFileSync(path, 'utf8').split('\n').length, 0);
console.log(JSON.stringify({cpu, peakMb, files: paths.length, lines}));

/** The package has its sources beside three builds of them, which nobody would list. */
function sourcesIn(folder) {
  return readdirSync(folder, {withFileTypes: true}).flatMap(entry => {
    if (entry.isDirectory()) return entry.name.startsWith('_') || entry.name === 'node_modules' ? [] : sourcesIn(join(folder, entry.name));
    return entry.name.endsWith('.ts') && !entry.name.endsWith('.d.ts') ? [join(folder, entry.name)] : [];
  });
}

async function index() {
  const {diskCache, engineOfDisk, whileOptimisingLate} = await import('./.cache/engine.mjs');
  await whileOptimisingLate(async () => {
    const engine = engineOfDisk({cache: diskCache(cache), roots: [root]});
    for (const progress of engine.index(paths)) if (progress.left < 0) throw new Error('The index has fewer files than it has done.');
  });
}

async function parse() {
  const {default: typescript} = await import('typescript');
  for (const path of paths) typescript.createSourceFile(path, readFileSync(path, 'utf8'), typescript.ScriptTarget.Latest);
}
