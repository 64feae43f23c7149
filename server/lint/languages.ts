import {extname} from 'node:path';
import type {Language} from '../../rules/src/facts/index.ts';

/** The editor's language ids that have a front end. */
const LANGUAGE_IDS: Readonly<Record<string, Language>> = {
  javascript: 'javascript',
  javascriptreact: 'javascript',
  typescript: 'javascript',
  typescriptreact: 'javascript',
  python: 'python',
};

const EXTENSIONS: Readonly<Record<string, Language>> = {
  '.js': 'javascript', '.cjs': 'javascript', '.mjs': 'javascript', '.jsx': 'javascript',
  '.ts': 'javascript', '.cts': 'javascript', '.mts': 'javascript', '.tsx': 'javascript',
  '.py': 'python',
};

export function languageOfId(languageId: string): Language | null {
  return LANGUAGE_IDS[languageId] ?? null;
}

/** The language of a file on disk; null for what is not linted. */
export function languageOfPath(path: string): Language | null {
  return EXTENSIONS[extname(path).toLowerCase()] ?? null;
}
