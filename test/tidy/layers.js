/**
 * What each folder must not know: one table, from which the lint rules are made. Patterns are those of `.gitignore`; a later
 * object replaces an earlier one for the files that both name, so an inner folder repeats what its outer folder forbids.
 */
const editor = ['vscode'];
const protocol = ['vscode-languageserver*', 'vscode-languageclient*', 'vscode-jsonrpc*', '**/protocol.ts'];
const world = ['node:*'];
const hosts = ['**/server/**', '**/extension/**', '**/eslint/**', '**/disk/**', 'eslint', 'oxlint'];

const pure = [...editor, ...protocol, ...world, ...hosts];
const aboveFacts = ['**/javascript/**', '**/python/**', '**/catalogue/**', '**/project/**', '**/rules/**', '**/suppressions/**', '**/engine.ts', '**/define-rule.ts'];

/** Folder → what nothing in it may import. */
export const forbidden = {
  'extension/**/*.ts': ['eslint', '**/rules/**', '**/server/**', '!**/server/protocol.ts', '!**/server/settings.ts'],
  'server/**/*.ts': [...editor, '**/extension/**'],
  'server/protocol.ts': [...editor, '**/extension/**', './*', '../*'],
  'server/settings.ts': [...editor, ...protocol, '**/extension/**'],
  'server/lint/**/*.ts': [...editor, ...protocol, '**/extension/**', '**/handlers/**'],
  'server/host/**/*.ts': [...editor, ...protocol, '**/extension/**', '**/handlers/**'],
  'server/profile/**/*.ts': [...editor, ...protocol, ...world, 'eslint', '**/extension/**', '**/handlers/**', '**/lint/**', '**/host/**'],
  'server/agents/**/*.ts': [...editor, ...protocol, 'eslint', '**/extension/**', '**/rules/**', '**/handlers/**', '**/lint/**', '**/host/**', '**/profile-command/**'],
  'server/evidence/**/*.ts': [...editor, ...protocol, ...world, 'eslint', '**/extension/**', '**/handlers/**', '**/lint/**', '**/host/**'],
  'rules/src/**/*.ts': pure,
  'rules/src/facts/**/*.ts': [...pure, ...aboveFacts],
  'rules/src/catalogue/**/*.ts': [...pure, '../python/**', '../../python/**', '../javascript/**', '../../javascript/**', '**/project/**', '**/rules/**', '**/suppressions/**', '**/engine.ts', '**/define-rule.ts'],
  'rules/src/javascript/**/*.ts': [...pure, '**/python/**', '**/catalogue/**', '**/project/**', '**/rules/**', '**/suppressions/**', '**/engine.ts', '**/define-rule.ts'],
  'rules/src/python/**/*.ts': [...pure, '**/javascript/**', '**/catalogue/**', '**/project/**', '**/rules/**', '**/suppressions/**', '**/engine.ts', '**/define-rule.ts'],
  'rules/src/project/**/*.ts': [...pure, '**/javascript/**', '**/python/**', '**/rules/**', '**/suppressions/**', '**/engine.ts', '**/define-rule.ts'],
  'rules/src/rules/**/*.ts': [...pure, '**/javascript/**', '**/python/**', '**/suppressions/**', '**/engine.ts', '../no-*', '../prefer-*', '../require-*'],
  'rules/src/rules/index.ts': [...pure, '**/javascript/**', '**/python/**', '**/suppressions/**', '**/engine.ts'],
  'rules/src/disk/**/*.ts': [...editor, ...protocol, '**/server/**', '**/extension/**', '**/eslint/**', '**/rules/**', '**/engine.ts'],
  'rules/src/eslint/**/*.ts': [...editor, ...protocol, '**/server/**', '**/extension/**'],
};

export const layers = Object.entries(forbidden).map(([folder, group]) => ({
  name: `layers/${folder}`,
  files: [folder],
  rules: {
    'no-restricted-imports': ['error', {patterns: [{group, message: `${folder.replace(/\/\*\*.*/, '/')} must not know this (ARCHITECTURE.md, Floors).`}]}],
  },
}));
