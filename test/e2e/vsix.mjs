import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';

const root = new URL('../../', import.meta.url);

/** Packs what is built. Returns the package's path. */
export function packExtension() {
  const {status} = spawnSync(process.execPath, [fileURLToPath(new URL('extension/build/package.mjs', root))], {stdio: ['ignore', 'inherit', 'inherit']});
  if (status !== 0) throw new Error('The extension could not be packed; the reason is above. `npm run build` comes first.');
  const {name, version} = JSON.parse(readFileSync(new URL('package.json', root), 'utf8'));
  return fileURLToPath(new URL(`out/${name}-${version}.vsix`, root));
}
