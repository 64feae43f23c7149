import type {Catalogue} from '../catalogue/types.ts';
import {functionIsAwaitable} from './awaitables.ts';
import {takersOf} from './callbacks.ts';
import type {CallShape} from './call-summary.ts';
import {member} from './class-members.ts';
import type {Effects} from './effects.ts';
import {summaryOf, type FunctionEntity} from './entity.ts';
import type {FileRecord, FileRecords} from './file-records.ts';
import type {Names} from './names.ts';
import {alternativesOf, type Run} from './runs.ts';
import type {CallSummary, EncodedReference} from './summary.ts';

export interface NeededFilesOptions {
  readonly records: FileRecords;
  readonly names: Names;
  readonly effects: Effects;
  readonly catalogue: Catalogue;
}

/**
 * The files that the problems of a file rest on: not all that it imports, but those through which its calls lead, and theirs in turn. The questions are
 * those that its rules will ask, without an answer being made of them. They are asked in steps that read one file at most: what needs a file
 * that is not read yet is asked again when it is.
 */
export class NeededFiles {
  readonly #options: NeededFilesOptions;

  constructor(options: NeededFilesOptions) {
    this.#options = options;
  }

  /** Reads what the file needs. Yields the path of each file that it had to read, and now and then without one. */
  * read(of: FileRecord): Generator<string | null> {
    const reached = new Reached();
    yield* this.#whole(() => this.#askForFile(of, reached));
    for (const fn of of.summary.functions) reached.add({kind: 'function', file: of, id: fn.id});
    for (const fn of reached.functions) {
      yield* this.#whole(() => this.#askForFunction(fn, reached));
      yield null;
    }
    // Only now: who stops before knows nothing of those that it has not come to.
    for (const {file, id} of reached.functions) file.followed.add(id);
  }

  /** Asks until nothing is missing. */
  * #whole(ask: () => void): Generator<string> {
    const {records} = this.#options;
    for (let missing = records.firstMissing(ask); missing !== null; missing = records.firstMissing(ask)) {
      records.of(missing);
      yield missing;
    }
  }

  /** What its asynchronous functions and its top level lead to, and what its functions are. */
  #askForFile(of: FileRecord, reached: Reached): void {
    const {names, effects, catalogue} = this.#options;
    const {asks = {}, classes, functions, language} = of.summary;
    for (const [use, references] of Object.entries(asks) as [CallSummary['use'], readonly EncodedReference[]][]) {
      for (const callee of references) {
        const shape: CallShape = {callee, use, handedTo: null, args: []};
        for (const run of effects.runs.of(of, shape)) reached.addRun(run);
        // Of what is only read, nobody asks what it gives or takes.
        if (use === 'read') continue;
        const entity = names.callee(of, callee);
        if (entity.kind === 'function') functionIsAwaitable(names, catalogue, entity);
        takersOf(names, catalogue.in(language), entity, callee);
      }
    }
    for (const {id, bases} of classes) if (bases.length > 0) member(names, {kind: 'class', file: of, id}, '', 'super');
    for (const {id, gates, decorators} of functions) {
      functionIsAwaitable(names, catalogue, {kind: 'function', file: of, id});
      for (const {reference} of gates) names.resolve(of, reference);
      for (const {reference, functions: given} of decorators) for (const one of [reference, ...given]) names.resolve(of, one);
    }
  }

  /** What runs while the function runs. */
  #askForFunction(fn: FunctionEntity, reached: Reached): void {
    const {effects} = this.#options;
    for (const call of summaryOf(fn)?.calls ?? []) for (const run of effects.ofCall(fn.file, call).runs) reached.addRun(run);
  }
}

/** Functions in the order in which they were reached; those that were followed before need no look. */
class Reached {
  /** Walked while it grows. */
  readonly functions: FunctionEntity[] = [];
  readonly #ids = new Map<FileRecord, Set<number>>();

  addRun(run: Run): void {
    this.add(run.function);
    for (const fn of alternativesOf(run)) this.add(fn);
  }

  add(fn: FunctionEntity): void {
    const {file, id} = fn;
    let ids = this.#ids.get(file);
    if (!ids) this.#ids.set(file, (ids = new Set()));
    if (ids.has(id) || file.followed.has(id) || file.effects.has(id)) return;
    ids.add(id);
    this.functions.push(fn);
  }
}
