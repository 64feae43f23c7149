import type {Language} from '../../rules/src/facts/index.ts';
import {duration} from '../profile/durations.ts';
import type {LineEvidence} from './file-evidence.ts';
import type {MeasuredText} from './problem-measurement.ts';

/** What a comment or a setting names to accept awaits one after the other. */
export const SERIAL_AWAITS_CODE = 'awaits-in-series';

/** A line at which a loop waited again and again, never for two at once. */
export interface SerialAwait {
  /** In the document, from 0. */
  readonly line: number;
  readonly message: string;
}

/** Shorter waits together nobody notices, and two are no series. */
const LEAST_WAIT_MS = 250;
const LEAST_COUNT = 3;

/** Whether any line of the run waited for long one after the other; only then it is worth asking where the text has loops. */
export function hasSerialAwaits({unchanged}: MeasuredText): boolean {
  return [...unchanged.values()].some(({cost}) => isSerial(cost));
}

/** `awaitedInLoops` are the lines (from 0) with awaits that a loop makes one after the other without a reason that the text shows. */
export function serialAwaits({document, unchanged}: MeasuredText, awaitedInLoops: readonly number[], language: Language): SerialAwait[] {
  return [...new Set(awaitedInLoops)].flatMap(line => {
    const cost = unchanged.get(line)?.cost;
    if (!cost || !isSerial(cost)) return [];
    const {awaitMs = 0, awaitCount = 0} = cost;
    const message = `This loop waited here ${awaitCount} times, ${duration(awaitMs)} in all, one after the other, in the run of ${document.run.time}. If no turn needs what another gave, let some of them wait at once: ${TOGETHER[language]}.`;
    return [{line, message}];
  });
}

const TOGETHER: Readonly<Record<Language, string>> = {
  javascript: '`Promise.all` behind a concurrency limit, such as p-limit',
  python: 'tasks in a task group or `asyncio.gather`, behind a semaphore',
};

function isSerial({awaitMs = 0, awaitCount = 0, awaitPeak = 0, precision}: LineEvidence): boolean {
  return awaitPeak === 1 && awaitCount >= LEAST_COUNT && awaitMs >= LEAST_WAIT_MS && precision !== 'ambiguous';
}
