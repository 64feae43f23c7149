import {createConnection, ProposedFeatures} from 'vscode-languageserver/node';
import {fileURLToPath} from 'node:url';
import {check} from './check/command.ts';
import {compare} from './compare/command.ts';
import {whileOptimisingLate} from './host/late-optimisation.ts';
import {nodeHost} from './host/node-host.ts';
import {serve} from './language-server.ts';
import {open} from './open-command/command.ts';
import {profile} from './profile-command/command.ts';
import {report} from './report/command.ts';

/** Put in by the bundler from package.json. */
declare const VERSION: string;

const HELP = `Loopsight ${VERSION} shows what blocks, floods or leaks an event loop in TypeScript, JavaScript and Python.

  loopsight check [options] [file or folder …]   problems of the files; the folder you are in when none is named
  loopsight profile [options] -- <command …>     which lines of a program of Node or Python held the event loop, and for how long
  loopsight open [options] <file>                what a profile of another tool, or a kept run, tells of lines
  loopsight compare BEFORE AFTER                 what changed between two profiled runs
  loopsight report RUN                           a page that shows a profiled run
  loopsight lsp --stdio                          the language server, for an editor to start
  loopsight --version
  loopsight --help

Add --help to a command for its options.
`;

const LSP_HELP = `loopsight lsp --stdio

The language server, for an editor to start. It speaks over standard input and output.

  --stdio
  --socket=PORT        connect to this port of the machine instead
  --pipe=NAME          connect to this pipe instead
  --node-ipc           use the channel of a parent that is a Node process
  --help
`;

const [command, ...args] = process.argv.slice(2);
const sibling = (name: string) => fileURLToPath(new URL(name, import.meta.url));

switch (command) {
  case 'lsp':
    if (args.some(isHelp)) {
      process.stdout.write(LSP_HELP);
      break;
    }
    if (!args.some(arg => /^--(stdio|node-ipc|socket|pipe)(=|$)/.test(arg))) {
      process.stderr.write(`The server must be told how to talk to its editor: write \`loopsight lsp --stdio\`.\n\n${LSP_HELP}`);
      process.exitCode = 2;
      break;
    }
    serve(createConnection(ProposedFeatures.all), nodeHost({version: VERSION, eslintWorkerFile: sibling('eslint-configuration-worker.mjs'), runWorkerFile: sibling('run-worker.mjs')}));
    break;
  case 'check':
    process.exitCode = await whileOptimisingLate(() => check(args, {stdout: text => process.stdout.write(text), stderr: text => process.stderr.write(text), directory: workingFolder(), workerFile: sibling('check-worker.mjs'), version: VERSION}));
    break;
  case 'compare':
    process.exitCode = await compare(args, {stdout: text => process.stdout.write(text), stderr: text => process.stderr.write(text), directory: workingFolder()});
    break;
  case 'open':
    process.exitCode = await open(args, {stdout: text => process.stdout.write(text), stderr: text => process.stderr.write(text), directory: workingFolder(), workerFile: sibling('run-worker.mjs')});
    break;
  case 'report':
    process.exitCode = await report(args, {stdout: text => process.stdout.write(text), stderr: text => process.stderr.write(text), directory: workingFolder(), scriptFile: sibling('profile-view.js'), styleFile: sibling('profile-view-style.css')});
    break;
  case 'profile':
    // A terminal that is closed is no reason to lose the run.
    process.stderr.on('error', () => {});
    process.exitCode = await profile(args, {stdout: text => process.stdout.write(text), stderr: text => process.stderr.write(text), directory: workingFolder(), environment: process.env, agentFile: sibling('node-agent.cjs')});
    break;
  case '--version':
    process.stdout.write(`${VERSION}\n`);
    break;
  case undefined:
  case '-h':
  case '--help':
    process.stdout.write(HELP);
    break;
  default:
    process.stderr.write(`There is no command \`${command}\`.\n\n${HELP}`);
    process.exitCode = 2;
}

function isHelp(arg: string): boolean {
  return arg === '--help' || arg === '-h';
}

function workingFolder(): string {
  try {
    return process.cwd();
  } catch {
    process.stderr.write('The folder that this is run in has been deleted. Go to one that exists, and try again.\n');
    return process.exit(2);
  }
}
