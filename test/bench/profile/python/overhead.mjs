import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {median} from '../../measure.mjs';
import {environmentOf} from './interpreters.mjs';

/** Where objects lie in memory differs from process to process, and stays: each way is run in so many. */
const GENERATIONS = Number(process.env.LOOPSIGHT_BENCH_GENERATIONS ?? 10);
const ROUNDS = 6;
const WARM_UPS = 2;
/** What others cost is stated, not judged: fewer rounds will do. */
const ROUNDS_OF_OTHERS = 3;
const MOST_SHARE = 0.05;
/** How sure the interval is that is printed beside a median, and from how many draws. */
const SURE = 0.9;
const DRAWS = 1000;

const scenario = join(import.meta.dirname, 'programs', 'scenario.py');
const pythonAgent = join(import.meta.dirname, '../../../../server/dist/python-agent');

/** How much of each is about a fifth of a second of work: a loop begins and ends with each, which a long run does once. */
const SCENARIOS = [
  {name: 'web-server', title: 'web server under load', amount: 4000, cost: 'mainThreadMs'},
  {name: 'computing-threads', title: 'threads that compute', amount: 900, cost: 'processMs'},
  {name: 'queue-of-work', title: 'producers and consumers', amount: 100_000, cost: 'mainThreadMs'},
  {name: 'short-coroutines', title: 'many short coroutines', amount: 20_000, cost: 'mainThreadMs'},
];

const ALONE = python => ({command: [python]});
/** How a program is run. The first is what others are compared with; the second is the same, so what it differs by is the noise of the bench. */
const WAYS = {alone: ALONE, 'alone again': ALONE, ours: (python, folder) => ({command: [python], environment: {LOOPSIGHT_OUT: folder, PYTHONPATH: pythonAgent}})};
/** Where a process can fork, the same ways are children of one. */
const AGENTS = {alone: '-', 'alone again': '-', ours: pythonAgent};
const OTHERS = {
  alone: ALONE,
  cProfile: (python, folder) => ({command: [python, '-m', 'cProfile', '-o', join(folder, 'profile')]}),
  'asyncio debug mode': python => ({command: [python], environment: {PYTHONASYNCIODEBUG: '1'}}),
  'py-spy': (python, folder) => ({command: [join(python, '..', 'py-spy'), 'record', '-r', '200', '-o', join(folder, 'profile.svg'), '--', python]}),
  pyinstrument: (python, folder) => ({command: [python, '-m', 'pyinstrument', '-r', 'json', '-o', join(folder, 'profile.json')]}),
  yappi: (python, folder) => ({command: [python, '-m', 'yappi', '-o', join(folder, 'profile')]}),
  viztracer: (python, folder) => ({command: [python, '-m', 'viztracer', '--quiet', '-o', join(folder, 'profile.json'), '--']}),
};
const FIGURES = [['throughput', 'perSecond', '/s'], ['p50', 'p50Ms', 'ms'], ['p95', 'p95Ms', 'ms'], ['p99', 'p99Ms', 'ms'], ['memory', 'peakMb', 'MB']];

/** What profiling costs the program while it runs, in pairs with the program alone, beside what other tools cost it. `LOOPSIGHT_BENCH_SCENARIOS` names some only. */
export async function overheadBench(interpreter) {
  const python = environmentOf(interpreter);
  if (python === null) return [];
  const wanted = process.env.LOOPSIGHT_BENCH_SCENARIOS?.split(/[ ,]+/);
  const rows = [];
  for (const each of SCENARIOS) if (wanted === undefined || wanted.includes(each.name)) rows.push(...(await rowsOf(each, python, interpreter)));
  return rows;
}

async function rowsOf(each, python, interpreter) {
  const generations = [];
  for (let generation = 0; generation < GENERATIONS; generation++) generations.push(await worked(process.platform === 'win32' ? folder => apart(python, each, WAYS, folder) : folder => asChildren(python, each, folder), ROUNDS));
  const others = await worked(folder => apart(python, each, OTHERS, folder), ROUNDS_OF_OTHERS);
  const shares = way => generations.map(generation => sharesOf(generation, way, each.cost));
  const share = median(shares('ours').flat());
  const [least, most] = interval(shares('ours'));
  const noise = percent(median(shares('alone again').flat()));
  const figure = (way, key) => median(generations.flatMap(generation => generation[way].map(piece => piece[key])));
  return [
    {measure: `${interpreter.name}: ${each.title}, CPU`, ours: percent(share), beside: `alone again ${noise}`, ratio: `${percent(least)} … ${percent(most)}`, goal: `< ${MOST_SHARE * 100} %, median of ${GENERATIONS * ROUNDS} pairs`, met: share < MOST_SHARE},
    ...FIGURES.map(([title, key, unit]) => {
      const [ours, alone] = [figure('ours', key), figure('alone', key)];
      return {measure: `${interpreter.name}: ${each.title}, ${title}`, ours: `${rounded(ours)} ${unit}`, beside: `${rounded(alone)} ${unit} alone`, ratio: percent(ours / alone - 1), goal: '', met: undefined};
    }),
    ...Object.keys(OTHERS).filter(way => way !== 'alone').map(way => {
      const costs = sharesOf(others, way, each.cost);
      return {measure: `${interpreter.name}: ${each.title}, CPU under ${way}`, ours: '', beside: costs.length > 0 ? '' : 'does not run here', ratio: costs.length > 0 ? percent(median(costs)) : '', goal: '', met: undefined};
    }),
  ];
}

/** By way, how much more each piece of work took than the same piece in the program alone. */
function sharesOf(pieces, way, cost) {
  return pieces[way].map((piece, round) => piece[cost] / pieces.alone[round][cost] - 1);
}

/** Between which the median of all shares is; `groups` are those of one process each, which are not independent of each other. */
function interval(groups) {
  const drawn = list => list[Math.floor(Math.random() * list.length)];
  const medians = Array.from({length: DRAWS}, () => median(groups.flatMap(() => {
    const group = drawn(groups);
    return group.map(() => drawn(group));
  })));
  medians.sort((a, b) => a - b);
  return [(1 - SURE) / 2, (1 + SURE) / 2].map(quantile => medians[Math.floor(quantile * (DRAWS - 1))]);
}

/** By way, the pieces of work that a process of each did: they run at the same time and work in turn, so that whatever else the machine does falls on all of them. */
async function worked(start, rounds) {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  const programs = start(folder).map(program => ({...program, pieces: []}));
  const work = async program => program.pieces.push(await program.work());
  try {
    for (let i = 0; i < WARM_UPS; i++) for (const program of programs) await work(program);
    // Nobody always works after the same neighbour.
    for (let round = 0; round < rounds; round++) for (const program of round % 2 === 1 ? programs.toReversed() : programs) await work(program);
  } finally {
    await Promise.all(programs.map(program => program.end()));
    rmSync(folder, {recursive: true, force: true});
  }
  // Of a tool that does not run here there are none.
  return Object.fromEntries(programs.map(({way, pieces}) => [way, pieces.slice(WARM_UPS).filter(piece => piece !== null)]));
}

function apart(python, {name, amount}, ways, folder) {
  return Object.keys(ways).map((way, index) => {
    const own = join(folder, String(index));
    mkdirSync(own);
    const {command, environment} = ways[way](python, own);
    const {ask, end} = started([...command, scenario, name, String(amount)], environment);
    return {way, work: () => ask('\n'), end};
  });
}

function asChildren(python, {name, amount}, folder) {
  const {ask, end} = started([python, scenario, name, String(amount), ...Object.values(AGENTS)], {LOOPSIGHT_OUT: folder});
  return Object.keys(AGENTS).map((way, index) => ({way, work: () => ask(`${index}\n`), end}));
}

/** `ask` is for a piece of work: null from a program that has ended. */
function started([program, ...args], environment = {}) {
  const child = spawn(program, args, {env: {...process.env, ...environment}, stdio: ['pipe', 'pipe', 'ignore']});
  let told = () => {};
  let hasEnded = false;
  const ended = new Promise(resolve => child.once('error', resolve).once('close', resolve)).then(() => {
    hasEnded = true;
    told(null);
  });
  // One that is gone is told by its answer that does not come.
  child.stdin.on('error', () => {});
  // Tools say things too.
  createInterface({input: child.stdout}).on('line', line => line.startsWith('{"wallMs"') && told(JSON.parse(line)));
  return {
    async ask(request) {
      if (hasEnded) return null;
      const answer = new Promise(resolve => (told = resolve));
      child.stdin.write(request);
      return answer;
    },
    end() {
      child.stdin.end();
      return ended;
    },
  };
}

function percent(share) {
  return `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)} %`;
}

function rounded(value) {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
