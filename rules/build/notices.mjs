/**
 * Writes THIRD-PARTY-NOTICES.md: the licence of every package whose code is in one of our bundles, as the bundler saw it.
 *
 *     npm run docs               writes
 *     npm run docs -- --check    writes nothing; ends with 1 when the file is stale
 */
import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

const root = new URL('../../', import.meta.url);
const path = name => fileURLToPath(new URL(name, root));
const file = path('THIRD-PARTY-NOTICES.md');

const entryPoints = [
  'rules/src/eslint/index.ts', 'rules/build/pyright-parser-entry.cjs', 'server/main.ts', 'server/check/worker.ts', 'server/runs/run-worker.ts', 'server/report/page/main.ts', 'extension/main.ts',
].map(path).filter(existsSync);
const {metafile} = await build({entryPoints, bundle: true, platform: 'node', format: 'esm', external: ['oxc-parser', 'vscode'], outdir: path('out/notices'), write: false, metafile: true, logLevel: 'silent'});
const packages = new Set(['@zzzen/pyright-internal', 'oxc-parser']);
for (const input of Object.keys(metafile.inputs)) {
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1];
  if (inPackage) packages.add(inPackage);
}

const notices = [...packages].sort().map(notice).join('\n');
const text = `# Third-party notices

The bundles of Loopsight contain code of these packages. Their licences allow it, and ask that these texts go with it.

${notices}`;
const isStale = !existsSync(file) || readFileSync(file, 'utf8').replaceAll('\r\n', '\n') !== text;
if (isStale && process.argv.includes('--check')) {
  console.error('Stale, run `npm run docs`: THIRD-PARTY-NOTICES.md');
  process.exitCode = 1;
} else if (isStale) {
  writeFileSync(file, text);
  console.error('Written: THIRD-PARTY-NOTICES.md');
}

function notice(name) {
  const folder = [`node_modules/${name}/`, `rules/node_modules/${name}/`, `server/node_modules/${name}/`].map(path).find(existsSync);
  if (!folder) throw new Error(`The package ${name} is bundled, but not installed where it was looked for.`);
  const {version, license} = JSON.parse(readFileSync(`${folder}package.json`, 'utf8'));
  const licence = readdirSync(folder).find(entry => /^licen[cs]e/i.test(entry));
  const words = licence ? readFileSync(folder + licence, 'utf8').replaceAll('\r\n', '\n').replaceAll(/[ \t]+$/gm, '').trim() : `Licensed under ${license}; the package carries no licence text.`;
  return `## ${name} ${version} (${license})\n\n\`\`\`\n${words}\n\`\`\`\n`;
}
