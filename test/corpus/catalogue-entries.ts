import {createCatalogue, type BlockingApi} from '../../rules/src/catalogue/index.ts';
import {javascript} from '../../rules/src/catalogue/javascript/index.ts';
import {python} from '../../rules/src/catalogue/python/index.ts';
import {NO_CATALOGUE_SETTINGS} from '../../rules/src/engine.ts';

/** A name of a package for which a rewrite is offered, and what else of the package the rewrite uses. */
export interface OfferedRewrite {
  readonly language: BlockingApi['language'];
  readonly package: string;
  readonly version: string;
  readonly name: string;
  /** The twin, or the method of the same object, that is awaited instead. */
  readonly instead: {readonly module: string; readonly name: string} | null;
}

/** The entries whose source is a package, by that package and the version that was looked at. */
export function offeredRewrites(): OfferedRewrite[] {
  const catalogue = createCatalogue(NO_CATALOGUE_SETTINGS);
  return [javascript, python].flatMap((knowledge, index) => {
    const language = index === 0 ? 'javascript' : 'python';
    return knowledge.blocking.flatMap(({names}) => names).flatMap(name => {
      const api = catalogue.in(language).blocking(name);
      const source = api && SOURCE.exec(api.source)?.groups;
      if (!source || api.rewrite.kind === 'message only' || /^(CPython|Node)$/.test(source['package'] ?? '')) return [];
      return [{language, package: source['package'] ?? '', version: source['version'] ?? '', name, instead: insteadOf(api)}];
    });
  });
}

/** `bcrypt 6.0.0, by running both forms`, `introspected requests 2.34.2`. */
const SOURCE = /^(?:introspected )?(?<package>@?[\w./-]+) (?<version>\d[\w.]*)(?:,|$)(?! documentation)/;

function insteadOf({name, language, rewrite}: BlockingApi): OfferedRewrite['instead'] {
  if (rewrite.kind === 'await method' || rewrite.kind === 'iterate') return {module: name.slice(0, name.lastIndexOf('.')), name: rewrite.method};
  const twin = rewrite.kind === 'await twin' ? (language === 'javascript' ? rewrite.twins.promise : rewrite.twins.asyncio) : undefined;
  return twin?.name ? {module: twin.module, name: twin.name} : null;
}
