import {LanguageClient} from 'vscode-languageclient/node';

/** A language client that writes its troubles to the output and leaves it to its owner to tell them: one voice, and each thing once. */
export class QuietClient extends LanguageClient {
  override error(message: string, data?: unknown): void {
    super.error(message, data, false);
  }
}
