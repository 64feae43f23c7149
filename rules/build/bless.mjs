/** Lets the rules redraw what the pages and case files expect: `npm run bless`, or `npm run bless -- no-blocking-call` for one rule. Review the diff. */
import {spawnSync} from 'node:child_process';
import {fileURLToPath} from 'node:url';

const [rule = '1'] = process.argv.slice(2);
const {status} = spawnSync('npx', ['vitest', 'run', 'test/rules/pages'], {
  cwd: fileURLToPath(new URL('../../', import.meta.url)),
  env: {...process.env, BLESS: rule},
  stdio: 'inherit',
  shell: process.platform === 'win32',
});
process.exitCode = status ?? 1;
