import type {ViewAwait, ViewStall} from '../view-data.ts';
import {element} from './elements.ts';
import {placeLink} from './place-link.ts';
import {time} from './words.ts';

/** The stalls of a process, the longest first. `onShow` shows one on the timeline. */
export function stallTable(stalls: readonly ViewStall[], onShow: (stall: ViewStall) => void): HTMLElement {
  if (stalls.length === 0) return element('p', {class: 'empty'}, 'Nothing held this loop for long enough to be called a stall.');
  return table('Stalls', ['Held for', 'At', 'Kind', 'By'], stalls.map(stall => {
    const show = element('button', {type: 'button', class: 'place', title: 'Show on the timeline'}, time(stall.duration));
    show.addEventListener('click', () => onShow(stall));
    return [show, time(stall.start), stall.kind, culpritsOf(stall)];
  }));
}

/** The lines at which coroutines waited, the longest first. */
export function awaitTable(awaits: readonly ViewAwait[]): HTMLElement {
  if (awaits.length === 0) return element('p', {class: 'empty'}, 'This run does not tell what was awaited: Python programs do, Node programs do not.');
  return table('Awaits', ['Awaited', 'Times', 'Each', 'At once', 'Place'], awaits.map(at => [time(at.us), String(at.count), at.count > 0 ? time(at.us / at.count) : '', String(at.peak), placeLink(at)]));
}

function culpritsOf({culprits}: ViewStall): HTMLElement {
  return element('ul', {}, ...culprits.map(culprit => element('li', {}, `${time(culprit.us)} ${culprit.text} `, placeLink(culprit))));
}

function table(name: string, titles: readonly string[], rows: readonly (readonly (Node | string)[])[]): HTMLElement {
  return element('table', {'aria-label': name},
    element('thead', {}, element('tr', {}, ...titles.map(title => element('th', {scope: 'col'}, title)))),
    element('tbody', {}, ...rows.map(cells => element('tr', {}, ...cells.map(cell => element('td', {}, cell))))),
  );
}
