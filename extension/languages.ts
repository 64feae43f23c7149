/** The editor's language ids that Loopsight reads. The manifest activates the extension for each (tested). */
export const LANGUAGE_IDS = ['javascript', 'javascriptreact', 'typescript', 'typescriptreact', 'python'] as const;
