import {awaitsBench, linesBench, stallsBench, uvloopBench} from './python/accuracy.mjs';
import {endingsBench, runnersBench} from './python/endings.mjs';
import {interpreters, usualInterpreter} from './python/interpreters.mjs';
import {overheadBench} from './python/overhead.mjs';
import {servicesBench} from './python/services.mjs';

/** How true profiled runs of Python are, with every version that this machine has; and with the usual one and the newest, what they cost. */
export const PYTHON_EXPERIMENTS = {
  'python-lines': () => withEach(linesBench),
  'python-stalls': () => withEach(stallsBench),
  'python-awaits': () => withEach(awaitsBench),
  'python-endings': () => (process.platform === 'win32' ? [] : withEach(endingsBench)),
  'python-runners': () => withUsual(runnersBench),
  'python-uvloop': () => withUsual(uvloopBench),
  'python-services': () => withUsual(servicesBench),
  'python-overhead': () => withUsualAndNewest(overheadBench),
};

async function withEach(experiment) {
  const rows = [];
  for (const interpreter of interpreters()) rows.push(...(await experiment(interpreter)));
  return rows;
}

async function withUsualAndNewest(experiment) {
  const both = new Map([usualInterpreter(), interpreters().at(-1)].filter(Boolean).map(each => [each.minor, each]));
  const rows = [];
  for (const interpreter of both.values()) rows.push(...(await experiment(interpreter)));
  return rows;
}

function withUsual(experiment) {
  const interpreter = usualInterpreter();
  return interpreter ? experiment(interpreter) : [];
}
