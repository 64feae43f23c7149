import type {ComparisonRow, ComparisonTable, ComparisonView} from '../comparison-view.ts';
import {element, existing} from './elements.ts';
import {placeLink} from './place-link.ts';

const {title, verdict, tables, note} = JSON.parse(existing('view-data').textContent ?? '') as ComparisonView;

document.title = title;
existing('view').replaceChildren(element('h1', {}, title), element('p', {}, element('strong', {}, verdict)), ...tables.map(tableOf), element('p', {}, note));

function tableOf({title: name, rows}: ComparisonTable): HTMLElement {
  return element('table', {},
    element('caption', {}, name),
    element('thead', {}, element('tr', {}, ...['What', 'Before', 'After', 'Difference', 'Noise'].map((column, index) => element('th', {scope: 'col', ...(index > 0 && {class: 'number'})}, column)))),
    element('tbody', {}, ...rows.map(rowOf)),
  );
}

function rowOf(row: ComparisonRow): HTMLElement {
  const number = (text: string) => element('td', {class: 'number'}, text);
  return element('tr', {},
    element('th', {scope: 'row'}, ...nameOf(row)),
    number(row.before),
    number(row.after),
    element('td', {class: `number ${row.verdict}`}, row.difference),
    number(row.noise),
  );
}

/** What has gone stands nowhere any more. */
function nameOf({name, place, function: inFunction, api}: ComparisonRow): (Node | string)[] {
  const what = [api ?? '', inFunction === null ? '' : `in ${inFunction}`, place && place.state !== 'kept' ? `(${place.state})` : ''].filter(word => word !== '').join(' ');
  return place ? [placeLink(place, place.state !== 'gone'), ` ${what}`] : [name ?? ''];
}
