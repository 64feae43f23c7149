/**
 * Bundles pyright's tokenizer and parser into one module without dependencies, `rules/src/python/parser/pyright.js`, which git
 * ignores. It is rebuilt only when pyright's version, its entry or this script have changed, so asking costs a few milliseconds.
 */
import {createHash} from 'node:crypto';
import {existsSync} from 'node:fs';
import {readFile, rename, writeFile} from 'node:fs/promises';
import {createRequire} from 'node:module';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';

const pyright = dirname(createRequire(import.meta.url).resolve('@zzzen/pyright-internal/package.json'));
const path = name => fileURLToPath(new URL(name, import.meta.url));
const entry = path('../src/python/parser/entry.js');
const output = path('../src/python/parser/pyright.js');

/** Builds the parser if it is missing or stale; says whether it did. */
export async function buildParser() {
  const banner = `/*\n${await read(path('NOTICE-pyright.txt'))}\n${await inputs()}\n*/`;
  if (existsSync(output) && (await read(output)).startsWith(banner)) return false;
  const {build} = await import('esbuild');
  const {outputFiles} = await build({
    entryPoints: [entry],
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'node20',
    banner: {js: banner},
    legalComments: 'none',
    logLevel: 'error',
    write: false,
    plugins: [inEnglish, withoutPaths],
  });
  // Two test runs may build at once: each writes a file of its own and moves it into place whole.
  const draft = `${output}.${process.pid}.draft`;
  await writeFile(draft, outputFiles[0].contents);
  await rename(draft, output);
  return true;
}

async function inputs() {
  const hash = createHash('sha256');
  for (const file of [entry, fileURLToPath(import.meta.url)]) hash.update(await read(file));
  return `@zzzen/pyright-internal ${JSON.parse(await read(join(pyright, 'package.json'))).version}, inputs ${hash.digest('hex').slice(0, 16)}`;
}

/**
 * The messages of the parser alone, in English, instead of all of pyright's in fifteen languages, chosen by the environment. Each
 * stands behind its key and a line break, so that `entry.js` can tell what is wrong without reading prose.
 */
const inEnglish = {
  name: 'in-english',
  setup(build) {
    build.onLoad({filter: /localization[\\/]localize\.js$/}, async () => ({contents: await localization(), loader: 'js'}));
  },
};

async function localization() {
  const words = JSON.parse(await read(join(pyright, 'dist/localization/package.nls.en-us.json'))).Diagnostic;
  const code = (await read(join(pyright, 'dist/parser/parser.js'))) + (await read(join(pyright, 'dist/parser/tokenizer.js')));
  const keys = [...new Set([...code.matchAll(/LocMessage\.(\w+)/g)].map(([, key]) => key))].sort();
  const messages = Object.fromEntries(keys.map(key => [key, `${key}\n${words[key].message ?? words[key]}`]));
  return `
    const messages = ${JSON.stringify(messages)};
    const fill = (message, data) => message.replace(/\\{(\\w+)\\}/g, (placeholder, name) => data[name] ?? placeholder);
    exports.LocMessage = {};
    for (const [key, message] of Object.entries(messages)) {
      const words = /\\{\\w+\\}/.test(message) ? {format: data => fill(message, data)} : message;
      exports.LocMessage[key] = () => words;
    }
    exports.LocAddendum = new Proxy({}, {get: () => () => ({format: () => ''})});`;
}

/** A diagnostic can name a file, which ours never do: pyright's paths, and with them Node's, stay out. */
const withoutPaths = {
  name: 'without-paths',
  setup(build) {
    build.onLoad({filter: /common[\\/]uri[\\/]uri\.js$/}, () => ({contents: 'exports.Uri = {};', loader: 'js'}));
  },
};

async function read(file) {
  return (await readFile(file, 'utf8')).replaceAll('\r\n', '\n').replace(/^\uFEFF/, '');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log((await buildParser()) ? "Bundled pyright's parser" : "pyright's parser is up to date");
