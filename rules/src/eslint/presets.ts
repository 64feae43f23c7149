import type {Rule} from '../define-rule.ts';
import type {Language} from '../facts/index.ts';

export type PresetName = 'recommended' | 'strict' | 'all';

/**
 * One flat-config array per preset, for both languages. The JavaScript part names no files, so it holds for whatever the project
 * lints as JavaScript or TypeScript and never draws in files that no parser is set up for; files of other languages are left out
 * by name, because ESLint refuses a rule for a language that the rule does not name. In Python only the root is visited, since our
 * rules look no further: rules of JavaScript that are on for every file then find nothing of theirs, and nothing to fail on.
 */
export function presets(plugin: object, rules: readonly Rule[]): Record<PresetName, object[]> {
  const preset = (name: PresetName) => [
    {name: `loopsight/${name}/javascript`, ignores: OTHER_LANGUAGES, plugins: {loopsight: plugin}, rules: levels(rules, name, 'javascript')},
    {
      name: `loopsight/${name}/python`,
      files: ['**/*.py'],
      plugins: {loopsight: plugin},
      language: 'loopsight/python',
      languageOptions: {visit: 'module'},
      // Rules of ours look at nothing else; whoever adds rules of their own for Python sets it to `all`.
      rules: levels(rules, name, 'python'),
    },
  ];
  return {recommended: preset('recommended'), strict: preset('strict'), all: preset('all')};
}

/** Languages of ESLint's own and of well-known plugins. */
const OTHER_LANGUAGES = ['py', 'pyi', 'json', 'jsonc', 'json5', 'md', 'markdown', 'css', 'html', 'htm', 'yaml', 'yml', 'toml', 'graphql', 'gql'].map(extension => `**/*.${extension}`);

/** Rules of the preset and of those it contains; `strict` and `all` report what is only possible too. */
function levels(rules: readonly Rule[], preset: PresetName, language: Language) {
  const severity = preset === 'recommended' ? 'error' : (['error', {minimumConfidence: 'possible'}] as const);
  return Object.fromEntries(
    rules
      .filter(rule => PRESETS.indexOf(rule.preset) <= PRESETS.indexOf(preset) && rule.languages.includes(language))
      .map(rule => [`loopsight/${rule.id}`, severity]),
  );
}

const PRESETS: readonly PresetName[] = ['recommended', 'strict', 'all'];
