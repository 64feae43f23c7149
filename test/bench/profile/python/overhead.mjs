import {spawn} from 'node:child_process';
import {mkdirSync, mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {median} from '../../measure.mjs';
import {environmentOf} from './interpreters.mjs';

/** Where objects lie in memory differs from process to process, and stays: each way is run in so many. */
const GENERATIONS = Number(process.env.LOOPSIGHT_BENCH_GENERATIONS ?? 12);
const ROUNDS = 6;
const WARM_UPS = 3;
/** What others cost is stated, not judged: fewer rounds will do, of which some of them take thirty times as long. */
const [WARM_UPS_OF_OTHERS, ROUNDS_OF_OTHERS] = [1, 3];
const MOST_SHARE = 0.05;
/** How sure the interval is that is printed beside a median, and from how many draws. */
const SURE = 0.9;
const DRAWS = 1000;

const scenario = join(import.meta.dirname, 'programs', 'scenario.py');
const pythonAgent = join(import.meta.dirname, '../../../../server/dist/python-agent');

/** How much of each is about a twentieth of a second of work: the speed of a machine changes from one tenth to the next. */
const SCENARIOS = [
  {name: 'web-server', title: 'web server under load', amount: 2000, cost: 'mainThreadMs'},
  {name: 'computing-threads', title: 'threads that compute', amount: 200, cost: 'processMs'},
  {name: 'queue-of-work', title: 'producers and consumers', amount: 30_000, cost: 'mainThreadMs'},
  {name: 'short-coroutines', title: 'many short coroutines', amount: 7000, cost: 'mainThreadMs'},
];

const ALONE = python => ({command: [python]});
/** How a program is run. The first is what others are compared with; the second is the same, so what it differs by is the noise of the bench. */
const WAYS = {alone: ALONE, 'alone again': ALONE, ours: (python, folder) => ({command: [python], environment: {LOOPSIGHT_OUT: folder, PYTHONPATH: pythonAgent}})};
/** Where a process can fork, the same ways are children of one, and the agent is started in the midst: what they differed by before is no cost of its. */
const AGENTS = {alone: '-', 'alone again': '-', ours: pythonAgent};
const OTHERS = {
  alone: ALONE,
  cProfile: (python, folder) => ({command: [python, '-m', 'cProfile', '-o', join(folder, 'profile')]}),
  'asyncio debug mode': python => ({command: [python], environment: {PYTHONASYNCIODEBUG: '1'}}),
  'py-spy': (python, folder) => ({command: [join(python, '..', 'py-spy'), 'record', '-r', '200', '-o', join(folder, 'profile.svg'), '--', python]}),
  pyinstrument: (python, folder) => ({command: [python, '-m', 'pyinstrument', '-r', 'json', '-o', join(folder, 'profile.json')]}),
  yappi: (python, folder) => ({command: [python, '-m', 'yappi', '-o', join(folder, 'profile')]}),
  // By default it keeps a million calls, which it takes half a minute and a gigabyte to write when the program has ended.
  viztracer: (python, folder) => ({command: [python, '-m', 'viztracer', '--quiet', '--tracer_entries', '50000', '-o', join(folder, 'profile.json'), '--']}),
};
/** `LOOPSIGHT_BENCH_OTHERS=0` leaves the other tools out. */
const OTHERS_WANTED = process.env.LOOPSIGHT_BENCH_OTHERS === '0' ? {} : OTHERS;
/**
 * Whether glibc gives memory back to the system, and takes it again, for each read of a socket depends on where the last object lies: two page faults a request, a
 * third of all that the server takes. So it keeps what it has.
 */
const MEMORY_KEPT = {MALLOC_TOP_PAD_: '16000000', MALLOC_TRIM_THRESHOLD_: '500000000', MALLOC_MMAP_THRESHOLD_: '500000000'};
const FIGURES = [['throughput', 'perSecond', '/s'], ['p50', 'p50Ms', 'ms'], ['p95', 'p95Ms', 'ms'], ['p99', 'p99Ms', 'ms'], ['memory', 'peakMb', 'MB']];

/** What profiling costs the program while it runs, in pairs with the program alone, beside what other tools cost it. `LOOPSIGHT_BENCH_SCENARIOS` names some only. */
export async function overheadBench(interpreter) {
  const python = environmentOf(interpreter);
  if (python === null) return [];
  const wanted = process.env.LOOPSIGHT_BENCH_SCENARIOS?.split(/[ ,]+/);
  const rows = [];
  for (const each of SCENARIOS.filter(({name}) => wanted === undefined || wanted.includes(name))) {
    const ofOne = await rowsOf(each, python, interpreter);
    // All together take minutes: what is done is told at once.
    for (const {measure, ours, beside, ratio} of ofOne) console.log([measure, ours, beside, ratio].filter(Boolean).join(' | '));
    rows.push(...ofOne);
  }
  return rows;
}

async function rowsOf(each, python, interpreter) {
  const generations = [];
  for (let generation = 0; generation < GENERATIONS; generation++) generations.push(await (process.platform === 'win32' ? worked(folder => apart(python, each, WAYS, folder), ROUNDS, WARM_UPS) : workedBeforeAndAfter(folder => asChildren(python, each, folder), ROUNDS)));
  const others = await worked(folder => apart(python, each, OTHERS_WANTED, folder), ROUNDS_OF_OTHERS, WARM_UPS_OF_OTHERS);
  const shares = way => generations.map(generation => sharesOf(generation, way, each.cost));
  const share = median(shares('ours').flat());
  const ofProcess = percent(median(generations.flatMap(generation => sharesOf(generation, 'ours', 'processMs'))));
  const [least, most] = interval(shares('ours'));
  const noise = percent(median(shares('alone again').flat()));
  const figure = (way, key) => median(generations.flatMap(generation => generation[way].pieces.map(piece => piece[key])));
  return [
    {measure: `${interpreter.name}: ${each.title}, CPU`, ours: percent(share), beside: `alone again ${noise}, whole process ${ofProcess}`, ratio: `${percent(least)} … ${percent(most)}`, goal: `< ${MOST_SHARE * 100} %, median of ${GENERATIONS * ROUNDS} pairs`, met: share < MOST_SHARE},
    ...FIGURES.map(([title, key, unit]) => {
      const [ours, alone] = [figure('ours', key), figure('alone', key)];
      return {measure: `${interpreter.name}: ${each.title}, ${title}`, ours: `${rounded(ours)} ${unit}`, beside: `${rounded(alone)} ${unit} alone`, ratio: percent(ours / alone - 1), goal: '', met: undefined};
    }),
    ...Object.keys(OTHERS_WANTED).filter(way => way !== 'alone').map(way => {
      const costs = sharesOf(others, way, each.cost);
      return {measure: `${interpreter.name}: ${each.title}, CPU under ${way}`, ours: '', beside: costs.length > 0 ? '' : 'does not run here', ratio: costs.length > 0 ? percent(median(costs)) : '', goal: '', met: undefined};
    }),
  ];
}

/** By way, how much more each piece of work took than the same piece in the program alone, and than it did before the agent was started. */
function sharesOf(generation, way, cost) {
  const ratios = phase => generation[way][phase].map((piece, round) => piece[cost] / generation.alone[phase][round][cost]);
  const before = generation[way].before.length > 0 ? median(ratios('before')) : 1;
  return ratios('pieces').map(ratio => ratio / before - 1);
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
async function worked(start, rounds, warmUps) {
  return withPrograms(start, async programs => {
    const pieces = await inTurn(programs, rounds, warmUps);
    return Object.fromEntries(programs.map(({way}, index) => [way, {before: [], pieces: pieces[index]}]));
  });
}

async function workedBeforeAndAfter(start, rounds) {
  return withPrograms(start, async programs => {
    const before = await inTurn(programs, rounds);
    for (const program of programs) await program.start();
    const pieces = await inTurn(programs, rounds);
    return Object.fromEntries(programs.map(({way}, index) => [way, {before: before[index], pieces: pieces[index]}]));
  });
}

async function withPrograms(start, use) {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  const programs = start(folder);
  try {
    return await use(programs);
  } finally {
    await Promise.all(programs.map(program => program.end()));
    rmSync(folder, {recursive: true, force: true});
  }
}

/** By program, its pieces. */
async function inTurn(programs, rounds, warmUps = WARM_UPS) {
  const indexes = programs.map((_, index) => index);
  const pieces = programs.map(() => []);
  for (let i = 0; i < warmUps; i++) for (const program of programs) await program.work();
  // Nobody always works after the same neighbour.
  for (let round = 0; round < rounds; round++) for (const index of round % 2 === 1 ? indexes.toReversed() : indexes) pieces[index].push(await programs[index].work());
  // Of a tool that does not run here there are none.
  return pieces.map(ofProgram => ofProgram.filter(piece => piece !== null));
}

function apart(python, {name, amount}, ways, folder) {
  return Object.keys(ways).map((way, index) => {
    const own = join(folder, String(index));
    mkdirSync(own);
    const {command, environment} = ways[way](python, own);
    const {ask, end} = started([...command, scenario, name, String(amount)], {...MEMORY_KEPT, ...environment});
    return {way, work: () => ask('\n'), end};
  });
}

function asChildren(python, {name, amount}, folder) {
  const {ask, end} = started([python, scenario, name, String(amount), ...Object.values(AGENTS)], {...MEMORY_KEPT, LOOPSIGHT_OUT: folder});
  return Object.keys(AGENTS).map((way, index) => ({way, work: () => ask(`${index}\n`), start: () => ask(`${index} start\n`), end}));
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
  createInterface({input: child.stdout}).on('line', line => /^{"(?:wallMs|started)"/.test(line) && told(JSON.parse(line)));
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
