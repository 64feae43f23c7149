import type {QualifiedName} from '../catalogue/types.ts';
import type {FileRecord} from './file-records.ts';
import type {FunctionSummary} from './summary.ts';

/** What a reference leads to, on the way and at its end. */
export type Entity =
  | {readonly kind: 'module'; readonly file: FileRecord}
  | {readonly kind: 'namespace'; readonly directory: string; readonly from: FileRecord; readonly module: string}
  /** Outside of the project; the name is in one of the forms that the catalogue takes. */
  | {readonly kind: 'api'; readonly name: QualifiedName}
  | {readonly kind: 'function'; readonly file: FileRecord; readonly id: number}
  | {readonly kind: 'class'; readonly file: FileRecord; readonly id: number}
  | {readonly kind: 'instance'; readonly file: FileRecord; readonly id: number}
  /** A method that the class, an interface or an abstract one, declares and leaves to others to write. */
  | {readonly kind: 'signature'; readonly file: FileRecord; readonly id: number; readonly name: string}
  /** What an asynchronous function gives before it is awaited. */
  | {readonly kind: 'awaitable'; readonly of: Entity}
  /** The bases of a class, as `super` sees them. */
  | {readonly kind: 'super'; readonly file: FileRecord; readonly id: number}
  | {readonly kind: 'unknown'};

export const UNKNOWN_ENTITY: Entity = {kind: 'unknown'};

export type FunctionEntity = Extract<Entity, {kind: 'function'}>;
export type SignatureEntity = Extract<Entity, {kind: 'signature'}>;
export type ClassEntity = Extract<Entity, {kind: 'class'}>;

export function summaryOf({file, id}: FunctionEntity): FunctionSummary | undefined {
  return file.summary.functions[id];
}
