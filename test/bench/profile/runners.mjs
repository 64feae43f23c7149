import {spawnSync} from 'node:child_process';
import {cpSync, mkdirSync, rmSync, writeFileSync} from 'node:fs';
import {join} from 'node:path';
import {compared} from './blocking.mjs';
import {lineOf, lineWith, profiled, programs} from './profiled.mjs';

/** Below this folder, so that what runs there finds the packages of the bench. */
const workplace = join(import.meta.dirname, '.cache/runners');
const packages = join(import.meta.dirname, 'node_modules');
const source = join(workplace, 'src/hot.ts');
const commands = {tsx: 'tsx/dist/cli.mjs', 'ts-node': 'ts-node/dist/bin.js', vitest: 'vitest/vitest.mjs'};
const command = name => join(packages, commands[name]);

/** How people start TypeScript and JavaScript: the arguments of `node`, or a whole command, and the file whose lines must come up. */
const RUNNERS = [
  {title: 'CommonJS', args: ['commonjs/app.js'], file: 'commonjs/hot.js'},
  {title: 'ES modules', args: ['module/app.js'], file: 'module/hot.js'},
  {title: 'child process', args: ['commonjs/app.js', 'child'], file: 'commonjs/hot.js'},
  {title: 'worker thread', args: ['commonjs/app.js', 'thread'], file: 'commonjs/hot.js'},
  {title: 'npm run', command: ['npm', 'run', '--silent', 'start'], file: 'commonjs/hot.js'},
  {title: 'tsx', args: [command('tsx'), 'src/app.ts']},
  {title: 'npm run, tsx', command: ['npm', 'run', '--silent', 'dev']},
  {title: 'tsx, ES modules', args: [command('tsx'), 'typed-module/app.ts'], file: 'typed-module/hot.ts'},
  {title: 'node --import tsx', args: ['--import', 'tsx', 'src/app.ts']},
  {title: 'tsx, child process', args: [command('tsx'), 'src/app.ts', 'child']},
  {title: 'ts-node', args: [command('ts-node'), 'src/app.ts']},
  {title: 'node -r ts-node/register', args: ['-r', 'ts-node/register', 'src/app.ts']},
  {title: 'type stripping', args: ['src/app.ts'], from: 22},
  {title: 'tsc, maps beside', args: ['maps/app.js']},
  {title: 'tsc, maps inside', args: ['inline-maps/app.js']},
  {title: 'esbuild bundle', args: ['bundle.mjs']},
  {title: 'esbuild bundle, minified', args: ['minified.mjs']},
  {title: 'node --test', args: ['--test', 'module/with-node-test.js'], file: 'module/hot.js'},
  {title: 'tsx --test', args: [command('tsx'), '--test', 'src/with-node-test.ts']},
  {title: 'vitest, forks', args: [command('vitest'), 'run', '--pool=forks', 'src/with-vitest.ts']},
  {title: 'vitest, threads', args: [command('vitest'), 'run', '--pool=threads', 'src/with-vitest.ts']},
];

/** The hot line is right, or said to stand for its function; the blocking call is on its line exactly. */
export async function runnersBench({path: node, name}) {
  prepare();
  const version = Number(name.match(/\d+/)[0]);
  const rows = [];
  for (const {title, args, command, file, from = 20} of RUNNERS) {
    if (version < from) continue;
    const ended = await profiled(node, command ?? [node, ...args], {directory: workplace});
    rows.push(row(`${name}: ${title}`, ended, file ? join(workplace, file) : source));
  }
  return rows;
}

function row(measure, {run, stdout, stderr}, file) {
  const printed = stdout.match(/\{"hot":.*\}/);
  if (!printed) return {measure, ours: 'did not run', beside: `${stdout}${stderr}`.trim().split('\n').at(-1).slice(0, 60), ratio: '', goal: '', met: false};
  const truth = JSON.parse(printed[0]);
  const hot = lineOf(file, 'hot');
  const own = run.lines.filter(line => line.file.startsWith(workplace));
  const heavy = own.filter(({selfMs}) => selfMs >= truth.hot / 10);
  const begins = lineWith(file, 'function compute(');
  // The compiler gives the head of the loop a line of its own, which runs as often.
  const loop = [lineWith(file, 'for (let i'), hot];
  const wrong = heavy.filter(line => line.file !== file || (line.precision === 'ambiguous' ? line.line !== begins : !loop.includes(line.line)));
  const exact = heavy.find(({line, precision}) => line === hot && precision !== 'ambiguous');
  const blocked = own.find(line => line.file === file && line.line === lineOf(file, 'hash'));
  const {ms, met} = compared(blocked?.blockedMs ?? 0, truth.hash, 0.05, 2);
  const sum = heavy.reduce((total, {selfMs}) => total + selfMs, 0);
  return {
    measure,
    ours: `${exact ? 'exact' : heavy.length > 0 ? 'the function' : 'nothing'}${wrong.length > 0 ? `, wrong: ${wrong.map(line => line.line).join()}` : ''}; blocked ${ms}`,
    beside: `clock ${truth.hot.toFixed(0)} ms, ${truth.hash.toFixed(1)} ms`,
    ratio: `${((sum / truth.hot) * 100).toFixed(0)} % of it`,
    goal: 'never a wrong line',
    met: wrong.length === 0 && heavy.length > 0 && met && blocked.precision === 'measured' && sum > truth.hot * 0.8,
  };
}

let isPrepared = false;
/** Compiles the program in every way that people do. */
function prepare() {
  if (isPrepared) return;
  isPrepared = true;
  rmSync(workplace, {recursive: true, force: true});
  mkdirSync(workplace, {recursive: true});
  cpSync(join(programs, 'runners'), join(workplace, 'src'), {recursive: true});
  const write = (path, value) => writeFileSync(join(workplace, path), JSON.stringify(value));
  write('package.json', {private: true, scripts: {start: 'node commonjs/app.js', dev: 'tsx src/app.ts'}});
  const options = {target: 'es2022', moduleResolution: 'node16', module: 'node16', allowImportingTsExtensions: true, skipLibCheck: true};
  write('tsconfig.json', {compilerOptions: options, 'ts-node': {transpileOnly: true}});
  writeFileSync(join(workplace, 'vitest.config.mjs'), "export default {test: {include: ['src/with-vitest.ts']}};\n");
  compile('commonjs', 'commonjs');
  compile('module', 'es2022');
  compile('maps', 'commonjs', '--sourceMap');
  compile('inline-maps', 'commonjs', '--inlineSourceMap');
  write('module/package.json', {type: 'module'});
  cpSync(join(workplace, 'src'), join(workplace, 'typed-module'), {recursive: true});
  write('typed-module/package.json', {type: 'module'});
  for (const [file, ...minify] of [['bundle.mjs'], ['minified.mjs', '--minify']]) {
    must(join(packages, 'esbuild/bin/esbuild'), ['src/app.ts', '--bundle', '--platform=node', '--format=esm', '--sourcemap', `--outfile=${file}`, ...minify]);
  }
}

function compile(folder, module, ...flags) {
  const files = ['src/app.ts', 'src/with-node-test.ts'];
  must(join(packages, 'typescript/bin/tsc'), [...files, '--outDir', folder, '--module', module, '--target', 'es2022', '--moduleResolution', module === 'commonjs' ? 'node10' : 'bundler', '--rewriteRelativeImportExtensions', '--noCheck', ...flags]);
}

function must(script, args) {
  const {status, stdout, stderr} = spawnSync(process.execPath, [script, ...args], {cwd: workplace, encoding: 'utf8'});
  if (status !== 0) throw new Error(`${script} failed: ${stdout}${stderr}`);
}
