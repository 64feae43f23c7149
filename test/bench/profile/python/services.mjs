import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import http from 'node:http';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {ask as askOver, freePort, untilAnswered} from '../../clients.mjs';
import {compared} from '../blocking.mjs';
import {lineWith} from '../profiled.mjs';
import {environmentOf} from './interpreters.mjs';

const loopsight = join(import.meta.dirname, '../../../../server/dist/loopsight.mjs');
const programs = join(import.meta.dirname, 'programs');
const CLIENTS = 8;
const LOAD_MS = 4000;

const SERVICES = [
  {title: 'FastAPI and uvicorn', file: 'fastapi_service.py', command: (python, port) => [python, '-m', 'uvicorn', 'fastapi_service:app', '--port', String(port), '--log-level', 'warning']},
  {title: 'FastAPI and uvicorn, asyncio', file: 'fastapi_service.py', command: (python, port) => [python, '-m', 'uvicorn', 'fastapi_service:app', '--port', String(port), '--log-level', 'warning', '--loop', 'asyncio']},
  {title: 'aiohttp', file: 'aiohttp_service.py', command: (python, port) => [python, 'aiohttp_service.py', String(port)]},
];

/** Services under load, with one call in them that holds the loop: it is on exactly that line, for as long as the service itself says; so are the requests. */
export async function servicesBench(interpreter) {
  const python = environmentOf(interpreter);
  if (python === null) return [];
  const rows = [];
  for (const {title, file, command} of SERVICES) {
    const port = await freePort();
    const {run, truth, asked} = await measured(command(python, port), port);
    const path = join(programs, file);
    const planted = lineWith(path, '# @planted');
    const [worst] = run.lines.filter(each => each.file === path);
    const cost = worst?.line === planted ? worst.totalMs : 0;
    const {ms, error, met} = compared(cost, truth.ms, 0.1);
    rows.push({measure: `${interpreter.name}: ${title}, planted call`, ours: ms, beside: `clock ${truth.ms.toFixed(1)} ms in ${truth.calls} calls`, ratio: error, goal: '≤ 10 %, worst line', met});
    const requests = run.metrics.requests?.count ?? 0;
    rows.push({measure: `${interpreter.name}: ${title}, requests`, ours: `${requests}, ${run.metrics.requests?.perSecond.toFixed(0)}/s, p99 ${run.metrics.requests?.p99Ms.toFixed(1)} ms`, beside: `${asked} asked`, ratio: '', goal: 'all', met: requests === asked});
  }
  return rows;
}

async function measured(command, port) {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  const json = join(folder, 'run.json');
  const child = spawn(process.execPath, [loopsight, 'profile', '--json', json, '--', ...command], {cwd: programs, stdio: ['ignore', 'ignore', 'pipe']});
  let stderr = '';
  child.stderr.on('data', data => (stderr += data));
  const ended = new Promise(resolve => child.on('close', resolve));
  try {
    const asked = await load(port);
    const truth = JSON.parse(await ask(port, '/truth'));
    child.kill('SIGINT');
    await ended;
    return {run: JSON.parse(readFileSync(json, 'utf8')), truth, asked: asked + 1};
  } catch (error) {
    // Passed on: a command that is killed at once leaves its program running.
    child.kill('SIGTERM');
    await ended;
    throw new Error(`${command.join(' ')} failed: ${stderr}`, {cause: error});
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

/** Asks with several clients at once, each again and again; one of them for what was planted. Returns how many were answered. */
async function load(port) {
  await untilAnswered(port, '/quick');
  let answered = 1;
  const until = Date.now() + LOAD_MS;
  await Promise.all(Array.from({length: CLIENTS}, async (_, client) => {
    while (Date.now() < until) {
      await ask(port, client === 0 ? '/planted' : '/quick');
      answered++;
      if (client === 0) await new Promise(resolve => setTimeout(resolve, 40));
    }
  }));
  return answered;
}

const agent = new http.Agent({keepAlive: true});

async function ask(port, path) {
  const {text} = await askOver(port, path, agent);
  return text;
}
