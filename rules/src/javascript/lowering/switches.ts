import type {Branch, Step, Value} from '../../facts/index.ts';
import {LexicalScope} from '../binding.ts';
import type {Node} from '../estree.ts';
import {nodeSpan} from '../estree.ts';
import {hoistDeclarations} from '../hoisting.ts';
import type {StatementLowering, Walk} from '../walk.ts';

export const switchStatements: Readonly<Record<string, StatementLowering>> = {SwitchStatement: switchStatement};

interface Case {
  /** Null for `default`. */
  readonly test: Value | null;
  readonly steps: readonly Step[];
}

/** Cases that fall into one another: one alternative of the switch. */
type Run = readonly Case[];

/** A `switch` is a chain of branches, one for each run of cases that ends with a `break`. No step is written twice. */
function switchStatement(walk: Walk, node: Node): void {
  const subject = walk.expression(node['discriminant']);
  const outer = walk.scope;
  walk.scope = new LexicalScope(outer);
  const nodes: Node[] = node['cases'] ?? [];
  hoistDeclarations(walk, nodes.flatMap((one) => one['consequent'] ?? []));
  const cases = nodes.map((one) => lowerCase(walk, one, subject));
  walk.scope = outer;
  for (const step of chainOf(node, runsOf(cases))) walk.adopt(step);
}

function lowerCase(walk: Walk, node: Node, subject: Value): Case {
  let test: Value | null = null;
  const steps = walk.block(() => {
    if (node['test']) test = {kind: 'operation', operator: '==', operands: [subject, walk.expression(node['test'])], span: nodeSpan(node)};
    for (const statement of node['consequent'] ?? []) walk.statement(statement);
  });
  return {test, steps};
}

function runsOf(cases: readonly Case[]): Run[] {
  const runs: Case[][] = [];
  let isOpen = false;
  for (const one of cases) {
    if (isOpen) runs.at(-1)!.push(one);
    else runs.push([one]);
    const last = one.steps.at(-1);
    isOpen = !(last?.kind === 'exit' && last.how !== 'yield');
  }
  return runs;
}

/** So many alternatives are a chain; more are halved, so that a switch over a thousand cases is not a thousand branches deep. */
const LONGEST_CHAIN = 16;

function chainOf(node: Node, runs: readonly Run[]): readonly Step[] {
  const fallback = runs.find((run) => run.some(({test}) => test === null));
  return branches(node, runs.filter((run) => run !== fallback), fallback === undefined ? [] : stepsOf(node, fallback));
}

function branches(node: Node, runs: readonly Run[], fallback: readonly Step[]): readonly Step[] {
  const span = nodeSpan(node);
  if (runs.length > LONGEST_CHAIN) {
    const middle = Math.ceil(runs.length / 2);
    const first = runs.slice(0, middle);
    const last = first.at(-1)!;
    const test = anyOf(node, first.flat());
    const then = branches(node, first.slice(0, -1), stepsOf(node, last));
    return [{kind: 'branch', test, guard: null, then, otherwise: branches(node, runs.slice(middle), fallback), span}];
  }
  let otherwise = fallback;
  for (const run of [...runs].reverse()) {
    otherwise = [{kind: 'branch', test: anyOf(node, run), guard: null, then: stepsOf(node, run), otherwise, span}];
  }
  return otherwise;
}

/** What runs for a run of cases: the steps of each are behind the tests of those that lead to it. */
function stepsOf(node: Node, run: Run): readonly Step[] {
  const steps: Step[] = [];
  for (const [index, one] of run.entries()) {
    if (index === run.length - 1) {
      for (const step of one.steps) steps.push(step);
    } else if (one.steps.length > 0) {
      const test = anyOf(node, run.slice(0, index + 1));
      steps.push({kind: 'branch', test, guard: null, then: one.steps, otherwise: [], span: nodeSpan(node)});
    }
  }
  return upToBreak(steps, 0);
}

function anyOf(node: Node, cases: readonly Case[]): Value {
  if (cases.length > LONGEST_CHAIN) return {kind: 'unknown', reads: [], span: nodeSpan(node)};
  const tests = cases.flatMap(({test}) => test ?? []);
  return tests.length === 1 ? tests[0]! : {kind: 'operation', operator: 'or', operands: tests, span: nodeSpan(node)};
}

/** So many breaks in the middle of one case are followed; each is one branch deeper. */
const MOST_BREAKS = 20;

/** The steps until a `break` of the switch: what follows `if (x) break;` is the other side of that test. */
function upToBreak(steps: readonly Step[], depth: number): readonly Step[] {
  if (depth > MOST_BREAKS) return steps.filter((step) => !isBreak(step));
  for (const [index, step] of steps.entries()) {
    if (isBreak(step)) return steps.slice(0, index);
    if (step.kind !== 'branch') continue;
    const leavesThen = step.then.some(isBreak);
    const leavesOtherwise = step.otherwise.some(isBreak);
    if (!leavesThen && !leavesOtherwise) continue;
    const rest = steps.slice(index + 1);
    const branch: Branch = {
      ...step,
      then: upToBreak(leavesThen ? step.then : [...step.then, ...rest], depth + 1),
      otherwise: upToBreak(leavesOtherwise ? step.otherwise : [...step.otherwise, ...rest], depth + 1),
    };
    return [...steps.slice(0, index), branch];
  }
  return steps;
}

function isBreak(step: Step): boolean {
  return step.kind === 'exit' && step.how === 'break' && step.label === null;
}
