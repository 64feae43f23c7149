import type {Language} from '../../rules/src/facts/index.ts';
import {readSettings, type Settings} from '../settings.ts';
import {catalogueOf, configurationFromEslint, configurationFromSettings, type EslintLevels, type FileConfiguration, NOTHING_IS_ON} from './configuration.ts';

/** Reads what ESLint would do with our rules in a file: null when the project has no configuration that names them, a reason when reading failed. */
export interface EslintConfigurationReader {
  read(path: string): Promise<EslintLevels | null | {readonly failure: string}>;
}

export interface ConfigurationSource {
  /** The client's settings for a document, unchecked. */
  settingsOf(uri: string): Promise<unknown>;
  readonly eslint: EslintConfigurationReader;
  isTrusted(): boolean;
  /** Said once per distinct text. */
  warn(message: string): void;
}

/** The configuration of each open document, kept until something that it rests on changes. */
export class Configurations {
  readonly #source: ConfigurationSource;
  readonly #settings = new Map<string, Promise<Settings>>();
  readonly #files = new Map<string, Promise<FileConfiguration>>();
  readonly #warned = new Set<string>();

  constructor(source: ConfigurationSource) {
    this.#source = source;
  }

  settingsOf(uri: string): Promise<Settings> {
    return remember(this.#settings, uri, async () => {
      const {settings, mistakes} = readSettings(await this.#source.settingsOf(uri));
      for (const mistake of [...mistakes, ...catalogueOf(settings).mistakes]) this.#warnOnce(mistake);
      return settings;
    });
  }

  of(uri: string, path: string, language: Language): Promise<FileConfiguration> {
    return remember(this.#files, uri, async () => {
      const settings = await this.settingsOf(uri);
      if (!settings.enable) return NOTHING_IS_ON;
      const eslint = settings.eslintConfiguration && this.#source.isTrusted() ? await this.#source.eslint.read(path) : null;
      if (eslint && 'failure' in eslint) this.#warnOnce(eslint.failure);
      return eslint && !('failure' in eslint) ? configurationFromEslint(eslint, settings) : configurationFromSettings(settings, language);
    });
  }

  /** Settings, trust or a configuration file changed. */
  forget(): void {
    this.#settings.clear();
    this.#files.clear();
  }

  forgetDocument(uri: string): void {
    this.#settings.delete(uri);
    this.#files.delete(uri);
  }

  #warnOnce(message: string): void {
    if (this.#warned.has(message)) return;
    this.#warned.add(message);
    this.#source.warn(message);
  }
}

/** A failed reading is not kept, so that the next one tries again. */
function remember<Value>(kept: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  let value = kept.get(key);
  if (!value) {
    value = make();
    kept.set(key, value);
    value.catch(() => kept.delete(key));
  }
  return value;
}
