import {parseJsonWithComments} from './json-with-comments.ts';
import {directoryOf, joinPath} from './source-path.ts';
import type {SourceFiles} from './source-files.ts';

/**
 * The text of a `tsconfig.json`, as plain JSON. One that only refers to others beside it (`tsconfig.app.json`) gets the options of the
 * first that says how imports are mapped, since that is the one for the folder's sources; the resolver knows references to folders only.
 */
export function typescriptConfiguration(files: SourceFiles, path: string, text: string): string {
  const config = parseJsonWithComments(text);
  if (!isRecord(config)) return text;
  if (mapsImports(config)) return JSON.stringify(config);
  for (const beside of referencesBeside(config)) {
    const referred = parseJsonWithComments(files.read(joinPath(directoryOf(path), beside)) ?? '');
    if (isRecord(referred) && mapsImports(referred)) return JSON.stringify({...referred, references: config['references']});
  }
  return JSON.stringify(config);
}

function referencesBeside(config: Readonly<Record<string, unknown>>): string[] {
  const references = Array.isArray(config['references']) ? (config['references'] as unknown[]) : [];
  return references.flatMap(reference => (isRecord(reference) && typeof reference['path'] === 'string' && /^(?:\.\/)?[^/]+\.json$/.test(reference['path']) ? [reference['path']] : []));
}

function mapsImports(config: Readonly<Record<string, unknown>>): boolean {
  const options = config['compilerOptions'];
  return config['extends'] !== undefined || (isRecord(options) && (options['paths'] !== undefined || options['baseUrl'] !== undefined));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
