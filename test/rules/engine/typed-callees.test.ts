import {mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {dirname, join} from 'node:path';
import {fileURLToPath} from 'node:url';
import {parseForESLint} from '@typescript-eslint/parser';
import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {diskFiles, frontEnds} from '../../../rules/src/disk/index.ts';
import {createEngine, NO_CATALOGUE_SETTINGS} from '../../../rules/src/engine.ts';
import {typedCalleesOf, type ParserServices} from '../../../rules/src/eslint/typed-callees.ts';

const NODE_TYPES = fileURLToPath(new URL('../../../node_modules/@types/node', import.meta.url));

let folder = '';

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'loopsight-typed-')));
  write('tsconfig.json', JSON.stringify({compilerOptions: {strict: true, module: 'nodenext', target: 'es2022', types: ['node'], skipLibCheck: true}}));
  mkdirSync(join(folder, 'node_modules/@types'), {recursive: true});
  symlinkSync(NODE_TYPES, join(folder, 'node_modules/@types/node'), 'junction');
  write('node_modules/better-sqlite3/package.json', JSON.stringify({name: 'better-sqlite3', version: '1.0.0', types: 'index.d.ts'}));
  // Written like the package's own types: an interface in one namespace, and its name in another.
  write('node_modules/better-sqlite3/index.d.ts', `
    declare namespace BetterSqlite3 {
      interface Statement { run(...values: unknown[]): unknown; all(): unknown[] }
      interface Database { exec(source: string): this; exec(source: string, times: number): this; prepare(source: string): Statement }
      interface Constructor { new (path?: string): Database }
    }
    declare namespace Database { type Database = BetterSqlite3.Database; type Statement = BetterSqlite3.Statement }
    declare const Database: BetterSqlite3.Constructor;
    export = Database;
  `);
  write('node_modules/stores/package.json', JSON.stringify({name: 'stores', version: '1.0.0', types: 'index.d.ts'}));
  write('node_modules/stores/index.d.ts', `
    import type Database from 'better-sqlite3';
    export function openStore(path: string): Database.Database;
    export class Registry<Item> { find(name: string): Item; each(act: (item: Item) => void): void }
  `);
  write('src/store.ts', `
    import {readFileSync} from 'node:fs';
    export class Files { readFileSync(path: string) { return path; } }
    export class Cache { get(path: string) { return readFileSync(path); } }
    export class Memory { exec(source: string) { return source; } }
  `);
});

afterAll(() => rmSync(folder, {recursive: true, force: true}));

function write(name: string, text: string): void {
  mkdirSync(dirname(join(folder, name)), {recursive: true});
  writeFileSync(join(folder, name), text);
}

/** The problems of `src/app.ts` with that text, as `line: rule API`. */
function problems(text: string, {isTyped = true, minimumConfidence = 'probable'}: {isTyped?: boolean; minimumConfidence?: 'possible' | 'probable'} = {}): string[] {
  write('src/app.ts', text);
  const path = join(folder, 'src/app.ts');
  const parsed = parseForESLint(text, {filePath: path, range: true, loc: true, ...(isTyped ? {projectService: true, tsconfigRootDir: folder} : {})});
  const engine = createEngine({
    files: diskFiles,
    cache: null,
    frontEnds,
    roots: [folder],
    reportBug({error}) {
      throw error;
    },
  });
  const rules = new Map(['no-blocking-call', 'no-transitive-blocking-call'].map(id => [id, {minimumConfidence}]));
  const types = typedCalleesOf(parsed.services as ParserServices, path);
  expect(types === null).toBe(!isTyped);
  const {reports} = engine.lint({path, text, language: 'javascript', tree: parsed.ast, types}, {rules, catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: false}, 'project');
  return reports.map(({ruleId, span, message}) => `${text.slice(0, span.start).split('\n').length}: ${ruleId} ${/`([^`]+)`/.exec(message)?.[1]}`);
}

describe('What types tell of a call', () => {
  const inferred = `import {openStore, Registry} from 'stores';
import type Database from 'better-sqlite3';
const registry = new Registry<Database.Database>();
const chosen = <Item>(items: Item[]): Item => items[0]!;
export async function show(name: string, {databases}: {databases: Map<string, Database.Database>}) {
  const store = openStore(name);
  store.exec('one');
  registry.find(name).exec('two');
  chosen([store]).exec('three', 2);
  databases.get(name)!.exec('four');
  registry.each(item => item.exec('five'));
  for (const statement of [store].map(one => one.prepare('six'))) statement.run();
}
`;

  test('is what a package declares that a call of it gives, also through type parameters', () => {
    expect(problems(inferred)).toEqual([
      '7: no-blocking-call store.exec',
      '8: no-blocking-call registry.find(…).exec',
      '9: no-blocking-call chosen(…).exec',
      '10: no-blocking-call databases.get(name)!.exec',
      '12: no-blocking-call statement.run',
    ]);
  });

  test('is not needed: without them the same file is silent', () => {
    expect(problems(inferred, {isTyped: false})).toEqual([]);
  });

  test('of Node is what a module declares', () => {
    const text = `import type {Dir} from 'node:fs';
import type fs from 'node:fs';
const first = <Item>(items: Item[]): Item => items[0]!;
export async function show(folders: Dir[], files: (typeof fs)[]) {
  first(folders).readSync();
  first(files).readFileSync('two');
  first(files).readFile('three', () => {});
}
`;
    expect(problems(text)).toEqual(['5: no-blocking-call first(…).readSync', '6: no-blocking-call fs.readFileSync']);
  });

  test('is a method of the project, which blocks or does not', () => {
    const text = `import {Cache, Files, Memory} from './store.js';
const first = <Item>(items: Item[]): Item => items[0]!;
class Local { exec(source: string) { return source; } }
export async function show(caches: Cache[], files: Files[], memories: Memory[], locals: Local[]) {
  first(caches).get('one');
  first(files).readFileSync('two');
  first(memories).exec('three');
  first(locals).exec('four');
}
`;
    expect(problems(text, {minimumConfidence: 'possible'})).toEqual(['5: no-transitive-blocking-call first(…).get']);
    // A name that says what it does is all that is known without types.
    expect(problems(text, {minimumConfidence: 'possible', isTyped: false})).toEqual(['6: no-blocking-call first(…).readFileSync']);
  });

  test('is nothing where several types have the member, or nobody knows the type', () => {
    const text = `import type Database from 'better-sqlite3';
import {Memory} from './store.js';
export async function show(either: () => Database.Database | Memory, anything: () => any, missing: () => Missing) {
  either().exec('one');
  anything().exec('two');
  missing().exec('three');
}
`;
    expect(problems(text)).toEqual([]);
  });

  test('is not asked where the text tells, nor of a member that nothing has that blocks', () => {
    const asked: string[] = [];
    const text = `import fs from 'node:fs';
export async function show(find: () => any) {
  fs.readFileSync('one');
  find().open();
  find().toString();
  find().exec('two');
}
`;
    write('src/app.ts', text);
    const path = join(folder, 'src/app.ts');
    const parsed = parseForESLint(text, {filePath: path, range: true, loc: true, projectService: true, tsconfigRootDir: folder});
    const services = {
      program: parsed.services.program,
      getSymbolAtLocation(node: {name?: string}) {
        asked.push(node.name ?? '');
        throw new Error('The checker fails.');
      },
    };
    const engine = createEngine({files: diskFiles, cache: null, frontEnds, roots: [folder], reportBug: ({error}) => { throw error; }});
    const settings = {rules: new Map([['no-blocking-call', {}]]), catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: false};
    const {reports} = engine.lint({path, text, language: 'javascript', tree: parsed.ast, types: typedCalleesOf(services, path)}, settings, 'project');
    expect(reports.map(({span}) => text.slice(span.start, span.end))).toEqual([`fs.readFileSync('one')`]);
    expect(asked).toEqual(['open', 'exec']);
  });
});
