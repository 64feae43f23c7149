import {spawnSync} from 'node:child_process';
import {createHash} from 'node:crypto';
import {existsSync, readFileSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';

/** Installs a folder's locked packages when they are missing or the lockfile has changed. Needs nothing but Node and npm. `options` are npm's. */
export function ensureInstalled(folder, ...options) {
  const lock = createHash('sha256').update(readFileSync(join(folder, 'package-lock.json'))).digest('hex');
  const stamp = join(folder, 'node_modules', '.loopsight-lock');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === lock) return;
  console.log(`Installing packages in ${folder}`);
  const {status, error} = spawnSync('npm', ['ci', '--no-audit', '--no-fund', ...options], {cwd: folder, stdio: 'inherit', shell: process.platform === 'win32'});
  if (error) throw new Error(`npm could not be started: ${error.message}. Install Node 20.19 or newer with npm.`);
  if (status !== 0) throw new Error(`npm ci failed with exit code ${status}; its messages are above.`);
  writeFileSync(stamp, lock);
}
