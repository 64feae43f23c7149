import {extensions, workspace} from 'vscode';
import {LANGUAGE_IDS} from './languages.ts';

/**
 * The languages that the ESLint extension lints here. Where the project's ESLint configuration has our plugin, it shows our
 * problems in them, and the server keeps silent about those.
 */
export function eslintExtensionLanguages(): string[] {
  if (!extensions.getExtension('dbaeumer.vscode-eslint')) return [];
  const eslint = workspace.getConfiguration('eslint');
  if (eslint.get<boolean>('enable', true) === false) return [];
  const probed = eslint.get<readonly string[]>('probe', PROBED_BY_DEFAULT);
  const validated = eslint.get<readonly (string | {language: string})[] | null>('validate', null) ?? [];
  const linted = new Set([...probed, ...validated.map(entry => (typeof entry === 'string' ? entry : entry.language))]);
  return LANGUAGE_IDS.filter(language => linted.has(language));
}

/** Those of our languages in the default of its setting `eslint.probe`. */
const PROBED_BY_DEFAULT: readonly string[] = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact'];
