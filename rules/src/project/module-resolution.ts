/** Finds the file behind an import. */
export interface ModuleResolver {
  /** `module` is the import as written in the file at `from`. */
  resolve(from: string, module: string): ResolvedModule;
  /** Forgets what was found: files came or went, or a configuration changed. */
  forget(): void;
}

export type ResolvedModule =
  /** A file of the project. */
  | {readonly kind: 'file'; readonly path: string}
  /** Python: a folder without `__init__.py`. Only its submodules can be reached. */
  | {readonly kind: 'namespace'; readonly directory: string}
  /** A builtin or installed module, by the name that the catalogue knows it by. */
  | {readonly kind: 'external'; readonly name: string}
  /** Nothing is known of it. */
  | {readonly kind: 'missing'};

export const MISSING: ResolvedModule = {kind: 'missing'};
