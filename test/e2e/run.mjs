/**
 * The workbench suites: one inside the extension host, with the whole API of the editor, and one as a user meets the packed
 * extension, in a browser. Arguments choose: `node test/e2e/run.mjs exthost`, `node test/e2e/run.mjs ui --grep 'a stall'`.
 */
import {rmSync} from 'node:fs';
import {join} from 'node:path';
import {parseArgs} from 'node:util';
import {print} from './record.mjs';
import {here, setUp, whyNotHere} from './setup.mjs';
import {packExtension} from './vsix.mjs';

/** Loaded after the set-up, which installs what they import. */
const suites = {
  exthost: async () => (await import('./exthost/suite.mjs')).exthost,
  ui: async () => (await import('./ui/suite.mjs')).ui,
};
const {values: {grep}, positionals: wanted} = parseArgs({allowPositionals: true, options: {grep: {type: 'string', default: ''}}});
const unknown = wanted.filter(name => !(name in suites));
if (unknown.length > 0) throw new Error(`No suite is called ${unknown.join(', ')}. Suites: ${Object.keys(suites).join(', ')}.`);

const reason = whyNotHere();
if (reason) {
  console.log(`Skipped, all workbench suites: ${reason}.`);
} else {
  setUp();
  const vsix = packExtension();
  rmSync(join(here, 'screenshots'), {recursive: true, force: true});
  const sum = {passed: 0, failed: 0};
  for (const [name, load] of Object.entries(suites)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const suite = await load();
    const {passed, failed} = print(`Workbench, ${name}`, await suite(vsix, {grep}));
    sum.passed += passed;
    sum.failed += failed;
  }
  console.log(`\n${sum.passed} passed, ${sum.failed} failed`);
  process.exitCode = sum.failed > 0 || sum.passed === 0 ? 1 : 0;
}
