import {env, languages, type Uri, window, type Diagnostic} from 'vscode';
import type {Command} from './command.ts';

export const openRulePage: Command = {
  id: 'loopsight.openRulePage',
  async run() {
    const pages = pagesAt(window.activeTextEditor);
    const rule = pages.size > 1 ? await window.showQuickPick([...pages.keys()], {title: 'Which rule?'}) : [...pages.keys()][0];
    if (pages.size === 0) void window.showInformationMessage('Loopsight reports nothing in this file, so there is no rule to explain.');
    const page = pages.get(rule ?? '');
    if (page) await env.openExternal(page);
  },
};

/** Rule id → page, for the problems at the cursor, or for all of the file where there are none. */
function pagesAt(editor: typeof window.activeTextEditor): ReadonlyMap<string, Uri> {
  if (!editor) return new Map();
  const own = languages.getDiagnostics(editor.document.uri).filter(({source}) => source === 'loopsight');
  const here = own.filter(({range}) => range.intersection(editor.selection));
  return new Map((here.length > 0 ? here : own).flatMap(pageOf));
}

function pageOf({code}: Diagnostic): [string, Uri][] {
  return typeof code === 'object' ? [[String(code.value), code.target]] : [];
}
