import {spawn} from 'node:child_process';
import {readFileSync} from 'node:fs';
import {basename, dirname, join} from 'node:path';
import {fileURLToPath, pathToFileURL} from 'node:url';
import {createProtocolConnection, StreamMessageReader, StreamMessageWriter} from 'vscode-languageserver-protocol/node';

const loopsight = join(import.meta.dirname, '../../../server/dist/loopsight.mjs');
const LANGUAGES = {js: 'javascript', cjs: 'javascript', mjs: 'javascript', ts: 'typescript', py: 'python'};
const QUIET_MS = 3000;

/** What an editor shows of a kept run in `paths`: problems that say what they cost, and stalls that no rule explains, with the line from 1, the time in milliseconds, and the places on the way to the call that a problem is about. */
export async function insightsOf(folder, runFolder, paths) {
  const server = spawn(process.execPath, [loopsight, 'lsp', '--stdio'], {stdio: ['pipe', 'pipe', 'inherit']});
  const client = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const shown = new Map();
  let heardAt = Date.now();
  client.onNotification('textDocument/publishDiagnostics', ({uri, diagnostics}) => {
    shown.set(uri, diagnostics);
    heardAt = Date.now();
  });
  client.onRequest('workspace/configuration', ({items}) => items.map(() => ({})));
  client.onRequest('client/registerCapability', () => null);
  client.onRequest('window/workDoneProgress/create', () => null);
  client.listen();
  try {
    await client.sendRequest('initialize', {
      processId: process.pid,
      rootUri: null,
      workspaceFolders: [{uri: pathToFileURL(folder).href, name: basename(folder)}],
      capabilities: {workspace: {configuration: true}},
      initializationOptions: {runsFolder: dirname(runFolder)},
    });
    await client.sendNotification('initialized', {});
    await client.sendRequest('loopsight/showRun', {id: basename(runFolder)});
    for (const path of paths) {
      const textDocument = {uri: pathToFileURL(path).href, languageId: languageOf(path), version: 1, text: readFileSync(path, 'utf8')};
      await client.sendNotification('textDocument/didOpen', {textDocument});
    }
    while (shown.size < paths.length || Date.now() - heardAt < QUIET_MS) {
      if (Date.now() - heardAt > 60_000) throw new Error(`Of ${paths.length} files the server has said something of ${shown.size} only.`);
      await new Promise(resolve => setTimeout(resolve, 100));
    }
    return paths.flatMap(path => (shown.get(pathToFileURL(path).href) ?? []).flatMap(diagnostic => insight(path, diagnostic)));
  } finally {
    client.dispose();
    server.kill();
  }
}

/** The editor's name of a file's language; undefined where it has none that is looked at. */
export function languageOf(path) {
  return LANGUAGES[path.split('.').at(-1)];
}

function insight(path, {range, code, message, relatedInformation = []}) {
  const [, time, unit] = message.match(/held the event loop (?:about )?([\d.]+) (ms|s)\b[^:]* in the run of \d\d:\d\d/) ?? [];
  if (time === undefined) return [];
  // What else was in the same stall is no part of what a problem is about.
  const way = relatedInformation.filter(({message: said}) => !said.includes('of a stall of'));
  const names = way.map(({location}) => ({path: fileURLToPath(location.uri), line: location.range.start.line + 1}));
  return [{path, line: range.start.line + 1, code, ms: Number(time) * (unit === 's' ? 1000 : 1), names}];
}
