import type {Connection, TextDocuments} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import {TEST_AT, type TestAtParams, type TestTitle} from '../protocol.ts';
import {pathOf} from '../host/locations.ts';
import {testInJavaScript} from '../test-lookup/javascript.ts';
import {testInPython} from '../test-lookup/python.ts';

/** Answers which test a position is in. */
export function handleTestAt(connection: Connection, documents: TextDocuments<TextDocument>): void {
  connection.onRequest(TEST_AT, ({textDocument, position}: TestAtParams): readonly TestTitle[] => {
    const document = documents.get(textDocument.uri);
    if (!document) return [];
    const text = document.getText();
    return document.languageId === 'python' ? testInPython(text, position.line) : testInJavaScript({path: pathOf(document.uri), text}, document.offsetAt(position));
  });
}
