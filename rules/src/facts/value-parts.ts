import type {Binding} from './function.ts';
import {memberName, type Reference} from './reference.ts';
import type {Call} from './step.ts';
import type {Value} from './value.ts';

/** The values that a value is directly made of: operands, arguments, elements. Functions are not entered. */
export function partsOfValue(value: Value): readonly Value[] {
  switch (value.kind) {
    case 'collection':
      return value.elements.length === 0 ? NO_PARTS : value.elements.map(element => element.value);
    case 'member':
      return [value.object];
    case 'element':
      return [value.object, value.index];
    case 'slice':
      return value.width ? [value.object, value.width] : [value.object];
    case 'call':
      return partsOfCall(value.call);
    case 'awaited':
      return [value.value];
    case 'each':
      return [value.over, value.element, value.mapper].filter(part => part !== null);
    case 'range':
      return value.count ? [value.count] : [];
    case 'operation':
      return value.operands;
    case 'unknown':
      return value.reads;
    default:
      return NO_PARTS;
  }
}

const NO_PARTS: readonly Value[] = [];

/** What a call reads: its receiver and its arguments. */
export function partsOfCall({receiver, args}: Call): readonly Value[] {
  if (args.length === 0) return receiver ? [receiver] : NO_PARTS;
  const parts: Value[] = receiver ? [receiver] : [];
  for (const {value} of args) parts.push(value);
  return parts;
}

/** The value and all that it is made of, outermost first; keeps its own stack. Asked of every value of a file, most of which have no parts. */
export function withinValue(value: Value): readonly Value[] {
  const found: Value[] = [];
  mentions(value, part => found.push(part) === 0);
  return found;
}

/** Whether the value, or something that it is made of, is meant; asked from the outermost on, until something is. */
export function mentions(value: Value, isMeant: (part: Value) => boolean): boolean {
  if (isMeant(value)) return true;
  const parts = partsOfValue(value);
  if (parts.length === 0) return false;
  const ahead = parts.toReversed();
  for (let current = ahead.pop(); current; current = ahead.pop()) {
    if (isMeant(current)) return true;
    const inner = partsOfValue(current);
    for (let index = inner.length - 1; index >= 0; index--) ahead.push(inner[index]!);
  }
  return false;
}

/** `f` of `await f`. */
export function withoutAwait(value: Value): Value {
  let inner = value;
  while (inner.kind === 'awaited') inner = inner.value;
  return inner;
}

/** The name that a value is, or null. */
export function bindingOf(value: Value): Binding | null {
  return value.kind === 'name' ? value.binding : null;
}

/** Whether two values are one place in memory by their look: the same name, or the same member of the same object. */
export function isSamePlace(a: Value, b: Value): boolean {
  switch (a.kind) {
    case 'name':
      return b.kind === 'name' && a.binding === b.binding;
    case 'global':
      return b.kind === 'global' && a.name === b.name;
    case 'self':
      return b.kind === 'self';
    case 'member':
      return b.kind === 'member' && a.name === b.name && isSamePlace(a.object, b.object);
    default:
      return false;
  }
}

/** The last name of a value as a reader would say it: `urls` of `self.urls`, `fetch` of `fetch(u)`; empty for anything else. */
export function lastName(value: Value): string {
  switch (value.kind) {
    case 'name':
      return value.binding.name;
    case 'global':
    case 'member':
      return value.name;
    case 'call':
      return calleeName(value.call);
    case 'awaited':
      return lastName(value.value);
    default:
      return '';
  }
}

/** The last name of what is called: `get` of `session.get(u)`, `open` of `open(p)`; empty when it has none. */
export function calleeName({callee}: Call): string {
  return memberName(callee) ?? rootName(callee);
}

function rootName({root}: Reference): string {
  switch (root.kind) {
    case 'global':
      return root.name;
    case 'function':
      return root.function.name;
    case 'class':
      return root.class.name;
    default:
      return '';
  }
}
