import {type CancellationToken, EventEmitter} from 'vscode';
import {
  COMPARISON_PAGE,
  CREATE_RUN,
  type CreateRunParams,
  type CreateRunResult,
  DELETE_RUN,
  EXPORT_RUN,
  type ExportFormat,
  type ExportRunResult,
  GET_RUN,
  IMPORT_PROFILE,
  type ImportProfileResult,
  LINE_NOW,
  type LineNowParams,
  type LineNowResult,
  LIST_RUNS,
  type ListedRun,
  type PageResult,
  type PageSources,
  RENAME_RUN,
  RUN_OVERVIEW,
  RUN_PAGE,
  type RunOverviewResult,
  type RunPageParams,
  STOP_RUN,
} from '../../server/protocol.ts';
import type {ServerClient} from '../client.ts';

/** A run whose numbers stand beside the code, and the one that it is compared with. */
export interface ShownRun {
  readonly run: ListedRun;
  readonly comparedWith: ListedRun | null;
}

/** The profiled runs that are kept, as the server knows them. Every method rejects while the server does not run. */
export class Runs {
  readonly #client: ServerClient;
  readonly #changed = new EventEmitter<void>();
  readonly #shown = new EventEmitter<ShownRun | null>();
  #shownRun: ShownRun | null = null;
  /** Runs came, went, ended or have another name. */
  readonly onChanged = this.#changed.event;
  /** Another run's numbers are to be shown beside the code, or none. */
  readonly onShown = this.#shown.event;

  constructor(client: ServerClient) {
    this.#client = client;
  }

  /** The run whose numbers stand beside the code. */
  get shown(): ListedRun | null {
    return this.#shownRun?.run ?? null;
  }

  /** Shows a run, or none; where another one is given, what has changed since that. */
  show(run: ListedRun | null, comparedWith: ListedRun | null = null): void {
    this.#shownRun = run && {run, comparedWith};
    this.#shown.fire(this.#shownRun);
    this.changed();
  }

  /** What is shown is to be drawn anew. */
  showAgain(): void {
    if (this.#shownRun) this.#shown.fire(this.#shownRun);
  }

  changed(): void {
    this.#changed.fire();
  }

  list(): Promise<readonly ListedRun[]> {
    return this.#client.request(LIST_RUNS, {});
  }

  get(id: string): Promise<ListedRun | null> {
    return this.#client.request(GET_RUN, {id});
  }

  overview(id: string): Promise<RunOverviewResult> {
    return this.#client.request(RUN_OVERVIEW, {id});
  }

  /** Keeps a profile of another tool as a run. */
  async import(file: string, directory: string, mostRuns: number, token: CancellationToken): Promise<ImportProfileResult> {
    const imported = await this.#client.request<ImportProfileResult>(IMPORT_PROFILE, {file, directory, mostRuns}, token);
    if (imported.ok) this.changed();
    return imported;
  }

  /** The page that tells what changed from one run to another. */
  comparisonPage(before: string, after: string, sources: PageSources): Promise<PageResult> {
    return this.#client.request(COMPARISON_PAGE, {before, after, ...sources});
  }

  /** The page that draws it, made of the parts that the webview says where to find. */
  page(id: string, parts: Omit<RunPageParams, 'id'>): Promise<PageResult> {
    return this.#client.request(RUN_PAGE, {id, ...parts});
  }

  /** `comparedWith` is the run that the new one repeats, if it does. */
  create(label: string, mostRuns: number, comparedWith: ListedRun | null): Promise<CreateRunResult> {
    const params: CreateRunParams = {label, mostRuns, ...(comparedWith && {comparedWith: comparedWith.id})};
    return this.#client.request(CREATE_RUN, params);
  }

  stop(id: string): Promise<void> {
    return this.#client.request(STOP_RUN, {id});
  }

  export(id: string, format: ExportFormat, file: string): Promise<ExportRunResult> {
    return this.#client.request(EXPORT_RUN, {id, format, file});
  }

  /** Where a line of a run is in the text that its file has by now. */
  lineNow(params: LineNowParams): Promise<LineNowResult> {
    return this.#client.request(LINE_NOW, params);
  }

  async rename(id: string, label: string): Promise<void> {
    await this.#client.request(RENAME_RUN, {id, label});
    this.changed();
  }

  async delete(id: string): Promise<void> {
    await this.#client.request(DELETE_RUN, {id});
    const {run, comparedWith} = this.#shownRun ?? {};
    if (run?.id === id) this.show(null);
    else if (run && comparedWith?.id === id) this.show(run);
    else this.changed();
  }

  dispose(): void {
    this.#changed.dispose();
    this.#shown.dispose();
  }
}
