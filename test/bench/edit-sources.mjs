import {spawnSync} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {join} from 'node:path';
import {fileURLToPath} from 'node:url';

/** Real files with asynchronous code, one near 1,000 lines and one of more than 5,000 in each language. */
export const editSources = ['mongodb topology.ts', 'web3.js connection.ts', 'asyncio tasks.py', 'five modules of asyncio'];

export function readSource(name) {
  switch (name) {
    case 'mongodb topology.ts':
      return {language: 'javascript', path: '/bench/topology.ts', text: readFileSync(inPackages('mongodb/src/sdam/topology.ts'), 'utf8')};
    case 'web3.js connection.ts':
      return {language: 'javascript', path: '/bench/connection.ts', text: readFileSync(inPackages('@solana/web3.js/src/connection.ts'), 'utf8')};
    case 'asyncio tasks.py':
      return {language: 'python', path: '/bench/tasks.py', text: readFileSync(join(standardLibrary(), 'asyncio', 'tasks.py'), 'utf8')};
    case 'five modules of asyncio': {
      // The standard library has no asynchronous module of 5,000 lines.
      const modules = ['base_events', 'tasks', 'unix_events', 'streams', 'queues'];
      return {language: 'python', path: '/bench/asyncio.py', text: modules.map(module => readFileSync(join(standardLibrary(), 'asyncio', `${module}.py`), 'utf8')).join('\n')};
    }
    default:
      throw new Error(`There is no source ${name}.`);
  }
}

export function inPackages(path) {
  return fileURLToPath(new URL(`node_modules/${path}`, import.meta.url));
}

export function standardLibrary() {
  return python('import sysconfig; print(sysconfig.get_paths()["stdlib"])', '').trim();
}

/** What a Python program prints. */
export function python(program, input) {
  const {status, stdout, stderr, error} = spawnSync(process.platform === 'win32' ? 'python' : 'python3', ['-c', program], {input, encoding: 'utf8'});
  if (error || status !== 0) throw new Error(`Python could not be run: ${error?.message ?? stderr}`);
  return stdout;
}
