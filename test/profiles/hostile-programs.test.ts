import {spawn, spawnSync} from 'node:child_process';
import {copyFileSync, cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {afterAll, describe, expect, test} from 'vitest';
import type {Run} from '../../server/profile/run.ts';
import {profiled} from './profiled.ts';

const node = process.execPath;
const folder = realpathSync(mkdtempSync(join(tmpdir(), 'loopsight-hostile-')));
afterAll(() => rmSync(folder, {recursive: true, force: true}));

/** Works for so long in `work`, on its fourth line. */
const WORK = `function work(ms) {
  const until = performance.now() + ms;
  let sum = 0;
  while (performance.now() < until) for (let i = 0; i < 1e5; i++) sum += Math.sqrt(i);
  return sum;
}
`;

function program(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, WORK + text);
  return path;
}

/** What the work of the program is on, by far. Starting may take long on a busy machine, and stands for the top level. */
function hottest({lines}: Run) {
  return lines.filter(({precision}) => precision === 'sampled').toSorted((a, b) => b.selfMs - a.selfMs)[0];
}

test('megabytes of output pass through untouched', async () => {
  const path = program('prints.cjs', "const line = 'ü'.repeat(511) + '\\n';\nfor (let i = 0; i < 8000; i++) process.stdout.write(line);\nprocess.stderr.write('the end\\n');\nwork(60);\n");
  const {stdout, stderr, code, run} = await profiled([node, path]);
  expect(code).toBe(0);
  expect(stdout === `${'ü'.repeat(511)}\n`.repeat(8000)).toBe(true);
  expect(stderr).toContain('the end\n');
  expect(hottest(run)).toMatchObject({file: path});
});

test.skipIf(process.platform === 'win32')('a program that never ends and takes no interrupt is killed when it is asked a third time', async () => {
  const path = program('never.cjs', "process.on('SIGINT', () => console.log('no'));\nsetInterval(() => work(30), 40);\nconsole.log('ready');\n");
  const {code, stdout, run} = await profiled([node, path], [], {...process.env, LOOPSIGHT_CHUNK: '300'}, (child, soFar) => {
    // Not before something of it has been saved.
    if (soFar === 'ready\n') setTimeout(() => child.kill('SIGINT'), 1500);
    else if (soFar.endsWith('no\n')) child.kill('SIGINT');
  });
  expect(code).toBe(137);
  expect(stdout).toContain('ready\nno\n');
  expect(run.processes).toMatchObject([{exit: {code: null, signal: 'SIGKILL'}}]);
  expect(hottest(run)).toMatchObject({file: path});
});

test('a hundred children are a hundred and one processes', async () => {
  const path = program('forks.cjs', "const {fork} = require('node:child_process');\nlet left = 100;\nconst next = () => left-- > 0 && fork(__filename, ['child']).on('exit', next);\nif (process.argv[2] !== 'child') for (let i = 0; i < 4; i++) next();\nelse work(2);\n");
  const {run, code} = await profiled([node, path]);
  expect(code).toBe(0);
  expect(run.processes).toHaveLength(101);
  expect(run.processes.every(({exit, role}) => exit.code === 0 && role === 'user')).toBe(true);
}, 240_000);

test('a program that goes to another folder and deletes its sources is told of under the names that they had', async () => {
  const path = program('vanishes.cjs', "process.chdir('/');\nrequire('node:fs').unlinkSync(__filename);\nsetTimeout(work, 20, 250);\n");
  const {run, code} = await profiled([node, path]);
  expect(code).toBe(0);
  expect(hottest(run)).toMatchObject({file: path, line: 4});
});

describe('source maps that are wrong', () => {
  const inline = (map: unknown) => `//# sourceMappingURL=data:application/json;base64,${Buffer.from(typeof map === 'string' ? map : JSON.stringify(map)).toString('base64')}\n`;

  test.each([
    ['not there', '//# sourceMappingURL=missing.js.map\n'],
    ['no map', inline('no map')],
    ['of another version', inline({version: 2, sources: ['a.ts'], mappings: 'AAAA'})],
    ['broken mappings', inline({version: 3, sources: ['a.ts'], names: [], mappings: '!!!!;****'})],
    ['no data URL', '//# sourceMappingURL=data:application/json;base64,%%%\n'],
  ])('%s: the lines of the script itself are shown', async (name, comment) => {
    const path = program(`${name.replaceAll(' ', '-')}.cjs`, `setTimeout(work, 20, 250);\n${comment}`);
    const {run, code} = await profiled([node, path]);
    expect(code).toBe(0);
    expect(hottest(run)).toMatchObject({file: path, line: 4});
  });

  test('mapping all of the script to one line of nowhere: that file, and no other line', async () => {
    const path = program('nowhere.cjs', `setTimeout(work, 20, 250);\n${inline({version: 3, sources: ['nowhere.ts'], names: [], mappings: 'AAAA;AAAA;AAAA;AAAA;AAAA;AAAA;AAAA'})}`);
    const {run} = await profiled([node, path]);
    expect(run.lines.filter(({selfMs}) => selfMs > 20).map(({file, line}) => [file, line])).toEqual([[join(folder, 'nowhere.ts'), 1]]);
  });
});

test.skipIf(process.platform !== 'linux')('a program that closes all descriptors closes none of the agent, which would write into what the program opens next', async () => {
  const path = program('closes.cjs', "const fs = require('node:fs');\nconst target = each => {\n  try {\n    return fs.readlinkSync('/proc/self/fd/' + each);\n  } catch {\n    return '';\n  }\n};\nsetTimeout(() => {\n  work(60);\n  console.log(fs.readdirSync('/proc/self/fd').map(target).filter(each => each.startsWith(process.env.LOOPSIGHT_OUT)));\n}, 600);\n");
  const {code, stdout, run} = await profiled([node, path]);
  expect({code, stdout}).toEqual({code: 0, stdout: '[]\n'});
  expect(hottest(run)).toMatchObject({file: path, line: 4});
});

test('what the agent writes to is deleted meanwhile: the program does not notice', async () => {
  const path = program('deletes.cjs', "require('node:fs').rmSync(process.env.LOOPSIGHT_OUT, {recursive: true, force: true});\nsetTimeout(() => {\n  work(700);\n  console.log('done');\n  process.exitCode = 4;\n}, 50);\n");
  const {code, stdout, stderr} = await profiled([node, path]);
  expect({code, stdout}).toEqual({code: 4, stdout: 'done\n'});
  expect(stderr).not.toMatch(/\n\s+at /);
});

const small = join(folder, 'small');
mkdirSync(small);
/** A disk of 200 kB, where this may be made. */
const hasSmallDisk = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=200k', 'tmpfs', small]).status === 0;
afterAll(() => {
  if (hasSmallDisk) spawnSync('umount', ['-l', small]);
});

test.skipIf(!hasSmallDisk)('a full disk: the program goes on, and what fitted is told', async () => {
  const path = program('fills.cjs', "const fill = () => require('node:fs').writeFileSync(process.env.LOOPSIGHT_OUT + '/fill', Buffer.alloc(1 << 20));\nsetTimeout(() => {\n  work(120);\n  try {\n    fill();\n  } catch (error) {\n    console.log(error.code);\n  }\n  setTimeout(() => {\n    work(120);\n    console.log('done');\n    process.exitCode = 4;\n  }, 800);\n}, 50);\n");
  const {code, stdout, stderr, run} = await profiled([node, path], ['--out', join(small, 'run')]);
  expect({code, stdout}).toEqual({code: 4, stdout: 'ENOSPC\ndone\n'});
  expect(stderr).toContain('The run cannot be kept');
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(run.processes).toMatchObject([{exit: {code: 4}, role: 'user'}]);
});

/** On Windows a path has no quotes. */
const ODD = process.platform === 'win32' ? "a b' ü (c) %41 日" : `a b' "q" ü (c) $HOME %41 日`;

test('paths with blanks, quotes, dollars and other scripts, of the program and of Loopsight itself', async () => {
  const odd = join(folder, ODD);
  mkdirSync(odd);
  const path = join(odd, `${ODD}.mjs`);
  copyFileSync(program('plain.mjs', 'setTimeout(work, 20, 250);\n'), path);
  const dist = join(import.meta.dirname, '../../server/dist');
  const copied = join(odd, 'dist');
  cpSync(dist, copied, {recursive: true, filter: file => !file.endsWith('.map')});
  const json = join(odd, 'run.json');
  const child = spawn(node, [join(copied, 'loopsight.mjs'), 'profile', '--json', json, '--out', join(odd, 'kept'), '--', node, path], {cwd: odd});
  let stderr = '';
  child.stderr.on('data', data => (stderr += data));
  const code = await new Promise(resolve => child.on('close', resolve));
  expect(code, stderr).toBe(0);
  const run = JSON.parse(readFileSync(json, 'utf8')) as Run;
  expect(hottest(run)).toMatchObject({file: path, line: 4});
  expect(readdirSync(join(odd, 'kept'))).toContain('run.json');
});
