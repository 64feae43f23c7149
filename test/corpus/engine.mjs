import {readdirSync} from 'node:fs';
import {basename, join} from 'node:path';

/** The engine that speed is measured with. */
const bench = new URL('../bench/', import.meta.url);
const {buildEngine} = await import(new URL('build-engine.mjs', bench));
await buildEngine();
const {allRules, diskFiles, engineOfDisk} = await import(new URL('.cache/engine.mjs', bench));

/** Every rule, with its least sure problems, and no comment that silences one. */
const settings = {
  ...allRules,
  rules: new Map([...allRules.rules.keys()].map(id => [id, {minimumConfidence: 'possible'}])),
  honourDisableComments: false,
};

/** Lints files of one package. `lint` gives the reports of one text, which may differ from what is on the disk, and the errors of its syntax. */
export function linterOf(folder) {
  const engine = engineOfDisk({roots: [folder]});
  return {
    lint: (path, text) => engine.lint({path, language: languageOf(path), text: withoutNoqa(text)}, settings, 'project'),
  };
}

/** `# noqa` is always honoured; spoilt in the text, with every position where it was. */
function withoutNoqa(text) {
  return text.replaceAll(/noqa/gi, 'none');
}

export function readSource(path) {
  return diskFiles.read(path);
}

function languageOf(path) {
  return /\.pyi?$/.test(path) ? 'python' : 'javascript';
}

/** The files below a folder with one of the extensions, without what is installed or minified. */
export function* filesBelow(folder, extensions) {
  for (const entry of readdirSync(folder, {withFileTypes: true})) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      if (entry.name !== 'node_modules') yield* filesBelow(path, extensions);
    } else if (extensions.test(basename(path))) yield path;
  }
}
