/**
 * `npm start`: from a fresh clone to an editor with the extension in it, open on the playground. The desktop's VS Code where
 * `code` is installed, else a workbench in the browser; `npm start -- --browser` asks for the latter.
 */
import {spawn, spawnSync} from 'node:child_process';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {setUp, whyNotHere} from './e2e/setup.mjs';
import {packExtension} from './e2e/vsix.mjs';
import {createRun, installExtension, startWorkbench} from './e2e/workbench.mjs';
import {ensureInstalled} from './install.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));
const playground = join(root, 'test', 'playground');
const isWindows = process.platform === 'win32';

requireNode(20, 19);
ensureInstalled(root);
if (spawnSync('npm', ['run', 'build'], {cwd: root, stdio: 'inherit', shell: isWindows}).status !== 0) throw new Error('The build failed; the reason is above.');
if (!process.argv.includes('--browser') && hasDesktopCode()) {
  openDesktop();
} else if (whyNotHere()) {
  console.error(`\`code\` was not found, and ${whyNotHere()}. Install VS Code and its \`code\` command (in VS Code: “Shell Command: Install 'code' command in PATH”), then run npm start again.`);
  process.exitCode = 1;
} else {
  setUp();
  await serve(packExtension());
}

function requireNode(major, minor) {
  const [ownMajor, ownMinor] = process.versions.node.split('.').map(Number);
  if (ownMajor < major || (ownMajor === major && ownMinor < minor)) throw new Error(`Node ${major}.${minor} or newer is needed; this is ${process.versions.node}.`);
}

/** The terminal of a remote window has a `code` too, but it cannot load an extension from a folder. */
function hasDesktopCode() {
  return !process.env.VSCODE_IPC_HOOK_CLI && spawnSync('code', ['--version'], {stdio: 'ignore', shell: isWindows}).status === 0;
}

function openDesktop() {
  console.log('Opening VS Code with the extension on test/playground. Close its window to end it.');
  const quoted = path => (isWindows ? `"${path}"` : path);
  const code = spawn('code', ['--new-window', '--wait', `--extensionDevelopmentPath=${quoted(root)}`, quoted(playground)], {stdio: 'inherit', shell: isWindows});
  code.on('exit', status => (process.exitCode = status ?? 1));
}

/** Serves the workbench until Ctrl+C, then ends all that was started and deletes what it wrote. */
async function serve(vsix) {
  const run = await createRun({});
  await installExtension(run, vsix);
  const workbench = await startWorkbench(run);
  console.log(`\nThe workbench is open at\n\n  ${workbench.url(playground, join(playground, 'python', 'no_transitive_blocking_call.py'))}\n\nPress Ctrl+C to end it.`);
  let ending;
  // A second Ctrl+C must not disturb the end that the first began.
  const end = () => (ending ??= workbench.stop().then(run.dispose).then(() => process.exit(0)));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
}
