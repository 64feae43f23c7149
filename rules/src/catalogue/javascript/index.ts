import type {Knowledge} from '../knowledge.ts';
import {acquirers} from './acquirers.ts';
import {asyncIo, pooledIo} from './async-io.ts';
import {childProcess} from './child-process.ts';
import {computation} from './computation.ts';
import {crypto} from './crypto.ts';
import {combinators, limiters} from './fan-out.ts';
import {fileSystem, SAYING_MEMBER} from './file-system.ts';
import {functionTakers} from './function-takers.ts';
import {itemWrites} from './item-writes.ts';
import {moduleLoading} from './module-loading.ts';
import {packages} from './packages.ts';
import {pauses} from './pauses.ts';
import {sockets} from './sockets.ts';
import {sqlite} from './sqlite.ts';
import {web} from './web.ts';
import {zlib} from './zlib.ts';

export const javascript: Knowledge = {
  blocking: [...fileSystem, ...childProcess, ...computation, ...crypto, ...zlib, ...sqlite, ...sockets, ...web, ...moduleLoading, ...packages],
  sayingMember: SAYING_MEMBER,
  harmless: [],
  functionTakers,
  loopMethods: [],
  combinators,
  limiters,
  acquirers,
  threadLocks: [],
  outdatedLoopAccess: [],
  itemWrites,
  asyncIo,
  pooledIo,
  pauses,
};
