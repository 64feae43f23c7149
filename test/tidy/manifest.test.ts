import {existsSync, readdirSync, readFileSync, writeFileSync} from 'node:fs';
import {describe, expect, test} from 'vitest';
import {LANGUAGE_IDS} from '../../extension/languages.ts';
import {SETTINGS} from '../../server/settings.ts';

const manifestUrl = new URL('../../package.json', import.meta.url);
const manifest = JSON.parse(readFileSync(manifestUrl, 'utf8'));
const exists = (path: string) => existsSync(new URL(`../../${path}`, import.meta.url));

describe('the manifest of the extension', () => {
  test('describes the settings that server/settings.ts names; BLESS=1 rewrites it', () => {
    const properties = Object.fromEntries(
      Object.entries(SETTINGS).map(([name, {description, ...schema}], order) => [`loopsight.${name}`, {order, scope: 'resource', ...schema, markdownDescription: description}]),
    );
    if (process.env['BLESS']) {
      manifest.contributes.configuration = {title: 'Loopsight', properties};
      writeFileSync(manifestUrl, `${JSON.stringify(manifest, null, 2)}\n`);
    }
    expect(manifest.contributes.configuration).toEqual({title: 'Loopsight', properties});
  });

  test('contributes one command per file of extension/commands/', () => {
    const files = readdirSync(new URL('../../extension/commands/', import.meta.url)).filter(file => !['index.ts', 'command.ts'].includes(file));
    const named = files.map(file => `loopsight.${file.replace('.ts', '').replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase())}`);
    const contributed = manifest.contributes.commands.map(({command}: {command: string}) => command);
    expect([...contributed].sort()).toEqual(named.sort());
    for (const file of files) expect(readFileSync(new URL(`../../extension/commands/${file}`, import.meta.url), 'utf8')).toContain(`id: '${named[files.indexOf(file)]}'`);
  });

  test('shows every command under "Loopsight:"', () => {
    for (const {category, title} of manifest.contributes.commands) expect(category, title).toBe('Loopsight');
  });

  test('activates for the languages that have a front end', () => {
    expect(manifest.activationEvents).toEqual(LANGUAGE_IDS.map(language => `onLanguage:${language}`));
  });

  test('restricts, in an untrusted workspace, the settings that would run its code', () => {
    const {supported, restrictedConfigurations} = manifest.capabilities.untrustedWorkspaces;
    expect(supported).toBe('limited');
    expect(restrictedConfigurations).toEqual(['loopsight.eslintConfiguration', 'loopsight.python']);
    for (const setting of restrictedConfigurations) expect(Object.keys(manifest.contributes.configuration.properties)).toContain(setting);
  });

  test('has walkthrough steps whose pictures and commands exist', () => {
    const commands = new Set(manifest.contributes.commands.map(({command}: {command: string}) => command));
    for (const {steps} of manifest.contributes.walkthroughs) {
      for (const {id, media, description} of steps) {
        expect(exists(media.markdown ?? media.image ?? media.svg), id).toBe(true);
        for (const [, command] of description.matchAll(/\(command:(loopsight\.\w+)\)/g)) expect(commands, id).toContain(command);
      }
    }
  });

  test('points at an icon', () => {
    expect(exists(manifest.icon)).toBe(true);
  });
});
