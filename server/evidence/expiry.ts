import type {DocumentEvidence} from './document-evidence.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/** Older measurements were of a program that has become another one. */
const OLDEST_MS = 7 * DAY_MS;

/** Of the lines that cost something, so many must be what they were. */
const LEAST_UNCHANGED = 0.5;

/** Whether what was measured is too old to judge the document by: by its age, because another branch is checked out, or because most of what ran has been changed. `now` is the time of the clock. */
export function isExpired({run, evidence, fates, isOfAnotherBranch}: DocumentEvidence, now: Date): boolean {
  if (now.getTime() - Date.parse(run.startedAt) > OLDEST_MS || isOfAnotherBranch) return true;
  const unchanged = evidence.lines.filter(({line}) => ['same', 'moved'].includes(fates[line - 1]?.kind ?? 'deleted'));
  return unchanged.length < evidence.lines.length * LEAST_UNCHANGED;
}
