/**
 * A key for a content: two 53-bit cyrb53 hashes (public domain, by bryc) and the length. Not for secrets; two different files of one
 * project having the same key is as likely as a disk error.
 */
export function contentHash(text: string): string {
  return `${cyrb53(text, 0x9e3779b9)}${cyrb53(text, 0x85ebca6b)}${text.length.toString(36)}`;
}

function cyrb53(text: string, seed: number): string {
  let high = 0xdeadbeef ^ seed;
  let low = 0x41c6ce57 ^ seed;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
  }
  high = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  low = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(high ^ (high >>> 13), 3266489909);
  return (4294967296 * (2097151 & low) + (high >>> 0)).toString(36).padStart(11, '0');
}
