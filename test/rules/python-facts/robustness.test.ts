import {execFileSync} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {describe, expect, test} from 'vitest';
import type {FileFacts} from '../../../rules/src/facts/index.ts';
import {factsOf, printReference, stepsOf} from './print.ts';
import {allSteps} from './rewriting.ts';

/** Asks for everything that is only worked out when asked; gives the number of steps. */
function exhaust(facts: FileFacts): number {
  let asked: unknown[] = [...facts.exports];
  for (const one of facts.classes) asked = [one.fields, one.bases];
  for (const fn of facts.functions) {
    asked = [fn.returns, fn.parameters.map(parameter => parameter.binding.reference), fn.decorators.map(one => one.reference), fn.calls.map(call => call.callee)];
  }
  expect(asked).toBeDefined();
  return allSteps(facts).length;
}

describe('deeply nested code', () => {
  const nested: Record<string, string> = {
    parentheses: `x = ${'('.repeat(200)}f()${')'.repeat(200)}`,
    calls: `x = ${'f('.repeat(200)}1${')'.repeat(200)}`,
    'binary chain': `x = ${Array(3000).fill('a()').join(' + ')}`,
    'member chain': `x = a${'.b()'.repeat(3000)}`,
    'and chain': `x = ${Array(3000).fill('a()').join(' and ')}`,
    conditionals: `x = ${'a() if b() else '.repeat(2000)}1`,
    lambdas: `x = ${'lambda: '.repeat(2000)}1`,
    walruses: `x = ${'(y := '.repeat(200)}1${')'.repeat(200)}`,
    ifs: `${Array.from({length: 1000}, (_, depth) => `${' '.repeat(depth)}if f():`).join('\n')}\n${' '.repeat(1000)}pass\n`,
    functions: `${Array.from({length: 800}, (_, depth) => `${' '.repeat(depth)}def f${depth}():`).join('\n')}\n${' '.repeat(800)}pass\n`,
    elifs: `if a():\n  b()\n${'elif a():\n  b()\n'.repeat(3000)}`,
    cases: `match x:\n${'  case 1:\n    f()\n'.repeat(3000)}`,
    'withs in one': `with ${Array(3000).fill('a()').join(', ')}: pass`,
    'fors in one': `x = [y ${'for y in z() '.repeat(2000)}]`,
    'ifs in one': `x = [y for y in z ${'if a() '.repeat(2000)}]`,
    'names through names': `a0 = f\n${Array.from({length: 5000}, (_, n) => `a${n + 1} = a${n}.x`).join('\n')}\na5000.get()`,
    'a name through itself': `x = f()\n${'x = x.a()\n'.repeat(5000)}x.b()`,
    annotations: `x: "${'Optional['.repeat(200)}A${']'.repeat(200)}" = 1\nx.get()`,
  };

  test.each(Object.entries(nested))('%s', (_name, text) => {
    const facts = factsOf(`${text}\nafter()\n`);
    expect(exhaust(facts)).toBeGreaterThan(0);
    expect(facts.functions.flatMap(fn => fn.calls).map(call => printReference(call.callee))).toContain('after');
  });
});

test.each(['(', 'f(', '(y := ', '[', '{1: ', 'not ', '-'])('5,000 of %j are an error of the file', opening => {
  const facts = factsOf(`x = ${opening.repeat(5000)}1`);
  exhaust(facts);
  expect(facts.syntaxErrors.length).toBeGreaterThan(0);
});

describe('half-typed code still has facts', () => {
  test.each([
    ['async def f():\n    time.\n    await g()\n', 'suspend await g()'],
    ['async def f():\n    x = requests.get(\n    await g()\n', 'g()'],
    ['async def f():\n    for x in\n    await g()\n', 'suspend await g()'],
    ['async def f():\n    with open(p) as\n    await g()\n', 'call g()'],
    ['async def f():\n    try:\n        await g()\n', 'suspend await g()'],
    ['async def f():\n    a = [g(x) for x in\n    await h()', 'h()'],
    ['async def f():\n    await g()\n    del\n    lambda x:\n    match\n    @', 'suspend await g()'],
  ])('%j', (text, expected) => expect(stepsOf(text, 'f')).toContain(expected));
});

const HALF_TYPED = ['', 'async def f(\n', 'async def f(x', 'class', '@', 'import', 'from . import', 'x: "(" = 1', 'async', '\0', '\ud800', '"""', 'match x:\n case'];

test.each(HALF_TYPED)('anything can be asked about: %j', text => {
  expect(exhaust(factsOf(text))).toBeGreaterThanOrEqual(0);
});

describe('the standard library of this machine', () => {
  const root = standardLibrary();

  test.skipIf(root === null)('lowers without a throw or an error of ours', () => {
    const files = pythonFiles(root!, 150);
    let steps = 0;
    for (const path of files) steps += exhaust(factsOf(readFileSync(path, 'utf8').replace(/^\ufeff/, ''), path));
    expect(steps).toBeGreaterThan(files.length * 50);
  });
});

function standardLibrary(): string | null {
  for (const python of ['python3', 'python']) {
    try {
      return execFileSync(python, ['-c', 'import os; print(os.path.dirname(os.__file__))'], {encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore']}).trim();
    } catch {
      continue;
    }
  }
  return null;
}

/** The library's own modules and packages, without what is installed next to them. */
function pythonFiles(folder: string, most: number): string[] {
  const files: string[] = [];
  const pending = [folder];
  for (let at = pending.pop(); at && files.length < most; at = pending.pop()) {
    for (const entry of readdirSync(at, {withFileTypes: true})) {
      const path = join(at, entry.name);
      if (entry.isDirectory() && !/^(site-packages|test|idlelib|lib2to3|__pycache__)$/.test(entry.name)) pending.push(path);
      else if (entry.isFile() && entry.name.endsWith('.py')) files.push(path);
    }
  }
  return files.slice(0, most);
}
