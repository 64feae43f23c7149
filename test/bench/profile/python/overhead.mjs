import {spawnSync} from 'node:child_process';
import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {median} from '../../measure.mjs';
import {environmentOf} from './interpreters.mjs';

const PAIRS = Number(process.env.LOOPSIGHT_BENCH_PAIRS ?? 10);
/** What others cost is stated, not judged: fewer rounds will do. */
const ROUNDS_OF_OTHERS = 3;
const MOST_SHARE = 0.05;

const scenario = join(import.meta.dirname, 'programs', 'scenario.py');
const pythonAgent = join(import.meta.dirname, '../../../../server/dist/python-agent');

/** How much of each is about half a second of work. */
const SCENARIOS = [
  {name: 'web-server', title: 'web server under load', amount: 8000, cost: 'mainThreadMs'},
  {name: 'computing-threads', title: 'threads that compute', amount: 3000, cost: 'processMs'},
  {name: 'queue-of-work', title: 'producers and consumers', amount: 100_000, cost: 'mainThreadMs'},
  {name: 'short-coroutines', title: 'many short coroutines', amount: 40_000, cost: 'mainThreadMs'},
];

/** How the program is started under each of the others; `folder` is theirs to write into. */
const OTHERS = {
  cProfile: (python, folder) => ({command: [python, '-m', 'cProfile', '-o', join(folder, 'profile')]}),
  'asyncio debug mode': python => ({command: [python], environment: {PYTHONASYNCIODEBUG: '1'}}),
  'py-spy': (python, folder) => ({command: [join(python, '..', 'py-spy'), 'record', '-r', '200', '-o', join(folder, 'profile.svg'), '--', python]}),
  pyinstrument: (python, folder) => ({command: [python, '-m', 'pyinstrument', '-r', 'json', '-o', join(folder, 'profile.json')]}),
  yappi: (python, folder) => ({command: [python, '-m', 'yappi', '-o', join(folder, 'profile')]}),
  viztracer: (python, folder) => ({command: [python, '-m', 'viztracer', '--quiet', '-o', join(folder, 'profile.json'), '--']}),
};

/** What profiling costs the program, in pairs with and without by turns, beside what other tools cost it. */
export function overheadBench(interpreter) {
  const python = environmentOf(interpreter);
  if (python === null) return [];
  return SCENARIOS.flatMap(each => {
    const pairs = Array.from({length: PAIRS}, (_, index) => {
      // Whichever comes second finds the machine as the first has left it.
      const first = index % 2 === 0 ? alone(python, each) : ours(python, each);
      const second = index % 2 === 0 ? ours(python, each) : alone(python, each);
      return index % 2 === 0 ? {without: first, profiled: second} : {without: second, profiled: first};
    });
    const share = median(pairs.map(({without, profiled}) => profiled[each.cost] / without[each.cost])) - 1;
    const profiled = pairs.map(pair => pair.profiled);
    const without = pairs.map(pair => pair.without);
    const figures = [
      ['CPU', each.cost, 'ms'], ['throughput', 'perSecond', '/s'], ['p50', 'p50Ms', 'ms'], ['p95', 'p95Ms', 'ms'], ['p99', 'p99Ms', 'ms'], ['memory', 'peakMb', 'MB'],
    ];
    const row = ([figure, key, unit]) => {
      const [a, b] = [median(profiled.map(run => run[key])), median(without.map(run => run[key]))];
      const isJudged = key === each.cost;
      return {
        measure: `${interpreter.name}: ${each.title}, ${figure}`, ours: `${rounded(a)} ${unit}`, beside: `${rounded(b)} ${unit} alone`, ratio: percent(isJudged ? share : a / b - 1),
        goal: isJudged ? `< ${MOST_SHARE * 100} %, median of ${PAIRS} pairs` : '', met: isJudged ? share < MOST_SHARE : undefined,
      };
    };
    return [...figures.map(row), ...Object.keys(OTHERS).map(name => besideOther(name, python, each, median(without.map(run => run[each.cost])), interpreter))];
  });
}

function besideOther(name, python, each, aloneMs, interpreter) {
  const costs = Array.from({length: ROUNDS_OF_OTHERS}, () => other(name, python, each)?.[each.cost]).filter(cost => cost !== undefined);
  const cost = costs.length > 0 ? median(costs) : null;
  return {measure: `${interpreter.name}: ${each.title}, CPU under ${name}`, ours: '', beside: cost === null ? 'does not run here' : `${rounded(cost)} ms`, ratio: cost === null ? '' : percent(cost / aloneMs - 1), goal: '', met: undefined};
}

function alone(python, {name, amount}) {
  return run([python, scenario, name, String(amount)]);
}

function ours(python, {name, amount}) {
  return inFolder(folder => run([python, scenario, name, String(amount)], {LOOPSIGHT_OUT: folder, PYTHONPATH: pythonAgent}));
}

function other(tool, python, {name, amount}) {
  return inFolder(folder => {
    const {command, environment = {}} = OTHERS[tool](python, folder);
    return run([...command, scenario, name, String(amount)], environment, true);
  });
}

function inFolder(work) {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  try {
    return work(folder);
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}

function run([program, ...args], environment = {}, mayFail = false) {
  const {status, stdout, stderr} = spawnSync(program, args, {encoding: 'utf8', env: {...process.env, ...environment}, timeout: 120_000});
  const told = stdout?.split('\n').find(line => line.startsWith('{"wallMs"'));
  if (told) return JSON.parse(told);
  if (mayFail) return null;
  throw new Error(`${[program, ...args].join(' ')} ended with ${status}: ${stderr}`);
}

function percent(share) {
  return `${share < 0 ? '' : '+'}${(share * 100).toFixed(1)} %`;
}

function rounded(value) {
  return value >= 100 ? value.toFixed(0) : value.toFixed(2);
}
