import type {Catalogue} from '../catalogue/types.ts';
import {memberName, type Call, type FileFacts, type Reference} from '../facts/index.ts';
import {encodeReference} from './encoded-reference.ts';
import type {Entity} from './entity.ts';
import type {EncodedReference} from './summary.ts';

/** What a host with a type checker knows of the calls of one file. It never throws, and is asked only where the text of the project does not tell. */
export interface TypedCallees {
  /** The member that a call of a member calls, where it is declared; of something that is known and that no reference leads to, an unknown root. Null: the checker does not know either. */
  calleeOf(call: Call, file: FileFacts): Reference | null;
}

/**
 * Asks the types of what a call calls. Types are not asked of calls whose member's name nothing has that blocks, nor where the text tells already, so
 * that nothing is checked that would not be checked anyway, but for a few calls of a file.
 */
export function typedCallee(types: TypedCallees, call: Call, file: FileFacts, catalogue: Catalogue, known: Entity): EncodedReference | null {
  const name = call.receiver === null ? undefined : memberName(call.callee);
  if (name === undefined || !catalogue.mayBlock(name) || !isOpen(known, catalogue)) return null;
  const callee = types.calleeOf(call, file);
  return callee && encodeReference(callee);
}

/** Nothing is known of it, or it is what a call of something outside of the project gives. */
function isOpen(entity: Entity, catalogue: Catalogue): boolean {
  if (entity.kind === 'unknown') return true;
  return entity.kind === 'api' && entity.name.includes('()') && catalogue.blocking(entity.name) === undefined;
}
