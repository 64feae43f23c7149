import type {RunPageParams} from '../protocol.ts';

/** Where the parts of the page come from. In a report all are in the page itself; in an editor they are files beside it. */
export interface PageParts {
  readonly contentSecurityPolicy: string;
  /** `<style>` or `<link>`. */
  readonly style: string;
  /** `<script>`. */
  readonly script: string;
  /** The element with the id `view-data`: its text is the data, or `data-source` names their file. */
  readonly data: string;
}

/** The page that shows a run. */
export function pageHtml({contentSecurityPolicy, style, script, data}: PageParts): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${contentSecurityPolicy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Loopsight</title>
${style}
</head>
<body>
<header>
<h1 id="title"></h1>
<select id="process" aria-label="Process"></select>
<div id="tabs" role="tablist" aria-label="Views"></div>
<input id="search" type="search" placeholder="Search functions and files" aria-label="Search functions and files">
<span id="found" role="status"></span>
</header>
<main id="view" role="tabpanel"></main>
<footer><span id="details" aria-live="polite"></span><span id="note"></span></footer>
${data}
${script}
</body>
</html>
`;
}

/** The page for a webview, which loads its parts and its data from files. */
export function webviewPage({contentSource, scriptUri, styleUri, dataUri}: RunPageParams): string {
  return pageHtml({
    contentSecurityPolicy: `default-src 'none'; script-src ${contentSource}; style-src ${contentSource}; connect-src ${contentSource}`,
    style: `<link rel="stylesheet" href="${styleUri}">`,
    data: `<div id="view-data" data-source="${dataUri}" hidden></div>`,
    script: `<script type="module" src="${scriptUri}"></script>`,
  });
}
