import type {Bind, Block, Call, Edits, FileFacts, Handler, Loop, Rewrite, Scope, Step, TextEdit} from '../../../../rules/src/facts/index.ts';
import {memberName} from '../../../../rules/src/facts/index.ts';
import {frontEndsFor, parsesEverywhere} from '../parsers.ts';

/** What an edit makes of a text, on every parser's tree, which every parser must still read; or why it is refused. */
export function edited(text: string, ask: (edits: Edits, file: Parts) => Rewrite, path = '/project/file.ts'): string {
  const results = frontEndsFor(path).map((frontEnd) => {
    const source = {path, text};
    const facts = frontEnd.facts(frontEnd.parse(source), source);
    if (facts.syntaxErrors.length > 0) throw new Error(`The case itself is no ${path}: ${facts.syntaxErrors[0]!.message}`);
    const rewrite = ask(frontEnd.edits(facts), new Parts(facts));
    return rewrite.ok ? applied(text, rewrite.edits) : `refused: ${rewrite.reason}`;
  });
  const [result] = results as [string];
  for (const other of results) if (other !== result) throw new Error(`Parsers disagree:\n${other}\n---\n${result}`);
  if (!result.startsWith('refused: ')) parsesEverywhere(result, path);
  return result;
}

function applied(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let offset = 0;
  for (const {span, text: inserted} of edits) {
    if (span.start < offset) throw new Error('Edits overlap or are not in order.');
    result += text.slice(offset, span.start) + inserted;
    offset = span.end;
  }
  return result + text.slice(offset);
}

/** Finds the steps that a test speaks of. */
export class Parts {
  readonly facts: FileFacts;

  constructor(facts: FileFacts) {
    this.facts = facts;
  }

  call(name: string): Call {
    const calls = this.facts.functions.flatMap((fn) => fn.calls);
    return found(calls.find(({callee, calleeSpan}) => memberName(callee) === name || this.facts.text.slice(calleeSpan.start, calleeSpan.end).endsWith(name)), name);
  }

  bind(name: string): Bind {
    return found(this.#steps().find((step): step is Bind => step.kind === 'bind' && step.target.kind === 'name' && step.target.binding.name === name), name);
  }

  loop(): Loop {
    return found(this.#steps().find((step): step is Loop => step.kind === 'loop'), 'loop');
  }

  scope(): Scope {
    return found(this.#steps().find((step): step is Scope => step.kind === 'scope'), 'scope');
  }

  handler(): Handler {
    return found(this.#steps().flatMap((step) => (step.kind === 'try' ? step.handlers : []))[0], 'handler');
  }

  #steps(): Step[] {
    return this.facts.functions.flatMap((fn) => stepsIn(fn.body));
  }
}

function found<T>(value: T | undefined, name: string): T {
  if (value === undefined) throw new Error(`There is no ${name}`);
  return value;
}

function stepsIn(block: Block): Step[] {
  return block.flatMap((step) => [step, ...blocksOf(step).flatMap(stepsIn)]);
}

function blocksOf(step: Step): Block[] {
  switch (step.kind) {
    case 'branch':
      return [step.then, step.otherwise];
    case 'loop':
    case 'scope':
      return [step.body];
    case 'try':
      return [step.body, ...step.handlers.map(({body}) => body), step.finalizer ?? []];
    default:
      return [];
  }
}
