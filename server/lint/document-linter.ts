import {type Engine, type LintResult, mayReportAnything, type Scope} from '../../rules/src/engine.ts';
import type {Language, Span} from '../../rules/src/facts/index.ts';
import type {FileConfiguration} from './configuration.ts';

/** A text as one version of a document has it. */
export interface LintedText {
  readonly path: string;
  readonly language: Language;
  readonly version: number;
  readonly text: string;
}

/** The problems of one version of a document, and the configuration that they were found under. */
export interface Linted {
  readonly version: number;
  readonly scope: Scope;
  readonly result: LintResult;
  readonly configuration: FileConfiguration;
}

/** How long the server works on the index before it looks whether something more urgent has come, in milliseconds. */
const SLICE_MS = 12;

/** Documents → problems: local ones at once, those across files after the imports are indexed, in slices that leave the thread free. */
export class DocumentLinter {
  readonly #engine: Engine;
  readonly #now: () => number;

  constructor(engine: Engine, now: () => number) {
    this.#engine = engine;
    this.#now = now;
  }

  /** What the file alone shows; never waits. */
  local(document: LintedText, configuration: FileConfiguration): Linted {
    return {version: document.version, scope: 'file', configuration, result: this.#engine.lint(document, configuration.lint, 'file')};
  }

  /** What the file shows in its project. Throws the signal's reason when cancelled. */
  async whole(document: LintedText, configuration: FileConfiguration, signal: AbortSignal): Promise<Linted> {
    // Of a file that nothing could be said about, the imports do not matter either.
    if (mayReportAnything(document, configuration.lint)) await this.index([document.path], signal);
    const result = await this.#inSlices(this.#engine.lintInSteps(document, configuration.lint), signal);
    return {version: document.version, scope: 'project', configuration, result};
  }

  /** Indexes files and what they import. `onProgress` hears after each slice. Throws the signal's reason when cancelled; what was indexed stays. */
  async index(paths: readonly string[], signal: AbortSignal, onProgress: (done: number, left: number) => void = () => {}): Promise<void> {
    await this.#inSlices(this.#engine.index(paths)[Symbol.iterator](), signal, ({done, left}) => onProgress(done, left));
  }

  /** Takes the steps, and leaves the thread to what is more urgent after each slice. Gives what the last step does. */
  async #inSlices<Step, Result>(steps: Iterator<Step, Result>, signal: AbortSignal, afterSlice: (step: Step) => void = () => {}): Promise<Result> {
    let sliceStart = this.#now();
    for (;;) {
      const step = steps.next();
      if (step.done) return step.value;
      if (this.#now() - sliceStart < SLICE_MS) continue;
      afterSlice(step.value);
      await new Promise(resolve => setImmediate(resolve));
      signal.throwIfAborted();
      sliceStart = this.#now();
    }
  }

  /** Awaits that a loop makes one after the other without a reason that the file shows. */
  awaitsInSeries(document: LintedText): readonly Span[] {
    return this.#engine.awaitsInSeries(document);
  }

  /** A file's content changed. Returns the paths whose cross-file problems may have changed. */
  changed(path: string): readonly string[] {
    return this.#engine.changed(path);
  }
}
