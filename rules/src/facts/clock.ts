import type {Call, Loop} from './step.ts';
import {bindingOf, mentions} from './value-parts.ts';
import type {Value} from './value.ts';

/** Whether a call says what time it is. */
export function readsClock({callee: {root, path}}: Call): boolean {
  const start = root.kind === 'import' ? root.module.replace(/^node:/, '') : root.kind === 'global' ? root.name : null;
  return start !== null && CLOCKS.test(`${start}${path.join('')}`);
}

const CLOCKS = new RegExp(`^(${[
  String.raw`time\.(time|monotonic|perf_counter)(_ns)?`,
  String.raw`datetime\.datetime\.(now|utcnow)`,
  String.raw`Date(\.now|\(\)\.getTime)?`,
  String.raw`(perf_hooks\.)?performance\.now`,
  String.raw`process\.hrtime(\.bigint)?`,
].join('|')})$`);

/** `while (Date.now() < end) {}`: a loop that does nothing but look at a clock until it says so. */
export function spinsOnClock({form, test, body}: Loop): boolean {
  if (form !== 'while' || test === null) return false;
  const readings = [test];
  for (const step of body) {
    if (step.kind === 'bind' && step.target.kind === 'name') readings.push(step.value);
    else if (step.kind !== 'call' || !readsClock(step)) return false;
  }
  return readings.some(isReading) && (isReading(test) || mentions(test, part => isAssignedReading(part, body)));
}

function isReading(value: Value): boolean {
  return mentions(value, part => part.kind === 'call' && readsClock(part.call));
}

/** `now` of `now = Date.now()` in the body. */
function isAssignedReading(part: Value, body: Loop['body']): boolean {
  const binding = bindingOf(part);
  return binding !== null && body.some(step => step.kind === 'bind' && bindingOf(step.target) === binding && isReading(step.value));
}
