import {createHash} from 'node:crypto';
import {pageHtml} from './page-html.ts';
import type {ViewData} from './view-data.ts';

export interface PageBundle {
  readonly script: string;
  readonly style: string;
}

/** A report of one file, which needs nothing else and asks the network for nothing. */
export function htmlReport(data: ViewData, {script, style}: PageBundle): string {
  // Nothing in a profile's names may end the element that holds them.
  const json = JSON.stringify(data).replaceAll('<', '\\u003c');
  const module = script.replaceAll('</script', '<\\/script');
  return pageHtml({
    contentSecurityPolicy: `default-src 'none'; script-src '${hashOf(module)}'; style-src '${hashOf(style)}'`,
    style: `<style>${style}</style>`,
    data: `<script id="view-data" type="application/json">${json}</script>`,
    script: `<script type="module">${module}</script>`,
  });
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
