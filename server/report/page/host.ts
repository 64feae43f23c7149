import type {ViewData} from '../view-data.ts';

/** A place in a file; the line counts from 1. */
export interface Place {
  readonly file: string;
  readonly line: number;
}

/** What the page says to the editor that shows it; on its own, as a report, there is nobody to hear it. */
export type PageMessage = {readonly kind: 'open'} & Place;

declare function acquireVsCodeApi(): {postMessage(message: PageMessage): void};

const editor = typeof acquireVsCodeApi === 'function' ? acquireVsCodeApi() : null;

/** Shows the place in the editor; null where there is none. */
export const openPlace: ((place: Place) => void) | null = editor && (({file, line}) => editor.postMessage({kind: 'open', file, line}));

/** The data are in the page itself, or in a file that the page names: an editor's messages would have to hold them all at once. */
export async function loadData(): Promise<ViewData> {
  const holder = document.getElementById('view-data');
  const source = holder?.dataset['source'];
  if (!source) return JSON.parse(holder?.textContent ?? '') as ViewData;
  const response = await fetch(source);
  if (!response.ok) throw new Error(`The run's views cannot be read (${response.status}).`);
  return (await response.json()) as ViewData;
}
