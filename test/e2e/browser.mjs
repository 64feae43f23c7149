import {mkdir} from 'node:fs/promises';
import {join} from 'node:path';
import {chromium} from 'playwright-core';
import {packages} from './setup.mjs';

const FLAGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'];

/** A browser without a window. `CHROME` names another Chromium than the packaged one; `flags` come after the usual ones. */
export async function launchBrowser(...flags) {
  return chromium.launch({executablePath: process.env.CHROME ?? (await packagedChromium()), headless: true, args: [...FLAGS, ...flags]});
}

/** The package unpacks its binary into the temporary folder and takes whatever it finds there, of any version: so it gets a folder of its own. */
async function packagedChromium() {
  const folder = join(packages, '.cache', 'chromium');
  await mkdir(folder, {recursive: true});
  const {TMPDIR} = process.env;
  process.env.TMPDIR = folder;
  try {
    const {default: packaged} = await import('@sparticuz/chromium');
    return await packaged.executablePath();
  } finally {
    if (TMPDIR === undefined) delete process.env.TMPDIR;
    else process.env.TMPDIR = TMPDIR;
  }
}

/**
 * Makes the workbench load an extension from its folder, or a module of tests. A built workbench takes this from the options in
 * its page only. The page itself must not be rewritten: Chromium would no longer take it for local, and would block its socket.
 */
export function withDevelopmentOptions(context, options) {
  return context.addInitScript(added => {
    const original = Element.prototype.getAttribute;
    Element.prototype.getAttribute = function (name) {
      const value = original.call(this, name);
      if (name !== 'data-settings' || this.id !== 'vscode-workbench-web-configuration') return value;
      const configuration = JSON.parse(value);
      configuration.developmentOptions = {...configuration.developmentOptions, ...added};
      return JSON.stringify(configuration);
    };
  }, options);
}
