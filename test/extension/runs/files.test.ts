import {describe, expect, test} from 'vitest';
import {launchFile} from '../../../extension/runs/runnable-file.ts';
import {projectOnPaper, type ProjectOnPaper} from './project-on-paper.ts';

async function choice(file: string, text = '', paper: ProjectOnPaper = {}) {
  const languageId = {js: 'javascript', mjs: 'javascript', jsx: 'javascriptreact', ts: 'typescript', mts: 'typescript', tsx: 'typescriptreact', py: 'python', vue: 'vue', html: 'html', md: 'markdown'}[file.split('.').at(-1) ?? ''] ?? 'plaintext';
  const chosen = await launchFile({file, languageId, text}, projectOnPaper(paper));
  return chosen.ok ? {command: chosen.launch.command.join(' '), cwd: chosen.launch.cwd, ...(chosen.launch.remark && {remark: chosen.launch.remark})} : chosen.reason;
}

describe('a JavaScript file', () => {
  test('is run with Node, in the folder of the workspace', async () => {
    expect(await choice('/app/src/my server.mjs')).toEqual({command: 'node /app/src/my server.mjs', cwd: '/app'});
  });

  test('needs Node', async () => {
    expect(await choice('/app/a.js', '', {programs: []})).toContain('no Node on this machine');
  });

  test.each(["document.querySelector('main').append('x')", "window.addEventListener('load', start)", "import {createRoot} from 'react-dom/client'", 'localStorage.clear()'])('that only a browser can run is refused: %s', async text => {
    expect(await choice('/app/page.js', text)).toContain('runs in a browser');
  });

  test.each(["import 'node:fs';\nconst html = `document.querySelector('a')`;", "const document = parse(); document.body; process.exit()", '// opens window.location later', "const {window} = require('jsdom'); window.document"])('that only speaks of one is run: %s', async text => {
    expect(await choice('/app/a.js', text)).toMatchObject({command: 'node /app/a.js'});
  });

  test('with markup is refused, and so is what is no program', async () => {
    expect(await choice('/app/a.jsx')).toContain('Node cannot read');
    expect(await choice('/app/a.vue')).toContain('runs in a browser');
    expect(await choice('/app/README.md')).toContain('no program');
  });
});

describe('a TypeScript file', () => {
  const tsx = '/app/node_modules/tsx/dist/cli.mjs';
  const tsNode = '/app/packages/a/node_modules/ts-node/dist/bin.js';

  test('is run with what the project has for it, tsx first', async () => {
    expect(await choice('/app/packages/a/src/a.ts', '', {files: {[tsx]: '', [tsNode]: ''}})).toMatchObject({command: `node ${tsx} /app/packages/a/src/a.ts`});
    expect(await choice('/app/packages/a/src/a.ts', '', {files: {[tsNode]: ''}})).toMatchObject({command: `node ${tsNode} /app/packages/a/src/a.ts`});
  });

  test('is run as an ES module by ts-node where it is one', async () => {
    const files = {[tsNode]: '', '/app/packages/a/package.json': '{"type": "module"}'};
    expect(await choice('/app/packages/a/src/a.ts', '', {files})).toMatchObject({command: 'node --loader ts-node/esm /app/packages/a/src/a.ts'});
    expect(await choice('/app/packages/a/src/a.mts', '', {files: {[tsNode]: ''}})).toMatchObject({command: 'node --loader ts-node/esm /app/packages/a/src/a.mts'});
  });

  test.each([
    ['v22.6.0', 'node --experimental-strip-types /app/a.ts'],
    ['v22.17.1', 'node --experimental-strip-types /app/a.ts'],
    ['v22.18.0', 'node /app/a.ts'],
    ['v23.5.0', 'node --experimental-strip-types /app/a.ts'],
    ['v23.6.0', 'node /app/a.ts'],
    ['v24.21.0', 'node /app/a.ts'],
  ])('is run by Node itself where it can: %s', async (nodeVersion, command) => {
    expect(await choice('/app/a.ts', '', {nodeVersion})).toMatchObject({command});
  });

  test('is refused where nothing can run it, with what to do', async () => {
    expect(await choice('/app/a.ts')).toMatch(/neither tsx nor ts-node.*Node 20\.19\.0.*npm install --save-dev tsx/);
    expect(await choice('/app/a.tsx', '', {nodeVersion: 'v24.0.0'})).toContain('nothing here can run it');
  });
});

describe('a Python file', () => {
  test('is run with the interpreter that was chosen, else a virtual environment, else the machine’s', async () => {
    const files = {'/app/.venv/bin/python': ''};
    expect(await choice('/app/src/a.py', '', {files, python: '/opt/py/python'})).toEqual({command: '/opt/py/python /app/src/a.py', cwd: '/app'});
    expect(await choice('/app/src/a.py', '', {files})).toMatchObject({command: '/app/.venv/bin/python /app/src/a.py'});
    expect(await choice('/app/src/a.py')).toMatchObject({command: '/usr/bin/python3 /app/src/a.py'});
    expect(await choice('/app/src/a.py', '', {programs: ['python']})).toMatchObject({command: '/usr/bin/python /app/src/a.py'});
  });

  test('needs Python', async () => {
    expect(await choice('/app/a.py', '', {programs: []})).toContain('no Python on this machine');
  });

  test('that imports its neighbours is run as a module of its package', async () => {
    const files = {'/app/src/pkg/__init__.py': '', '/app/src/pkg/inner/__init__.py': ''};
    expect(await choice('/app/src/pkg/inner/job.py', 'from ..settings import x\n', {files})).toEqual({command: '/usr/bin/python3 -m pkg.inner.job', cwd: '/app/src'});
    expect(await choice('/app/src/pkg/__main__.py', 'from . import x\n', {files})).toEqual({command: '/usr/bin/python3 -m pkg', cwd: '/app/src'});
  });

  test.each(['app = FastAPI()', 'api: FastAPI = fastapi.FastAPI(title="x")', 'app = Starlette(debug=True)'])('that only makes an application is given to uvicorn: %s', async text => {
    expect(await choice('/app/service/main.py', `from fastapi import FastAPI\n${text}\n`)).toMatchObject({command: `/usr/bin/python3 -m uvicorn main:${text.split(/\W/)[0]}`, cwd: '/app/service', remark: expect.stringContaining('uvicorn')});
  });

  test('that runs its application itself is a script', async () => {
    expect(await choice('/app/main.py', 'app = FastAPI()\nif __name__ == "__main__":\n    uvicorn.run(app)\n')).toEqual({command: '/usr/bin/python3 /app/main.py', cwd: '/app'});
  });
});
