import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {basename, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {ensureInstalled} from '../../install.mjs';
import {output, profiled, programs} from './profiled.mjs';

const loopsight = join(import.meta.dirname, '../../../server/dist/loopsight.mjs');
const page = pathToFileURL(join(import.meta.dirname, 'node_modules/speedscope/dist/release/index.html'));

/** What is written for other viewers opens in one: speedscope itself, in a browser, shows a function of the run. */
export async function viewersBench() {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  const browser = await browserOfWorkbench();
  try {
    const kept = join(folder, 'run');
    const {run} = await profiled(process.execPath, [process.execPath, join(programs, 'blocking-calls.cjs')], {options: ['--out', kept]});
    // What has no name is called otherwise by others.
    const names = run.functions.filter(({name}) => !name.startsWith('(')).sort((a, b) => b.selfMs - a.selfMs).slice(0, 2).map(({name}) => name);
    const rows = [];
    for (const end of ['.cpuprofile', '.speedscope.json', '.trace.json', '.collapsed', '.pb.gz']) {
      const file = join(folder, `exported${end}`);
      const {code, stderr} = await output(process.execPath, [loopsight, 'open', kept, '--export', file], {});
      if (code !== 0) throw new Error(stderr);
      rows.push({measure: `${end} opens in speedscope`, ...(await shown(browser, file, names)), ratio: '', goal: 'its functions are shown'});
    }
    return rows;
  } finally {
    await browser.close();
    rmSync(folder, {recursive: true, force: true});
  }
}

/** The one in which the workbench is tested, with the graphics that speedscope needs. */
async function browserOfWorkbench() {
  ensureInstalled(fileURLToPath(new URL('../../e2e/', import.meta.url)), '--ignore-scripts', '--loglevel=error');
  const {launchBrowser} = await import('../../e2e/browser.mjs');
  return launchBrowser('--use-angle=swiftshader', '--enable-unsafe-swiftshader');
}

/** speedscope draws its charts, but lists functions as text in the view "Sandwich". */
async function shown(browser, file, names) {
  const tab = await browser.newPage();
  const complaints = [];
  tab.on('dialog', dialog => {
    complaints.push(dialog.message());
    void dialog.dismiss();
  });
  try {
    // As its own command line hands files over.
    const script = `${file}.js`;
    writeFileSync(script, `speedscope.loadFileFromBase64(${JSON.stringify(basename(file))}, ${JSON.stringify(readFileSync(file).toString('base64'))})`);
    await tab.goto(`${page.href}#localProfilePath=${script}`);
    const sandwich = tab.getByText('Sandwich');
    await sandwich.waitFor({timeout: 20_000});
    await sandwich.click();
    for (const name of names) await tab.getByText(new RegExp(`^${name}\\b`)).first().waitFor({timeout: 20_000});
    return {ours: 'shown', beside: names.join(', '), met: true};
  } catch (error) {
    return {ours: 'not shown', beside: complaints[0] ?? error.message.split('\n')[0].slice(0, 60), met: false};
  } finally {
    await tab.close();
  }
}
