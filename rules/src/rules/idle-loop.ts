import {calleeName, contains, suspensionsIn, waysOut, type Block, type Branch, type Call, type FunctionFacts, type Loop, type Suspend, type Value} from '../facts/index.ts';
import type {FileAnalysis} from '../project/analysis.ts';
import {awaitedPause, type AwaitedPause} from './awaited-pause.ts';

/** A loop whose turns do nothing but look, count, say so and pause. */
export interface IdleLoop {
  /** What its turns pause for; empty: it spins. */
  readonly pauses: readonly {readonly step: Suspend; readonly kind: AwaitedPause}[];
  /** What decides whether it goes on: its own condition, and those of the branches that leave it. */
  readonly tests: readonly Value[];
  /** The names that its turns assign, with what they assign. */
  readonly assigned: readonly {readonly target: Value; readonly value: Value}[];
  /** It says how far it is. */
  readonly isTalking: boolean;
}

/** Null for a loop that works. */
export function idleLoop(analysis: FileAnalysis, loop: Loop): IdleLoop | null {
  const pauses: {step: Suspend; kind: AwaitedPause}[] = [];
  const tests: Value[] = loop.test && loop.test.kind !== 'literal' ? [loop.test] : [];
  const assigned: {target: Value; value: Value}[] = [];
  let isTalking = false;
  const ahead: {readonly block: Block; readonly isAttempt: boolean}[] = [{block: loop.body, isAttempt: false}];
  for (let current = ahead.pop(); current; current = ahead.pop()) {
    const {isAttempt} = current;
    for (const step of current.block) {
      switch (step.kind) {
        case 'suspend': {
          const kind = awaitedPause(analysis, step);
          if (kind === null) return null;
          pauses.push({step, kind});
          break;
        }
        case 'call':
          if (isPause(step)) break;
          if (isTalk(step)) isTalking = true;
          else if (!isLook(analysis, step, loop)) return null;
          break;
        case 'bind':
          if (step.target.kind !== 'name') return null;
          assigned.push({target: step.target, value: step.value});
          break;
        case 'branch':
          for (const side of sidesOf(step)) {
            // What is tried again when it fails is work, though it leaves the loop when it succeeds.
            if (isAttempt && suspensionsIn(side).length > 0) return null;
            if (leaves(side)) tests.push(step.test);
            else ahead.push({block: side, isAttempt});
          }
          break;
        case 'try':
          ahead.push({block: step.body, isAttempt: step.handlers.length > 0});
          for (const block of [...step.handlers.map(({body}) => body), step.otherwise, step.finalizer ?? []]) ahead.push({block, isAttempt});
          break;
        case 'loop':
          if (step.form !== 'comprehension' || step.isAsync) return null;
          ahead.push({block: step.body, isAttempt});
          break;
        case 'grow':
        case 'scope':
          return null;
        case 'exit':
        case 'nested':
          break;
      }
    }
  }
  return {pauses, tests, assigned, isTalking};
}

function sidesOf({then, otherwise}: Branch): readonly Block[] {
  return [then, otherwise].filter(side => side.length > 0);
}

/** What happens on the way out happens once, whatever it is. */
function leaves(block: Block): boolean {
  const {falls, exits} = waysOut(block);
  return !falls && exits.length > 0 && exits.every(({how}) => how !== 'continue');
}

/** Only pauses are awaited here, so what is awaited is one; so is a promise's timer. */
function isPause({use}: Call): boolean {
  return use.kind === 'awaited';
}

function isTalk(call: Call): boolean {
  return TALK.test(calleeName(call)) && (call.receiver === null || /^(console|_*(self|this)?\.?_*log(ger|ging)?|spinner)$/i.test(ownerOf(call)));
}

const TALK = /^(print|log|debug|info|warn(ing)?|error|trace|exception|verbose)$/;

function ownerOf({receiver}: Call): string {
  switch (receiver?.kind) {
    case 'name':
      return receiver.binding.name;
    case 'global':
    case 'member':
      return receiver.name;
    default:
      return '';
  }
}

/** Calls that look at this process's own state, at the clock, or at nothing but their arguments. */
function isLook(analysis: FileAnalysis, call: Call, loop: Loop): boolean {
  const name = calleeName(call);
  if (call.use.kind === 'discarded' || !LOOKS.test(name)) return false;
  const target = analysis.target(call);
  switch (target.kind) {
    case 'api':
      return /^(builtins|global|asyncio|anyio|trio|threading|queue|collections|time|datetime|concurrent\.futures|perf_hooks)\b/.test(target.name) || isClock(analysis, call);
    case 'unknown':
      return call.args.every(({value}) => value.kind !== 'function' || isPredicate(value.function, loop));
    default:
      return false;
  }
}

function isPredicate({calls, isAsync}: FunctionFacts, loop: Loop): boolean {
  return !isAsync && calls.every(({callee, span}) => LOOKS.test(callee.path.at(-1)?.slice(1) ?? '') && contains(loop.span, span));
}

/** Questions by their usual names, builtins that ask or convert, and clocks. */
const LOOKS = new RegExp(`^(${[
  'is_?set|done|empty|full|qsize|locked|cancelled|is_?empty|has|get|includes|some|every|any|all|keys|values|items|entries|filter|find',
  'len|bool|int|float|str|isinstance|getattr|hasattr|min|max|sum|list|set|tuple|abs|Boolean|Number|String|isArray|round|floor|ceil|range',
  'now|time|monotonic|perf_counter|time_ns|monotonic_ns|perf_counter_ns|current_time|utcnow|hrtime|total_seconds|getTime|timedelta|Date',
  'get_running_loop|get_event_loop|startswith|startsWith|endswith|endsWith',
].join('|')})$`);

/** A call that says what time it is. */
export function isClock(analysis: FileAnalysis, call: Call): boolean {
  const target = analysis.target(call);
  return target.kind === 'api' && CLOCKS.test(target.name);
}

const CLOCKS = /^(time\.(time|monotonic|perf_counter)(_ns)?|datetime\.datetime\.(now|utcnow)|global\.Date\.now|global\.Date|global\.performance\.now|perf_hooks\.performance\.now|global\.process\.hrtime(\.bigint)?|process\.hrtime(\.bigint)?|asyncio\.(get_running_loop|get_event_loop)\(\)\.time|(anyio|trio)\.current_time|global\.Date\(\)\.getTime)$/;
