import type {CodeLens, Connection} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import {annotationsOf} from '../evidence/annotations.ts';
import {functionLenses} from '../evidence/function-lenses.ts';
import {ANNOTATIONS, ANNOTATIONS_CHANGED, type AnnotationsParams, type AnnotationsResult, SHOW_RUN, type ShowRunParams, type ShowRunResult} from '../protocol.ts';
import {NO_RUN} from '../runs/read-run.ts';
import {runNamed} from '../runs/stored-runs.ts';
import type {ShownEvidence} from '../shown-evidence.ts';

interface Parts {
  readonly connection: Connection;
  readonly shown: ShownEvidence;
  /** Where runs are kept; null where the client named no place. */
  readonly runsFolder: () => string | null;
  readonly documentAt: (uri: string) => TextDocument | undefined;
  /** Another run is shown, or none: what rests on it is out of date. */
  readonly onShown: () => void;
}

/** Answers what a client asks to draw a run in its documents. */
export function handleEvidence({connection, shown, runsFolder, documentAt, onShown}: Parts): void {
  connection.onRequest(SHOW_RUN, async ({id, comparedWith = null}: ShowRunParams): Promise<ShowRunResult> => {
    const [folder, before] = [id, comparedWith].map(each => (each === null ? null : runNamed(runsFolder(), each)));
    if ((id !== null && !folder) || (comparedWith !== null && !before)) return NO_RUN;
    const result = await shown.show(folder?.path ?? null, before?.path ?? null);
    if (!result.ok) return result;
    void connection.sendNotification(ANNOTATIONS_CHANGED);
    onShown();
    return {ok: true, label: result.run?.label ?? null};
  });

  connection.onRequest(ANNOTATIONS, async ({textDocument, mode}: AnnotationsParams): Promise<AnnotationsResult> => {
    const document = documentAt(textDocument.uri);
    const evidence = document && (await shown.of(document));
    return {version: document?.version ?? null, annotations: evidence ? annotationsOf(evidence, mode) : []};
  });

  connection.onCodeLens(async ({textDocument}): Promise<CodeLens[]> => {
    const document = documentAt(textDocument.uri);
    if (!document) return [];
    const evidence = await shown.of(document);
    if (evidence) return functionLenses(evidence).map(({line, text}) => lens(line, text));
    const silence = await shown.silenceOf(document);
    return silence === null ? [] : [lens(0, `Loopsight shows no numbers here. ${silence}`)];
  });
}

/** Text to be read: nothing happens when it is clicked. */
function lens(line: number, title: string): CodeLens {
  return {range: {start: {line, character: 0}, end: {line, character: 0}}, command: {title, command: ''}};
}
