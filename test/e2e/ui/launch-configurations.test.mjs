import assert from 'node:assert/strict';
import {execFileSync} from 'node:child_process';
import {mkdir, readFile, symlink, writeFile} from 'node:fs/promises';
import {join} from 'node:path';

/** Tells what it was started with, and holds its loop in one call. */
const NODE_PROGRAM = `import {pbkdf2Sync} from 'node:crypto';
import {writeFileSync} from 'node:fs';

const {GREETING, FROM_FILE} = process.env;
writeFileSync(new URL('./seen.json', import.meta.url), JSON.stringify({args: process.argv.slice(2), options: process.execArgv, cwd: process.cwd(), environment: {GREETING, FROM_FILE}}));
setTimeout(() => pbkdf2Sync('password', 'salt', 400_000, 64, 'sha512'), 50);
`;

const PYTHON_PROGRAM = `import asyncio
import json
import os
import sys
import time


async def main():
    environment = {name: os.environ.get(name) for name in ["GREETING", "FROM_FILE"]}
    with open(os.path.join(os.path.dirname(__file__), "seen.json"), "w") as seen:
        json.dump({"args": sys.argv[1:], "options": sys.warnoptions, "cwd": os.getcwd(), "environment": environment, "program": sys.executable, "name": __spec__ and __spec__.name}, seen)
    time.sleep(0.3)


asyncio.run(main())
`;

/** As people write it: with comments, and commas too many. */
const LAUNCH = `{
  // Use IntelliSense to learn about possible attributes.
  "version": "0.2.0",
  "configurations": [
    {
      "type": "node",
      "request": "launch",
      "name": "Node program",
      "program": "\${workspaceFolder}/jobs/job.mjs",
      "args": ["--name", "two words", "\${workspaceFolderBasename}", "$HOME"],
      "runtimeArgs": ["--no-warnings", "--inspect-brk"],
      "cwd": "\${workspaceFolder}/jobs",
      "env": {"GREETING": "hello \${env:USER_OF_TEST}you"},
      "envFile": "\${workspaceFolder}/jobs/job.env",
      "skipFiles": ["<node_internals>/**"],
    },
    {
      "type": "pwa-node",
      "request": "launch",
      "name": "npm script",
      "runtimeExecutable": "npm",
      "runtimeArgs": ["run", "--silent", "job", "--"],
      "args": ["quickly"],
      "cwd": "\${workspaceFolder}/jobs",
    },
    {
      "type": "debugpy",
      "request": "launch",
      "name": "Python program",
      "program": "\${workspaceFolder}/jobs/job.py",
      "args": ["--name", "two words"],
      "python": "\${workspaceFolder}/.venv/bin/python",
      "pythonArgs": ["-W", "ignore"],
      "cwd": "\${workspaceFolder}/jobs",
      "env": {"GREETING": "hello"},
      "console": "integratedTerminal",
      "justMyCode": true,
    },
    {"type": "debugpy", "request": "launch", "name": "Python module", "module": "jobs.job", "args": "once more", "envFile": "\${workspaceFolder}/jobs/job.env"},
    {"type": "node", "request": "attach", "name": "Not launched", "port": 9229},
    {"type": "node", "request": "launch", "name": "Asks", "program": "\${command:pickProgram}"},
  ],
}
`;

/** Launch configurations are run as they are written, without the debugger. */
export function launchConfigurations(desk) {
  describe('Profiling a launch configuration', () => {
    let folder;
    let window;
    let seen;
    beforeEach(async () => {
      folder = await desk.newWorkspace();
      seen = async () => JSON.parse(await readFile(join(folder, 'jobs/seen.json'), 'utf8'));
      await mkdir(join(folder, 'jobs'));
      const files = {
        '.vscode/launch.json': LAUNCH,
        '.env': 'FROM_FILE=usual\n',
        'jobs/job.env': '# A comment\nFROM_FILE="read from the file"\nGREETING=overruled\n',
        'jobs/job.mjs': NODE_PROGRAM,
        'jobs/job.py': PYTHON_PROGRAM,
        'jobs/package.json': '{"private": true, "scripts": {"job": "node job.mjs --quiet"}}',
      };
      for (const [path, text] of Object.entries(files)) await writeFile(join(folder, path), text);
    });

    async function profile(name, file) {
      window = await desk.open(folder, file);
      await window.page.locator('.monaco-editor .view-line').first().waitFor();
      await window.runCommand('Loopsight: Profile Launch Configuration…');
      const rows = window.page.locator('.quick-input-widget .monaco-list-row');
      await rows.filter({hasText: name}).first().waitFor();
      assert.equal(await rows.filter({hasText: 'Not launched'}).count(), 0);
      await rows.filter({hasText: name}).first().click();
    }

    /** The line of the program that held the loop says so. */
    async function drawnAt(code) {
      const drawn = await window.textsAtLineEnds(/blocked/);
      assert.deepEqual(drawn.filter(({line}) => line.includes(code)).length, 1, JSON.stringify(drawn));
    }

    it('a program of Node has its words, options, folder and variables, and no inspector', async () => {
      await profile('Node program', 'jobs/job.mjs');
      await drawnAt('pbkdf2Sync(');
      assert.deepEqual(await seen(), {
        args: ['--name', 'two words', folder.split('/').at(-1), '$HOME'], options: ['--no-warnings'], cwd: join(folder, 'jobs'),
        environment: {GREETING: 'hello you', FROM_FILE: 'read from the file'},
      });
      await window.screenshot('launch-configuration');
    });

    it('another runtime than Node is started with its own words', async () => {
      await profile('npm script', 'jobs/job.mjs');
      await drawnAt('pbkdf2Sync(');
      assert.deepEqual((await seen()).args, ['--quiet', 'quickly']);
    });

    it('a program of Python runs with the interpreter that is named, and the variables of .env', async () => {
      execFileSync('python3', ['-m', 'venv', '--without-pip', join(folder, '.venv')]);
      const program = join(folder, '.venv/bin/python');
      await profile('Python program', 'jobs/job.py');
      await drawnAt('time.sleep(0.3)');
      assert.deepEqual(await seen(), {args: ['--name', 'two words'], options: ['ignore'], cwd: join(folder, 'jobs'), environment: {GREETING: 'hello', FROM_FILE: 'usual'}, program, name: null});
    });

    it('a module of Python runs in the workspace, with the interpreter there is', async () => {
      await profile('Python module', 'jobs/job.py');
      await drawnAt('time.sleep(0.3)');
      const {args, cwd, environment, name} = await seen();
      assert.deepEqual({args, cwd, environment, name}, {args: ['once', 'more'], cwd: folder, environment: {GREETING: 'overruled', FROM_FILE: 'read from the file'}, name: 'jobs.job'});
    });

    it('what only the debugger knows is said; so is a virtual environment that has lost its Python', async () => {
      await profile('Asks', 'jobs/job.mjs');
      await window.toast(/uses \$\{command:pickProgram\}, for which only the debugger has a value/).waitFor();
      await mkdir(join(folder, '.venv/bin'), {recursive: true});
      await writeFile(join(folder, '.venv/pyvenv.cfg'), 'home = /opt/gone/bin\n');
      await symlink('/opt/gone/bin/python3', join(folder, '.venv/bin/python'));
      await profile('Python program', 'jobs/job.py');
      await window.toast(/python is a link to \/opt\/gone\/bin\/python3, which is not there.*make it again/).waitFor();
      await window.screenshot('broken-environment');
    });
  });
}
