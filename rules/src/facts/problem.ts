import type {Span} from './span.ts';

/** How sure we are: `definite` always, `probable` in ordinary use, `possible` only in some programs (reported in `strict` alone). */
export type Confidence = 'definite' | 'probable' | 'possible';

/** What a rule yields. Hosts turn it into an ESLint report, a diagnostic or a line of output. */
export interface Problem {
  readonly messageId: string;
  readonly data: Readonly<Record<string, string>>;
  readonly span: Span;
  readonly confidence: Confidence;
  readonly related: readonly RelatedPlace[];
  /** Asked for only when the problem is reported: where working them out costs something, it is a getter. */
  readonly suggestions: readonly Suggestion[];
  /** Keeps behaviour; applied without asking. Almost nothing of ours does: adding an `await` changes timing. */
  readonly fix?: readonly TextEdit[];
}

export interface RelatedPlace {
  /** Absolute path. */
  readonly path: string;
  readonly span: Span;
  /** 1-based line of the span's start, for hosts that have not read that file. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

export interface Suggestion {
  /** An imperative sentence: "Await `asyncio.sleep` instead." */
  readonly title: string;
  readonly edits: readonly TextEdit[];
}

/** Replaces the span by the text. Edits of one suggestion do not overlap. */
export interface TextEdit {
  readonly span: Span;
  readonly text: string;
}
