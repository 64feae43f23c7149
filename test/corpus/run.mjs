import {fileURLToPath} from 'node:url';
import {spawnSync} from 'node:child_process';

/**
 * What the rules say of real packages of npm and PyPI, and what others say of them. The first word chooses; the others take some of the
 * packages only. Without one of these words every rule is run and its reports are counted: `npm run corpus -- aiohttp trio`.
 */
const works = {
  ruff: 'beside-ruff.mjs',
  'no-sync': 'beside-no-sync.mjs',
  suggestions: 'suggestions.mjs',
  catalogue: 'catalogue.mjs',
};

const [first, ...others] = process.argv.slice(2);
const isWork = first !== undefined && Object.hasOwn(works, first);
const script = fileURLToPath(new URL(isWork ? works[first] : 'reports.mjs', import.meta.url));
const {status} = spawnSync(process.execPath, ['--max-semi-space-size=32', script, ...(isWork ? others : process.argv.slice(2))], {stdio: 'inherit'});
process.exitCode = status ?? 1;
