import {mkdtempSync, readdirSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {compared} from './blocking.mjs';
import {lineOf, opened, output, programs, truthOf} from './profiled.mjs';

const program = join(programs, 'blocking-calls.cjs');
/** Each is called on one line only, so that a profile without lines of callers tells it too. */
const UNIQUE = ['read', 'hash', 'derive', 'run', 'lock', 'pack', 'parse', 'compute'];

/** One sample that comes late on a busy machine takes the waiting before a call with it: the middle one of so many runs is free of that. */
const ROUNDS = 3;

/** The plain `--cpu-prof` file of the same program, opened as any other: what each line took is in it, though V8 writes no lines of callers. */
export async function foreignBench({path: node, name}) {
  const rounds = [];
  for (let round = 0; round < ROUNDS; round++) rounds.push(await openedBeside(node));
  return UNIQUE.map(label => {
    const told = rounds.map(({run, truth}) => {
      const line = run.lines.find(each => each.file === program && each.line === lineOf(program, label));
      return {precision: line?.precision ?? '', truthMs: truth[label], off: Math.abs((line?.totalMs ?? 0) / truth[label] - 1), ...compared(line?.totalMs ?? 0, truth[label], 0.1)};
    });
    const {ms, error, met, precision, truthMs} = told.sort((a, b) => a.off - b.off)[Math.floor(ROUNDS / 2)];
    return {measure: `${name}: --cpu-prof, ${label}`, ours: `${ms} ${precision}`, beside: `clock ${truthMs.toFixed(1)} ms`, ratio: error, goal: '≤ 10 %', met};
  });
}

async function openedBeside(node) {
  const folder = mkdtempSync(join(tmpdir(), 'loopsight-bench-'));
  try {
    const ended = await output(node, ['--cpu-prof', `--cpu-prof-dir=${folder}`, program], {});
    return {truth: truthOf(ended), run: await opened(join(folder, readdirSync(folder).find(file => file.endsWith('.cpuprofile'))))};
  } finally {
    rmSync(folder, {recursive: true, force: true});
  }
}
