import {describe, expect, test} from 'vitest';
import {createProject} from '../../../rules/src/project/project.ts';
import type {SourceFiles, SummaryCache} from '../../../rules/src/project/source-files.ts';
import {parseSummary} from '../../../rules/src/project/stored-summary.ts';
import {summarize} from '../../../rules/src/project/summarize.ts';
import {catalogue, chainOfCall, frontEnds, projectOf} from './analysed.ts';
import {memoryFiles} from './memory-files.ts';

const FILES = {
  '/app/main.py': 'from load import load\n\nasync def main():\n    load()\n',
  '/app/load.py': 'import time\n\ndef load():\n    time.sleep(1)\n',
  '/app/never.py': 'import asyncio\n',
};

function memoryCache(): SummaryCache & {readonly entries: Map<string, string>; hits: number} {
  const entries = new Map<string, string>();
  return {
    entries,
    hits: 0,
    read(key) {
      const value = entries.get(key) ?? null;
      if (value !== null) this.hits++;
      return value;
    },
    write: (key, value) => void entries.set(key, value),
  };
}

describe('the cache', () => {
  test('is filled by one project and read by the next', () => {
    const cache = memoryCache();
    const first = projectOf(FILES, {cache}).analysisOf('/app/main.py');
    expect(chainOfCall(first, 'load()')).toBe('load → time.sleep');
    expect(cache.entries.size).toBe(2);
    const second = projectOf(FILES, {cache}).analysisOf('/app/main.py');
    expect(chainOfCall(second, 'load()')).toBe('load → time.sleep');
    expect(cache.hits).toBe(2);
  });

  test('keeps what a function computes: by constants, by its arguments, by the clock', () => {
    const text = `import time
def fixed():
    for i in range(10**7):
        pass
def asked(self, rows, columns):
    return [[0 for _ in range(columns)] for _ in range(rows)]
def spin(end):
    while time.monotonic() < end:
        pass
def huge():
    for i in range(10**300 * 10**300):
        pass
def plain(xs):
    return [x for x in xs]
`;
    const source = {path: '/app/work.py', text};
    const stored = JSON.stringify(summarize(frontEnds.python.facts(frontEnds.python.parse(source), source)));
    const [, fixed, asked, spin, huge, plain] = parseSummary(stored)!.functions;
    expect(fixed!.computes).toMatchObject([{turns: 10_000_000, parameters: [], line: 3}]);
    expect(asked!.computes).toMatchObject([{turns: 1, parameters: [{position: 2, name: 'columns'}, {position: 1, name: 'rows'}]}]);
    expect(spin!.computes).toMatchObject([{turns: null, line: 8}]);
    expect(huge!.computes).toBeUndefined();
    expect(plain!.computes).toBeUndefined();
  });

  test.each(['', '{', 'null', '[]', '{"language": "python"}', '{"language": "python", "functions": [{}], "classes": [], "exports": {}, "reexports": [], "imports": []}'])(
    'is not believed when it is broken: %s',
    broken => {
      const cache: SummaryCache = {read: () => broken, write: () => undefined};
      expect(chainOfCall(projectOf(FILES, {cache}).analysisOf('/app/main.py'), 'load()')).toBe('load → time.sleep');
    },
  );

  test('neither keeps nor is asked for what is being typed', () => {
    const cache = memoryCache();
    const files: SourceFiles = {...memoryFiles(FILES), isBuffer: path => path === '/app/load.py'};
    const project = createProject({frontEnds, files, cache, catalogue, roots: ['/app']});
    expect([...project.index(Object.keys(FILES), () => true)].at(-1)).toEqual({done: 3, left: 0});
    expect(cache.entries.size).toBe(2);
    const shared = {read: () => expect.unreachable('A buffer is not looked up.'), write: () => expect.unreachable('A buffer is not written.')};
    const typed = createProject({frontEnds, files: {...files, isBuffer: () => true}, cache: shared, catalogue, roots: ['/app']});
    expect([...typed.index(Object.keys(FILES), () => true)].at(-1)).toEqual({done: 3, left: 0});
    expect(typed.changed('/app/load.py')).toEqual([]);
  });

  test('does not keep what a host lints that is not saved', () => {
    const cache = memoryCache();
    const project = createProject({frontEnds, files: memoryFiles(FILES), cache, catalogue, roots: ['/app']});
    const lint = (text: string) => {
      const source = {path: '/app/load.py', text};
      project.analyse(frontEnds.python.facts(frontEnds.python.parse(source), source));
    };
    lint('import time\n\ndef load():\n    time.sleep(2)\n');
    expect(cache.entries.size).toBe(0);
    lint(FILES['/app/load.py']);
    expect(cache.entries.size).toBe(1);
  });

  test('is by content and dialect, wherever the file is', () => {
    const cache = memoryCache();
    const texts = {'/app/a.ts': 'export const x = 1;', '/app/deep/b.ts': 'export const x = 1;', '/app/c.tsx': 'export const x = 1;'};
    for (const step of projectOf(texts, {cache}).index(Object.keys(texts), () => true)) expect(step.left).toBeGreaterThanOrEqual(0);
    expect(cache.entries.size).toBe(2);
  });
});

test('a summary survives being stored', () => {
  const text = 'import time\nclass A:\n    def load(self, path: str = "x"):\n        time.sleep(1)\n        sorted([], key=lambda x: open(x))\n';
  const source = {path: '/app/a.py', text};
  const summary = summarize(frontEnds.python.facts(frontEnds.python.parse(source), source));
  expect(parseSummary(JSON.stringify(summary))).toEqual(summary);
});

describe('the index', () => {
  test('reads what is asked for and what that leads to, and nothing else', () => {
    const project = projectOf(FILES);
    chainOfCall(project.analysisOf('/app/main.py'), 'load()');
    expect(project.files.reads).not.toContain('/app/never.py');
    expect(project.files.reads).toContain('/app/load.py');
  });

  test('goes through what the files lead to, and says how many are done and left', () => {
    const steps = [...projectOf(FILES).index(['/app/main.py', '/app/never.py'], () => true)];
    expect(steps.map(({done}) => done)).toEqual(steps.map(({done}) => done).sort((a, b) => a - b));
    expect(steps.at(-1)).toEqual({done: 3, left: 0});
  });
});
