import {spawnSync} from 'node:child_process';
import {existsSync, readdirSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {dirname, join, relative} from 'node:path';
import {fileURLToPath} from 'node:url';
import {fetchCorpus} from './fetch.mjs';

/**
 * Runs every rule over real packages of npm and PyPI and prints what it found and how long it took. The reports go to the ignored
 * cache, so that a run can be read and compared with the one before. `npm run corpus -- aiohttp trio` takes some of them only.
 */
const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '..', '..');
const loopsight = join(root, 'server', 'dist', 'loopsight.mjs');
const {configs} = createRequire(import.meta.url)('../../rules/dist/index.cjs');
const recommendedRules = new Set(configs.recommended.flatMap(({rules = {}}) => Object.keys(rules)).map(rule => rule.replace('loopsight/', '')));

const wanted = process.argv.slice(2);
const packages = fetchCorpus(wanted, {withFirstSight: true});
const rows = packages.map(checkPackage);
print(rows);
writeFileSync(join(here, '.cache', 'reports.json'), JSON.stringify(rows.flatMap(({reports}) => reports), null, 1));

function checkPackage({name, version, registry, folder}) {
  const {checked, seconds, problems} = check(folder);
  const reports = problems.map(problem => ({package: name, registry, ...problem, isRecommended: isRecommended(problem), path: relative(folder, problem.path), folder}));
  return {
    name: `${name} ${version}`,
    registry,
    files: checked,
    seconds,
    recommended: byRule(reports.filter(report => report.isRecommended)),
    strict: byRule(reports),
    reports,
  };
}

/** Of what `strict` reports, `recommended` has the rules that are in it, where they are surer than possible. */
function isRecommended({ruleId, confidence}) {
  return recommendedRules.has(ruleId) && confidence !== 'possible';
}

/** Cold, in one thread, without a cache of an earlier run: the package lies in no project that has one. */
function check(folder) {
  const start = process.hrtime.bigint();
  const {stdout, stderr, status} = spawnSync(process.execPath, [loopsight, 'check', '--format', 'json', '--preset', 'strict', '--threads', '1', ...sourceFolders(folder)], {cwd: folder, encoding: 'utf8', maxBuffer: 1 << 30});
  const seconds = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 0 && status !== 1) throw new Error(`loopsight check failed on ${folder}: ${stderr}`);
  const {files, checked} = JSON.parse(stdout);
  for (const {path, failure} of files) if (failure) console.error(`${path}: ${failure}`);
  return {seconds, checked, problems: files.flatMap(({problems}) => problems)};
}

function holdsCode(folder) {
  return existsSync(folder) && readdirSync(folder, {recursive: true}).some(name => /\.[cm]?[jt]sx?$/.test(name));
}

/** Compiled but unbundled sources stand in folders that are passed over unless they are named. */
function sourceFolders(folder) {
  const inPackage = name => join(folder, 'package', name);
  if (holdsCode(inPackage('src'))) return [folder];
  return [folder, ...['dist', 'build', 'out'].map(inPackage).filter(path => existsSync(path))];
}

function byRule(problems) {
  const counts = {};
  for (const {ruleId} of problems) counts[ruleId] = (counts[ruleId] ?? 0) + 1;
  return counts;
}

function print(packageRows) {
  const rules = [...new Set(packageRows.flatMap(({strict}) => Object.keys(strict)))].sort();
  console.log(['package', 'files', 'seconds', ...rules.map(rule => `${rule} (strict)`)].join('\t'));
  for (const {name, files, seconds, recommended, strict} of packageRows) {
    console.log([name, files, seconds.toFixed(1), ...rules.map(rule => `${recommended[rule] ?? 0} (${strict[rule] ?? 0})`)].join('\t'));
  }
  const sum = (counts, rule) => counts.reduce((total, count) => total + (count[rule] ?? 0), 0);
  console.log(['all', packageRows.reduce((total, {files}) => total + files, 0), packageRows.reduce((total, {seconds}) => total + seconds, 0).toFixed(1), ...rules.map(rule => `${sum(packageRows.map(row => row.recommended), rule)} (${sum(packageRows.map(row => row.strict), rule)})`)].join('\t'));
}

