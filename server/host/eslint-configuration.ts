import {existsSync} from 'node:fs';
import {dirname, join} from 'node:path';
import {Worker} from 'node:worker_threads';
import type {EslintLevels} from '../lint/configuration.ts';
import type {EslintConfigurationReader} from '../lint/configurations.ts';

/** The names that ESLint looks for, from the file's folder upwards. */
export const ESLINT_CONFIGURATIONS = ['js', 'mjs', 'cjs', 'ts', 'mts', 'cts'].map(extension => `eslint.config.${extension}`);

/** Long enough for a slow disk; a configuration that takes longer is taken for none. */
const PATIENCE_MS = 20_000;

type Answer = EslintLevels | null | {readonly failure: string};

/**
 * Asks the project's own ESLint, in a worker thread. Most projects are done without one: a project whose packages lack our plugin
 * cannot have configured it.
 */
export function eslintConfigurationReader(workerFile: string): EslintConfigurationReader & {restart(): void} {
  let worker: Worker | undefined;
  let asked = 0;
  const waiting = new Map<number, (answer: Answer) => void>();

  const start = (): Worker => {
    const started = new Worker(workerFile, {stdout: true, stderr: true});
    started.unref();
    started.on('message', ({id, levels, failure}: {id: number; levels?: EslintLevels | null; failure?: string}) => {
      waiting.get(id)?.(failure === undefined ? (levels ?? null) : {failure: failureMessage(failure)});
      waiting.delete(id);
    });
    started.on('error', error => {
      waiting.forEach(answer => answer({failure: failureMessage(error.message)}));
      waiting.clear();
      worker = undefined;
    });
    return started;
  };

  return {
    async read(path) {
      const root = configurationFolder(path);
      if (!root || !hasPlugin(dirname(path))) return null;
      worker ??= start();
      const id = asked++;
      return new Promise<Answer>(resolve => {
        const timer = setTimeout(() => resolve({failure: failureMessage(`it took longer than ${PATIENCE_MS / 1000} s`)}), PATIENCE_MS);
        waiting.set(id, answer => {
          clearTimeout(timer);
          resolve(answer);
        });
        worker?.postMessage({id, path, root});
      });
    },
    /** Configuration modules are cached by Node, so a changed file needs a new worker. */
    restart() {
      void worker?.terminate();
      worker = undefined;
      waiting.forEach(answer => answer(null));
      waiting.clear();
    },
  };
}

function failureMessage(reason: string): string {
  return `The project's ESLint configuration could not be read: ${reason.split('\n')[0]}. Loopsight uses its own settings until it can.`;
}

function configurationFolder(path: string): string | null {
  return ancestors(dirname(path)).find(folder => ESLINT_CONFIGURATIONS.some(name => existsSync(join(folder, name)))) ?? null;
}

function hasPlugin(folder: string): boolean {
  return ancestors(folder).some(ancestor => existsSync(join(ancestor, 'node_modules', 'eslint-plugin-loopsight', 'package.json')));
}

function ancestors(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...ancestors(parent)];
}
