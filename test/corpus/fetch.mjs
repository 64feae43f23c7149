import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

const here = fileURLToPath(new URL('./', import.meta.url));
const cache = join(here, '.cache');

/**
 * The sources of every package of `packages.json`, unpacked into an ignored cache: `{name, version, registry, folder}` each.
 * Packages are only unpacked: nothing of them is installed or run. `names` takes some of them only; those that were read at first
 * sight, before any rule had seen them, belong to the corpus where `withFirstSight` is set or they are named.
 */
export function fetchCorpus(names = [], {withFirstSight = false} = {}) {
  const {'at first sight': firstSight, ...corpus} = JSON.parse(readFileSync(join(here, 'packages.json'), 'utf8'));
  const of = registry => ({...corpus[registry], ...(withFirstSight || names.length > 0 ? firstSight[registry] : {})});
  const [npm, pypi] = [of('npm'), of('pypi')];
  const unknown = names.filter(name => !(name in npm) && !(name in pypi));
  if (unknown.length > 0) throw new Error(`packages.json has no ${unknown.join(', ')}. It has ${[...Object.keys(npm), ...Object.keys(pypi)].join(', ')}.`);
  const isWanted = ([name]) => names.length === 0 || names.includes(name);
  return [
    ...Object.entries(npm).filter(isWanted).map(([name, version]) => fetchPackage('npm', name, version, fromNpm)),
    ...Object.entries(pypi).filter(isWanted).map(([name, version]) => fetchPackage('pypi', name, version, fromPypi)),
  ];
}

function fetchPackage(registry, name, version, fetch) {
  const folder = join(cache, registry, `${name.replace('/', '__')}-${version}`);
  if (!existsSync(folder)) {
    console.error(`Fetching ${name} ${version}`);
    mkdirSync(join(cache, registry), {recursive: true});
    const draft = mkdtempSync(join(cache, 'draft-'));
    try {
      fetch(name, version, draft);
      renameSync(draft, folder);
    } catch (error) {
      rmSync(draft, {recursive: true, force: true});
      throw error;
    }
  }
  return {name, version, registry, folder};
}

function fromNpm(name, version, folder) {
  run('npm', ['pack', '--silent', '--ignore-scripts', `${name}@${version}`], folder);
  const archive = readdirSync(folder).find(file => file.endsWith('.tgz'));
  run('tar', ['-xzf', archive], folder);
  rmSync(join(folder, archive));
}

/** Wheels hold the sources as they are imported. The newest Python is asked for, whichever one is installed here. */
function fromPypi(name, version, folder) {
  const python = process.platform === 'win32' ? 'python' : 'python3';
  const wanted = ['pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--platform', 'manylinux2014_x86_64', '--platform', 'any'];
  const attempts = ['3.14', '3.12'].map(pythonVersion => () => run(python, ['-m', ...wanted, '--python-version', pythonVersion, `${name}==${version}`], folder));
  firstThatWorks(attempts);
  const archive = readdirSync(folder).find(file => file.endsWith('.whl'));
  run(python, ['-m', 'zipfile', '-e', archive, '.'], folder);
  rmSync(join(folder, archive));
}

function firstThatWorks([attempt, ...others]) {
  try {
    attempt();
  } catch (error) {
    if (others.length === 0) throw error;
    firstThatWorks(others);
  }
}

function run(program, args, cwd) {
  const {status, error, stderr} = spawnSync(program, args, {cwd, encoding: 'utf8', shell: process.platform === 'win32'});
  if (error) throw new Error(`${program} could not be started: ${error.message}`);
  if (status !== 0) throw new Error(`${program} ${args.join(' ')} failed with exit code ${status}: ${stderr}`);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) for (const {folder} of fetchCorpus()) console.log(folder);
