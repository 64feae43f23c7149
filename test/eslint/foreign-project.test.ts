import {afterAll, beforeAll, describe, expect, test} from 'vitest';
import {type Finding, ForeignProject} from './foreign-project.ts';

const SERVER_TS = `import {load, type Settings} from './load.js';

export async function settings(): Promise<Settings> {
  return load();
}

export async function fetchAll(urls: string[]) {
  return Promise.all(urls.map(url => fetch(url)));
}
`;
const LOAD_TS = `import {readFileSync as read} from 'node:fs';

export interface Settings { readonly port: number }

export function load(): Settings {
  return JSON.parse(read('settings.json', 'utf8'));
}
`;
const SERVER_JS = `const {execSync} = require('child_process');

module.exports.version = async function version() {
  return execSync('git describe').toString();
};
`;
const WORKER_PY = `import time


async def poll():
    time.sleep(1)  # noqa: E501
    time.sleep(2)  # noqa: ASYNC251
    # eslint-disable-next-line loopsight/no-blocking-call -- measured
    time.sleep(3)
    # eslint-disable-next-line loopsight/no-blocking-call
    print('nothing to silence here')
`;
const TYPED_TS = `import type Database from 'better-sqlite3';

const first = <Item>(items: Item[]) => items[0]!;

export async function run(databases: Database[], others: {exec(source: string): void}[]) {
  first(databases).exec('vacuum');
  first(others).exec('vacuum');
}
`;
const ESM = (parts: string) => `import loopsight from 'eslint-plugin-loopsight';\n${parts}`;

const EXPECTED_PY = ['worker.py:5:5 loopsight/no-blocking-call', 'worker.py:9:5 null'];
const EXPECTED_JS = ['server.cjs:4:10 loopsight/no-blocking-call'];
const EXPECTED_TS = ['server.ts:4:10 loopsight/no-transitive-blocking-call', 'server.ts:8:10 loopsight/no-unbounded-fan-out'];

describe.each(['9.39.1', '10.15.0'])('with ESLint %s', version => {
  const project = new ForeignProject();
  beforeAll(() => {
    project
      .install([`eslint@${version}`, `@eslint/js@${version.split('.')[0]}`, 'typescript-eslint@8.73.0', 'typescript@6.0.3'])
      .write('server.ts', SERVER_TS)
      .write('load.ts', LOAD_TS)
      .write('server.cjs', SERVER_JS)
      .write('worker.py', WORKER_PY)
      .write('tsconfig.json', '{"compilerOptions": {"module": "nodenext", "strict": true}}');
  }, 240_000);
  afterAll(() => project.remove());

  const found = () => {
    const {findings} = project.eslint();
    return findings.map(({file, line, column, rule}) => `${file}:${line}:${column} ${rule}`).sort();
  };
  const config = (name: string, text: string) => {
    for (const other of ['eslint.config.mjs', 'eslint.config.cjs']) project.delete(other);
    project.write(name, text);
  };

  test('an ES module config without typescript-eslint covers JavaScript and Python', () => {
    config('eslint.config.mjs', ESM('export default loopsight.configs.recommended;'));
    expect(found()).toEqual([...EXPECTED_JS, ...EXPECTED_PY]);
  });

  test('a CommonJS config covers them too', () => {
    config('eslint.config.cjs', "module.exports = [...require('eslint-plugin-loopsight').configs.recommended];");
    expect(found()).toEqual([...EXPECTED_JS, ...EXPECTED_PY]);
  });

  test('with typescript-eslint, without type information', () => {
    config('eslint.config.mjs', `import tseslint from 'typescript-eslint';\n${ESM('export default [{files: ["**/*.ts"], languageOptions: {parser: tseslint.parser}}, ...loopsight.configs.recommended];')}`);
    expect(found()).toEqual([...EXPECTED_JS, ...EXPECTED_TS, ...EXPECTED_PY]);
  });

  test('with typescript-eslint and its type information, and every rule', () => {
    config('eslint.config.mjs', `import tseslint from 'typescript-eslint';\n${ESM('export default [{files: ["**/*.ts"], languageOptions: {parser: tseslint.parser, parserOptions: {projectService: true}}}, ...loopsight.configs.all];')}`);
    expect(found()).toEqual(expect.arrayContaining([...EXPECTED_JS, ...EXPECTED_TS, ...EXPECTED_PY]));
  });

  test('types tell what is called where the text does not', () => {
    const declared = 'declare class Database { exec(source: string): void }\ndeclare namespace Database { export { Database } }\nexport = Database;\n';
    project
      .write('node_modules/better-sqlite3/package.json', '{"name": "better-sqlite3", "version": "1.0.0", "types": "index.d.ts"}')
      .write('node_modules/better-sqlite3/index.d.ts', declared)
      .write('typed.ts', TYPED_TS);
    const typed = (services: string) => {
      config('eslint.config.mjs', `import tseslint from 'typescript-eslint';\n${ESM(`export default [{files: ["**/*.ts"], languageOptions: {parser: tseslint.parser, parserOptions: {${services}}}}, ...loopsight.configs.recommended];`)}`);
      return project.eslint('typed.ts').findings.map(({line, rule}) => `${line} ${rule}`);
    };
    expect(typed('projectService: true')).toEqual(['6 loopsight/no-blocking-call']);
    expect(typed('')).toEqual([]);
    project.delete('typed.ts');
  });

  test('configurations for every file, typed ones too, do no harm to Python', () => {
    const everything = 'export default [js.configs.all, ...tseslint.configs.all, {languageOptions: {parserOptions: {projectService: true}}}, ...loopsight.configs.recommended];';
    config('eslint.config.mjs', `import js from '@eslint/js';\nimport tseslint from 'typescript-eslint';\n${ESM(everything)}`);
    expect(project.eslint('worker.py').findings.map(({line}) => line)).toEqual([5, 9]);
  });

  test('the code whose problems are silenced for good reasons stays silent', () => {
    config('eslint.config.mjs', ESM('export default loopsight.configs.recommended;'));
    expect(project.eslint('worker.py').findings.map(({line}) => line)).toEqual([5, 9]);
  });

  test('settings of the project reach every rule', () => {
    config('eslint.config.mjs', ESM("export default [...loopsight.configs.recommended, {settings: {loopsight: {allow: ['time.sleep']}}}];"));
    expect(found().filter(finding => finding.endsWith('no-blocking-call'))).toEqual(EXPECTED_JS);
  });

  test('an option that a rule does not have is refused by name', () => {
    config('eslint.config.mjs', ESM("export default [...loopsight.configs.recommended, {files: ['**/*.py'], rules: {'loopsight/no-blocking-call': ['error', {nonsense: 1}]}}];"));
    expect(() => project.eslint('worker.py')).toThrow(/nonsense/);
  });

  test('files of other languages beside ours are left alone', () => {
    config('eslint.config.mjs', ESM('export default [...loopsight.configs.recommended];'));
    project.write('README.md', '# Foreign\n');
    expect(project.eslint('.').code).toBe(1);
  });
});

describe('as an oxlint plugin', () => {
  const project = new ForeignProject();
  beforeAll(() => {
    project
      .install(['eslint@10.15.0', 'typescript-eslint@8.73.0', 'typescript@6.0.3', 'oxlint@1.94.0'])
      .write('server.ts', SERVER_TS)
      .write('load.ts', LOAD_TS)
      .write('server.cjs', SERVER_JS)
      .write('eslint.config.mjs', `import tseslint from 'typescript-eslint';\n${ESM('export default [{files: ["**/*.ts"], languageOptions: {parser: tseslint.parser}}, ...loopsight.configs.strict];')}`);
  }, 240_000);
  afterAll(() => project.remove());

  test('the JavaScript rules find what they find in ESLint, in the same words', () => {
    const eslint = project.eslint().findings.filter(({file}) => /\.[cm]?[jt]s$/.test(file));
    const rules = Object.fromEntries(['no-blocking-call', 'no-transitive-blocking-call', 'no-unbounded-fan-out', 'no-swallowed-cancellation', 'require-cleanup-on-cancellation'].map(id => [`loopsight/${id}`, ['error', {minimumConfidence: 'possible'}]]));
    project.write('.oxlintrc.json', JSON.stringify({jsPlugins: ['eslint-plugin-loopsight'], categories: {correctness: 'off'}, rules, ignorePatterns: ['eslint.config.mjs', 'node_modules']}));
    const sorted = (findings: readonly Finding[]) => findings.map(({file, line, rule, message}) => `${file}:${line} ${rule} ${message}`).sort();
    expect(sorted(project.oxlint())).toEqual(sorted(eslint));
    expect(eslint.length).toBeGreaterThanOrEqual(3);
  });
});
