import type {BlockingApi, QualifiedName} from '../catalogue/types.ts';
import type {AsyncLibrary, Call} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {calleeText} from './source-text.ts';

/** A call's API as a reader knows it: `fs.readFileSync` whatever its alias; a method as the code writes it: `self.session.get`. */
export function apiAsWritten(analysis: FileAnalysis, call: Call, api: BlockingApi): string {
  if (!api.name.includes('(') && !api.name.startsWith('*')) return readable(api.name);
  const written = calleeAsWritten(analysis, call);
  return written.length <= 60 && !written.startsWith('(') ? written : readable(api.name);
}

/** On one line, and without arguments on the way: `db.prepare(…).all`. */
export function calleeAsWritten(analysis: FileAnalysis, call: Call): string {
  const written = calleeText(analysis, call).replaceAll('`', '');
  return written.replaceAll(/\((?:[^()]|\([^()]*\))+\)(?=[.([])/g, '(…)');
}

/** What to use instead, in the words of the file's library: trio's thread in a file that uses trio. */
export function insteadOf({file}: FileAnalysis, {instead, rewrite}: BlockingApi, callee: string): string {
  if (file.language !== 'python') return instead;
  const twin = rewrite.kind === 'await twin' && file.library !== 'asyncio' ? rewrite.twins[file.library] : undefined;
  if (twin?.name) return `\`await ${twin.module}.${twin.name}(…)\``;
  const threaded = callee.includes('(') ? instead : instead.replace('asyncio.to_thread(…)', `asyncio.to_thread(${callee}, …)`);
  return threaded.replaceAll('asyncio.to_thread', THREADS[file.library]);
}

export function readable(name: QualifiedName): string {
  return name.replace(/^(builtins|global)\./, '').replaceAll(/\.default(?=[.(]|$)/g, '');
}

/** What the thread does meanwhile, as a clause: `waits for a file`. */
export const WAITS: Readonly<Record<BlockingApi['kind'], string>> = {
  file: 'waits for the file system',
  network: 'waits for the network',
  process: 'waits for another process',
  wait: 'waits',
  lock: 'waits for a lock',
  input: 'waits for input',
  database: 'waits for a database',
  metadata: 'waits for the file system',
  computation: 'computes',
  'event loop': 'runs an event loop',
};

/** How each library runs a function in a thread. */
export const THREADS: Readonly<Record<AsyncLibrary, string>> = {
  asyncio: 'asyncio.to_thread',
  anyio: 'anyio.to_thread.run_sync',
  trio: 'trio.to_thread.run_sync',
  promise: 'worker_threads',
};
