import {mkdtemp, rm} from 'node:fs/promises';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/** The rules as the sources define them now. Bundled first, because the oldest Node that we run on does not read TypeScript. */
export async function loadRules() {
  const folder = await mkdtemp(join(tmpdir(), 'loopsight-rules-'));
  const outfile = join(folder, 'rules.mjs');
  try {
    const entry = fileURLToPath(new URL('../src/rules/index.ts', import.meta.url));
    await build({entryPoints: [entry], outfile, bundle: true, platform: 'node', format: 'esm', target: 'node20'});
    return (await import(pathToFileURL(outfile).href)).rules;
  } finally {
    await rm(folder, {recursive: true, force: true});
  }
}
