import {createRequire} from 'node:module';
import {describe, expect, test} from 'vitest';
import {createCatalogue} from '../../../rules/src/catalogue/index.ts';
import {javascript} from '../../../rules/src/catalogue/javascript/index.ts';
import {namesOfEachNode} from './nodes/versions.ts';

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

const nodes = namesOfEachNode(
  Object.fromEntries([
    ...plainMembers.map(name => [name, [`node:${name.slice(0, name.indexOf('.'))}`, ...name.split('.').slice(1)]]),
    ...[...twins(), ...callbackApis()].map(([, module, member]) => [`${module} ${member}`, [module, member]]),
  ]),
);

test('on Linux and Windows the catalogue is checked against each line of Node that we support', () => {
  const lines = new Set(nodes.map(({version}) => version.split('.')[0]));
  expect([...lines].sort()).toEqual(expect.arrayContaining(process.arch === 'x64' && process.platform !== 'darwin' ? ['20', '22', '24'] : []));
});

describe.each(nodes)('Node $version', ({version, synchronous, types}) => {
  test.each(plainMembers.filter(name => !isAbsent(name, version)))('%s is a function', name => {
    expect(types[name]).toBe('function');
  });

  test('every function whose name ends in `Sync` is in the catalogue', () => {
    expect(synchronous.length).toBeGreaterThan(50);
    expect(synchronous.filter(name => !catalogue.blocking(name))).toEqual([]);
  });

  test.each([...twins(), ...callbackApis()].filter(([name]) => !isAbsent(name, version)))('what stands in for %s, %s.%s, is a function', (_, module, member) => {
    expect(types[`${module} ${member}`]).toBe('function');
  });
});

test.each(twins().filter(([name]) => !isAbsent(name, process.versions.node)))('the twin of %s gives a promise', async (_, module, member) => {
  const twin = require(module)[member];
  // Without its arguments a promise API rejects; a synchronous one throws.
  let result: unknown;
  expect(() => (result = twin())).not.toThrow();
  expect(result).toBeInstanceOf(Promise);
  await (result as Promise<unknown>).catch(() => undefined);
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

/** Whether a version of Node, or this platform, is known not to have the name. */
function isAbsent(name: string, version: string): boolean {
  if (MACOS_ALONE.includes(name)) return process.platform !== 'darwin';
  const since = NEWER[name];
  if (since === undefined) return false;
  const [major = 0, minor = 0] = since.split('.').map(Number);
  const [itsMajor = 0, itsMinor = 0] = version.split('.').map(Number);
  return itsMajor < major || (itsMajor === major && itsMinor < minor);
}
