import type {PageSources, RunPageParams} from '../protocol.ts';
import type {ComparisonView} from './comparison-view.ts';
import {dataElement, pageHtml, type PageParts, RUN_BODY} from './page-html.ts';

/** The page of a run for a webview, which loads its parts and its data from files. */
export function runPage({dataUri, ...sources}: Omit<RunPageParams, 'id'>): string {
  return page(sources, {connects: true, body: RUN_BODY, data: `<div id="view-data" data-source="${dataUri}" hidden></div>`});
}

/** The page of a comparison for a webview. */
export function comparisonPage(view: ComparisonView, sources: PageSources): string {
  return page(sources, {connects: false, body: '<main id="view" class="comparison"></main>', data: dataElement(view)});
}

function page({contentSource, scriptUri, styleUri}: PageSources, {connects, ...parts}: Pick<PageParts, 'body' | 'data'> & {readonly connects: boolean}): string {
  return pageHtml({
    ...parts,
    contentSecurityPolicy: `default-src 'none'; script-src ${contentSource}; style-src ${contentSource}${connects ? `; connect-src ${contentSource}` : ''}`,
    style: `<link rel="stylesheet" href="${styleUri}">`,
    script: `<script type="module" src="${scriptUri}"></script>`,
  });
}
