import {describe, expect, test} from 'vitest';
import {createEngine, NO_CATALOGUE_SETTINGS, type Engine, type LintSettings} from '../../../rules/src/engine.ts';
import type {Source} from '../../../rules/src/facts/index.ts';
import {rules} from '../../../rules/src/rules/index.ts';
import {frontEnds} from './analysed.ts';
import {memoryFiles, type MemoryFiles} from './memory-files.ts';

const settings: LintSettings = {rules: new Map(rules.map(({id}) => [id, {}])), catalogue: NO_CATALOGUE_SETTINGS, honourDisableComments: true};

/** An engine over files in memory, and the files that it has parsed, in order. */
function counted(texts: Readonly<Record<string, string>>): {readonly engine: Engine; readonly parsed: string[]; readonly files: MemoryFiles; chains(path: string): readonly string[]} {
  const parsed: string[] = [];
  const files = memoryFiles(texts);
  const counting = (frontEnd: typeof frontEnds.python): typeof frontEnds.python => ({
    ...frontEnd,
    parse(source: Source) {
      parsed.push(source.path);
      return frontEnd.parse(source);
    },
    parseNext: undefined,
  } as typeof frontEnds.python);
  const engine = createEngine({
    frontEnds: {javascript: counting(frontEnds.javascript), python: counting(frontEnds.python)},
    files,
    cache: null,
    roots: ['/app'],
    reportBug({error}) {
      throw error;
    },
  });
  return {
    engine,
    parsed,
    files,
    chains(path) {
      const language = path.endsWith('.py') ? 'python' : 'javascript';
      return engine.lint({path, language, text: files.read(path) ?? ''}, settings, 'project').reports.filter(({ruleId}) => ruleId === 'no-transitive-blocking-call').map(({data}) => data['chain'] ?? '');
    },
  };
}

/** Three ways out of a package, of which one leads to a blocking call; and modules that lead nowhere. */
const PACKAGE = {
  '/app/serve.py': 'from everything import load\nfrom unused import unused\n\nasync def serve():\n    return load()\n',
  '/app/everything.py': 'from first import first\nfrom second import load\nfrom third import third\n',
  '/app/first.py': 'first = 1\n',
  '/app/second.py': 'from reading import read\n\ndef load():\n    return read()\n\ndef other():\n    return 1\n',
  '/app/third.py': 'from deep import deep\n\ndef third():\n    return deep()\n',
  '/app/reading.py': 'import time\n\ndef read():\n    time.sleep(1)\n',
  '/app/deep.py': 'def deep():\n    return 1\n',
  '/app/unused.py': 'def unused():\n    return 1\n',
};

const CLASSES = {
  '/app/serve.py': 'from store import Disk\nfrom plain import plain\n\nasync def serve(disk: Disk):\n    return disk.load()\n',
  '/app/store.py': 'import time\nfrom base import Base\n\nclass Disk(Base):\n    def read(self):\n        time.sleep(1)\n',
  '/app/base.py': 'class Base:\n    def load(self):\n        return self.read()\n    def read(self):\n        raise NotImplementedError\n',
  '/app/plain.py': 'from further import further\n\ndef plain():\n    return further()\n',
  '/app/further.py': 'def further():\n    return 1\n',
};

describe('the index', () => {
  test('reads the files that may have problems, and those that their calls lead through', () => {
    const {engine, parsed, chains} = counted(PACKAGE);
    expect([...engine.index(Object.keys(PACKAGE))].at(-1)).toEqual({done: 8, left: 0});
    expect(parsed).toEqual(['/app/serve.py', '/app/everything.py', '/app/second.py', '/app/reading.py']);
    expect(chains('/app/serve.py')).toHaveLength(1);
  });

  test('reads all of JavaScript', () => {
    const files = {'/app/serve.ts': 'export async function serve() {}\n', '/app/unused.ts': 'export function unused() { return 1; }\n'};
    const {engine, parsed} = counted(files);
    expect([...engine.index(Object.keys(files))].at(-1)).toEqual({done: 2, left: 0});
    expect(parsed).toEqual(Object.keys(files));
  });

  test('follows classes and their bases', () => {
    const {engine, parsed, chains} = counted(CLASSES);
    expect([...engine.index(Object.keys(CLASSES))].at(-1)).toEqual({done: 5, left: 0});
    expect(parsed).toEqual(['/app/serve.py', '/app/store.py', '/app/base.py']);
    chains('/app/serve.py');
    expect(parsed.slice(3)).toEqual(['/app/serve.py']);
  });

  test('parses no file without asynchronous code that nothing needs', () => {
    const {engine, parsed} = counted({'/app/a.py': 'import b\nb.work()\n', '/app/b.py': 'import time\n\ndef work():\n    time.sleep(1)\n'});
    expect([...engine.index(['/app/a.py', '/app/b.py'])]).toEqual([{done: 1, left: 1}, {done: 2, left: 0}]);
    expect(parsed).toEqual([]);
  });

  test.each([PACKAGE, CLASSES])('parses one file a step, and can be left at any of them', texts => {
    const whole = counted(texts);
    const reports = Object.keys(texts).map(whole.chains);
    const steps = [...counted(texts).engine.index(Object.keys(texts))].length;
    for (let taken = 0; taken <= steps; taken += 1) {
      const {engine, parsed, chains} = counted(texts);
      const index = engine.index(Object.keys(texts))[Symbol.iterator]();
      for (let step = 0; step < taken; step += 1) {
        const before = parsed.length;
        index.next();
        // The file itself, and the first of those that it needs.
        expect(parsed.length - before).toBeLessThanOrEqual(2);
      }
      index.return?.();
      expect(Object.keys(texts).map(chains)).toEqual(reports);
      const again = parsed.length;
      expect([...engine.index(Object.keys(texts))].at(-1)).toEqual({done: Object.keys(texts).length, left: 0});
      expect(parsed.length).toBe(again);
    }
  });

  test('follows a function again that has changed, and what it now leads to', () => {
    const {engine, parsed, files, chains} = counted({...PACKAGE, '/app/second.py': 'def load():\n    return 1\n'});
    expect([...engine.index(['/app/serve.py'])].at(-1)).toEqual({done: 3, left: 0});
    expect(chains('/app/serve.py')).toEqual([]);
    expect(parsed).not.toContain('/app/reading.py');
    files.write('/app/second.py', PACKAGE['/app/second.py']);
    expect(engine.changed('/app/second.py')).toContain('/app/serve.py');
    expect([...engine.index(['/app/serve.py'])].at(-1)).toMatchObject({left: 0});
    expect(parsed).toContain('/app/reading.py');
    expect(chains('/app/serve.py')).toHaveLength(1);
  });
});
