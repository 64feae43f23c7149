import {expect, test} from 'vitest';
import {createEngine, NO_CATALOGUE_SETTINGS, type LintResult, type LintSettings} from '../../../rules/src/engine.ts';
import {rules} from '../../../rules/src/rules/index.ts';
import {frontEnds} from './analysed.ts';
import {memoryFiles} from './memory-files.ts';

const settings: LintSettings = {rules: new Map(rules.map(({id}) => [id, {minimumConfidence: 'possible'}])), catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: true};

/** A function that blocks, whose confidence depends on who calls it: only the start of the program. And many files beside. */
const FILES: Readonly<Record<string, string>> = {
  '/app/package.json': '{"name": "app"}',
  '/app/main.ts': 'import {settings} from "./settings.ts";\nimport http from "node:http";\nawait settings();\nhttp.createServer(() => {}).listen(80);\n',
  '/app/settings.ts': 'import {readFileSync} from "node:fs";\nexport async function settings() { return readFileSync("settings.json"); }\n',
  ...Object.fromEntries(Array.from({length: 40}, (_, index) => [`/app/parts/part${index}.ts`, `export const part = ${index};\n`])),
};

function started() {
  const files = memoryFiles(FILES);
  const engine = createEngine({
    frontEnds,
    files,
    cache: null,
    roots: ['/app'],
    reportBug({error}) {
      throw error;
    },
  });
  const source = (path: string) => ({path, language: 'javascript' as const, text: files.read(path) ?? ''});
  return {files, engine, source};
}

function taken(steps: Generator<undefined, LintResult>, most = Infinity): LintResult | null {
  for (let count = 0; count < most; count += 1) {
    const step = steps.next();
    if (step.done) return step.value;
  }
  return null;
}

function said(result: LintResult | null): readonly string[] {
  return (result?.reports ?? []).map(({ruleId, confidence}) => `${ruleId}: ${confidence}`);
}

test('who calls a file is looked for a file a step, and the answer is the same', () => {
  const {engine, source} = started();
  const atOnce = said(engine.lint(source('/app/settings.ts'), settings, 'project'));
  expect(atOnce).toEqual(['no-blocking-call: possible']);
  const {files, engine: other, source: again} = started();
  const steps = other.lintInSteps(again('/app/settings.ts'), settings);
  expect(steps.next().done).toBe(false);
  for (let count = 0; ; count += 1) {
    const before = files.reads.length;
    const step = steps.next();
    if (step.done) {
      expect(said(step.value)).toEqual(atOnce);
      expect(count).toBeGreaterThan(40);
      break;
    }
    expect(files.reads.length - before).toBeLessThanOrEqual(1);
  }
});

test('who asks at once while another is asking in steps has the whole answer, and so has the other', () => {
  const {engine, source} = started();
  const steps = engine.lintInSteps(source('/app/settings.ts'), settings);
  expect(taken(steps, 5)).toBeNull();
  expect(said(engine.lint(source('/app/settings.ts'), settings, 'project'))).toEqual(['no-blocking-call: possible']);
  expect(said(taken(steps))).toEqual(['no-blocking-call: possible']);
});

test('a file that changes while the others are looked at counts as it is then', () => {
  const {files, engine, source} = started();
  const steps = engine.lintInSteps(source('/app/settings.ts'), settings);
  expect(taken(steps, 30)).toBeNull();
  files.write('/app/main.ts', 'import {settings} from "./settings.ts";\nimport http from "node:http";\nhttp.createServer(async () => { await settings(); }).listen(80);\n');
  expect(engine.changed('/app/main.ts')).toEqual([]);
  expect(said(taken(steps))).toEqual(said(started().engine.lint(source('/app/settings.ts'), settings, 'project')).map(line => line.replace('possible', 'definite')));
});
