/**
 * Functions of Node that run under another name than the one by which they are called: what their `name` is, and the properties under which modules have them.
 * Taken from comparing the two for every function of its modules on Node 20, 22 and 24; those that return at once are left out.
 */
const CALLED_AS: Readonly<Record<string, readonly string[]>> = {
  syncBufferWrapper: [
    'gzipSync', 'gunzipSync', 'deflateSync', 'inflateSync', 'deflateRawSync', 'inflateRawSync', 'unzipSync', 'brotliCompressSync', 'brotliDecompressSync', 'zstdCompressSync',
    'zstdDecompressSync',
  ],
  signOneShot: ['sign'],
  verifyOneShot: ['verify'],
  urlParse: ['parse'],
  urlResolve: ['resolve'],
  qsEscape: ['escape'],
  qsUnescape: ['unescape'],
};

/** What has a regular expression tried. */
const TRIES_PATTERN: readonly string[] = ['test', 'exec', 'match', 'matchAll', 'replace', 'replaceAll', 'search', 'split'];

/** Whether it is a regular expression that V8 has compiled, which then is a function of its own: until that, trying it is its caller's time. */
export function isCompiledPattern({functionName, url}: ProfiledName): boolean {
  return url === '' && functionName.startsWith('RegExp: ');
}

interface ProfiledName {
  readonly functionName: string;
  readonly url: string;
}

/** The names under which source code calls a function that a profile names. */
export function namesCalled(called: ProfiledName): readonly string[] {
  if (isCompiledPattern(called)) return TRIES_PATTERN;
  const {functionName, url} = called;
  return (url.startsWith('node:') && Object.hasOwn(CALLED_AS, functionName) ? CALLED_AS[functionName] : undefined) ?? [functionName];
}
