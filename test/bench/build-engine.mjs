import {fileURLToPath} from 'node:url';

/** The engine as the server bundles it, for the processes that measure it. */
export async function buildEngine() {
  // Imported here, because it may have to be installed first.
  const {build} = await import('esbuild');
  await build({
    entryPoints: [fileURLToPath(new URL('engine.ts', import.meta.url))],
    outfile: fileURLToPath(new URL('.cache/engine.mjs', import.meta.url)),
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    external: ['oxc-parser'],
    banner: {js: "import {createRequire as requireOfBundle} from 'node:module';\nconst require = requireOfBundle(import.meta.url);"},
    logLevel: 'warning',
  });
}
