/**
 * A key for a content: two 53-bit cyrb53 hashes (public domain, by bryc) and the length. Not for secrets; two different files of one
 * project having the same key is as likely as a disk error.
 */
export function contentHash(text: string): string {
  const [high, low, otherHigh, otherLow] = sumsOf(text);
  return `${mixed(high, low)}${mixed(otherHigh, otherLow)}${text.length.toString(36)}`;
}

/**
 * The halves of both hashes, in one pass: this runs over every file of a project. A function by itself, as V8 would throw away the
 * optimised loop each time that the function went on to call another.
 */
function sumsOf(text: string): readonly [high: number, low: number, otherHigh: number, otherLow: number] {
  let high = 0xdeadbeef ^ FIRST_SEED;
  let low = 0x41c6ce57 ^ FIRST_SEED;
  let otherHigh = 0xdeadbeef ^ SECOND_SEED;
  let otherLow = 0x41c6ce57 ^ SECOND_SEED;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    high = Math.imul(high ^ unit, 2654435761);
    low = Math.imul(low ^ unit, 1597334677);
    otherHigh = Math.imul(otherHigh ^ unit, 2654435761);
    otherLow = Math.imul(otherLow ^ unit, 1597334677);
  }
  return [high, low, otherHigh, otherLow];
}

const FIRST_SEED = 0x9e3779b9;
const SECOND_SEED = 0x85ebca6b;

function mixed(high: number, low: number): string {
  const upper = Math.imul(high ^ (high >>> 16), 2246822507) ^ Math.imul(low ^ (low >>> 13), 3266489909);
  const lower = Math.imul(low ^ (low >>> 16), 2246822507) ^ Math.imul(upper ^ (upper >>> 13), 3266489909);
  return (4294967296 * (2097151 & lower) + (upper >>> 0)).toString(36).padStart(11, '0');
}
