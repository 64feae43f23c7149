import {createHash} from 'node:crypto';
import {dataElement, pageHtml, RUN_BODY} from './page-html.ts';
import type {ViewData} from './view-data.ts';

export interface PageBundle {
  readonly script: string;
  readonly style: string;
}

/** A report of one file, which needs nothing else and asks the network for nothing. */
export function htmlReport(data: ViewData, {script, style}: PageBundle): string {
  const module = script.replaceAll('</script', '<\\/script');
  return pageHtml({
    contentSecurityPolicy: `default-src 'none'; script-src '${hashOf(module)}'; style-src '${hashOf(style)}'`,
    style: `<style>${style}</style>`,
    data: dataElement(data),
    body: RUN_BODY,
    script: `<script type="module">${module}</script>`,
  });
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}
