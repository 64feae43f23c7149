import {spawnSync} from 'node:child_process';
import {mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';

const agent = join(import.meta.dirname, '../../server/dist/node-agent.cjs');
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loopsight-tsx-')));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

function write(path: string, text: string): string {
  const absolute = join(folder, path);
  mkdirSync(dirname(absolute), {recursive: true});
  writeFileSync(absolute, text);
  return absolute;
}

/** An esbuild that tells what it is asked for, exported as esbuild exports: with getters that cannot be redefined. */
write('node_modules/esbuild/package.json', '{"main": "lib/main.js"}');
write(
  'node_modules/esbuild/lib/main.js',
  `const own = {transform: async (code, options) => ({options}), transformSync: (code, options) => ({options}), version: '1'};
for (const name of Object.keys(own)) Object.defineProperty(module.exports, name, {get: () => own[name], enumerable: true});
0 && (module.exports = {transform, transformSync, version});
`,
);
const asks = "const {transformSync, transform, version} = require('esbuild');\nconst options = {minifyWhitespace: true, keepNames: true};\nmodule.exports = async () => [transformSync('', options).options, (await transform('', options)).options, options, version];\n";
const asTsx = write('node_modules/tsx/dist/register.cjs', asks);
write('node_modules/tsx/dist/loader.mjs', "import {transformSync, transform, version} from 'esbuild';\nconst options = {minifyWhitespace: true, keepNames: true};\nexport default async () => [transformSync('', options).options, (await transform('', options)).options, options, version];\n");
const asOther = write('other.cjs', asks);
const main = write('main.cjs', "import(process.argv[2]).then(async ({default: ask}) => console.log(JSON.stringify(await ask())));\n");

function asked(file: string, environment: NodeJS.ProcessEnv, word = 'tsx'): unknown {
  const {stdout, stderr} = spawnSync(process.execPath, ['--require', agent, main, file, word], {encoding: 'utf8', env: {...process.env, LOOPSIGHT_OUT: folder, ...environment}});
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

const kept = {minifyWhitespace: false, keepNames: true};
const given = {minifyWhitespace: true, keepNames: true};

describe('what tsx asks of esbuild', () => {
  test('keeps its lines, by require and by import, and its own options are left as they are', () => {
    expect(asked(asTsx, {TSX_DISABLE_CACHE: '1'})).toEqual([kept, kept, given, '1']);
    expect(asked(asTsx.replace('register.cjs', 'loader.mjs'), {TSX_DISABLE_CACHE: '1'})).toEqual([kept, kept, given, '1']);
  });

  test('is left alone where its cache would keep it for other runs', () => {
    expect(asked(asTsx, {TSX_DISABLE_CACHE: ''})).toEqual([given, given, given, '1']);
  });

  test('what others ask, the program itself for instance, is left alone', () => {
    expect(asked(asOther, {TSX_DISABLE_CACHE: '1'})).toEqual([given, given, given, '1']);
  });
});
