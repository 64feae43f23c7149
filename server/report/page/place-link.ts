import {element} from './elements.ts';
import {openPlace, type Place} from './host.ts';
import {shortPath} from './words.ts';

/** A place that opens in the editor, or is only named where there is none, or where the line is not there any more. */
export function placeLink(place: Place, isThere = true): HTMLElement {
  const text = `${shortPath(place.file)}:${place.line}`;
  const open = openPlace;
  if (!open || !isThere) return element('span', {class: 'place', title: place.file}, text);
  const link = element('button', {class: 'place', type: 'button', title: `Open ${place.file}, line ${place.line}`}, text);
  link.addEventListener('click', event => {
    event.stopPropagation();
    open(place);
  });
  return link;
}
