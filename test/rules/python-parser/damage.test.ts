import {describe, expect, test} from 'vitest';
import type {Node} from '../../../rules/src/python/ast.ts';
import {parsePython} from '../../../rules/src/python/parse.ts';
import {childrenOf} from '../../../rules/src/python/visitor-keys.ts';
import {pythonFiles, read, standardLibrary} from './cpython.ts';

/** What is being typed: a text and a place in it, chosen by chance, give a damaged text; null where the damage does not fit. */
type Damage = (text: string, chance: () => number) => string | null;

const damages: Readonly<Record<string, Damage>> = {
  'a line cut off': (text, chance) => {
    const lines = text.split('\n');
    const at = pick(lines.flatMap((line, index) => (line.trim().length > 3 ? [index] : [])), chance);
    if (at === null) return null;
    const line = lines[at] ?? '';
    const indentation = line.length - line.trimStart().length;
    return lines.with(at, line.slice(0, indentation + 1 + Math.floor(chance() * (line.length - indentation - 1)))).join('\n');
  },
  'a closing parenthesis missing': (text, chance) => without(text, /\)/g, chance),
  'a colon missing': (text, chance) => without(text, /:(?=\n)/g, chance),
  'an attribute half typed': (text, chance) => withLine(text, 'asyncio.', chance),
  'a format string begun': (text, chance) => withLine(text, 'print(f"{x', chance),
  'a docstring opened': (text, chance) => {
    const lines = text.split('\n');
    const at = pick(lines.flatMap((line, index) => (/^\s*(?:async )?def .*:$/.test(line) ? [index] : [])), chance);
    if (at === null) return null;
    const indentation = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '';
    return lines.toSpliced(at + 1, 0, `${indentation}    """Wait`).join('\n');
  },
  'a quote missing': (text, chance) => without(text, /(?<!["'\\])["'](?!["'])/g, chance),
};

const LIBRARY = standardLibrary();
/** Damages of one file by one kind, each at another place. */
const TRIES = 1;

describe.skipIf(!LIBRARY)(`half-typed files keep their functions${LIBRARY ? '' : ': no python3, so no files to damage'}`, () => {
  const files = LIBRARY ? pythonFiles(LIBRARY).map(read).filter(text => /^\s*async def/m.test(text) && text.length < 200_000) : [];
  const sound = files.map(text => ({text, before: found(text)})).filter(({before}) => before.functions.length > 0);

  test.each(Object.entries(damages))('%s', {timeout: 120_000}, (name, damage) => {
    const chance = chances(1);
    const sum = {functions: 0, functionsLeft: 0, calls: 0, callsLeft: 0};
    for (const {text, before} of sound) {
      for (let attempt = 0; attempt < TRIES; attempt++) {
        const damaged = damage(text, chance);
        if (damaged === null) continue;
        const after = found(damaged);
        sum.functions += before.functions.length;
        sum.functionsLeft += inBoth(before.functions, after.functions);
        sum.calls += before.calls;
        sum.callsLeft += Math.min(before.calls, after.calls);
      }
    }
    const survival = sum.functionsLeft / sum.functions;
    console.log(`${name}: ${(100 * survival).toFixed(2)} % of ${sum.functions} async functions and ${((100 * sum.callsLeft) / sum.calls).toFixed(2)} % of ${sum.calls} calls survive, in ${sound.length} files`);
    expect(sum.functions).toBeGreaterThan(1000);
    expect(survival).toBeGreaterThanOrEqual(0.98);
  });
});

/** With one more line in front of a statement of a function. */
function withLine(text: string, line: string, chance: () => number): string | null {
  const lines = text.split('\n');
  const at = pick(lines.flatMap((statement, index) => (/^\s+(?:return|await|self|[a-z_]+ =)/.test(statement) ? [index] : [])), chance);
  if (at === null) return null;
  const indentation = /^\s*/.exec(lines[at] ?? '')?.[0] ?? '';
  return lines.toSpliced(at, 0, `${indentation}${line}`).join('\n');
}

/** The names of the async functions of a text, and how many calls it has. */
function found(text: string): {functions: string[]; calls: number} {
  const functions: string[] = [];
  let calls = 0;
  const open: Node[] = [parsePython(text).tree];
  for (let node = open.pop(); node; node = open.pop()) {
    if (node.type === 'AsyncFunctionDef') functions.push(node.name);
    if (node.type === 'Call') calls++;
    open.push(...childrenOf(node));
  }
  return {functions, calls};
}

function inBoth(before: readonly string[], after: readonly string[]): number {
  const left = [...after];
  return before.filter(name => {
    const at = left.indexOf(name);
    if (at >= 0) left.splice(at, 1);
    return at >= 0;
  }).length;
}

function without(text: string, what: RegExp, chance: () => number): string | null {
  const at = pick([...text.matchAll(what)].map(({index}) => index), chance);
  return at === null ? null : text.slice(0, at) + text.slice(at + 1);
}

function pick<T>(from: readonly T[], chance: () => number): T | null {
  return from[Math.floor(chance() * from.length)] ?? null;
}

/** The same numbers between 0 and 1 in every run (mulberry32). */
function chances(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
