import type {Connection, Diagnostic} from 'vscode-languageserver/node';
import type {TextDocuments} from 'vscode-languageserver/node';
import type {TextDocument} from 'vscode-languageserver-textdocument';
import type {Language} from '../rules/src/facts/index.ts';
import type {DocumentEvidence} from './evidence/document-evidence.ts';
import {isExpired} from './evidence/expiry.ts';
import {diagnosticsOf} from './handlers/diagnostics.ts';
import {withInsights} from './handlers/insights.ts';
import {silenceOf} from './handlers/silence.ts';
import {pathOf} from './host/locations.ts';
import type {FileConfiguration} from './lint/configuration.ts';
import type {Configurations} from './lint/configurations.ts';
import type {DocumentLinter, Linted, LintedText} from './lint/document-linter.ts';
import {languageOfId} from './lint/languages.ts';
import {Schedule} from './lint/schedule.ts';
import {SILENCE, type SilenceParams} from './protocol.ts';

/** What a session needs of its surroundings. */
export interface SessionParts {
  readonly connection: Connection;
  readonly documents: TextDocuments<TextDocument>;
  readonly configurations: Configurations;
  readonly linter: DocumentLinter;
  /** Whether problems of this language that come from the project's ESLint configuration are shown by the ESLint extension. */
  isShownByEslintExtension(languageId: string): boolean;
  /** What the run that is shown says of a document. */
  evidenceOf(document: TextDocument): Promise<DocumentEvidence | null>;
}

/** The open documents and their problems: linted after each change, published in two steps or handed out when asked. */
export class Session {
  readonly #parts: SessionParts;
  readonly #schedule: Schedule;
  readonly #linted = new Map<string, Linted>();
  /** What was last said of why a document is silent, by its URI. */
  readonly #silences = new Map<string, string | null>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#schedule = new Schedule(error => parts.connection.console.error(`Loopsight could not look at a document: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`));
  }

  /** A document was opened or changed. Publishes its problems, then those of the open documents that depend on it. */
  async changed(document: TextDocument, publishes: boolean): Promise<void> {
    const text = lintedText(document);
    if (!text) return;
    const dependants = new Set(this.#parts.linter.changed(text.path));
    if (publishes) await this.publishSoon(document);
    for (const other of this.#parts.documents.all()) {
      if (other.uri === document.uri || !dependants.has(pathOf(other.uri))) continue;
      this.#linted.delete(other.uri);
      if (publishes) await this.publishSoon(other);
    }
    if (!publishes && dependants.size > 0) this.#parts.connection.languages.diagnostics.refresh();
  }

  /** Files changed outside the editor. */
  async changedOnDisk(paths: readonly string[], publishes: boolean): Promise<void> {
    const dependants = new Set(paths.flatMap(path => [path, ...this.#parts.linter.changed(path)]));
    const affected = this.#parts.documents.all().filter(({uri}) => dependants.has(pathOf(uri)));
    affected.forEach(({uri}) => this.#linted.delete(uri));
    if (affected.length === 0) return;
    if (!publishes) return this.#parts.connection.languages.diagnostics.refresh();
    for (const document of affected) await this.publishSoon(document);
  }

  closed(document: TextDocument, publishes: boolean): void {
    this.#schedule.cancel(document.uri);
    this.#linted.delete(document.uri);
    this.#silences.delete(document.uri);
    this.#parts.configurations.forgetDocument(document.uri);
    if (publishes) void this.#parts.connection.sendDiagnostics({uri: document.uri, diagnostics: []});
    void this.changedOnDisk([pathOf(document.uri)], publishes);
  }

  /** Another session takes over. */
  stop(): void {
    this.#schedule.cancelAll();
  }

  /** Everything again: settings, trust or an ESLint configuration changed. */
  async refresh(publishes: boolean): Promise<void> {
    this.#parts.configurations.forget();
    this.#linted.clear();
    if (!publishes) return this.#parts.connection.languages.diagnostics.refresh();
    for (const document of this.#parts.documents.all()) await this.publishSoon(document);
  }

  /** Another run is shown, or none: the same problems have cost something else. */
  async evidenceChanged(publishes: boolean): Promise<void> {
    if (!publishes) return this.#parts.connection.languages.diagnostics.refresh();
    for (const document of this.#parts.documents.all()) {
      const linted = this.#linted.get(document.uri);
      if (linted) await this.#send(document, linted);
    }
  }

  /** The diagnostics of the document as it is now, for clients that pull. */
  async diagnostics(uri: string, signal: AbortSignal): Promise<Diagnostic[]> {
    const document = this.#parts.documents.get(uri);
    const linted = document && (await this.linted(document, signal));
    return document && linted ? this.#shown(document, linted) : [];
  }

  /** The diagnostics of a text, whether or not it is open. */
  async problemsIn(document: TextDocument, signal: AbortSignal): Promise<Diagnostic[]> {
    if (this.#parts.documents.get(document.uri) === document) return this.diagnostics(document.uri, signal);
    const text = lintedText(document);
    if (!text) return [];
    const configuration = await this.#configuration(document, text.language);
    signal.throwIfAborted();
    return this.#shown(document, await this.#parts.linter.whole(text, configuration, signal));
  }

  /** The whole problems of the document as it is now. */
  async linted(document: TextDocument, signal: AbortSignal): Promise<Linted | null> {
    const known = this.#linted.get(document.uri);
    if (known?.version === document.version && known.scope === 'project') return known;
    const text = lintedText(document);
    if (!text) return null;
    const configuration = await this.#configuration(document, text.language);
    signal.throwIfAborted();
    return this.#keep(document, await this.#parts.linter.whole(text, configuration, signal));
  }

  async publishSoon(document: TextDocument): Promise<void> {
    const {delayMs} = await this.#parts.configurations.settingsOf(document.uri);
    this.#schedule.run(document.uri, delayMs, signal => this.#publish(document.uri, signal));
  }

  async #publish(uri: string, signal: AbortSignal): Promise<void> {
    const document = this.#parts.documents.get(uri);
    const text = document && lintedText(document);
    if (!document || !text) return;
    const configuration = await this.#configuration(document, text.language);
    signal.throwIfAborted();
    await this.#tellSilence(document, text, configuration, signal);
    if (!this.#linted.has(uri)) await this.#send(document, this.#keep(document, this.#parts.linter.local(text, configuration)));
    const whole = await this.#parts.linter.whole(text, configuration, signal);
    if (document.version === text.version) await this.#send(document, this.#keep(document, whole));
  }

  /** Of a document that shows nothing whatever it contains, the reader is told why. */
  async #tellSilence(document: TextDocument, text: LintedText, configuration: FileConfiguration, signal: AbortSignal): Promise<void> {
    const {enable} = await this.#parts.configurations.settingsOf(document.uri);
    // A document that was closed meanwhile is told of again when it is opened.
    signal.throwIfAborted();
    const reason = silenceOf({text, configuration, isEnabled: enable, isShownByEslintExtension: this.#parts.isShownByEslintExtension(document.languageId)});
    if (reason === (this.#silences.get(document.uri) ?? null)) return;
    this.#silences.set(document.uri, reason);
    const params: SilenceParams = {uri: document.uri, reason};
    void this.#parts.connection.sendNotification(SILENCE, params);
  }

  #keep(document: TextDocument, linted: Linted): Linted {
    if (document.version === linted.version) this.#linted.set(document.uri, linted);
    return linted;
  }

  /** Diagnostics of a text that is none any more are not sent. */
  async #send(document: TextDocument, linted: Linted): Promise<void> {
    const diagnostics = await this.#shown(document, linted);
    if (document.version !== linted.version || this.#parts.documents.get(document.uri) !== document) return;
    void this.#parts.connection.sendDiagnostics({uri: document.uri, version: linted.version, diagnostics});
  }

  async #shown(document: TextDocument, linted: Linted): Promise<Diagnostic[]> {
    const isRepeated = linted.configuration.isFromEslint && this.#parts.isShownByEslintExtension(document.languageId);
    const diagnostics = isRepeated ? [] : diagnosticsOf(document, linted);
    const settings = await this.#parts.configurations.settingsOf(document.uri);
    const evidence = settings.enable && settings.insights ? await this.#parts.evidenceOf(document) : null;
    if (!evidence || isExpired(evidence, new Date())) return diagnostics;
    const awaitsInSeries = () => {
      const text = lintedText(document);
      return text ? this.#parts.linter.awaitsInSeries(text) : [];
    };
    return withInsights(document, {reports: linted.result.reports, diagnostics, awaitsInSeries}, evidence, settings);
  }

  async #configuration(document: TextDocument, language: Language): Promise<FileConfiguration> {
    return this.#parts.configurations.of(document.uri, pathOf(document.uri), language);
  }
}

/** Null for a language that has no front end. */
export function lintedText(document: TextDocument): LintedText | null {
  const language = languageOfId(document.languageId);
  return language && {path: pathOf(document.uri), language, version: document.version, text: document.getText()};
}
