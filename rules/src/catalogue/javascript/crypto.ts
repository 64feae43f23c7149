import {lastMember, members, MESSAGE_ONLY, type BlockingGroup} from '../knowledge.ts';
import type {QualifiedName, RewriteClass} from '../types.ts';

export const crypto: readonly BlockingGroup[] = [
  {
    names: members('crypto', 'pbkdf2Sync scryptSync argon2Sync generatePrimeSync checkPrimeSync'),
    kind: 'computation',
    confidence: 'definite',
    rewrite: promisified,
    instead: promisifiedForm,
    reason: 'The callback form takes the same arguments and runs in the thread pool.',
    source: 'introspected Node 24.21',
  },
  {
    names: members('crypto', 'generateKeyPairSync'),
    kind: 'computation',
    confidence: 'definite',
    rewrite: promisified,
    instead: promisifiedForm,
    reason: 'The promisified form gives the same `{publicKey, privateKey}` and runs in the thread pool.',
    source: 'introspected Node 24.21; result compared by running both forms',
  },
  {
    // Measured on Node 20, on a busy machine: a twentieth and a fiftieth of a millisecond.
    names: members('crypto', 'hkdfSync generateKeySync'),
    kind: 'computation',
    confidence: 'possible',
    rewrite: promisified,
    instead: promisifiedForm,
    reason: 'A few hashes, or a few random bytes: made for speed, unlike what is derived from passwords.',
    source: 'introspected Node 24.21',
  },
  {
    names: members('crypto', 'randomFillSync'),
    kind: 'computation',
    confidence: 'possible',
    rewrite: promisified,
    instead: promisifiedForm,
    reason: 'Filling a small buffer takes no time; a large one holds the thread.',
    source: 'introspected Node 24.21',
  },
  {
    names: members('crypto', 'randomBytes pseudoRandomBytes'),
    kind: 'computation',
    confidence: 'possible',
    unless: [{test: 'has callback'}, {test: 'position below', position: 0, limit: 4096}],
    // Measured on Node 20: a megabyte takes a tenth of a millisecond, 16 take 3 ms.
    probableWhen: [{test: 'position from', position: 0, limit: 2 ** 24}],
    rewrite: name => ({kind: 'promisify', callbackApi: {module: 'node:crypto', name: lastMember(name)}}),
    instead: name => `\`await promisify(${lastMember(name)})(…)\``,
    reason: 'Without a callback the bytes are made on this thread.',
    source: 'Node documentation, crypto.randomBytes',
  },
  {
    names: members('crypto', 'sign verify diffieHellman'),
    kind: 'computation',
    confidence: 'possible',
    unless: [{test: 'has callback'}],
    rewrite: MESSAGE_ONLY,
    instead: 'the form with a callback',
    reason: 'Only the form with a callback runs in the thread pool.',
    source: 'Node documentation, crypto.sign',
  },
];

function promisified(name: QualifiedName): RewriteClass {
  return {kind: 'promisify', callbackApi: {module: 'node:crypto', name: lastMember(name).replace('Sync', '')}};
}

function promisifiedForm(name: QualifiedName): string {
  return `\`await promisify(${lastMember(name).replace('Sync', '')})(…)\``;
}
