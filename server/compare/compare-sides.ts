import {compareRuns, type Comparison, type Side} from './compare-runs.ts';
import {lineOrigins, type Texts} from './line-origins.ts';

/** The runs of one side, and the texts that their files had. */
export interface ComparedSide {
  readonly side: Side;
  readonly texts: Texts;
}

export function compareSides(before: ComparedSide, after: ComparedSide): Comparison {
  return compareRuns(before.side, after.side, lineOrigins(before.texts, after.texts));
}
