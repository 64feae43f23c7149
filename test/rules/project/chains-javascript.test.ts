import {describe, expect, test} from 'vitest';
import {callOf, chainOf, chainOfCall, projectOf} from './analysed.ts';

const READ = `import {readFileSync} from 'node:fs';\nexport function read(path) { return readFileSync(path, 'utf8'); }\n`;

describe('a chain of calls', () => {
  test('goes through functions of one file', () => {
    const analysis = projectOf({
      '/app/a.ts': `import fs from 'fs';
        function inner() { return fs.readFileSync('x'); }
        function outer() { return inner(); }
        export async function main() { outer(); }`,
    }).analysisOf('/app/a.ts');
    expect(chainOf(analysis, 'outer')).toBe('outer → inner → fs.readFileSync');
    expect(chainOfCall(analysis, 'outer()')).toBe('outer → inner → fs.readFileSync');
    expect(analysis.blockingApi(callOf(analysis, 'fs.readFileSync'))?.name).toBe('fs.readFileSync');
  });

  test('goes through other files', () => {
    const analysis = projectOf({
      '/app/main.ts': `import {load} from './load.js';\nexport async function main() { load(); }`,
      '/app/load.ts': `import * as disk from './disk';\nexport const load = () => JSON.parse(disk.read('x'));`,
      '/app/disk/index.ts': READ,
    }).analysisOf('/app/main.ts');
    expect(chainOfCall(analysis, 'load()')).toBe('load → read → fs.readFileSync');
  });
});
