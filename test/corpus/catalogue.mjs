import {spawnSync} from 'node:child_process';
import {existsSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {createRequire} from 'node:module';
import {join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {build} from 'esbuild';

/**
 * Confirms every entry of the catalogue that names a package and offers a rewrite, against the package itself in the version that the
 * entry names: that what blocks is there, and what is to be used instead. Packages are installed into the ignored cache, without their
 * installation scripts; some of a package's names as arguments take these packages only.
 */
const cache = fileURLToPath(new URL('.cache/catalogue/', import.meta.url));
const python = process.platform === 'win32' ? 'python' : 'python3';
const wanted = process.argv.slice(2);

const offered = (await entries()).filter(entry => wanted.length === 0 || wanted.includes(entry.package));
const packages = new Map();
for (const entry of offered) {
  const key = `${entry.language} ${entry.package} ${entry.version}`;
  packages.set(key, [...(packages.get(key) ?? []), entry]);
}
const sums = {};
for (const ofPackage of packages.values()) {
  const [{language, package: name, version}] = ofPackage;
  const statuses = language === 'javascript' ? await javascriptStatuses(name, version, ofPackage) : pythonStatuses(name, version, ofPackage);
  for (const [index, status] of statuses.entries()) {
    sums[status.replace(/:.*/s, '')] = (sums[status.replace(/:.*/s, '')] ?? 0) + 1;
    if (status !== 'there' && status !== 'made at run time') console.log(`${name} ${version}: ${ofPackage[index].name}: ${status}`);
  }
}
console.log(`${offered.length} entries of ${packages.size} packages: ${Object.entries(sums).map(([status, count]) => `${count} ${status}`).join(', ')}`);
if (Object.keys(sums).some(status => status === 'missing')) process.exitCode = 1;

async function entries() {
  mkdirSync(cache, {recursive: true});
  const outfile = join(cache, 'entries.mjs');
  await build({entryPoints: [fileURLToPath(new URL('catalogue-entries.ts', import.meta.url))], outfile, bundle: true, platform: 'node', format: 'esm', logLevel: 'warning'});
  const {offeredRewrites} = await import(pathToFileURL(outfile).href);
  return offeredRewrites();
}

/** Whether both names are functions of the module. */
async function javascriptStatuses(name, version, ofPackage) {
  const folder = join(cache, 'npm', `${name.replace('/', '__')}-${version}`);
  if (!installed(folder, 'npm', ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', '--prefix', folder, `${name}@${version}`])) return ofPackage.map(() => 'cannot be installed');
  let module;
  try {
    module = await import(pathToFileURL(createRequire(join(folder, 'package.json')).resolve(name)).href);
  } catch (error) {
    return ofPackage.map(() => `cannot be imported: ${error.message}`);
  }
  const isFunction = member => typeof (module[member] ?? module.default?.[member]) === 'function';
  return ofPackage.map(({name: qualified, instead}) => {
    const member = qualified.slice(qualified.lastIndexOf('.') + 1);
    if (!isFunction(member)) return `missing: no ${member}`;
    return instead && !isFunction(instead.name) ? `missing: no ${instead.name} to use instead` : 'there';
  });
}

function pythonStatuses(name, version, ofPackage) {
  const folder = join(cache, 'pypi', `${name}-${version}`);
  // Some distributions have other names than the projects are known by, and some leave it to others to bring what they need.
  const distribution = {psycopg2: 'psycopg2-binary'}[name] ?? name;
  const companions = {
    psycopg_pool: ['psycopg[binary]'],
    'langchain-core': ['langgraph', 'langchain-community', 'langchain-chroma', 'langchain-pinecone', 'langchain-qdrant', 'langchain-postgres', 'langchain-milvus'],
  }[name] ?? [];
  if (!installed(folder, python, ['-m', 'pip', 'install', '--quiet', '--only-binary=:all:', '--target', '.', `${distribution}==${version}`, ...companions])) return ofPackage.map(() => 'cannot be installed');
  const blocking = namesIn(folder, ofPackage.map(entry => entry.name));
  const instead = namesIn(folder, ofPackage.map(entry => (entry.instead ? `${entry.instead.module}.${entry.instead.name}` : entry.name)));
  return blocking.map((status, index) => (/^(there|made)/.test(status) && !/^(there|made)/.test(instead[index]) ? `${instead[index]} to use instead` : status));
}

function namesIn(folder, names) {
  const script = fileURLToPath(new URL('catalogue-names.py', import.meta.url));
  const {status, stdout, stderr} = spawnSync(python, [script], {cwd: folder, input: JSON.stringify(names), encoding: 'utf8', env: {...process.env, PYTHONPATH: folder, DJANGO_SETTINGS_MODULE: ''}});
  return status === 0 ? JSON.parse(stdout.slice(stdout.lastIndexOf('\n', stdout.length - 2) + 1)) : names.map(() => `cannot be imported: ${stderr.trim().split('\n').at(-1)}`);
}

function installed(folder, program, args) {
  if (existsSync(folder)) return true;
  mkdirSync(folder, {recursive: true});
  if (program === 'npm') writeFileSync(join(folder, 'package.json'), '{"private": true}');
  const {status, stderr} = spawnSync(program, args, {cwd: folder, encoding: 'utf8', shell: process.platform === 'win32'});
  if (status === 0) return true;
  console.error(stderr.trim().split('\n').slice(-3).join('\n'));
  rmSync(folder, {recursive: true, force: true});
  return false;
}
