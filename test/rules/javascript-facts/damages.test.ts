import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {expect, test} from 'vitest';
import {frontEnds} from '../../../rules/src/disk/index.ts';

const root = join(import.meta.dirname, '../../..');
const sources = ['node_modules/eslint/lib', 'node_modules/vscode-languageclient/lib', 'node_modules/@typescript-eslint/typescript-estree/dist']
  .flatMap(folder => readdirSync(join(root, folder), {recursive: true, encoding: 'utf8'}).map(name => join(root, folder, name)))
  .filter(path => /\.(ts|js)$/.test(path) && !/\.d\.ts$|\/dist\/.*\.d\.|node_modules.*node_modules/.test(path.replace(root, '')))
  .sort();

/** What happens to a file while someone types; each happens at one random place. */
const damages: Readonly<Record<string, (text: string, random: () => number) => string>> = {
  'a line is cut at a random column': (text, random) => {
    const lines = text.split('\n');
    const line = pick(lines.map((content, index) => (content.trim().length > 3 ? index : -1)).filter(index => index >= 0), random);
    lines[line] = (lines[line] ?? '').slice(0, Math.floor(random() * (lines[line] ?? '').length));
    return lines.join('\n');
  },
  'a closing parenthesis is removed': (text, random) => without(text, ')', random),
  'an opening brace is removed': (text, random) => without(text, '{', random),
  'a quote is removed': (text, random) => without(text, "'", random),
  'a block is opened on a line of its own': (text, random) => {
    const places = [...text.matchAll(/;\n(?= {4})/g)].map(({index}) => index + 2);
    if (places.length === 0) return text;
    const place = pick(places, random);
    const indentation = /^ */.exec(text.slice(place))?.[0] ?? '';
    return `${text.slice(0, place)}${indentation}if (ready) {\n${text.slice(place)}`;
  },
  'a member access is begun on a line of its own': (text, random) => {
    const places = [...text.matchAll(/;\n/g)].map(({index}) => index + 2);
    const place = pick(places.length > 0 ? places : [0], random);
    return `${text.slice(0, place)}  fs.\n${text.slice(place)}`;
  },
};

test.each(Object.entries(damages))('functions survive when %s', (_name, damage) => {
  const random = seeded(7);
  let whole = 0;
  let kept = 0;
  for (const path of sources) {
    const text = readFileSync(path, 'utf8');
    if (text.length > 60_000 || random() > 0.5) continue;
    const expected = functionsIn(path, text);
    whole += expected;
    kept += Math.min(expected, functionsIn(path, damage(text, random)));
  }
  const survival = kept / whole;
  console.log(`${((100 * survival).toFixed(1))} % of ${whole} functions survive when ${_name}`);
  expect(whole).toBeGreaterThan(500);
  expect(survival).toBeGreaterThan(0.93);
});

function functionsIn(path: string, text: string): number {
  const {javascript} = frontEnds;
  const source = {path, text};
  return javascript.facts(javascript.parse(source), source).functions.length - 1;
}

function without(text: string, character: string, random: () => number): string {
  const places = [...text].flatMap((candidate, index) => (candidate === character ? [index] : []));
  if (places.length === 0) return text;
  const place = pick(places, random);
  return text.slice(0, place) + text.slice(place + 1);
}

function pick<Item>(items: readonly Item[], random: () => number): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('Nothing to pick from.');
  return item;
}

/** The same damages in every run (mulberry32). */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
