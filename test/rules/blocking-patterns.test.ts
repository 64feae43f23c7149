import {readFileSync} from 'node:fs';
import {expect, test} from 'vitest';
import {frontEnds} from '../../rules/src/disk/index.ts';
import {createEngine, NO_CATALOGUE_SETTINGS} from '../../rules/src/engine.ts';
import {rules} from '../../rules/src/rules/index.ts';
import {memoryFiles} from './project/memory-files.ts';

/** What services of language models, databases and background work do to a loop; and the same, as it should be. */
const BLOCKING = readFileSync(new URL('blocking-patterns/blocking.py', import.meta.url), 'utf8');
const CLEAN = readFileSync(new URL('blocking-patterns/clean.py', import.meta.url), 'utf8');

const FAMILY = rules.filter(({family}) => family === 'blocking').map(({id}) => id);

test('every blocking pattern has one report, of the rule that the line names, and nothing else has', () => {
  const expected = BLOCKING.split('\n').flatMap((line, index) => {
    const rule = / {2}# ([a-z-]+)$/.exec(line)?.[1];
    return rule ? [`${index + 1} ${rule}`] : [];
  });
  expect(expected.length).toBeGreaterThan(15);
  expect(reportsIn(BLOCKING)).toEqual(expected);
});

test('what does the same without blocking has none', () => {
  expect(reportsIn(CLEAN)).toEqual([]);
});

function reportsIn(text: string): string[] {
  const engine = createEngine({
    frontEnds,
    files: memoryFiles({}),
    cache: null,
    roots: ['/'],
    reportBug({error}) {
      throw error;
    },
  });
  const settings = {rules: new Map(FAMILY.map(id => [id, {minimumConfidence: 'possible' as const}])), catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: true};
  const {reports} = engine.lint({path: '/service.py', text, language: 'python'}, settings, 'project');
  return reports.map(({span, ruleId}) => `${text.slice(0, span.start).split('\n').length} ${ruleId}`);
}
