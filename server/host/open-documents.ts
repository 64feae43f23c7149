import {inOneCase} from './canonical-path.ts';
import {pathOf} from './locations.ts';

/** The open document of a file. URIs are not compared: clients write the same one in several ways, `%28` for `(` and `c%3A` for `C:`. */
export function documentOf<Document extends {readonly uri: string}>(path: string, documents: readonly Document[]): Document | undefined {
  const name = inOneCase(path);
  return documents.find(({uri}) => inOneCase(pathOf(uri)) === name);
}
