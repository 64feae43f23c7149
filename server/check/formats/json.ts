import type {Format} from './index.ts';

/** For programs: version 1 of a contract that only grows. Paths are absolute; lines and columns are 1-based. */
export const json: Format = files => `${JSON.stringify({version: 1, files: files.filter(({problems, failure}) => problems.length > 0 || failure), checked: files.length}, null, 2)}\n`;
