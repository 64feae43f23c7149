import {spawn} from 'node:child_process';
import {once} from 'node:events';
import {cp, mkdir, mkdtemp, open, readFile, rm, writeFile} from 'node:fs/promises';
import {get} from 'node:http';
import {createServer} from 'node:net';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {setTimeout as wait} from 'node:timers/promises';
import {codeServer, nodeOfWorkbench} from './setup.mjs';

/** Quiet and the same for every run: nothing pops up, nothing asks the network, nothing moves. */
const SETTINGS = {
  'chat.commandCenter.enabled': false,
  'chat.disableAIFeatures': true,
  'editor.accessibilitySupport': 'off',
  'editor.cursorBlinking': 'solid',
  'editor.lightbulb.enabled': 'on',
  'editor.minimap.enabled': false,
  'extensions.autoCheckUpdates': false,
  'extensions.autoUpdate': false,
  'extensions.ignoreRecommendations': true,
  'files.autoSave': 'off',
  'git.enabled': false,
  'js/ts.implicitProjectConfig.checkJs': false,
  'remote.autoForwardPorts': false,
  'security.workspace.trust.banner': 'always',
  'security.workspace.trust.startupPrompt': 'never',
  'telemetry.telemetryLevel': 'off',
  'update.mode': 'none',
  'window.autoDetectColorScheme': false,
  'workbench.colorTheme': 'Default Dark Modern',
  'workbench.commandPalette.history': 0,
  'workbench.enableExperiments': false,
  'workbench.quickOpen.closeOnFocusLost': false,
  'workbench.reduceMotion': 'on',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
};

const STARTS_WITHIN_MS = 30_000;

/**
 * A folder for one run: user data, extensions, home, and a copy of the workspace that tests may change. It is deleted by
 * `dispose()`.
 */
export async function createRun({workspace, settings = {}}) {
  const folder = await mkdtemp(join(tmpdir(), 'loopsight-workbench-'));
  const path = name => join(folder, name);
  for (const name of ['user/User', 'extensions', 'home']) await mkdir(path(name), {recursive: true});
  await writeFile(path('user/User/settings.json'), JSON.stringify({...SETTINGS, ...settings}, null, 2));
  await writeFile(path('config.yaml'), 'auth: none\ncert: false\n');
  if (workspace) await cp(workspace, path('workspace'), {recursive: true});
  return {
    path,
    workspace: path('workspace'),
    arguments: ['--config', path('config.yaml'), '--user-data-dir', path('user'), '--extensions-dir', path('extensions')],
    environment: {...process.env, HOME: path('home'), EXTENSIONS_GALLERY: '{}'},
    dispose: () => rm(folder, {recursive: true, force: true, maxRetries: 5, retryDelay: 200}),
  };
}

export async function installExtension(run, vsix) {
  const installer = spawn(nodeOfWorkbench, [codeServer, ...run.arguments, '--install-extension', vsix], {env: run.environment, stdio: ['ignore', 'ignore', 'inherit']});
  const [status] = await once(installer, 'close');
  if (status !== 0) throw new Error('The extension could not be installed; the reason is above.');
}

/** Serves the workbench on 127.0.0.1. `stop()` ends it with all that it started. */
export async function startWorkbench(run, {isTrusted = true, environment = {}} = {}) {
  const port = await freePort();
  const log = await open(run.path('server.log'), 'w');
  const trust = isTrusted ? ['--disable-workspace-trust'] : [];
  const server = spawn(
    nodeOfWorkbench,
    [codeServer, ...run.arguments, '--bind-addr', `127.0.0.1:${port}`, '--auth', 'none', '--disable-telemetry', '--disable-update-check', '--disable-getting-started-override', '--reconnection-grace-time', '1', ...trust],
    // A group of its own: ending the group ends extension hosts and language servers too.
    {stdio: ['ignore', log.fd, log.fd], env: {...run.environment, ...environment}, detached: true},
  );
  await log.close();
  const stop = () => endGroup(server);
  for (const deadline = Date.now() + STARTS_WITHIN_MS; !(await isHealthy(port)); await wait(100)) {
    if (server.exitCode === null && Date.now() < deadline) continue;
    await stop();
    throw new Error(`The workbench did not start:\n${await readFile(run.path('server.log'), 'utf8')}`);
  }
  const remote = path => ({scheme: 'vscode-remote', authority: `127.0.0.1:${port}`, path});
  return {
    port,
    stop,
    /** A path as the page names it in `developmentOptions`. */
    remote,
    /** The address of the workbench with a folder open, and files in its editors. */
    url(folder, ...files) {
      const query = new URLSearchParams({folder});
      if (files.length > 0) query.set('payload', JSON.stringify(files.map(file => ['openFile', `vscode-remote://127.0.0.1:${port}${file}`])));
      return `http://127.0.0.1:${port}/?${query}`;
    },
  };
}

async function endGroup(server) {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const exited = once(server, 'exit');
  process.kill(-server.pid, 'SIGTERM');
  const killed = setTimeout(() => process.kill(-server.pid, 'SIGKILL'), 10_000);
  await exited;
  clearTimeout(killed);
}

function isHealthy(port) {
  return new Promise(resolve => {
    get(`http://127.0.0.1:${port}/healthz`, response => resolve(response.resume().statusCode === 200)).on('error', () => resolve(false));
  });
}

export function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject).listen(0, '127.0.0.1', () => {
      const {port} = server.address();
      server.close(() => resolve(port));
    });
  });
}
