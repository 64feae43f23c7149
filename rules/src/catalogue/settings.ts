import type {CatalogueSettings} from './types.ts';

/** What a user has written, as far as it can be used, and what is wrong with the rest: a sentence for each entry. */
export interface ReadCatalogueSettings {
  readonly settings: CatalogueSettings;
  readonly mistakes: readonly string[];
}

type Name = keyof CatalogueSettings;

export const NO_CATALOGUE_SETTINGS: CatalogueSettings = {blocking: {}, allow: [], offLoop: [], onLoop: [], limiters: []};

/** Reads settings that anybody may have written. An entry that is off is named and left out; all others hold. `spoken` are the settings' names where the user writes them. */
export function readCatalogueSettings(sent: unknown, spoken: Readonly<Record<Name, string>> = OWN_NAMES): ReadCatalogueSettings {
  const mistakes: string[] = [];
  if (sent !== undefined && sent !== null && !isRecord(sent)) return {settings: NO_CATALOGUE_SETTINGS, mistakes: [`The settings must be an object with ${NAMES.join(', ')}, not ${JSON.stringify(sent)}.`]};
  const given = isRecord(sent) ? sent : {};
  for (const name of Object.keys(given)) if (!NAMES.includes(name as Name)) mistakes.push(`There is no setting \`${name}\` of the catalogue; there are ${NAMES.join(', ')}.`);
  const list = (name: Name): readonly string[] => {
    const value = given[name] ?? [];
    if (Array.isArray(value)) return value.filter((entry, index) => isPattern(entry, `${spoken[name]}[${index}]`, mistakes));
    mistakes.push(`\`${spoken[name]}\` must be a list of names, not ${JSON.stringify(value)}.`);
    return [];
  };
  return {
    settings: {blocking: replacements(given['blocking'] ?? {}, spoken.blocking, mistakes), allow: list('allow'), offLoop: list('offLoop'), onLoop: list('onLoop'), limiters: list('limiters')},
    mistakes,
  };
}

const NAMES: readonly Name[] = ['blocking', 'allow', 'offLoop', 'onLoop', 'limiters'];
const OWN_NAMES: Readonly<Record<Name, string>> = {blocking: 'blocking', allow: 'allow', offLoop: 'offLoop', onLoop: 'onLoop', limiters: 'limiters'};

function replacements(value: unknown, spoken: string, mistakes: string[]): Readonly<Record<string, string>> {
  if (!isRecord(value)) {
    mistakes.push(`\`${spoken}\` must be an object of names and what to use instead, not ${JSON.stringify(value)}.`);
    return {};
  }
  const entries = Object.entries(value).filter(([pattern, instead]) => {
    if (!isPattern(pattern, spoken, mistakes)) return false;
    if (typeof instead === 'string') return true;
    mistakes.push(`What to use instead of \`${pattern}\` in \`${spoken}\` must be a text, not ${JSON.stringify(instead)}.`);
    return false;
  });
  return Object.fromEntries(entries) as Record<string, string>;
}

function isPattern(entry: unknown, where: string, mistakes: string[]): entry is string {
  const fault = faultOf(entry);
  if (fault !== null) mistakes.push(`${JSON.stringify(entry)} in \`${where}\` ${fault}.`);
  return fault === null;
}

/** Why something is no qualified name and no pattern of them; null for one. */
function faultOf(entry: unknown): string | null {
  if (typeof entry !== 'string') return 'is no name: a name is a text, such as "time.sleep" or "legacy_db.*"';
  if (entry.trim() === '') return 'is empty';
  if (/\s/.test(entry)) return 'has a blank in it: names are written without, such as "time.sleep"';
  if (/^[*.]+$/.test(entry)) return 'means every call there is: name a module at least, such as "legacy_db.*"';
  const odd = /[^\w$@*./:()[\]-]/.exec(entry)?.[0];
  if (odd !== undefined) return `has the sign \`${odd}\`: names are words with dots between them, and \`*\` stands for anything`;
  if (/[^./]\.{2}|[^./]\.$|^\.[^./]/.test(entry)) return 'has a dot with no word beside it';
  return null;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
