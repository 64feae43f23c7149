import {readdirSync, readFileSync} from 'node:fs';
import {join} from 'node:path';
import {allRules, engineOfDisk, frontEnds} from './.cache/engine.mjs';
import {standardLibrary} from './edit-sources.mjs';

/** Lints every file of a package of Python's standard library in its project, and prints how many of them were parsed. */
const library = standardLibrary();
const folder = join(library, process.argv[2]);
const paths = readdirSync(folder, {recursive: true}).filter(path => path.endsWith('.py')).map(path => join(folder, path));
const parsed = new Set();
const counted = {...frontEnds.python, parse: source => (parsed.add(source.path), frontEnds.python.parse(source))};
const engine = engineOfDisk({frontEnds: {...frontEnds, python: counted}, roots: [library]});
let asynchronous = 0;
for (const path of paths) {
  const text = readFileSync(path, 'utf8');
  if (/\b(?:async|await|asyncio|anyio|trio)\b/.test(text)) asynchronous++;
  engine.lint({path, text, language: 'python'}, allRules, 'project');
}
console.log(JSON.stringify({files: paths.length, parsed: parsed.size, asynchronous}));
