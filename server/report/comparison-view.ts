/** A comparison of runs in words, for whatever draws it. A leaf: the page that draws it runs in a browser. */
export interface ComparisonTables {
  /** The sentence that answers the question: did it get better? */
  readonly verdict: string;
  readonly tables: readonly ComparisonTable[];
  /** How sure the rest is. */
  readonly note: string;
}

export interface ComparisonTable {
  readonly title: string;
  readonly rows: readonly ComparisonRow[];
}

export interface ComparisonRow {
  /** What of the run, where it is no place. */
  readonly name: string | null;
  readonly place: ComparedPlace | null;
  readonly function: string | null;
  readonly api: string | null;
  readonly before: string;
  readonly after: string;
  readonly difference: string;
  readonly noise: string;
  readonly verdict: 'less' | 'more' | 'none';
}

/** Where it is now; where it was, when it has gone. The line counts from 1. `edited`: what stands on the line now is no longer what was measured before. */
export interface ComparedPlace {
  readonly file: string;
  readonly line: number;
  readonly state: 'kept' | 'edited' | 'new' | 'gone';
}

/** What the page of a comparison is drawn from. */
export interface ComparisonView extends ComparisonTables {
  readonly title: string;
}
