import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {parentPort} from 'node:worker_threads';
import type {EslintLevels} from './configuration.ts';

/**
 * Runs in a worker of its own, because a configuration file is a program: it may take its time, print, or throw, and the language
 * server must go on. Answers each `{id, path}` with `{id, levels}` or `{id, failure}`.
 */
interface Question { readonly id: number; readonly path: string; readonly root: string }

interface EslintClass { new (options: object): {calculateConfigForFile(path: string): Promise<CalculatedConfig | undefined>; isPathIgnored(path: string): Promise<boolean>} }
interface CalculatedConfig {
  readonly rules?: Readonly<Record<string, readonly [severity: 0 | 1 | 2, ...options: unknown[]]>>;
  readonly settings?: {readonly loopsight?: Readonly<Record<string, unknown>>};
}

parentPort?.on('message', ({id, path, root}: Question) => {
  levelsOf(path, root).then(
    levels => parentPort?.postMessage({id, levels}),
    (error: unknown) => parentPort?.postMessage({id, failure: error instanceof Error ? error.message : String(error)}),
  );
});

async function levelsOf(path: string, root: string): Promise<EslintLevels | null> {
  // eslint-disable-next-line loopsight/no-blocking-call -- This thread is there to wait for it.
  const {ESLint} = createRequire(join(dirname(path), 'noop.js'))('eslint') as {ESLint: EslintClass};
  const eslint = new ESLint({cwd: root});
  if (await eslint.isPathIgnored(path)) return {rules: {}, settings: {}};
  const config = await eslint.calculateConfigForFile(path);
  const ours = Object.entries(config?.rules ?? {}).filter(([name]) => name.startsWith('loopsight/'));
  if (ours.length === 0) return null;
  const on = ours.flatMap(([name, [severity, options]]) => (severity === 0 ? [] : [[name.slice('loopsight/'.length), {severity, options: options ?? {}}] as const]));
  return {rules: Object.fromEntries(on) as EslintLevels['rules'], settings: config?.settings?.loopsight ?? {}};
}
