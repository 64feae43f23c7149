/**
 * `npm start`: from a fresh clone to an editor with the extension in it, open on the playground. The desktop's VS Code where
 * `code` is installed, else a workbench in the browser; `npm start -- --browser` asks for the latter.
 */
import {spawn, spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {ensureInstalled} from '../install.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const playground = fileURLToPath(new URL('./', import.meta.url));
const isWindows = process.platform === 'win32';
const settled = {cwd: root, stdio: 'inherit', shell: isWindows};

requireNode(20, 19);
ensureInstalled(root);
if (spawnSync('npm', ['run', 'build'], settled).status !== 0) throw new Error('The build failed; the reason is above.');
if (!process.argv.includes('--browser') && hasDesktopCode()) openDesktop();
else await openInBrowser();

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

async function openInBrowser() {
  const {setUp, whyNotHere} = await import('../e2e/setup.mjs');
  const reason = whyNotHere();
  if (reason) {
    console.error(`\`code\` was not found, and ${reason}. Install VS Code and its \`code\` command (in VS Code: “Shell Command: Install 'code' command in PATH”), then run npm start again.`);
    process.exitCode = 1;
    return;
  }
  setUp();
  const {packExtension} = await import('../e2e/vsix.mjs');
  const {createRun, installExtension, startWorkbench} = await import('../e2e/workbench.mjs');
  const run = await createRun({});
  await installExtension(run, packExtension());
  const workbench = await startWorkbench(run);
  console.log(`\nThe workbench is open at\n\n  ${workbench.url(playground.replace(/\/$/, ''), `${playground}python/no_transitive_blocking_call.py`)}\n\nPress Ctrl+C to end it.`);
  const end = once(async () => {
    await workbench.stop();
    await run.dispose();
    process.exit(0);
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);
}

/** A second Ctrl+C must not disturb the end that the first began. */
function once(action) {
  let begun;
  return () => (begun ??= action());
}
