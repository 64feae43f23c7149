import type {Engine} from '../../rules/src/engine.ts';
import type {EslintConfigurationReader} from '../lint/configurations.ts';
import type {OpenText} from './open-files.ts';
import type {DoRunJob} from './run-worker.ts';

/** The outside world, as far as the server needs it. */
export interface Host {
  readonly version: string;
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  readonly eslint: EslintConfigurationReader & {restart(): void};
  /** Work on profiled runs, off the server's own thread. */
  readonly doRunJob: DoRunJob;
  createEngine(parts: EngineParts): Engine;
  /** Does work that reads many files once, with the compiler of the machine set to such work. */
  readonly whileOptimisingLate: <Result>(work: () => Promise<Result>) => Promise<Result>;
  /** Every file below the folders that is linted: not what git ignores by convention (`node_modules`, `dist`, virtual environments, hidden folders). */
  readonly listSourceFiles: (roots: readonly string[], signal: AbortSignal) => Promise<readonly string[]>;
}

export interface EngineParts {
  readonly roots: readonly string[];
  readonly cacheFolder: string | null;
  openText(path: string): OpenText | undefined;
  reportBug(message: string): void;
}
