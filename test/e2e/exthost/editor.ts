import assert from 'node:assert/strict';
import {setTimeout as wait} from 'node:timers/promises';
import {commands, type CodeAction, CodeActionKind, type Diagnostic, languages, Position, Range, type TextDocument, Uri, window, workspace, WorkspaceEdit} from 'vscode';

const PATIENCE_MS = 20_000;

/** Asks again until there is an answer: what the workbench does, it does a little later. */
export async function eventually<T>(what: string | (() => string), ask: () => Promise<T | undefined | false> | T | undefined | false, patience = PATIENCE_MS): Promise<T> {
  for (const deadline = Date.now() + patience; ; await wait(50)) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    assert.ok(Date.now() < deadline, `Waited in vain for ${typeof what === 'string' ? what : what()}.`);
  }
}

export function fileUri(path: string): Uri {
  const root = workspace.workspaceFolders?.[0];
  assert.ok(root, 'A folder is open.');
  return Uri.joinPath(root.uri, path);
}

export async function show(path: string): Promise<TextDocument> {
  const document = await workspace.openTextDocument(fileUri(path));
  await window.showTextDocument(document, {preview: false});
  return document;
}

/** Our diagnostics of a document, as `line: rule`, lines from 1, in order. */
export function problemsOf(document: TextDocument): string[] {
  return diagnosticsOf(document).map(diagnostic => `${diagnostic.range.start.line + 1}: ${ruleOf(diagnostic)}`);
}

export function diagnosticsOf(document: TextDocument): Diagnostic[] {
  const own = languages.getDiagnostics(document.uri).filter(({source}) => source === 'loopsight');
  return own.sort((a, b) => a.range.start.compareTo(b.range.start));
}

export function ruleOf({code}: Diagnostic): string {
  return typeof code === 'object' ? String(code.value) : String(code);
}

/** The first diagnostic whose rule is this one, as soon as there is one. */
export function problem(document: TextDocument, rule: string): Promise<Diagnostic> {
  return eventually(() => `${rule} in ${document.fileName}; there is ${problemsOf(document).join(', ') || 'nothing'}`, () => diagnosticsOf(document).find(diagnostic => ruleOf(diagnostic) === rule));
}

export function noProblem(document: TextDocument, rule: string): Promise<true> {
  return eventually(`${rule} to leave ${document.fileName}`, () => diagnosticsOf(document).every(diagnostic => ruleOf(diagnostic) !== rule) || undefined);
}

/** The suggestion whose title has these words. Asked for again and again: the workbench's own markers lag behind the diagnostics. */
export async function quickFix(document: TextDocument, diagnostic: Diagnostic, words: RegExp): Promise<CodeAction> {
  let actions: CodeAction[] = [];
  const offered = () => `a quick fix ${words}; there is ${actions.map(({title}) => title).join(', ') || 'none'}`;
  return eventually(offered, async () => {
    actions = await commands.executeCommand<CodeAction[]>('vscode.executeCodeActionProvider', document.uri, diagnostic.range, CodeActionKind.QuickFix.value);
    return actions.find(({title}) => words.test(title));
  });
}

export async function replace(document: TextDocument, from: string, to: string): Promise<void> {
  const start = document.getText().indexOf(from);
  assert.ok(start >= 0, `${document.fileName} has the text ${from}`);
  const edit = new WorkspaceEdit();
  edit.replace(document.uri, new Range(document.positionAt(start), document.positionAt(start + from.length)), to);
  assert.ok(await workspace.applyEdit(edit));
}

export async function append(document: TextDocument, text: string): Promise<void> {
  const edit = new WorkspaceEdit();
  edit.insert(document.uri, new Position(document.lineCount, 0), text);
  assert.ok(await workspace.applyEdit(edit));
}

/** Every document as it is on disk, and none of them open. */
export async function closeAll(): Promise<void> {
  // What the editor writes into its settings it saves itself, in a document that nobody has opened.
  for (const document of workspace.textDocuments.filter(({isDirty, uri}) => isDirty && !uri.path.endsWith('/User/settings.json'))) {
    await window.showTextDocument(document);
    await commands.executeCommand('workbench.action.files.revert');
  }
  await commands.executeCommand('workbench.action.closeAllEditors');
}
