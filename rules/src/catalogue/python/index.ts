import {members, type Knowledge} from '../knowledge.ts';
import {acquirers} from './acquirers.ts';
import {asyncIo} from './async-io.ts';
import {cloudClients, harmlessOfCloudClients} from './cloud-clients.ts';
import {computation} from './computation.ts';
import {dataAndMedia} from './data-and-media.ts';
import {databases} from './databases.ts';
import {django} from './django.ts';
import {combinators, limiters} from './fan-out.ts';
import {loopRunners, outdatedLoopAccess} from './event-loops.ts';
import {files} from './files.ts';
import {functionTakers} from './function-takers.ts';
import {httpClients} from './http-clients.ts';
import {itemWrites} from './item-writes.ts';
import {langchain} from './langchain.ts';
import {languageModels} from './language-models.ts';
import {loopMethods} from './loop-methods.ts';
import {metadata} from './metadata.ts';
import {network} from './network.ts';
import {pauses} from './pauses.ts';
import {processes} from './processes.ts';
import {threadLocks} from './thread-locks.ts';
import {tools} from './tools.ts';
import {waiting} from './waiting.ts';

export const python: Knowledge = {
  blocking: [
    ...waiting, ...loopRunners, ...files, ...metadata, ...processes, ...network, ...computation,
    ...httpClients, ...databases, ...cloudClients, ...languageModels, ...langchain, ...django, ...dataAndMedia, ...tools,
  ],
  harmless: [
    ...harmlessOfCloudClients,
    ...members('redis.Redis()', 'pipeline pubsub lock register_script get_encoder set_response_callback close connection_pool json ft'),
  ],
  functionTakers,
  loopMethods,
  combinators,
  limiters,
  acquirers,
  threadLocks,
  outdatedLoopAccess,
  itemWrites,
  asyncIo,
  pooledIo: [],
  pauses,
};
