import type {Annotations} from '../annotations/annotations.ts';
import type {ServerClient} from '../client.ts';
import type {ExamplePrograms} from '../example-programs.ts';
import type {Profiling} from '../runs/profiling.ts';
import type {Runs} from '../runs/runs.ts';
import type {Comparisons} from '../views/comparisons.ts';
import type {RunPages} from '../views/run-pages.ts';

/** What commands work with. */
export interface Extension {
  readonly client: ServerClient;
  readonly runs: Runs;
  readonly profiling: Profiling;
  readonly annotations: Annotations;
  readonly pages: RunPages;
  readonly comparisons: Comparisons;
  readonly examples: ExamplePrograms;
}

/** A contributed command. Its file has its name: `restart-server.ts` is `loopsight.restartServer` (tested against the manifest). */
export interface Command {
  readonly id: `loopsight.${string}`;
  /** `argument` is what the command was chosen on, in a tree or a lens; from the palette there is none. */
  run(extension: Extension, argument?: unknown): Promise<unknown> | unknown;
}
