/** Where the parts of a page come from. In a report all are in the page itself; in an editor they are files beside it. */
export interface PageParts {
  readonly contentSecurityPolicy: string;
  /** `<style>` or `<link>`. */
  readonly style: string;
  /** `<script>`. */
  readonly script: string;
  /** The element with the id `view-data`: its text is the data, or `data-source` names their file. */
  readonly data: string;
  /** What the script fills. */
  readonly body: string;
}

export function pageHtml({contentSecurityPolicy, style, script, data, body}: PageParts): string {
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
${body}
${data}
${script}
</body>
</html>
`;
}

/** Data in the page itself: nothing in a profile's names may end the element that holds them. */
export function dataElement(data: object): string {
  return `<script id="view-data" type="application/json">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}

/** Of the page that shows a run. */
export const RUN_BODY = `<header>
<h1 id="title"></h1>
<select id="process" aria-label="Process"></select>
<div id="tabs" role="tablist" aria-label="Views"></div>
<input id="search" type="search" placeholder="Search functions and files" aria-label="Search functions and files">
<span id="found" role="status"></span>
</header>
<main id="view" role="tabpanel"></main>
<footer><span id="details" aria-live="polite"></span><span id="note"></span></footer>`;
