import {existsSync} from 'node:fs';
import {createRequire} from 'node:module';
import eslint from '@eslint/js';
import tseslint from 'typescript-eslint';
import {layers} from './test/tidy/layers.js';

const require = createRequire(import.meta.url);
const own = new URL('rules/dist/index.cjs', import.meta.url);

/** Our own rules run on our own code; they exist once the plugin is built. */
const ownRules = existsSync(own) ? require(own.pathname).configs.strict : [];

export default tseslint.config(
  {ignores: ['**/node_modules/', '**/dist/', 'rules/src/python/parser/pyright.js', 'out/', '**/.cache/', 'test/playground/', 'test/e2e/workspace*/', 'test/corpus/.cache/']},
  eslint.configs.recommended,
  tseslint.configs.recommended,
  ownRules,
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
  ...layers,
);
