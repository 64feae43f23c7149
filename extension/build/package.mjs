import {spawnSync} from 'node:child_process';
import {mkdirSync, readFileSync, rmSync, statSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {createVSIX} from '@vscode/vsce';

/**
 * Packs one extension for every platform: both bundles and the parser as WebAssembly, no `node_modules`. What goes in is listed in
 * `.vscodeignore`. Beside it, the packages of the ESLint plugin and of the server. Needs a build; `npm run package` makes it first.
 */
const root = new URL('../../', import.meta.url);
const {name, version} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
const vsix = new URL(`out/${name}-${version}.vsix`, root);

/** More would mean that something was packed which nobody meant to pack. */
const LARGEST_BYTES = 15 * 1024 * 1024;

mkdirSync(new URL('out/', root), {recursive: true});
rmSync(vsix, {force: true});
await createVSIX({cwd: fileURLToPath(root), packagePath: fileURLToPath(vsix), dependencies: false, skipLicense: false});
const {size} = statSync(vsix);
console.log(`${fileURLToPath(vsix)}: ${(size / 1024 / 1024).toFixed(1)} MB`);
if (size > LARGEST_BYTES) throw new Error(`The package is larger than ${LARGEST_BYTES / 1024 / 1024} MB. List its files with \`npx vsce ls --no-dependencies\`.`);

for (const folder of ['rules', 'server']) {
  const {status, error} = spawnSync('npm', ['pack', '--pack-destination', fileURLToPath(new URL('out/', root))], {cwd: fileURLToPath(new URL(folder, root)), stdio: ['ignore', 'inherit', 'ignore'], shell: process.platform === 'win32'});
  if (error || status !== 0) throw new Error(`The package of ${folder} could not be made: ${error?.message ?? `npm pack failed with exit code ${status}`}.`);
}
