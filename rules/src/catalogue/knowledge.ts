import type {Acquirer, ArgumentTest, BlockingKind, Combinator, FunctionTaker, ItemWrite, Limiter, OutdatedLoopAccess, Pause, QualifiedName, RewriteClass, ThreadLock} from './types.ts';
import type {Confidence} from '../facts/index.ts';

/** All that is known of one language's world, as its tables say it. Every name stands in its canonical form. */
export interface Knowledge {
  readonly blocking: readonly BlockingGroup[];
  /** What a member does of a receiver of which nothing is known, where its name says that: `copyDirContentsSync`. */
  readonly sayingMember?: {readonly name: RegExp; readonly group: BlockingGroup};
  /** Members that a wildcard would take in, but which do not block. */
  readonly harmless: readonly QualifiedName[];
  readonly functionTakers: readonly FunctionTaker[];
  /** Methods that a loop calls, as members of the class that one's own extends: `asyncio.Protocol().data_received`. */
  readonly loopMethods: readonly QualifiedName[];
  readonly combinators: readonly Combinator[];
  readonly limiters: readonly Limiter[];
  readonly acquirers: readonly Acquirer[];
  readonly threadLocks: readonly ThreadLock[];
  readonly outdatedLoopAccess: readonly OutdatedLoopAccess[];
  readonly itemWrites: readonly ItemWrite[];
  readonly asyncIo: readonly QualifiedName[];
  readonly pooledIo: readonly QualifiedName[];
  readonly pauses: readonly Pause[];
}

/** Blocking APIs for which the same is true, so that reason and source are said once. */
export interface BlockingGroup {
  readonly names: readonly QualifiedName[];
  readonly kind: BlockingKind;
  readonly confidence: Confidence;
  readonly growsWithInput?: boolean;
  readonly raises?: string;
  readonly when?: readonly ArgumentTest[];
  readonly unless?: readonly ArgumentTest[];
  readonly probableWhen?: readonly ArgumentTest[];
  readonly rewrite: RewriteClass | ((name: QualifiedName) => RewriteClass);
  readonly instead: string | ((name: QualifiedName) => string);
  readonly reason: string;
  readonly source: string;
}

/** `members('requests.Session()', 'get post')` is `requests.Session().get` and `requests.Session().post`. */
export function members(owner: QualifiedName, names: string): readonly QualifiedName[] {
  return words(names).map(name => `${owner}.${name}`);
}

/** The same members of several owners: classes that share an interface. */
export function membersOfEach(owners: readonly QualifiedName[], names: string): readonly QualifiedName[] {
  return owners.flatMap(owner => members(owner, names));
}

/** A list written with spaces and line ends. */
export function words(text: string): readonly string[] {
  return text.split(/\s+/).filter(word => word !== '');
}

/** The last member of a name: `readFileSync` of `fs.readFileSync`. */
export function lastMember(name: QualifiedName): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

export const MESSAGE_ONLY: RewriteClass = {kind: 'message only'};

export const MOVE_OFF_LOOP: RewriteClass = {kind: 'move off loop'};

/** Why calls of a kind block, where there is nothing more particular to say. */
export const REASON_BY_KIND: Readonly<Record<BlockingKind, string>> = {
  file: 'Files are read or written while the thread waits.',
  network: 'The loop stands still until the server answers.',
  process: 'The loop stands still until the process ends.',
  wait: 'The thread waits, and every task with it.',
  lock: 'While another holder has the lock the whole loop waits.',
  input: 'The program stands still until somebody answers.',
  database: 'The loop stands still until the database answers.',
  metadata: 'It looks up metadata, which is quick on a local disk and slow on a network one.',
  computation: 'It computes on this thread, and nothing else runs meanwhile.',
  'event loop': 'A thread has one event loop at a time.',
};
