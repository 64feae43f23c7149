import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {context} from 'esbuild';

/**
 * Bundles the extension's client into `dist/extension.cjs`: the extension host loads CommonJS and brings the module `vscode`.
 * The server has its own bundle, made by `server/build.mjs`; `--watch` keeps both up to date.
 */
const root = new URL('../../', import.meta.url);
const path = name => fileURLToPath(new URL(name, root));
const watches = process.argv.includes('--watch');

const bundle = await context({
  entryPoints: [path('extension/main.ts')],
  outfile: path('dist/extension.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['vscode'],
  legalComments: 'linked',
  sourcemap: 'linked',
  sourcesContent: false,
  minify: !watches,
  keepNames: true,
  logLevel: watches ? 'info' : 'warning',
});

if (watches) {
  spawn(process.execPath, [path('server/build.mjs'), '--watch'], {stdio: 'inherit'});
  await bundle.watch();
} else {
  await bundle.rebuild();
  await bundle.dispose();
}
