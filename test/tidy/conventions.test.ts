import {execFileSync} from 'node:child_process';
import {existsSync, readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {describe, expect, test} from 'vitest';
import {rules} from '../../rules/src/rules/index.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {cwd: root, encoding: 'utf8'}).split('\n').filter(file => file && existsSync(join(root, file)));
const sources = files.filter(file => /\.(ts|mts|cts|mjs|js)$/.test(file) && !file.startsWith('test/playground/'));
const read = (file: string) => readFileSync(join(root, file), 'utf8');

describe('files', () => {
  test('stay short: split one with two subjects instead of making it longer', () => {
    const tooLong = sources.filter(file => read(file).split('\n').length > 400);
    expect(tooLong).toEqual([]);
  });

  test('are named after their noun, never after what is left over', () => {
    const leftovers = files.filter(file => file.split('/').some(part => /^(utils?|helpers?|common|shared|misc)(\.|$)/i.test(part)) || /manager/i.test(file));
    expect(leftovers).toEqual([]);
  });

  test('are in kebab case', () => {
    const others = sources.filter(file => !/^\.?[a-z0-9]+([-.][a-z0-9]+)*$/.test(basename(file)));
    expect(others).toEqual([]);
  });

  test('name no path of a machine', () => {
    const machines = files.filter(file => !/lock\.json$|\.png$|conventions\.test\.ts$/.test(file) && /(^|["'`\s(])\/(root|work|farm)\/[A-Za-z0-9._-]+/m.test(read(file)));
    expect(machines).toEqual([]);
  });
});

describe('rules', () => {
  test('are listed in alphabetical order', () => {
    const ids = rules.map(({id}) => id);
    expect(ids).toEqual([...ids].sort());
  });

  test.each(rules.map(rule => [rule.id, rule] as const))('%s has a folder, a page and cases', id => {
    expect(files).toContain(`rules/src/rules/${id}/index.ts`);
    expect(files).toContain(`rules/docs/${id}.md`);
    expect(files.filter(file => file.startsWith(`test/rules/${id}/`) && file.endsWith('.md')), `test/rules/${id}/*.md`).not.toEqual([]);
  });

  test('have no folder that is not in the list', () => {
    const folders = new Set(files.filter(file => /^rules\/src\/rules\/[^/]+\//.test(file)).map(file => file.split('/')[3]));
    expect([...folders].sort()).toEqual(rules.map(({id}) => id));
  });
});

describe('documents', () => {
  const documents = files.filter(file => file.endsWith('.md') && !file.startsWith('test/'));

  test.each(documents)('%s links to files that exist', document => {
    const links = [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, link]) => link ?? '');
    const broken = links.filter(link => !existsSync(join(root, dirname(document), link)));
    expect(broken).toEqual([]);
  });

  test('ARCHITECTURE.md names folders that exist', () => {
    const named = [...read('ARCHITECTURE.md').matchAll(/`((?:rules|server|extension|test)(?:\/[\w.-]+)*)`/g)].map(([, path]) => path ?? '');
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(path => !existsSync(join(root, path)))).toEqual([]);
  });
});
