import type {Handler, Reference, Value} from '../facts/index.ts';
import {dottedName, referenceOf} from './references.ts';

/**
 * The types by which a cancellation is caught. `concurrent.futures.CancelledError` is not among them: since Python 3.8 it is
 * another class, an `Exception` raised by `Future.result()`, and does not catch the cancellation of a task.
 */
const CANCELLATIONS: ReadonlySet<string> = new Set([
  'asyncio.CancelledError',
  'asyncio.exceptions.CancelledError',
  'anyio.get_cancelled_exc_class()',
  'trio.Cancelled',
]);

/**
 * Everything is caught by these, and so is a cancellation: it has been a `BaseException`, not an `Exception`, since Python 3.8. A group is
 * not among them: asyncio's task group raises the cancellation of its own task by itself.
 */
const CATCH_ALL: ReadonlySet<string> = new Set(['BaseException', 'builtins.BaseException']);

export function cancellationOf(types: readonly Reference[]): Handler['cancellation'] {
  const names = types.map(dottedName);
  if (names.some(name => name !== null && CANCELLATIONS.has(name))) return 'named';
  return names.some(name => name !== null && CATCH_ALL.has(name)) ? 'broad' : 'no';
}

/** `except (A, B)`, also where the tuple has a name: `ERRORS = (A, B)`. */
export function caughtTypes(caught: Value): readonly Reference[] {
  const tuple = caught.kind === 'name' && caught.binding.values.length === 1 ? caught.binding.values[0]! : caught;
  if (tuple.kind !== 'collection') return [referenceOf(caught)];
  return tuple.elements.map(element => referenceOf(element.value));
}
