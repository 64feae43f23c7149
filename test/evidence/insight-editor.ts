import {basename, join} from 'node:path';
import {expect} from 'vitest';
import {type Diagnostic, DiagnosticSeverity} from 'vscode-languageserver/node';
import type {Culprit, Stall, StallKind} from '../../server/profile/run.ts';
import {SHOW_RUN, type ShowRunResult} from '../../server/protocol.ts';
import {Editor} from '../server/editor.ts';
import {keepRun, type WantedRun} from './kept-run.ts';

/** The editor of the test that runs. */
export let editor: Editor;
export const start = async (settings: Readonly<Record<string, unknown>> = {}, capabilities = {}) => (editor = await Editor.start({keepsRuns: true, settings, capabilities: {workspace: {configuration: true}, ...capabilities}}));

export const POLL = ["import {readFileSync} from 'node:fs';", 'export async function poll(path) {', '  const text = readFileSync(path);', '  return parse(text);', '}', 'function parse(text) {', '  return text.length;', '}', ''].join('\n');
export const path = (name: string) => join(editor.folder, name);
export const show = async (name: string, text: string, wanted: WantedRun) => editor.request<ShowRunResult>(SHOW_RUN, {id: basename(await keepRun(editor.folder, {[name]: text}, wanted))});

/** `line: [severity] code: the sentences that the run adds`. */
export function drawn(diagnostics: readonly Diagnostic[]): string[] {
  const name = {[DiagnosticSeverity.Error]: 'error', [DiagnosticSeverity.Warning]: 'warning', [DiagnosticSeverity.Information]: 'information', [DiagnosticSeverity.Hint]: 'hint'};
  return diagnostics.map(({range, severity, code, message: said}) => {
    const message = String(said);
    const measured = code === 'event-loop-stall' ? message : message.slice(message.search(/(It (held|took)|Up to) /));
    return `${range.start.line + 1}: [${name[severity ?? 1]}] ${code}: ${/(It (held|took)|Up to|This line) /.test(message) ? measured.replace(/\d\d:\d\d/, 'HH:MM') : ''}`.trimEnd();
  });
}

/** Waits until the diagnostics are drawn as expected. */
export async function expectDrawn(name: string, ...expected: string[]): Promise<readonly Diagnostic[]> {
  const isExpected = (diagnostics: readonly Diagnostic[]) => JSON.stringify(drawn(diagnostics)) === JSON.stringify(expected);
  return editor.diagnostics(name, isExpected, 5000).catch(error => {
    expect(drawn(editor.published(name).at(-1)?.diagnostics ?? [])).toEqual(expected);
    throw error;
  });
}

export const stall = (durationMs: number, culprits: readonly (readonly [name: string, line: number, ms: number, api?: string | undefined])[], kind: StallKind = 'task'): Stall => ({
  process: 0,
  startMs: 1200,
  durationMs,
  kind,
  culprits: culprits.map(([name, line, ms, api]): Culprit => ({file: path(name), line, function: 'poll', ...(api !== undefined && {api}), ms})),
  unattributedMs: 0,
});

/** The blocking call of `POLL`, of which nothing was measured. */
export const PLAIN = '3: [warning] no-blocking-call:';
