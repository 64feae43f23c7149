import {builtinModules, createRequire} from 'node:module';
import {expect, test} from 'vitest';
import {createCatalogue} from '../../../rules/src/catalogue/index.ts';
import {javascript} from '../../../rules/src/catalogue/javascript/index.ts';

const require = createRequire(import.meta.url);
const catalogue = createCatalogue({blocking: {}, allow: [], offLoop: [], onLoop: [], limiters: []}).in('javascript');

/** Names that the oldest Node that we support does not have, with the version that brought them. */
const NEWER: Readonly<Record<string, string>> = {
  'fs.globSync': '22.0',
  'fs.mkdtempDisposableSync': '24.4',
  'crypto.argon2Sync': '24.7',
  'zlib.zstdCompressSync': '22.15',
  'zlib.zstdDecompressSync': '22.15',
};


/** Node exports the name everywhere, and the function on macOS alone. */
const MACOS_ALONE = ['fs.lchmodSync'];

const FAMILIES = ['fs', 'child_process', 'crypto', 'zlib', 'process', 'v8'];

const plainMembers = javascript.blocking
  .flatMap(({names}) => names)
  .filter(name => FAMILIES.includes(name.slice(0, name.indexOf('.'))) && !name.includes('()'));

test.each(plainMembers)('%s is a function of the running Node, or newer than it', name => {
  const [module = '', ...path] = name.split('.');
  if (isAbsent(name)) return;
  expect(typeof path.reduce((value, member) => value[member], require(`node:${module}`))).toBe('function');
});

test('every function whose name ends in `Sync` is in the catalogue', () => {
  const missing = builtinModules
    .filter(module => !module.startsWith('_') && !module.includes('test') && !module.startsWith('node:'))
    .flatMap(module => Object.keys(require(`node:${module}`)).filter(member => member.endsWith('Sync')).map(member => `${module}.${member}`))
    .filter(name => !catalogue.blocking(name));
  expect(missing).toEqual([]);
});

test.each(twins())('the twin of %s gives a promise', async (name, module, member) => {
  if (isAbsent(name)) return;
  const twin = require(module)[member];
  expect(typeof twin).toBe('function');
  // Without its arguments a promise API rejects; a synchronous one throws.
  let result: unknown;
  expect(() => (result = twin())).not.toThrow();
  expect(result).toBeInstanceOf(Promise);
  await (result as Promise<unknown>).catch(() => undefined);
});

test.each(callbackApis())('the callback form of %s is a function', (name, module, member) => {
  if (isAbsent(name)) return;
  expect(typeof require(module)[member]).toBe('function');
});

function twins(): [string, string, string][] {
  return apis().flatMap(api => {
    const twin = api.rewrite.kind === 'await twin' ? api.rewrite.twins.promise : undefined;
    return twin?.module.startsWith('node:') && twin.name !== null ? [[api.name, twin.module, twin.name] as [string, string, string]] : [];
  });
}

function callbackApis(): [string, string, string][] {
  return apis().flatMap(({name, rewrite}) => (rewrite.kind === 'promisify' ? [[name, rewrite.callbackApi.module, rewrite.callbackApi.name ?? ''] as [string, string, string]] : []));
}

function apis() {
  return javascript.blocking.flatMap(({names}) => names).map(name => catalogue.blocking(name)!);
}

function isAbsent(name: string): boolean {
  if (MACOS_ALONE.includes(name)) return process.platform !== 'darwin';
  const since = NEWER[name];
  if (since === undefined) return false;
  const [major = 0, minor = 0] = since.split('.').map(Number);
  const [runningMajor = 0, runningMinor = 0] = process.versions.node.split('.').map(Number);
  return runningMajor < major || (runningMajor === major && runningMinor < minor);
}
