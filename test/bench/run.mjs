import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {ensureInstalled} from '../install.mjs';
import {appsBench} from './apps.mjs';
import {buildEngine} from './build-engine.mjs';
import {edgesBench} from './edges.mjs';
import {editBench} from './edit.mjs';
import {eslintBench} from './eslint.mjs';
import {indexBench} from './index.mjs';
import {parsesBench} from './parses.mjs';
import {profileBench} from './profile.mjs';
import {printTable} from './table.mjs';

/**
 * How fast Loopsight is, beside what people run already: everything in one run, so that the ratios hold on any machine. All figures
 * are CPU time and medians of several rounds. `npm run bench -- edit index` runs some of the benches only.
 */
const benches = {edit: editBench, index: indexBench, eslint: eslintBench, parses: parsesBench, profile: profileBench, edges: edgesBench, apps: appsBench};

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !Object.hasOwn(benches, name));
if (unknown.length > 0) throw new Error(`There is no bench ${unknown.join(', ')}; there are ${Object.keys(benches).join(', ')}.`);

const root = fileURLToPath(new URL('../../', import.meta.url));
ensureInstalled(root);
// Sources and linters only: nothing in these packages needs its installation script.
ensureInstalled(fileURLToPath(new URL('./', import.meta.url)), '--ignore-scripts');
build('rules/build/pyright-parser.mjs');
build('rules/build/plugin.mjs');
await buildEngine();

const rows = [];
for (const [name, bench] of Object.entries(benches)) if (wanted.length === 0 || wanted.includes(name)) rows.push(...(await bench()));
printTable(rows);

function build(script) {
  const {status} = spawnSync(process.execPath, [script], {cwd: root, stdio: 'inherit'});
  if (status !== 0) throw new Error(`${script} failed with exit code ${status}; its messages are above.`);
}
