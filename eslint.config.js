import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import {fileURLToPath} from 'node:url';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import {layers} from './test/tidy/layers.js';

const require = createRequire(import.meta.url);
const own = new URL('rules/dist/index.cjs', import.meta.url);

const RUN_BY_USERS = ['rules/src/**', 'server/**/*.ts', 'extension/**/*.ts'];

/** Our own rules run on our own code, more strictly on what users run; they exist once the plugin is built. */
const presets = existsSync(own) ? require(fileURLToPath(own)).configs : {recommended: [], strict: []};
const ownRules = [...presets.recommended, ...presets.strict.filter(({files}) => !files).map(config => ({...config, files: RUN_BY_USERS}))];

/** What we parse is what we have written ourselves; a parse of unknown length is only a possibility. */
const ownOptions = existsSync(own) ? [{files: RUN_BY_USERS, rules: {'loopsight/no-cpu-bound-work': ['error', {minimumConfidence: 'probable'}]}}] : [];

export default tseslint.config(
  {ignores: ['**/node_modules/', '**/dist/', 'rules/src/python/parser/pyright.js', 'out/', '**/.cache/', 'test/playground/', 'test/profiles/programs/', 'test/rules/blocking-patterns/', 'test/e2e/workspace*/', 'test/corpus/.cache/']},
  eslint.configs.recommended,
  tseslint.configs.recommended,
  ...ownRules,
  ...ownOptions,
  {
    files: ['**/*.ts'],
    rules: {
      '@typescript-eslint/consistent-type-imports': ['error', {fixStyle: 'inline-type-imports'}],
      '@typescript-eslint/no-unused-vars': ['error', {argsIgnorePattern: '^_', caughtErrors: 'none'}],
    },
  },
  {
    files: ['**/*.{js,mjs,cjs}'],
    languageOptions: {globals: {process: 'readonly', console: 'readonly', URL: 'readonly', Buffer: 'readonly', setTimeout: 'readonly', clearTimeout: 'readonly', fetch: 'readonly', AbortController: 'readonly', AbortSignal: 'readonly', performance: 'readonly'}},
  },
  {
    files: ['test/e2e/**/*.mjs'],
    languageOptions: {globals: {URLSearchParams: 'readonly', describe: 'readonly', it: 'readonly', before: 'readonly', beforeEach: 'readonly', after: 'readonly', document: 'readonly', Element: 'readonly', getComputedStyle: 'readonly'}},
  },
  ...layers,
);
