import type {AsyncLibrary, Import} from '../facts/index.ts';

/**
 * The library whose words messages and rewrites use. anyio runs on both of the others, so it wins where it is imported; a file that
 * imports none of them is taken to run on asyncio.
 */
export function libraryOf(imports: readonly Import[]): AsyncLibrary {
  const imported = new Set(imports.filter(one => !one.isTypeOnly).map(({module}) => module.split('.', 1)[0]));
  if (imported.has('anyio')) return 'anyio';
  return imported.has('trio') ? 'trio' : 'asyncio';
}
