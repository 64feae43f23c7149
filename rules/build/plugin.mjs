import {copyFileSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import {build} from 'esbuild';

/**
 * Bundles the ESLint plugin into one CommonJS file, which `require` and `import` both load. Parsers with native parts stay
 * dependencies: the package manager knows which of their binaries fits the machine.
 */
const rules = new URL('../', import.meta.url);
const path = name => fileURLToPath(new URL(name, rules));

mkdirSync(path('dist'), {recursive: true});
await build({
  entryPoints: [path('src/eslint/index.ts')],
  outfile: path('dist/index.cjs'),
  bundle: true,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  external: ['oxc-parser'],
  // A CommonJS bundle has no `import.meta`.
  banner: {js: "const urlOfBundle = require('node:url').pathToFileURL(__filename).href;"},
  footer: {js: 'module.exports = module.exports.default;'},
  legalComments: 'linked',
  sourcemap: 'linked',
  sourcesContent: false,
  define: {'import.meta.url': 'urlOfBundle', VERSION: JSON.stringify(JSON.parse(readFileSync(path('package.json'), 'utf8')).version)},
});

writeFileSync(
  path('dist/index.d.cts'),
  `import type {ESLint, Linter} from 'eslint';

declare const plugin: Omit<ESLint.Plugin, 'configs'> & {
  /** Each a flat-config array for JavaScript, TypeScript and Python. */
  readonly configs: Readonly<Record<'recommended' | 'strict' | 'all', Linter.Config[]>>;
};
export = plugin;
`,
);
copyFileSync(fileURLToPath(new URL('../LICENSE', rules)), path('LICENSE'));
copyFileSync(fileURLToPath(new URL('../THIRD-PARTY-NOTICES.md', rules)), path('NOTICES.md'));
copyFileSync(createRequire(import.meta.url).resolve('oxc-parser/parser.wasm32-wasip1.wasm'), path('dist/oxc-parser.wasm'));
