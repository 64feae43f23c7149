import {LONGEST_TEXT, whyLeftAlone} from '../../rules/src/engine.ts';
import type {FileConfiguration} from '../lint/configuration.ts';
import type {LintedText} from '../lint/document-linter.ts';

export interface SilenceQuestion {
  readonly text: LintedText;
  readonly configuration: FileConfiguration;
  readonly isEnabled: boolean;
  /** Whether the ESLint extension shows what the project's ESLint configuration asks for. */
  readonly isShownByEslintExtension: boolean;
}

/** Why no problem of a document is ever shown, as a sentence for its reader; null where problems are shown as they are found. */
export function silenceOf({text, configuration, isEnabled, isShownByEslintExtension}: SilenceQuestion): string | null {
  if (!isEnabled) return 'Off for this file: the setting loopsight.enable is false.';
  if (configuration.levels.size === 0) {
    return configuration.isFromEslint
      ? 'Silent in this file: the project’s ESLint configuration leaves it out, or names no rule of Loopsight for it. Turn the setting loopsight.eslintConfiguration off to use Loopsight’s own settings.'
      : 'Silent in this file: the setting loopsight.rules turns every rule off.';
  }
  if (isShownByEslintExtension && configuration.isFromEslint) return 'The ESLint extension shows the problems of this file, by the project’s ESLint configuration.';
  switch (whyLeftAlone(text)) {
    case 'too long':
      return `Silent in this file: it is longer than ${LONGEST_TEXT / 1_000_000} million characters, so it is taken for generated.`;
    case 'minified':
      return 'Silent in this file: most of it is minified. Open its source instead.';
    case null:
      return null;
  }
}
