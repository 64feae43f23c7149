import {lastMember, members, type BlockingGroup} from '../knowledge.ts';

export const zlib: readonly BlockingGroup[] = [
  {
    names: members('zlib', `
      gzipSync gunzipSync deflateSync inflateSync deflateRawSync inflateRawSync unzipSync brotliCompressSync brotliDecompressSync
      zstdCompressSync zstdDecompressSync
    `),
    kind: 'computation',
    confidence: 'probable',
    rewrite: name => ({kind: 'promisify', callbackApi: {module: 'node:zlib', name: lastMember(name).replace('Sync', '')}}),
    instead: name => `\`await promisify(${lastMember(name).replace('Sync', '')})(…)\``,
    reason: 'The callback form takes the same arguments and compresses in the thread pool.',
    source: 'introspected Node 24.21',
  },
];
