import {type LintSettings, NO_CATALOGUE_SETTINGS, readCatalogueSettings, type RuleOptions} from '../../rules/src/engine.ts';
import type {Language} from '../../rules/src/facts/index.ts';
import {rules} from '../../rules/src/rules/index.ts';
import type {RuleLevel, Settings} from '../settings.ts';

/** How one file is linted: what the engine is asked, and how grave each rule's problems are shown. */
export interface FileConfiguration {
  readonly lint: LintSettings;
  readonly levels: ReadonlyMap<string, Exclude<RuleLevel, 'off'>>;
  /** Whether an ESLint configuration of the project decided. */
  readonly isFromEslint: boolean;
}

/** What a project's ESLint configuration says of our rules for one file: severities of ESLint, and the options of each rule. */
export interface EslintLevels {
  readonly rules: Readonly<Record<string, {readonly severity: 1 | 2; readonly options: RuleOptions}>>;
  readonly settings: Readonly<Record<string, unknown>>;
}

/** By the settings alone: the preset, and the levels laid over it. */
export function configurationFromSettings(settings: Settings, language: Language): FileConfiguration {
  const levels = new Map<string, Exclude<RuleLevel, 'off'>>();
  for (const rule of rules) {
    if (!rule.languages.includes(language)) continue;
    const level = settings.rules[rule.id] ?? (isInPreset(rule.preset, settings.preset) ? 'warning' : 'off');
    if (level !== 'off') levels.set(rule.id, level);
  }
  return {
    levels,
    isFromEslint: false,
    lint: {
      rules: new Map([...levels.keys()].map(id => [id, settings.preset === 'recommended' ? {} : {minimumConfidence: 'possible'}])),
      catalogue: catalogueOf(settings).settings,
      honourDisableComments: true,
    },
  };
}

/** By the project's ESLint configuration; what it does not name is off, as it is in CI. */
export function configurationFromEslint(eslint: EslintLevels, settings: Settings): FileConfiguration {
  const entries = Object.entries(eslint.rules);
  return {
    levels: new Map(entries.map(([id, {severity}]) => [id, severity === 2 ? 'error' : 'warning'])),
    isFromEslint: true,
    lint: {
      rules: new Map(entries.map(([id, {options}]) => [id, options])),
      catalogue: catalogueOf(settings, eslint.settings).settings,
      honourDisableComments: true,
    },
  };
}

/** With `loopsight.enable` off. */
export const NOTHING_IS_ON: FileConfiguration = {
  levels: new Map(),
  isFromEslint: false,
  lint: {rules: new Map(), catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: true},
};

const PRESETS = ['recommended', 'strict', 'all'];

function isInPreset(needed: string, chosen: string): boolean {
  return PRESETS.indexOf(needed) <= PRESETS.indexOf(chosen);
}

/** What the editor's settings say of APIs, with those of an ESLint configuration laid over them, and what is wrong with them. */
export function catalogueOf({blockingApis, allow, offLoop, onLoop, limiters}: Settings, eslint: EslintLevels['settings'] = {}) {
  return readCatalogueSettings({blocking: blockingApis, allow, offLoop, onLoop, limiters, ...eslint}, SETTING_NAMES);
}

const SETTING_NAMES = {blocking: 'loopsight.blockingApis', allow: 'loopsight.allow', offLoop: 'loopsight.offLoop', onLoop: 'loopsight.onLoop', limiters: 'loopsight.limiters'};
