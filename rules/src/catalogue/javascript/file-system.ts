import {lastMember, members, membersOfEach, MESSAGE_ONLY, type BlockingGroup, type Knowledge} from '../knowledge.ts';
import type {QualifiedName, RewriteClass} from '../types.ts';

const SOURCE = 'introspected Node 24.21';

/** Synchronous file calls. All that only look up metadata come last. */
export const fileSystem: readonly BlockingGroup[] = [
  {
    names: members('fs', `
      readFileSync writeFileSync appendFileSync copyFileSync cpSync mkdirSync mkdtempSync readdirSync renameSync rmSync rmdirSync
      unlinkSync linkSync symlinkSync truncateSync chmodSync lchmodSync chownSync lchownSync utimesSync lutimesSync
    `),
    kind: 'file',
    confidence: 'definite',
    // Linux keeps these in memory.
    unless: [{test: 'position starts with', position: 0, prefix: '/proc/'}, {test: 'position starts with', position: 0, prefix: '/sys/'}],
    rewrite: promiseTwin,
    instead: awaitedTwin,
    reason: 'The promise form takes the same arguments and gives the same result without holding the thread.',
    source: SOURCE,
  },
  {
    names: members('fs', 'openSync mkdtempDisposableSync opendirSync'),
    kind: 'file',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: awaitedTwin,
    reason: 'The promise form gives another kind of handle, so every later use of the result changes with it.',
    source: SOURCE,
  },
  {
    names: members('fs', `
      readSync readvSync writeSync writevSync closeSync fsyncSync fdatasyncSync ftruncateSync fchmodSync fchownSync futimesSync
    `),
    kind: 'file',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: name => `the \`FileHandle\` of \`fs/promises.open\`, whose \`${fileHandleMethod(name)}\` gives a promise`,
    reason: 'The promise API has no form for a numeric file descriptor.',
    source: SOURCE,
  },
  {
    names: members('fs', 'globSync'),
    kind: 'file',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`await Array.fromAsync(glob(…))` from `node:fs/promises`',
    reason: 'The promise form gives an asynchronous iterator and not a promise.',
    source: SOURCE,
  },
  {
    names: membersOfEach(['fs.Dir()', 'fs.opendirSync()', 'fs/promises.opendir()'], 'readSync'),
    kind: 'file',
    confidence: 'definite',
    rewrite: {kind: 'await method', method: 'read'},
    instead: '`await dir.read()`',
    reason: 'Each entry is read from the disk while the thread waits.',
    source: SOURCE,
  },
  {
    names: membersOfEach(['fs.Dir()', 'fs.opendirSync()', 'fs/promises.opendir()'], 'closeSync'),
    kind: 'file',
    confidence: 'possible',
    rewrite: {kind: 'await method', method: 'close'},
    instead: '`await dir.close()`',
    reason: 'Closing waits for the operating system, if only for a moment.',
    source: SOURCE,
  },
  {
    names: members('process', 'loadEnvFile'),
    kind: 'file',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: 'it at start-up, before the loop serves anybody',
    reason: 'It reads and parses a file in one go.',
    source: 'Node documentation, process.loadEnvFile',
  },
  {
    names: members('v8', 'writeHeapSnapshot'),
    kind: 'file',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: 'a worker thread or a separate diagnostic process',
    reason: 'The whole program stops while its heap is written to disk.',
    source: 'Node documentation, v8.writeHeapSnapshot',
  },
  {
    names: members('*', 'readFileSync writeFileSync appendFileSync copyFileSync mkdirSync readdirSync renameSync rmSync unlinkSync'),
    kind: 'file',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: 'its asynchronous form',
    reason: 'Nothing is known of the receiver but that it has a member of that name, as `node:fs` has.',
    source: 'general knowledge of names',
  },
  {
    names: members('fs', 'statSync lstatSync'),
    kind: 'metadata',
    confidence: 'definite',
    unless: [],
    rewrite: promiseTwin,
    instead: awaitedTwin,
    reason: 'With `throwIfNoEntry: false` the promise form rejects on most versions of Node, where this one gives `undefined`.',
    source: SOURCE,
  },
  {
    names: members('fs', 'accessSync statfsSync realpathSync readlinkSync'),
    kind: 'metadata',
    confidence: 'definite',
    rewrite: promiseTwin,
    instead: awaitedTwin,
    reason: 'It looks up metadata, which is quick on a local disk and slow on a network one.',
    source: SOURCE,
  },
  {
    names: members('fs', 'existsSync'),
    kind: 'metadata',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: '`access` from `node:fs/promises`, or simply open the file and handle `ENOENT`',
    reason: 'There is no promise form of it, and the answer may be out of date by the time it is used.',
    source: SOURCE,
  },
  {
    names: [...members('fs', 'fstatSync'), 'fs.realpathSync.native'],
    kind: 'metadata',
    confidence: 'definite',
    rewrite: MESSAGE_ONLY,
    instead: name => (name.endsWith('native') ? '`realpath` from `node:fs/promises`' : '`stat()` of the `FileHandle`'),
    reason: 'There is no promise form with the same arguments.',
    source: SOURCE,
  },
];

/** A verb, what it is done to, and that it is done at once. */
export const SAYING_MEMBER = {
  name: /^(?:append|copy|create|delete|empty|ensure|move|read|remove|write)[A-Za-z]{0,60}(?:Files?|Dirs?|Director(?:y|ies)|Contents|Json|Yaml)[A-Za-z]{0,60}Sync$/,
  group: {
    names: [],
    kind: 'file',
    confidence: 'possible',
    rewrite: MESSAGE_ONLY,
    instead: 'its asynchronous form',
    reason: 'Its name says that it reads or writes files before it returns.',
    source: 'the convention of Node\'s own names',
  },
} satisfies Knowledge['sayingMember'];

function promiseTwin(name: QualifiedName): RewriteClass {
  return {kind: 'await twin', twins: {promise: {module: 'node:fs/promises', name: withoutSync(name)}}};
}

function awaitedTwin(name: QualifiedName): string {
  return `\`await ${withoutSync(name)}(…)\` from \`node:fs/promises\``;
}

function withoutSync(name: QualifiedName): string {
  return lastMember(name).replace('Sync', '');
}

/** `datasync` of `fs.fdatasyncSync`: what works on a descriptor is a method of the handle. */
function fileHandleMethod(name: QualifiedName): string {
  const plain = withoutSync(name);
  return /^f[a-z]*(sync|truncate|chmod|chown|utimes)$/.test(plain) ? plain.slice(1) : plain;
}
