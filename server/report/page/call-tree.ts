import type {ViewProcess} from '../view-data.ts';
import {element} from './elements.ts';
import {placeLink} from './place-link.ts';
import {percent, time} from './words.ts';

/** What ran, added up by who called it, as a tree that keys and screen readers can walk. A branch is made when it is opened. */
export function callTree({tree, frames}: ViewProcess, found: ReadonlySet<number> | null): HTMLElement {
  const callees = new Map<number, number[]>();
  tree.parent.forEach((parent, index) => callees.set(parent, [...(callees.get(parent) ?? []), index]));
  const whole = (callees.get(-1) ?? []).reduce((sum, index) => sum + (tree.total[index] ?? 0), 0);
  const body = element('tbody');

  const rowOf = (index: number, level: number): HTMLTableRowElement => {
    const frame = frames[tree.frame[index] ?? -1];
    const self = tree.self[index] ?? 0;
    const total = tree.total[index] ?? 0;
    const isParent = callees.has(index);
    const place = element('td', {}, frame ? placeLink(frame) : '');
    // The row is what is walked to, and Enter on it opens the place.
    place.querySelector('button')?.setAttribute('tabindex', '-1');
    const name = element('td', {}, element('span', {class: isParent ? 'twistie' : 'leaf', 'aria-hidden': 'true'}), frame?.name ?? '');
    // Not as an attribute: the page allows no styles in its markup.
    name.style.paddingLeft = `${level * 1.1}em`;
    const row = element('tr', {role: 'row', tabindex: '-1', 'aria-level': String(level), ...(isParent && {'aria-expanded': 'false'})},
      name,
      element('td', {class: 'number'}, time(total)),
      element('td', {class: 'number'}, percent(total, whole)),
      element('td', {class: 'number'}, time(self)),
      place,
    );
    row.dataset['index'] = String(index);
    if (found?.has(tree.frame[index] ?? -1)) row.classList.add('found');
    return row;
  };
  const levelOf = (row: HTMLElement) => Number(row.getAttribute('aria-level'));
  const open = (row: HTMLTableRowElement) => {
    if (row.getAttribute('aria-expanded') !== 'false') return;
    row.setAttribute('aria-expanded', 'true');
    row.after(...(callees.get(Number(row.dataset['index'])) ?? []).map(index => rowOf(index, levelOf(row) + 1)));
  };
  const close = (row: HTMLTableRowElement) => {
    if (row.getAttribute('aria-expanded') !== 'true') return;
    row.setAttribute('aria-expanded', 'false');
    while (row.nextElementSibling && levelOf(row.nextElementSibling as HTMLElement) > levelOf(row)) row.nextElementSibling.remove();
  };

  body.append(...(callees.get(-1) ?? []).map(index => rowOf(index, 1)));
  openHottest(body, open);
  body.addEventListener('click', event => {
    const row = (event.target as HTMLElement).closest('tr');
    if (!row) return;
    (row.getAttribute('aria-expanded') === 'true' ? close : open)(row);
    row.focus();
  });
  body.addEventListener('keydown', event => moveBy(event, {open, close, levelOf}));
  body.querySelector('tr')?.setAttribute('tabindex', '0');
  return element('table', {role: 'treegrid', 'aria-label': 'Call tree. The arrow keys walk and open it, Enter opens the line in the editor.'},
    element('thead', {}, element('tr', {}, ...COLUMNS.map(({title, isNumber}) => element('th', {scope: 'col', ...(isNumber && {class: 'number'})}, title)))),
    body,
  );
}

const COLUMNS = [{title: 'Function', isNumber: false}, {title: 'Total', isNumber: true}, {title: 'Share', isNumber: true}, {title: 'Self', isNumber: true}, {title: 'Place', isNumber: false}];

/** The most expensive way down is what most come for. */
function openHottest(body: HTMLElement, open: (row: HTMLTableRowElement) => void): void {
  let row = body.querySelector('tr');
  for (let level = 0; row && level < 12; level++) {
    open(row);
    row = row.getAttribute('aria-expanded') === 'true' ? (row.nextElementSibling as HTMLTableRowElement | null) : null;
  }
}

interface Walk {
  readonly open: (row: HTMLTableRowElement) => void;
  readonly close: (row: HTMLTableRowElement) => void;
  readonly levelOf: (row: HTMLElement) => number;
}

/** The keys of a tree, as the accessibility guidelines for tree grids name them. */
function moveBy(event: KeyboardEvent, {open, close, levelOf}: Walk): void {
  const row = (event.target as HTMLElement).closest('tr');
  if (!row) return;
  const isOpen = row.getAttribute('aria-expanded') === 'true';
  const parent = () => {
    let above = row.previousElementSibling as HTMLElement | null;
    while (above && levelOf(above) >= levelOf(row)) above = above.previousElementSibling as HTMLElement | null;
    return above;
  };
  const next: Record<string, () => Element | null> = {
    ArrowDown: () => row.nextElementSibling,
    ArrowUp: () => row.previousElementSibling,
    ArrowRight: () => (isOpen ? row.nextElementSibling : (open(row), row)),
    ArrowLeft: () => (isOpen ? (close(row), row) : parent()),
    Home: () => row.parentElement?.firstElementChild ?? null,
    End: () => row.parentElement?.lastElementChild ?? null,
  };
  if (event.key === 'Enter') return void row.querySelector<HTMLElement>('button.place')?.click();
  const target = next[event.key]?.() as HTMLElement | null | undefined;
  if (!target) return;
  event.preventDefault();
  row.setAttribute('tabindex', '-1');
  target.setAttribute('tabindex', '0');
  target.focus();
}
