/**
 * Everything that must hold, in one command that needs nothing but Node, npm's packages and a Python: installs, builds, checks
 * types, layers and docs, runs all suites, and ends with the sum of their tests. Arguments name single steps: `npm test -- unit`.
 */
import {spawn} from 'node:child_process';
import {fileURLToPath} from 'node:url';
import {ensureInstalled} from './install.mjs';

const root = fileURLToPath(new URL('../', import.meta.url));

const steps = {
  build: ['npm', 'run', 'build'],
  types: ['npx', 'tsc', '--build'],
  lint: ['npm', 'run', 'lint'],
  docs: ['npm', 'run', 'docs', '--', '--check'],
  unit: ['npx', 'vitest', 'run'],
  workbench: ['node', 'test/e2e/run.mjs'],
};

ensureInstalled(root);
const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!(name in steps)) throw new Error(`No step is called ${name}. Steps: ${Object.keys(steps).join(', ')}.`);
}
const sum = {passed: 0, failed: 0};
const failures = [];
for (const [name, command] of Object.entries(steps)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n── ${name}: ${command.join(' ')}`);
  const {code, output} = await run(command);
  count(output);
  if (code !== 0) failures.push(name);
  if (code !== 0 && name === 'build') break;
}
if (failures.length > 0) console.log(`\nFailed: ${failures.join(', ')}. Run one alone with \`npm test -- ${failures[0]}\`.`);
console.log(`\n${sum.passed} passed, ${Math.max(sum.failed, failures.length)} failed`);
process.exitCode = failures.length > 0 || sum.passed === 0 ? 1 : 0;

/** Runs a step with its output passed on and kept. */
function run([program, ...args]) {
  return new Promise(resolve => {
    const child = spawn(program, args, {cwd: root, stdio: ['ignore', 'pipe', 'inherit'], shell: process.platform === 'win32'});
    let output = '';
    child.stdout.on('data', chunk => {
      process.stdout.write(chunk);
      output += chunk;
    });
    child.on('error', error => resolve({code: 1, output: String(error)}));
    child.on('close', code => resolve({code: code ?? 1, output}));
  });
}

/** Adds what vitest (`Tests  3 failed | 40 passed`) and our own suites (`40 passed, 3 failed`) say at their end. */
function count(output) {
  // eslint-disable-next-line no-control-regex -- colours of a terminal
  const plain = output.replaceAll(/\u001b\[[0-9;]*m/g, '');
  for (const [, text] of plain.matchAll(/^\s*Tests\s+(.*)$/gm)) {
    sum.passed += Number(/(\d+) passed/.exec(text)?.[1] ?? 0);
    sum.failed += Number(/(\d+) failed/.exec(text)?.[1] ?? 0);
  }
  for (const [, passed, failed] of plain.matchAll(/^(\d+) passed, (\d+) failed$/gm)) {
    sum.passed += Number(passed);
    sum.failed += Number(failed);
  }
}
