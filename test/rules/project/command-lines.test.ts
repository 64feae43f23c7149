import {expect, test} from 'vitest';
import {packageManifests} from '../../../rules/src/project/package-manifest.ts';
import {memoryFiles} from './memory-files.ts';
import {projectOf} from './analysed.ts';

const READS = "import {readFileSync} from 'node:fs';\nexport async function run() { return readFileSync('a'); }\n";

function isCommandLine(path: string, manifest: object, texts: Readonly<Record<string, string>> = {}): boolean {
  const files = {'/app/package.json': JSON.stringify({name: 'tool', ...manifest}), [path]: READS, ...texts};
  return projectOf(files).analysisOf(path).isOfCommandLine;
}

test.each<[title: string, path: string, manifest: object]>([
  ['the file of a command', '/app/run.js', {bin: './run.js', main: './index.js'}],
  ['the source of one', '/app/src/cli.ts', {bin: {tool: 'dist/cli.js'}, main: './dist/index.js'}],
  ['a file in the folder of its commands', '/app/src/commands/export.ts', {bin: './bin/tool', main: './index.js', dependencies: {express: '5'}}],
  ['the folder of commands of a package that parses a command line', '/app/commands/export.js', {main: './index.js', dependencies: {yargs: '17'}}],
  ['commands that oclif finds', '/app/commands/export.js', {main: './index.js', oclif: {commands: './commands'}}],
  ['any file of a package that has commands, and that nobody can import', '/app/src/templates.js', {bin: './bin/tool'}],
  ['a library that is for the command line by its own word', '/app/lib/deploy.js', {bin: './bin/tool', main: './index.js', keywords: ['cli'], dependencies: {express: '5'}}],
  ['by its description', '/app/lib/deploy.js', {bin: './bin/tool', main: './index.js', description: 'Command-line interface of a cloud'}],
  ['by how it is to be installed', '/app/lib/observe.js', {bin: './bin/tool', main: './index.js', preferGlobal: true}],
])('%s belongs to a command line', (_, path, manifest) => {
  expect(isCommandLine(path, manifest)).toBe(true);
});

test.each<[title: string, path: string, manifest: object]>([
  ['a bot has commands for everybody', '/app/commands/report.js', {main: './index.js', dependencies: {'discord.js': '14'}}],
  ['a library with a command', '/app/src/templates.js', {bin: './bin/tool', main: './index.js'}],
  ['a library of old, whose main file has its default name', '/app/src/templates.js', {bin: './bin/tool'}],
  ['a server that has a command to start it', '/app/src/routes.js', {bin: './bin/start', dependencies: {fastify: '5'}}],
  ['a package without commands', '/app/src/routes.js', {}],
  ['a manifest without a name', '/app/commands/run.js', {name: undefined, bin: './run.js'}],
  ['a library of a command line that serves as well', '/app/lib/deploy.js', {bin: './bin/tool', main: './index.js', keywords: ['cli', 'daemon']}],
  ['a library of a command line that draws on the terminal', '/app/lib/deploy.js', {bin: './bin/tool', main: './index.js', keywords: ['cli'], description: 'A TUI for clouds'}],
  ['what a command starts that goes on to serve', '/app/lib/functionsEmulator.js', {bin: './bin/tool', main: './index.js', keywords: ['cli']}],
  ['what is in its folder', '/app/lib/dev-server/export.js', {bin: './bin/tool', main: './index.js', keywords: ['cli']}],
  ['a library about command lines without a command', '/app/lib/parse.js', {main: './index.js', keywords: ['cli']}],
])('%s: it belongs to none', (title, path, manifest) => {
  expect(isCommandLine(path, manifest, title.startsWith('a library of old') ? {'/app/index.js': ''} : {})).toBe(false);
});

test('a command that serves belongs to none, whether it says so itself or one import further', () => {
  const manifest = {bin: './bin/tool', dependencies: {commander: '14'}};
  const serving = "import express from 'express';\nexport const app = express();\n";
  expect(isCommandLine('/app/commands/serve.js', manifest, {'/app/commands/serve.js': serving + READS})).toBe(false);
  expect(isCommandLine('/app/commands/serve.js', manifest, {'/app/app.js': serving, '/app/commands/serve.js': `import {app} from '../app.js';\n${READS}`})).toBe(false);
  expect(isCommandLine('/app/commands/serve.js', manifest, {'/app/commands/serve.js': `import {createServer} from 'node:http';\ncreateServer();\n${READS}`})).toBe(false);
});

test('a file asks a person through a module of the project that does', () => {
  const texts = {'/app/prompt.js': "export {input} from '@inquirer/prompts';\n", '/app/create.js': `import {input} from './prompt.js';\n${READS}`};
  expect(isCommandLine('/app/create.js', {main: './index.js', dependencies: {'@inquirer/prompts': '7'}}, texts)).toBe(true);
});

const USER = "import './rows.js';\n";

function isForCommandsOnly(texts: Readonly<Record<string, string>>, manifest: object = {bin: './bin/tool', dependencies: {express: '5', commander: '14'}}): boolean {
  const files = {'/app/package.json': JSON.stringify({name: 'tool', main: './index.js', ...manifest}), '/app/rows.js': READS, ...texts};
  return projectOf(files).analysisOf('/app/rows.js').neighbours.leadFromCommandsOnly(path => path.startsWith('test/'));
}

test.each<[title: string, texts: Readonly<Record<string, string>>, manifest?: object]>([
  ['a file of the folder of commands', {'/app/commands/list.js': "import '../rows.js';"}],
  ['a file that reads the command line, and one between', {'/app/tool.js': "import 'commander';\nimport './list.js';", '/app/list.js': USER}],
  ['a command of a package that brings no server', {'/app/tool.js': USER}, {bin: './tool.js', dependencies: {}}],
  ['a chore of the package', {'/app/build/icons.js': "import '../rows.js';"}, {scripts: {'build:icons': 'cd build && node icons.js', start: 'node index.js'}}],
  ['a command, and a test', {'/app/commands/list.js': "import '../rows.js';", '/app/test/server.test.js': "import 'express';\nimport '../rows.js';"}],
])('a file that only commands lead to: %s', (_, texts, manifest) => {
  expect(isForCommandsOnly(texts, manifest)).toBe(true);
});

test.each<[title: string, texts: Readonly<Record<string, string>>, manifest?: object]>([
  ['a file that nobody imports', {}],
  ['a file that a server imports too', {'/app/commands/list.js': "import '../rows.js';", '/app/routes.js': `import 'express';\n${USER}`}],
  ['a file that what a server imports imports too', {'/app/commands/list.js': "import '../rows.js';", '/app/routes.js': USER, '/app/app.js': "import 'express';\nimport './routes.js';"}],
  ['a file that listens by itself', {'/app/commands/list.js': "import '../rows.js';", '/app/rows.js': `${READS}createServer().listen(80);`}],
  ['a file of a library', {'/app/commands/list.js': "import '../rows.js';", '/app/index.js': "export * from './rows.js';"}],
  ['a file that the entry of a library leads to, though it reads the command line', {'/app/api.js': `import 'commander';\n${USER}`, '/app/index.js': "export * from './api.js';"}],
  ['a file that the command which starts a server leads to', {'/app/tool.js': USER}, {bin: './tool.js', dependencies: {express: '5'}}],
  ['a file that the script which starts the program leads to', {'/app/bot.js': USER}, {scripts: {start: 'node bot.js'}}],
  ['a file that only tests import', {'/app/test/rows.test.js': "import '../rows.js';"}],
])('%s belongs to no command', (_, texts, manifest) => {
  expect(isForCommandsOnly(texts, manifest)).toBe(false);
});

const SCRIPT = "import {readFileSync} from 'node:fs';\nasync function main() { return readFileSync(process.argv[2]); }\nmain();\n";

/** The package as `isForCommandsOnly` asks of what leads to a file; here of a file that nothing leads to. */
function isScript(text: string, texts: Readonly<Record<string, string>> = {}, manifest: object = {}): boolean {
  const files = {'/app/package.json': JSON.stringify({name: 'tool', main: './index.js', dependencies: {express: '5'}, ...manifest}), '/app/extra/rows.js': text, ...texts};
  return projectOf(files).analysisOf('/app/extra/rows.js').neighbours.leadFromCommandsOnly(path => path.startsWith('test/'));
}

test('a program that nobody imports, and that reads what was typed or asks at the terminal, is run by hand', () => {
  expect(isScript(SCRIPT)).toBe(true);
  expect(isScript(`import {createInterface} from 'node:readline';\ncreateInterface({input: process.stdin});\n${SCRIPT.replace('process.argv[2]', "'rows'")}`)).toBe(true);
  expect(isScript(`import WebSocket from 'ws';\nnew WebSocket('wss://example.org');\n${SCRIPT}`)).toBe(true);
  expect(isScript(`import '../model.js';\n${SCRIPT}`, {'/app/model.js': "import 'mqtt';", '/app/test/rows.test.js': "import '../extra/rows.js';"})).toBe(true);
});

test.each<[title: string, text: string, texts?: Readonly<Record<string, string>>, manifest?: object]>([
  ['one that asks nobody', SCRIPT.replace('process.argv[2]', "'rows'")],
  ['one that gives something to others', `${SCRIPT}export {main};`],
  ['one that another file imports', SCRIPT, {'/app/other.js': "import './extra/rows.js';"}],
  ['one that serves', `import express from 'express';\n${SCRIPT}`],
  ['one that serves web sockets', `import {WebSocketServer} from 'ws';\nnew WebSocketServer({port: 80});\n${SCRIPT}`],
  ['one that listens', `${SCRIPT}createServer().listen(80);`],
  ['one that starts what listens', `import '../server.js';\n${SCRIPT}`, {'/app/server.js': 'createServer().listen(80);'}],
  ['the program itself, as the package starts it', SCRIPT, {}, {scripts: {start: 'node extra/rows.js'}}],
  ['the program itself, as people start it', SCRIPT, {}, {bin: './extra/rows.js'}],
  ['the entry of the package', SCRIPT, {}, {main: './extra/rows.js'}],
])('%s is no script', (_, text, texts, manifest) => {
  expect(isScript(text, texts, manifest)).toBe(false);
});

test('the nearest manifest with a name counts, is read once, and again after a change', () => {
  const texts: Record<string, string> = {'/app/package.json': '{"name": "tool", "bin": "./a.js"}', '/app/dist/package.json': '{"type": "module"}'};
  const manifests = packageManifests({...memoryFiles({}), read: path => texts[path] ?? null});
  expect(manifests.of('/app/dist/a.js')).toMatchObject({directory: '/app', commands: ['./a.js'], hasCommands: true});
  texts['/app/package.json'] = '{"name": "tool", "bin": 3, "dependencies": ["x"]';
  expect(manifests.of('/app/dist/a.js')?.hasCommands).toBe(true);
  manifests.forget();
  expect(manifests.of('/app/dist/a.js')).toBeNull();
  texts['/app/package.json'] = '{"name": "tool", "bin": 3, "dependencies": ["x"]}';
  manifests.forget();
  expect(manifests.of('/app/dist/a.js')).toMatchObject({commands: [], hasCommands: false});
});
