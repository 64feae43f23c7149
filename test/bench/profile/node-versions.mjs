import {spawnSync} from 'node:child_process';
import {existsSync} from 'node:fs';
import {join} from 'node:path';

/** The Node that runs this, and on the platforms of the lockfile the three lines that are profiled: newest of each last. */
export function nodeVersions() {
  const installed = ['20', '22', '24'].map(line => binary(line)).filter(path => existsSync(path));
  return (installed.length > 0 ? installed : [process.execPath]).map(path => ({path, name: `Node ${versionOf(path).replace(/^v(\d+)[^]*/, '$1')}`}));
}

function binary(line) {
  const isWindows = process.platform === 'win32';
  return join(import.meta.dirname, 'node_modules', `node-${line}-${process.platform}-${process.arch}`, 'bin', isWindows ? 'node.exe' : 'node');
}

function versionOf(path) {
  return spawnSync(path, ['--version'], {encoding: 'utf8'}).stdout.trim();
}
