import type {AsyncLibrary} from '../../facts/index.ts';
import {words} from '../knowledge.ts';
import type {QualifiedName, ThreadLock} from '../types.ts';

type Libraries = Readonly<Partial<Record<AsyncLibrary, string>>>;

const LOCKS: Libraries = {asyncio: '`asyncio.Lock`', anyio: '`anyio.Lock`', trio: '`trio.Lock`'};

const SEMAPHORES: Libraries = {asyncio: '`asyncio.Semaphore`', anyio: '`anyio.Semaphore`', trio: '`trio.Semaphore`'};

const CONDITIONS: Libraries = {asyncio: '`asyncio.Condition`', anyio: '`anyio.Condition`', trio: '`trio.Condition`'};

/** Locks that make a thread wait, or know threads and no tasks. A lock named `multiprocessing.…` makes a process wait, and its threads with it. */
export const threadLocks: readonly ThreadLock[] = [
  ...locks('threading.Lock() multiprocessing.Lock() multiprocessing.Manager().Lock()', false, LOCKS),
  ...locks('threading.RLock() multiprocessing.RLock() multiprocessing.Manager().RLock()', true, LOCKS),
  ...locks('threading.Semaphore() threading.BoundedSemaphore() multiprocessing.Semaphore() multiprocessing.BoundedSemaphore()', false, SEMAPHORES),
  // A condition is made with a lock that its thread may take again.
  ...locks('threading.Condition() multiprocessing.Condition()', true, CONDITIONS),
];

function locks(names: string, letsOwnThreadIn: boolean, twins: Libraries): readonly ThreadLock[] {
  return words(names).map((name: QualifiedName) => ({name, letsOwnThreadIn, twins, source: 'CPython 3.11 documentation, threading'}));
}
