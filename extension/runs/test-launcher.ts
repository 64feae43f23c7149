import {basename, dirname, join} from 'node:path';
import {type LaunchChoice, type Project, refusal} from './launch.ts';
import {isModule, isTypeScript, NO_NODE, packageFile, packageFolder, typeStrippingOptions} from './node-launcher.ts';
import {findPython, NO_PYTHON, remarked} from './python-launcher.ts';
import type {TestTitle} from '../../server/protocol.ts';

/** A file of tests, and one of them if it shall run alone: its titles, the outermost first. */
export interface TestRequest {
  readonly file: string;
  readonly text: string;
  readonly titles: readonly TestTitle[];
}

interface Runner {
  readonly name: string;
  /** The package that a test file imports, or that the project lists, where this runner runs its tests. */
  readonly packages: readonly string[];
  /** The script that the runner's command starts, in its package; null where Node itself is the runner. */
  readonly script: string | null;
  words(request: TestRequest): readonly string[];
}

/** Whatever runs tests in JavaScript, and how it is told to run one file and one test. Titles are matched as a whole, with those of the suites around them. */
const RUNNERS: readonly Runner[] = [
  {name: 'vitest', packages: ['vitest'], script: join('vitest', 'vitest.mjs'), words: ({file, titles}) => ['run', file, ...named('-t', fullTitle(titles))]},
  {name: 'jest', packages: ['@jest/globals', 'jest'], script: join('jest', 'bin', 'jest.js'), words: ({file, titles}) => ['--runTestsByPath', file, ...named('-t', fullTitle(titles))]},
  // The files that its configuration names are run beside those on its command line, unless they are ignored.
  {name: 'mocha', packages: ['mocha'], script: join('mocha', 'bin', 'mocha.js'), words: ({file, titles}) => [file, '--ignore', `**/!(${basename(file).replaceAll(/[\\*?[\]{}()!+@|]/g, '?')})`, ...named('-g', fullTitle(titles))]},
  // Older versions of Node compare a pattern with the test's own title only.
  {name: 'node:test', packages: ['node:test', 'test'], script: null, words: ({file, titles}) => ['--test', ...named('--test-name-pattern', fullTitle(titles.slice(-1))), file]},
];

/** How to run a file of tests, or one of its tests, with the runner that the project uses. */
export async function launchTests(request: TestRequest, project: Project): Promise<LaunchChoice> {
  return request.file.endsWith('.py') ? launchPytest(request, project) : launchJavaScriptTests(request, project);
}

/** By the name that test runners look for. */
export function isTestFile(file: string): boolean {
  const name = basename(file);
  return name.endsWith('.py') ? /^test_|_test\.py$/.test(name) : /[.-](test|spec)\.[cm]?[jt]sx?$/.test(name);
}

async function launchPytest({file, titles}: TestRequest, project: Project): Promise<LaunchChoice> {
  const found = await findPython(file, project);
  if (!found) return refusal(NO_PYTHON);
  const test = [file, ...titles.map(({text}) => text)].join('::');
  return {ok: true, launch: {label: labelOf(file, titles), command: [found.path, '-m', 'pytest', test], cwd: project.folder, ...remarked(found.remark)}};
}

async function launchJavaScriptTests(request: TestRequest, project: Project): Promise<LaunchChoice> {
  const {file, titles} = request;
  const node = project.findProgram('node');
  if (!node) return refusal(NO_NODE);
  const runner = runnerOf(request, project);
  if (!runner) return refusal(`nothing says what runs the tests of ${basename(file)}: it imports neither node:test, vitest, jest nor mocha, and the project's package.json names none of them.`);
  const script = runner.script === null ? null : packageFile(runner.script, dirname(file), project);
  if (runner.script !== null && !script) return refusal(`${basename(file)} is run by ${runner.name}, which is not installed. Install the project's packages first.`);
  const cwd = packageFolder(file, project);
  const readsTypesItself = runner.name === 'vitest' || runner.name === 'jest' || (runner.name === 'mocha' && isMochaToldOfTypes(cwd, project));
  const types = readsTypesItself || !isTypeScript(file) ? [] : await typeOptions(node, file, project);
  if (!types) return refusal(`${basename(file)} is TypeScript, and nothing here can run it with ${runner.name}. Install tsx (npm install --save-dev tsx), or use Node 22.18 or newer.`);
  return {ok: true, launch: {label: labelOf(file, titles), command: ['node', ...types, ...(script ? [script] : []), ...runner.words(request)], cwd}};
}

/** What the file imports tells; where runners make their functions global, the project's manifest does. */
function runnerOf({file, text}: TestRequest, project: Project): Runner | null {
  const imported = RUNNERS.find(({packages}) => packages.some(name => new RegExp(`(?:from|require\\(|import)\\s*['"]${name}['"]`).test(text)));
  if (imported) return imported;
  const manifest = project.readText(join(packageFolder(file, project), 'package.json')) ?? '';
  return RUNNERS.find(({packages}) => packages.some(name => manifest.includes(`"${name}":`) && name !== 'test')) ?? null;
}

/** What its configuration loads before the tests, which would be loaded twice. */
function isMochaToldOfTypes(folder: string, {readText}: Project): boolean {
  const configurations = ['.mocharc.js', '.mocharc.cjs', '.mocharc.mjs', '.mocharc.yaml', '.mocharc.yml', '.mocharc.jsonc', '.mocharc.json'].map(name => readText(join(folder, name)) ?? '');
  return configurations.some(text => /ts-node|tsx|swc|esbuild|babel|jiti/.test(text));
}

/** What teaches Node TypeScript before it runs tests: what the project has for it first, because its code may rest on that. */
async function typeOptions(node: string, file: string, project: Project): Promise<readonly string[] | null> {
  if (packageFile(join('tsx', 'package.json'), dirname(file), project)) return ['--import', 'tsx'];
  if (packageFile(join('ts-node', 'register', 'index.js'), dirname(file), project)) return isModule(file, project) ? ['--loader', 'ts-node/esm'] : ['--require', 'ts-node/register'];
  return typeStrippingOptions((await project.versionOf(node)) ?? '');
}

function labelOf(file: string, titles: readonly TestTitle[]): string {
  return titles.length === 0 ? basename(file) : `${basename(file)}: ${titles.at(-1)?.text}`;
}

function named(option: string, pattern: string): readonly string[] {
  return pattern === '' ? [] : [option, pattern];
}

/** A regular expression that only this test fulfils, or all tests that are made from its title; empty where all tests shall run. */
function fullTitle(titles: readonly TestTitle[]): string {
  return titles.length === 0 ? '' : `^${titles.map(patternOf).join(' ')}$`;
}

function patternOf({text, isTemplate}: TestTitle): string {
  const parts = isTemplate ? text.split(/%[a-z#$%]|\$\{[^}]*\}|\$[\w.#]+/) : [text];
  return parts.map(part => part.replaceAll(/[.*+?^${}()|[\]\\/-]/g, '\\$&')).join('.*');
}
