import {cpSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync} from 'node:fs';
import {dirname, join, relative} from 'node:path';
import typescript from 'typescript';
import {plant} from './planting.mjs';
import {VERDACCIO_STALLS} from './verdaccio-stalls.mjs';

const installed = join(import.meta.dirname, 'node_modules', 'verdaccio');

/** Verdaccio, a registry of packages in TypeScript over Express: as published, built anew from the sources that its source maps carry, with what is planted in them. */
export function verdaccio(node) {
  return {
    title: `Verdaccio on ${node.name}`,
    light: '/-/verdaccio/data/nothing',
    prepare(folder) {
      cpSync(installed, folder, {recursive: true, filter: path => !relative(installed, path).startsWith('build')});
      symlinkSync(dirname(installed), join(folder, 'node_modules'), 'junction');
      const sources = recoverSources(folder);
      const planted = plant(folder, VERDACCIO_STALLS, clocked);
      for (const source of sources) compile(folder, source);
      writeFileSync(join(folder, 'clock.js'), CLOCK);
      writeFileSync(join(folder, 'bin', 'verdaccio'), "require('../clock.js');\nrequire('../build/lib/cli');\n");
      writeFileSync(join(folder, 'config.json'), JSON.stringify(CONFIGURATION));
      return planted;
    },
    command: port => [node.path, 'bin/verdaccio', '--config', 'config.json', '--listen', `127.0.0.1:${port}`],
    first: [{method: 'PUT', path: '/planted', body: PUBLISHED}],
  };
}

/** Writes the sources of all files of the build to where the maps say that they were, and gives their paths in the folder. */
function recoverSources(folder) {
  return readdirSync(join(installed, 'build'), {recursive: true}).filter(file => file.endsWith('.js')).flatMap(file => {
    const [, encoded] = readFileSync(join(installed, 'build', file), 'utf8').match(/sourceMappingURL=data:application\/json;charset=utf-8;base64,(\S+)/) ?? [];
    if (encoded === undefined) throw new Error(`${file} of Verdaccio has no source map.`);
    const {sources: [source], sourcesContent: [content]} = JSON.parse(Buffer.from(encoded, 'base64').toString('utf8'));
    const path = join(dirname(join('build', file)), source);
    mkdirSync(dirname(join(folder, path)), {recursive: true});
    writeFileSync(join(folder, path), content);
    return [path];
  });
}

function compile(folder, source) {
  const built = join(folder, 'build', relative('src', source)).replace(/\.ts$/, '.js');
  const {outputText, sourceMapText} = typescript.transpileModule(readFileSync(join(folder, source), 'utf8'), {
    fileName: source,
    compilerOptions: {module: typescript.ModuleKind.CommonJS, target: typescript.ScriptTarget.ES2022, sourceMap: true, esModuleInterop: true},
  });
  const map = JSON.parse(sourceMapText);
  mkdirSync(dirname(built), {recursive: true});
  writeFileSync(`${built}.map`, JSON.stringify({...map, sources: [relative(dirname(built), join(folder, source))]}));
  writeFileSync(built, outputText);
}

function clocked(name, setup, code) {
  return ['{', ...setup.map(line => `  ${line}`), '  const begun = performance.now();', ...code.map(line => `  ${line}`), `  held(${JSON.stringify(name)}, begun);`, '}'];
}

/** Writes what it has been told without holding the loop. */
const CLOCK = `const { appendFile } = require('node:fs');

let told = '';
globalThis.held = (name, begun) => {
  if (told === '') setTimeout(write, 100);
  told += JSON.stringify({ name, ms: performance.now() - begun }) + '\\n';
};

function write() {
  appendFile(process.env.CLOCK_FILE, told, () => {});
  told = '';
}
`;

const CONFIGURATION = {
  storage: './storage',
  auth: {htpasswd: {file: './htpasswd', max_users: 1000}},
  packages: {'**': {access: '$all', publish: '$all'}},
  log: {type: 'stdout', format: 'json', level: 'error'},
};

const PUBLISHED = {
  name: 'planted',
  'dist-tags': {latest: '1.0.0'},
  readme: '# Planted',
  versions: {'1.0.0': {name: 'planted', version: '1.0.0', description: 'planted', readme: '# Planted', author: {name: 'planted'}, dist: {tarball: 'http://localhost/planted/-/planted-1.0.0.tgz', shasum: 'a'.repeat(40)}}},
  _attachments: {'planted-1.0.0.tgz': {content_type: 'application/octet-stream', data: Buffer.from('planted').toString('base64'), length: 7}},
};
