import {expect, test} from 'vitest';
import {frontEnds} from '../../rules/src/disk/index.ts';
import {createEngine, NO_CATALOGUE_SETTINGS} from '../../rules/src/engine.ts';
import type {FrontEnd} from '../../rules/src/facts/index.ts';
import {rules} from '../../rules/src/rules/index.ts';
import {memoryFiles} from './project/memory-files.ts';

test('of a Python package, only files with asynchronous code are parsed, and the files that those call into', () => {
  const parsed = parsedWhenLinting({
    '/app/__init__.py': '',
    '/app/models.py': 'import time\n\nclass Model:\n    def save(self):\n        time.sleep(1)\n',
    '/app/tables.py': 'from app.models import Model\n\nclass Table(Model):\n    pass\n',
    '/app/plain.py': 'from app import tables\n\ndef rows():\n    return [row for row in tables.Table().rows]\n',
    '/app/server.py': 'import asyncio\nfrom app.models import Model\nfrom app import plain\n\nasync def serve():\n    Model().save()\n',
  });
  expect(parsed.sort()).toEqual(['/app/models.py', '/app/server.py']);
});

test('where a file with a problem names nothing asynchronous, what it imports is parsed too, in search of a scheduler', () => {
  const texts = {
    '/app/models.py': 'from app.tables import Table\n\nclass Model:\n    pass\n',
    '/app/tables.py': 'class Table:\n    pass\n',
    '/app/other.py': 'class Other:\n    pass\n',
  };
  const quiet = parsedWhenLinting({...texts, '/app/jobs.py': 'from app.models import Model\n\nasync def work():\n    Model()\n'});
  expect(quiet.sort()).toEqual(['/app/jobs.py', '/app/models.py']);
  const blocking = parsedWhenLinting({...texts, '/app/jobs.py': 'import time\nfrom app.models import Model\n\nasync def work():\n    time.sleep(1)\n'});
  expect(blocking.sort()).toEqual(['/app/jobs.py', '/app/models.py', '/app/tables.py']);
});

test('a Python package without asynchronous code costs no parse at all', () => {
  expect(parsedWhenLinting({
    '/app/a.py': 'from app.b import read\n\ndef main():\n    for line in read():\n        print(line)\n',
    '/app/b.py': 'import time\n\ndef read():\n    time.sleep(1)\n    with open("x") as file:\n        return list(file)\n',
  })).toEqual([]);
});

/** Lints every file in its project, with every rule, and says which files were parsed, each as often as it was. */
function parsedWhenLinting(texts: Readonly<Record<string, string>>): string[] {
  const parsed: string[] = [];
  const {python, javascript} = frontEnds;
  const counted: FrontEnd<object> = {
    ...python,
    parse(source) {
      parsed.push(source.path);
      return python.parse(source);
    },
  };
  const engine = createEngine({
    frontEnds: {javascript, python: counted},
    files: memoryFiles(texts),
    cache: null,
    roots: ['/'],
    reportBug({error}) {
      throw error;
    },
  });
  const settings = {rules: new Map(rules.map(({id}) => [id, {minimumConfidence: 'possible' as const}])), catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: true};
  for (const [path, text] of Object.entries(texts)) engine.lint({path, text, language: 'python'}, settings, 'project');
  return parsed;
}
