import {copyFileSync, cpSync, mkdirSync, readFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {basename} from 'node:path';
import {fileURLToPath} from 'node:url';
import {context} from 'esbuild';

/**
 * Bundles the language server and the command line, each with all that it needs: what runs in an editor has no packages beside it.
 * `--watch` bundles again after each change.
 */
const server = new URL('./', import.meta.url);
const path = name => fileURLToPath(new URL(name, server));
const {version} = JSON.parse(readFileSync(path('package.json'), 'utf8'));

mkdirSync(path('dist'), {recursive: true});
const bundle = await context({
  entryPoints: {
    loopsight: path('main.ts'),
    'check-worker': path('check/worker.ts'),
    'eslint-configuration-worker': path('lint/eslint-configuration-worker.ts'),
    'run-worker': path('runs/run-worker.ts'),
  },
  outdir: path('dist'),
  outExtension: {'.js': '.mjs'},
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'esm',
  external: ['oxc-parser'],
  // CommonJS packages in an ES module ask for `require`.
  banner: {js: "#!/usr/bin/env node\nimport {createRequire as requireOfBundle} from 'node:module';\nconst require = requireOfBundle(import.meta.url);"},
  define: {VERSION: JSON.stringify(version)},
  legalComments: 'linked',
  sourcemap: 'linked',
  sourcesContent: false,
  minify: true,
  keepNames: true,
});
/** Runs inside other people's programs: one file that needs nothing, in the form that can be loaded before any of them. */
const agents = await context({
  entryPoints: {'node-agent': path('agents/node/agent.ts')},
  outdir: path('dist'),
  outExtension: {'.js': '.cjs'},
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
});
/** Shows a run, in an editor or as a page of its own. */
const page = await context({
  entryPoints: {'profile-view': path('report/page/main.ts'), 'comparison-view': path('report/page/comparison.ts'), 'profile-view-style': path('report/page/style.css')},
  outdir: path('dist'),
  bundle: true,
  platform: 'browser',
  target: 'es2022',
  format: 'esm',
  legalComments: 'linked',
  minify: true,
});
/** Python programs need no bundle: their agent runs as it is written. */
cpSync(path('agents/python'), path('dist/python-agent'), {recursive: true, filter: source => basename(source) !== '__pycache__'});
copyFileSync(createRequire(import.meta.url).resolve('oxc-parser/parser.wasm32-wasip1.wasm'), path('dist/oxc-parser.wasm'));

if (process.argv.includes('--watch')) {
  await bundle.watch();
  await agents.watch();
  await page.watch();
} else {
  await bundle.rebuild();
  await bundle.dispose();
  await agents.rebuild();
  await agents.dispose();
  await page.rebuild();
  await page.dispose();
}
copyFileSync(path('../LICENSE'), path('LICENSE'));
copyFileSync(path('../THIRD-PARTY-NOTICES.md'), path('NOTICES.md'));
