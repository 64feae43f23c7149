import {type ExtensionContext, type QuickPickItem, Uri, workspace} from 'vscode';

/** A program with a planted stall, which the walkthrough leads through. */
export interface ExampleProgram extends QuickPickItem {
  /** As the walkthrough names it. */
  readonly language: string;
  readonly file: string;
}

export const EXAMPLES: readonly ExampleProgram[] = [
  {language: 'typescript', label: 'TypeScript', description: 'while a fingerprint is computed, nobody else is answered', file: 'fingerprints.ts'},
  {language: 'python', label: 'Python', description: 'while a report sleeps, nobody else is answered', file: 'reports.py'},
];

/** Puts example programs where they can be changed and run. */
export class ExamplePrograms {
  readonly #originals: Uri;
  readonly #copies: Uri;

  constructor({extensionUri, globalStorageUri}: ExtensionContext) {
    this.#originals = Uri.joinPath(extensionUri, 'test', 'playground', 'story');
    this.#copies = Uri.joinPath(globalStorageUri, 'examples');
  }

  /** The playground's own file where that is open; else a copy outside of the workspace, made anew each time: the example can be begun again. */
  async provide({file}: ExampleProgram): Promise<Uri> {
    for (const {uri} of workspace.workspaceFolders ?? []) {
      if (await isPlayground(uri)) return Uri.joinPath(uri, 'story', file);
    }
    const copy = Uri.joinPath(this.#copies, file);
    await workspace.fs.copy(Uri.joinPath(this.#originals, file), copy, {overwrite: true});
    return copy;
  }
}

async function isPlayground(folder: Uri): Promise<boolean> {
  try {
    const manifest: unknown = JSON.parse(new TextDecoder().decode(await workspace.fs.readFile(Uri.joinPath(folder, 'package.json'))));
    return (manifest as {readonly name?: unknown} | null)?.name === 'loopsight-playground';
  } catch {
    return false;
  }
}
