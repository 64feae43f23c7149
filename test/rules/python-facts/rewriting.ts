import {spawnSync} from 'node:child_process';
import type {Call, Edits, FileFacts, Rewrite, Step, TextEdit} from '../../../rules/src/facts/index.ts';
import {pythonFrontEnd} from '../../../rules/src/python/front-end.ts';
import {factsOf} from './print.ts';

/** What a test asks of a rewrite: the facts, and the rewrites over them. */
export interface Rewriting {
  readonly facts: FileFacts;
  readonly edits: Edits;
}

/**
 * The text after the rewrite, which must still be Python; a refusal reads `refused: …`. The source may not have errors of its own,
 * so that whatever is wrong afterwards is the rewrite's doing.
 */
export function rewritten(text: string, ask: (rewriting: Rewriting) => Rewrite): string {
  const facts = factsOf(text);
  if (facts.syntaxErrors.length > 0) throw new Error(`The source is not Python: ${facts.syntaxErrors[0]!.message}`);
  const rewrite = ask({facts, edits: pythonFrontEnd.edits(facts)});
  if (!rewrite.ok) return `refused: ${rewrite.reason}`;
  const result = applied(text, rewrite.edits);
  const errors = factsOf(result).syntaxErrors;
  if (errors.length > 0) throw new Error(`${errors[0]!.message} in\n${result}`);
  results.push(result);
  return result;
}

/** Everything rewritten so far, for CPython to judge. */
const results: string[] = [];

/** What CPython says against the rewritten texts; null where there is no CPython. One process compiles them all. */
export function refusedByCPython(): readonly string[] | null {
  const script = 'import ast,json,sys\nbad=[]\nfor t in json.load(sys.stdin):\n  try: compile(t,"f","exec")\n  except SyntaxError as e: bad.append(f"{e}: {t}")\nprint(json.dumps(bad))';
  for (const python of ['python3', 'python']) {
    const run = spawnSync(python, ['-c', script], {input: JSON.stringify(results), encoding: 'utf8'});
    if (run.status === 0) return JSON.parse(run.stdout) as string[];
  }
  return null;
}

function applied(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let at = 0;
  for (const {span, text: replacement} of edits) {
    if (span.start < at) throw new Error('The edits overlap or are out of order.');
    result += text.slice(at, span.start) + replacement;
    at = span.end;
  }
  return result + text.slice(at);
}

/** The call whose callee is written so. */
export function callTo(facts: FileFacts, callee: string): Call {
  const found = facts.functions.flatMap(fn => fn.calls).find(call => facts.text.slice(call.calleeSpan.start, call.calleeSpan.end) === callee);
  if (!found) throw new Error(`Nothing calls ${callee}`);
  return found;
}

/** All steps of all functions, in order, nested ones included. */
export function allSteps(facts: FileFacts): Step[] {
  const within = (steps: readonly Step[]): Step[] => steps.flatMap(step => [step, ...innerSteps(step).flatMap(within)]);
  return facts.functions.flatMap(fn => within(fn.body));
}

function innerSteps(step: Step): (readonly Step[])[] {
  switch (step.kind) {
    case 'branch':
      return [step.then, step.otherwise];
    case 'loop':
      return [step.body, step.otherwise];
    case 'scope':
      return [step.body];
    case 'try':
      return [step.body, ...step.handlers.map(handler => handler.body), step.otherwise, step.finalizer ?? []];
    default:
      return [];
  }
}

/** The first step of the kind. */
export function stepOf<Kind extends Step['kind']>(facts: FileFacts, kind: Kind, index = 0): Extract<Step, {kind: Kind}> {
  const found = allSteps(facts).filter(step => step.kind === kind)[index];
  if (!found) throw new Error(`There is no ${kind}`);
  return found as Extract<Step, {kind: Kind}>;
}
