import {duration} from '../profile/durations.ts';
import {type DocumentEvidence, placedFunctions} from './document-evidence.ts';

/** What stands above a function. */
export interface FunctionLens {
  /** From 0. */
  readonly line: number;
  readonly text: string;
}

/** Less of the run is not worth a line of its own. */
const LEAST_SHARE = 0.01;
const LEAST_MS = 5;
const LEAST_SELF_MS = 1;

/** More would pull the code apart. */
const MOST_LENSES = 30;

/** Functions with what they cost, the time of lines included that have been edited or deleted since. */
export function functionLenses(document: DocumentEvidence): FunctionLens[] {
  const {run} = document;
  return placedFunctions(document)
    .filter(({cost}) => cost.stalls.ms >= LEAST_MS || cost.totalMs >= Math.max(LEAST_MS, run.busyMs * LEAST_SHARE))
    .sort((a, b) => b.cost.stalls.ms - a.cost.stalls.ms || b.cost.totalMs - a.cost.totalMs)
    .slice(0, MOST_LENSES)
    .map(({line, cost: {selfMs, totalMs, stalls}}) => ({
      line,
      text: [`${duration(totalMs)} total`, ...(selfMs >= LEAST_SELF_MS ? [`${duration(selfMs)} self`] : []), ...(stalls.ms >= LEAST_MS ? [`${duration(stalls.ms)} in ${stalls.count === 1 ? 'a stall' : `${stalls.count} stalls`}`] : [])].join(' · '),
    }))
    .sort((a, b) => a.line - b.line);
}
