import type {Step, Value} from '../../facts/index.ts';
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
  /** Whether the next case runs too. */
  readonly fallsThrough: boolean;
}

/** A `switch` is a chain of branches, each of which holds all that runs from its case to the `break`. */
function switchStatement(walk: Walk, node: Node): void {
  const subject = walk.expression(node['discriminant']);
  const outer = walk.scope;
  walk.scope = new LexicalScope(outer);
  const nodes: Node[] = node['cases'] ?? [];
  hoistDeclarations(walk, nodes.flatMap((one) => one['consequent'] ?? []));
  const cases = nodes.map((one) => lowerCase(walk, one, subject));
  walk.scope = outer;
  for (const step of chainOf(walk, node, cases)) walk.adopt(step);
}

function lowerCase(walk: Walk, node: Node, subject: Value): Case {
  let test: Value | null = null;
  const steps = walk.block(() => {
    if (node['test']) test = {kind: 'operation', operator: '==', operands: [subject, walk.expression(node['test'])], span: nodeSpan(node)};
    caseStatements(walk, node['consequent'] ?? [], 0);
  });
  const last = steps.at(-1);
  const isLeft = last?.kind === 'exit' && last.how !== 'yield';
  return {test, steps: isBreak(last) ? steps.slice(0, -1) : steps, fallsThrough: !isLeft};
}

/** A `break` in the middle (`if (x) break;`) ends the case: what follows is the other side of that test. */
function caseStatements(walk: Walk, nodes: readonly Node[], first: number): void {
  for (let index = first; index < nodes.length; index += 1) {
    const node = nodes[index]!;
    if (node.type === 'BlockStatement' && index === nodes.length - 1) {
      const outer = walk.scope;
      walk.scope = new LexicalScope(outer);
      hoistDeclarations(walk, node['body'] ?? []);
      caseStatements(walk, node['body'] ?? [], 0);
      walk.scope = outer;
      return;
    }
    walk.statement(node);
    if (node.type === 'BreakStatement') return;
  }
}

function isBreak(step: Step | undefined): boolean {
  return step?.kind === 'exit' && step.how === 'break' && step.label === null;
}

/** So many cases may follow one another without `break` before the rest is left out. */
const LONGEST_FALL = 20;

/** So many cases are a chain; more are halved, so that a switch over a thousand cases is not a thousand branches deep. */
const LONGEST_CHAIN = 16;

function chainOf(walk: Walk, node: Node, cases: readonly Case[]): readonly Step[] {
  const alternatives: {test: Value; steps: readonly Step[]}[] = [];
  let fallback: readonly Step[] = [];
  for (const [index, one] of cases.entries()) {
    const steps = stepsFrom(cases, index);
    if (one.test === null) fallback = steps;
    else alternatives.push({test: one.test, steps});
  }
  void walk;
  return branches(node, alternatives, fallback);
}

function stepsFrom(cases: readonly Case[], first: number): readonly Step[] {
  if (!cases[first]!.fallsThrough) return cases[first]!.steps;
  const steps: Step[] = [];
  for (let index = first; index < cases.length && index < first + LONGEST_FALL; index += 1) {
    steps.push(...cases[index]!.steps);
    if (!cases[index]!.fallsThrough) break;
  }
  return steps;
}

function branches(node: Node, alternatives: readonly {test: Value; steps: readonly Step[]}[], fallback: readonly Step[]): readonly Step[] {
  const span = nodeSpan(node);
  if (alternatives.length > LONGEST_CHAIN) {
    const middle = Math.ceil(alternatives.length / 2);
    const firstHalf = alternatives.slice(0, middle);
    const test: Value = {kind: 'operation', operator: 'or', operands: firstHalf.map((one) => one.test), span};
    const last = firstHalf.at(-1)!;
    return [{kind: 'branch', test, guard: null, then: branches(node, firstHalf.slice(0, -1), last.steps), otherwise: branches(node, alternatives.slice(middle), fallback), span}];
  }
  let otherwise = fallback;
  for (const {test, steps} of [...alternatives].reverse()) otherwise = [{kind: 'branch', test, guard: null, then: steps, otherwise, span}];
  return otherwise;
}
